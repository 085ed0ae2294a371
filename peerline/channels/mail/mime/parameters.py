"""What stands behind the semicolons of Content-Type and Content-Disposition? (RFC 2231, RFC 2047, and neither.)"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from .charsets import read_bytes
from .words import decode_words, one_row, raw_text

_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)|([^;]*))', re.DOTALL)
_SECTION = re.compile(r"^([^*]+)\*(\d{1,3})?(\*)?$")
_CHARSET = re.compile(r"([^']{0,60})'[^']{0,60}'")
_TYPE = re.compile(r"\s*\"?([!#$&^_.+\w-]{1,100})\s*/\s*([!#$&^_.+\w-]{1,100})")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Parameters = dict[str, str]


def read_type(value: bytes) -> tuple[str, Parameters]:
    """Read a Content-Type: the media type in lower case ("" when it is none) and its parameters."""
    text = raw_text(value)
    found = _TYPE.match(text)
    if found is None:
        return "", _parameters(text)
    return f"{found[1]}/{found[2]}".lower(), _parameters(text)


def read_disposition(value: bytes) -> tuple[str, Parameters]:
    """Read a Content-Disposition: its word in lower case and its parameters."""
    text = raw_text(value)
    word = text.partition(";")[0].strip().strip('"').lower()
    if "=" in word:
        return "", _parameters(";" + text)
    return word, _parameters(text)


def file_name(*named: Parameters) -> str:
    """Give the file name from the parameters of disposition and type, "" when none names one.

    Folders, control characters and characters that turn the direction of writing are taken out.
    """
    for parameters in named:
        name = parameters.get("filename") or parameters.get("name") or ""
        name = _UNSAFE.sub("", re.split(r"[/\\]", one_row(name))[-1]).strip()
        if name:
            return name[:255]
    return ""


def _parameters(text: str) -> Parameters:
    if ";" not in text:
        return {}
    plain: Parameters = {}
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for found in list(_PARAMETER.finditer(text))[:200]:
        name, value = found[1].lower(), found[3]
        value = re.sub(r"\\(.)", r"\1", found[2]) if value is None else value.strip().strip("\"'")
        section = _SECTION.match(name)
        if section is None:
            plain.setdefault(name, decode_words(value) if "=?" in value else value)
            continue
        sections.setdefault(section[1], []).append((int(section[2] or 0), bool(section[3] or not section[2]), value))
    for name, pieces in sections.items():
        plain[name] = _join(sorted(pieces, key=lambda piece: piece[0]))
    return plain


def _join(pieces: list[tuple[int, bool, str]]) -> str:
    """Join the sections of one RFC 2231 parameter; only those marked so are percent-encoded."""
    charset, joined = "", b""
    for place, (_, encoded, value) in enumerate(pieces):
        text = value
        if place == 0 and encoded and (named := _CHARSET.match(value)):
            charset, text = named[1], value[named.end() :]
        packed = text.encode("utf-8", "replace")
        joined += unquote_to_bytes(packed) if encoded else packed
    return decode_words(read_bytes(joined, charset or None)[0])
