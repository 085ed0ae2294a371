"""What stands behind the semicolons of Content-Type and Content-Disposition? (RFC 2231, RFC 2047, and neither.)

One walk over the characters. Unquoted spaces and semicolons, quotes inside quotes, a missing semicolon, folders in a
name, RFC 2231 sections in disorder or with gaps: read as the sender meant it. Of two values under one name the first
counts, and `Parameters` knows that there were two.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from .charset_names import codec_of
from .charsets import read_bytes
from .words import decode_words, one_row, raw_text

MOST_PARAMETERS = 200
WHOLE = -1  # the place of an extended value that is not divided
LONGEST_NAME = 255

_NAME = re.compile(r'[\s;,]*([^\s=;:",]{1,80})\s*[=:]\s*')
_NEXT = re.compile(r"\s*(?:;|\Z)|\s+[A-Za-z][\w-]{1,30}(?:\*\d{0,3}\*?)?\s*=\s*[^\s=]|\s*\(")
_WORD = re.compile(r"=\?[^?\s]{1,60}\?[BbQq]\?[^?]*\?=\s*")
_GOES_ON = re.compile(r";\s*[A-Za-z][\w-]{0,30}(?:\*\d{0,3}\*?)?\s*=|;\s*\Z")
_NO_SEMICOLON = re.compile(
    r"\s+(?=(?:charset|format|delsp|name|filename|boundary|type|protocol|micalg|report-type)(?:\*\d{0,3}\*?)?=)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r'\\["\\]|"')
_ESCAPED = re.compile(r'\\(["\\])')
_ONE_QUOTE = re.compile(r"([A-Za-z][A-Za-z0-9._-]{2,30})'")
_SECTION = re.compile(r"^([^*]+)\*(\d{1,3})?(\*)?$")
_CHARSET = re.compile(r"([A-Za-z0-9._:-]{0,60})'[^']{0,60}'")
_TYPE = re.compile(r"\s*\"?([!#$&^_.+\w-]{1,100})\s*[/\\]\s*([!#$&^_.+\w-]{1,100})")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_PACKED_BARE = re.compile(r"([A-Za-z][A-Za-z0-9._-]{2,30})'[A-Za-z-]{0,20}'(?=.*%[0-9A-Fa-f]{2})", re.DOTALL)
_SHORT_TYPES = {
    "text": "text/plain", "plain": "text/plain", "html": "text/html", "multipart": "multipart/mixed",
    "message": "message/rfc822", "text/": "text/plain",
}  # fmt: skip


class Parameters(dict[str, str]):
    """Values by lower-case name. `twice` holds the names that were given two different values."""

    __slots__ = ("twice",)

    def __init__(self) -> None:
        super().__init__()
        self.twice: frozenset[str] = frozenset()

    def keep(self, name: str, value: str) -> None:
        """Keep the first value under a name."""
        if self.setdefault(name, value) != value:
            self.twice |= {name}


def read_type(value: bytes) -> tuple[str, Parameters]:
    """Read a Content-Type: the media type in lower case ("" when it is none) and its parameters."""
    text = raw_text(value)
    found = _TYPE.match(text)
    if found is None:
        word = re.split(r"[\s;]", text.strip().strip('"').lower(), maxsplit=1)[0]
        return _SHORT_TYPES.get(word, ""), _parameters(text, _end_of_word(text))
    if found.end() == len(text):
        return f"{found[1]}/{found[2]}".lower(), Parameters()
    return f"{found[1]}/{found[2]}".lower(), _parameters(text, found.end())


def read_disposition(value: bytes) -> tuple[str, Parameters]:
    """Read a Content-Disposition: its word in lower case and its parameters."""
    text = raw_text(value)
    end = _end_of_word(text)
    word = text[:end].strip().strip("\"'").lower()
    return word, _parameters(text, end)


def file_name(*named: Parameters) -> str:
    """Give the file name from the parameters of disposition and type, "" when none names one.

    Folders, control characters and characters that turn the direction of writing are taken out; a name beyond
    LONGEST_NAME characters is cut in the middle, so that its ending stays.
    """
    for parameters in named:
        said = parameters.get("filename") or parameters.get("name")
        if said and (name := safe_name(said)):
            return name
    return ""


def safe_name(name: str) -> str:
    """Take folders and what is not seen out of a file name."""
    name = one_row(name).strip("\"'")
    name = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    name = _UNSAFE.sub("", name).strip()
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        name = stem[: LONGEST_NAME - 1 - len(ending)] + dot + ending if 0 < len(ending) <= 20 else name[:LONGEST_NAME]
    return name


def _end_of_word(text: str) -> int:
    """Where the first word ends and the parameters begin."""
    found = re.match(r'[\s"]*[^\s;="]*["\']?\s*', text)
    end = found.end() if found else 0
    return 0 if text[end : end + 1] == "=" else end


def _parameters(text: str, position: int) -> Parameters:
    plain = Parameters()
    sections: dict[str, dict[int, tuple[bool, str]]] = {}
    count = 0
    while position < len(text) and count < MOST_PARAMETERS:
        found = _NAME.match(text, position)
        if found is None:
            semicolon = text.find(";", position)
            position = semicolon + 1 if semicolon >= 0 else len(text)
            continue
        value, position = _value(text, found.end())
        count += 1
        name = found[1].lower()
        section = _SECTION.match(name)
        if section is None:
            plain.keep(name, _said(value))
        else:
            place = int(section[2]) if section[2] else WHOLE
            sections.setdefault(section[1], {}).setdefault(place, (bool(section[3] or not section[2]), value))
    for name, pieces in sections.items():
        joined, is_sure = _join([pieces[WHOLE]] if WHOLE in pieces else [pieces[place] for place in sorted(pieces)])
        if is_sure or name not in plain:
            plain[name] = joined
    return plain


def _value(text: str, start: int) -> tuple[str, int]:
    """Read one value; and where the next parameter begins."""
    if text.startswith('"', start):
        return _quoted(text, start + 1)
    position = start
    while word := _WORD.match(text, position):
        position = word.end()
    found = _GOES_ON.search(text, position)
    end = found.start() if found else len(text)
    missing = _NO_SEMICOLON.search(text, position, end)
    end = missing.start() if missing else end
    return text[start:end].strip().strip("\"'"), end


def _quoted(text: str, start: int) -> tuple[str, int]:
    """Read to the quote behind which a parameter can begin; a quote elsewhere belongs to the value."""
    first = text.find('"', start)
    if first >= 0 and text[first + 1 : first + 2] in ("", ";") and text.find("\\", start, first) < 0:
        return text[start:first], first + 1
    last = -1
    for quote in _QUOTE.finditer(text, start):
        if quote[0] != '"':
            continue
        last = quote.start()
        if _NEXT.match(text, quote.end()):
            break
    end = last if last >= 0 else len(text)
    return _ESCAPED.sub(r"\1", text[start:end]), end + 1


def _said(value: str) -> str:
    """Read what stands in a plain value although it should not: encoded words, or percent signs with a charset."""
    if "=?" in value:
        return decode_words(value)
    if "%" in value and (packed := _PACKED_BARE.match(value)) and codec_of(packed[1]):
        return read_bytes(unquote_to_bytes(value[packed.end() :]), packed[1])[0]
    return value


def _join(pieces: list[tuple[bool, str]]) -> tuple[str, bool]:
    """Join the sections of one RFC 2231 parameter, of which those marked so are percent-encoded; and whether surely."""
    charset, joined = "", b""
    for place, (encoded, value) in enumerate(pieces):
        text = value
        if place == 0 and encoded:
            charset, text = _charset_of(value)
        packed = text.encode("utf-8", "replace")
        joined += unquote_to_bytes(packed) if encoded else packed
    text, is_sure = read_bytes(joined, charset or None)
    return _said(text), is_sure


def _charset_of(value: str) -> tuple[str, str]:
    """Divide an extended value into its charset and the rest; one of the two quotes may be missing."""
    named = _CHARSET.match(value)
    if named is None:
        named = _ONE_QUOTE.match(value)
        if named is None or codec_of(named[1]) is None:
            return "", value
    return named[1], value[named.end() :]
