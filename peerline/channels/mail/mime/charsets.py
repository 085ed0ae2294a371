"""Which characters do these bytes mean? What a mail declares is a hint, not the truth.

The order: plain ASCII; UTF-8 when the bytes are valid UTF-8 (by chance that hardly happens); the declared charset, read
as the wider one that mail programs really write; then what the bytes look like (`guesses.py`). A declared charset is
not believed where the text would be none: a Latin one under a text of almost only high bytes, a Cyrillic one that makes
no words, a Chinese one that gives only rare characters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from .charset_names import CYRILLIC, ESCAPED, LATIN, MANY_BYTES, SEVEN_BIT, WIDE, WINDOWS_FOR, codec_of
from .escapes import read_escaped, shifted_from_rows
from .guesses import better_cyrillic, detect, is_mostly_high, repair_twice_packed
from .vietnamese import TCVN

__all__ = ["codec_of", "detect", "read_bytes", "read_text"]

_LONE = re.compile(r"[\ud800-\udfff]")
_C1 = re.compile(rb"[\x80-\x9f]")
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
_ESCAPES = re.compile(rb"\x1b[$(]")
MOST_ESCAPES = 100_000
FEW = 12  # high bytes below which nothing is concluded


def read_bytes(data: bytes, declared: str | None = None) -> tuple[str, bool]:
    """Turn the bytes of a text into characters.

    declared  the charset the mail names, in any spelling; None when it names none
    Returns   the text without NUL and lone surrogates, and whether every byte could be read without guessing
    """
    text, sure, _ = read_text(data, declared)
    return text, sure


def read_text(data: bytes, declared: str | None = None) -> tuple[str, bool, str | None]:
    """Do what `read_bytes` does, and name the codec that read the text, None for plain ASCII and UTF-8."""
    codec = codec_of(declared) if declared else None
    if data.isascii() and codec not in SEVEN_BIT and b"\x1b" not in data:
        text, sure, used = data.decode("ascii"), True, None
    else:
        text, sure, used = _read_hard(data, codec)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return (text if sure and codec not in SEVEN_BIT else _LONE.sub("", text)), sure, used


def _read_hard(data: bytes, codec: str | None) -> tuple[str, bool, str | None]:
    if codec in WIDE or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wide = _read_wide(data, codec or "utf-16")
        if wide is not None:
            return wide, True, codec
        codec = None
    if (codec in ESCAPED and (b"\x1b" in data or b"\x0e" in data)) or (
        codec not in SEVEN_BIT and _ESCAPES.search(data)
    ):
        text = _read_strictly_escaped(data) or read_escaped(data)
        return text, "\ufffd" not in text, "iso2022_jp_2"
    if codec in ESCAPED and data.isascii():
        return data.decode("ascii"), True, None
    if codec not in SEVEN_BIT or not data.isascii():
        utf8 = _strict(data, "utf-8")
        if utf8 is not None and not (codec in MANY_BYTES and max(utf8) < "\u0800"):
            return repair_twice_packed(utf8.removeprefix("\ufeff")), True, None
    if codec and codec != "utf-8" and (codec not in SEVEN_BIT or data.isascii()):
        return _read_declared(data, codec)
    return _guess(data)


def _is_escaped(data: bytes, codec: str | None) -> bool:
    if codec in ESCAPED:
        return b"\x1b" in data or b"\x0e" in data
    return codec not in SEVEN_BIT and b"\x1b" in data and _ESCAPES.search(data) is not None


def _read_strictly_escaped(data: bytes) -> str | None:
    """Read a sound text by the quick codecs; None for one with shifts or without its way back to ASCII."""
    if b"\x0e" in data:
        return _strict(data, "iso2022_kr") if b"\x1b$)C" in data else None
    escapes = data.count(b"\x1b")
    if escapes > MOST_ESCAPES:
        return data.decode("iso2022_jp_ext", "replace")
    return _strict(data, "iso2022_jp_ext") if data.count(b"\x1b$") <= data.count(b"\x1b(") else None


def _read_declared(data: bytes, codec: str) -> tuple[str, bool, str | None]:
    if codec in WINDOWS_FOR and _C1.search(data):
        codec = WINDOWS_FOR[codec]
    if codec in CYRILLIC or codec == "koi8_r":
        codec = better_cyrillic(data, codec) or codec
    text = _strict(data, codec)
    if text is None and codec in _RELATIVES:
        text = _read_relative(data, codec)
    if text is None:
        return _nearly(data, codec)
    if not _is_believable(data, text, codec=codec):
        other, _, used = _guess(data)
        if used != codec and "\ufffd" not in other:
            return other, False, used
    if codec in ("cp1258", TCVN):
        text = unicodedata.normalize("NFC", text)
    return text, True, codec


_RELATIVES = {"euc_jp": "", "cp950": "big5hkscs", "cp1255": "iso8859_8", "cp1253": "iso8859_7", "cp1252": "latin-1"}


def _read_relative(data: bytes, codec: str) -> str | None:
    """Try the charset that is wider or that was meant."""
    if codec == "euc_jp":
        return _strict(shifted_from_rows(data), "cp932")
    return _strict(data, _RELATIVES[codec])


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError, LookupError):
        return None


def _is_believable(data: bytes, text: str, *, codec: str) -> bool:
    """Whether a text read as declared looks like one; told from its beginning."""
    sample = text[:2000]
    if codec in LATIN:
        return not is_mostly_high(data[:2000], few=FEW)
    if codec == "cp932":
        return len(_HALF_KANA.findall(sample)) * 3 < len(sample) or not is_mostly_high(data[:2000], few=FEW)
    if codec in ("gb18030", "cp950"):
        wide = [one for one in sample if one > "\u3400"]
        common = sum(_is_of_daily_use(one, codec) for one in wide)
        return len(wide) < FEW // 2 or common * 10 >= len(wide) * 7
    return True


def _is_of_daily_use(one: str, codec: str) -> bool:
    """Whether a character is among those of daily use, which both standards place first."""
    try:
        packed = one.encode("gb2312" if codec == "gb18030" else "big5")
    except UnicodeError:
        return one > "\uf8ff"
    return packed[0] < (0xD8 if codec == "gb18030" else 0xC9)


def _read_wide(data: bytes, codec: str) -> str | None:
    if b"\x00" not in data and _strict(data, "utf-8") is not None:
        return None  # lying: no text in UTF-16 has no zero byte and is UTF-8 as well
    if codec == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16-be" if data[::2].count(0) >= data[1::2].count(0) else "utf-16-le"
    return data.decode(codec, "replace").removeprefix("\ufeff")


def _nearly(data: bytes, codec: str) -> tuple[str, bool, str | None]:
    """Read with the declared charset what it can read, unless it is plainly another one."""
    text = data.decode(codec, "replace")
    if text.count("\ufffd") * 20 <= len(text) and _is_believable(data, text, codec=codec):
        return text, False, codec
    guessed, sure, used = _guess(data)
    if guessed.count("\ufffd") <= text.count("\ufffd"):
        return guessed, sure, used
    return text, False, codec


def _guess(data: bytes) -> tuple[str, bool, str | None]:
    """Read bytes of no known charset: damaged UTF-8 if mostly so, else by the look of the high bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 3 <= sum(one > "\x7f" for one in text[:20000]) - broken:
        return text, False, None
    codec = detect(data)
    found = _strict(data, codec) if codec else None
    if found is None and codec in _RELATIVES:
        found = _read_relative(data, codec)
    if found is None:
        codec = "cp1252"
        found = data.decode("cp1252", "replace") if _strict(data, "cp1252") is not None else data.decode("latin-1")
    if codec == "cp1258":
        found = unicodedata.normalize("NFC", found)
    return found, False, codec
