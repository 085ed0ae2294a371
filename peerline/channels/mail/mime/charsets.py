"""Which characters do these bytes mean? What a mail declares is a hint, not the truth.

The order: plain ASCII; UTF-8 when the bytes are valid UTF-8 (by chance that hardly happens); the declared charset, read
as the wider one that mail programs really write (gb2312 as gb18030, iso-8859-1 as windows-1252); then what the bytes
look like. Names are looked up in a closed list: Python has codecs that are no charset and some that are slow.
"""

from __future__ import annotations

import codecs
import re
import string
from functools import lru_cache

# Declared name, without punctuation -> the Python codec that reads what is really sent under that name.
_WIDER = {
    "ascii": "cp1252", "usascii": "cp1252", "latin1": "cp1252", "iso88591": "cp1252", "ansix341968": "cp1252",
    "windows1252": "cp1252", "cp1252": "cp1252", "xansi": "cp1252", "iso88599": "cp1254", "latin5": "cp1254",
    "gb2312": "gb18030", "gb231280": "gb18030", "gbk": "gb18030", "xgbk": "gb18030", "cp936": "gb18030",
    "gb18030": "gb18030", "chinese": "gb18030", "euccn": "gb18030", "hzgb2312": "hz", "hz": "hz",
    "big5": "cp950", "xbig5": "cp950", "cp950": "cp950", "big5hkscs": "big5hkscs", "euctw": "cp950",
    "ksc56011987": "cp949", "ksc5601": "cp949", "ksc56011989": "cp949", "euckr": "cp949", "cp949": "cp949",
    "uhc": "cp949", "windows949": "cp949", "korean": "cp949", "johab": "johab",
    "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932", "windows31j": "cp932", "cp932": "cp932",
    "mskanji": "cp932", "csshiftjis": "cp932", "eucjp": "euc_jp", "xeucjp": "euc_jp", "ujis": "euc_jp",
    "iso2022jp": "iso2022_jp_ext", "iso2022jpms": "iso2022_jp_ext", "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext", "csiso2022jp": "iso2022_jp_ext", "iso2022jp1": "iso2022_jp_ext",
    "iso2022jp2": "iso2022_jp_2", "iso2022jp3": "iso2022_jp_3", "iso2022jp2004": "iso2022_jp_2004",
    "iso2022kr": "iso2022_kr", "tis620": "cp874", "iso885911": "cp874", "windows874": "cp874", "cp874": "cp874",
    "utf8": "utf-8", "xunicode20utf8": "utf-8", "unicode11utf8": "utf-8", "cp65001": "utf-8",
    "utf7": "utf-7", "unicode11utf7": "utf-7", "xunicode20utf7": "utf-7",
    "utf16": "utf-16", "unicode": "utf-16", "ucs2": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
    "utf32": "utf-32", "utf32le": "utf-32-le", "utf32be": "utf-32-be",
    "koi8r": "koi8_r", "koi8": "koi8_r", "koi8u": "koi8_u", "koi8ru": "koi8_u", "koi8t": "koi8_t",
    "macintosh": "mac_roman", "macroman": "mac_roman", "xmacroman": "mac_roman", "xmaccyrillic": "mac_cyrillic",
    "xmacgreek": "mac_greek", "xmacturkish": "mac_turkish", "xmacce": "mac_latin2", "xmaccentraleurroman": "mac_latin2",
    "iso88598i": "iso8859_8", "iso88598e": "iso8859_8", "iso88596i": "iso8859_6", "logical": "iso8859_8",
    "xcp1251": "cp1251", "win1251": "cp1251", "ibm866": "cp866", "viscii": "cp1258", "tcvn": "cp1258",
}  # fmt: skip
for _number in (
    *range(1250, 1259),
    437,
    720,
    737,
    775,
    850,
    852,
    855,
    857,
    858,
    860,
    861,
    862,
    863,
    864,
    865,
    866,
    869,
):
    for _prefix in ("windows", "cp", "ibm", "win"):
        _WIDER.setdefault(f"{_prefix}{_number}", f"cp{_number}")
for _number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16):
    _WIDER.setdefault(f"iso8859{_number}", f"iso8859_{_number}")

_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
# Written in seven bits, so that ASCII bytes do not yet mean ASCII text.
_SEVEN_BIT = _WIDE | {
    "utf-7",
    "hz",
    "iso2022_jp_ext",
    "iso2022_jp_2",
    "iso2022_jp_3",
    "iso2022_jp_2004",
    "iso2022_kr",
}
_MANY_BYTES = frozenset({"gb18030", "cp950", "big5hkscs", "cp949", "johab", "cp932", "euc_jp"})
_ASCII_LETTERS = string.ascii_letters.encode()
_HIGH = bytes(range(0x80, 0x100))
_UPPER = bytes(range(0xC0, 0xE0))
_LOWER = bytes(range(0xE0, 0x100))
_LONE = re.compile(r"[\ud800-\udfff]")


@lru_cache(maxsize=256)
def codec_of(declared: str) -> str | None:
    """Name the codec for a declared charset, or None when it is unknown."""
    return _WIDER.get(re.sub(r"[^a-z0-9]", "", declared[:60].lower()))


def read_bytes(data: bytes, declared: str | None = None) -> tuple[str, bool]:
    """Turn the bytes of a text into characters.

    declared  the charset the mail names, in any spelling; None when it names none
    Returns   the text without NUL and lone surrogates, and whether every byte could be read without guessing
    """
    codec = codec_of(declared) if declared else None
    if data.isascii() and codec not in _SEVEN_BIT and b"\x1b" not in data:
        text, sure = data.decode("ascii"), True
    else:
        text, sure = _read_hard(data, codec)
    text = text.replace("\x00", "")
    return (text if sure and codec not in _SEVEN_BIT else _LONE.sub("", text)), sure


def _read_hard(data: bytes, codec: str | None) -> tuple[str, bool]:
    if codec in _WIDE or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wide = _read_wide(data, codec or "utf-16")
        if wide is not None:
            return wide, True
    if b"\x1b" in data and codec not in _SEVEN_BIT:
        codec = "iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext"
    if codec not in _SEVEN_BIT:
        text = _strict(data, "utf-8")
        if text is not None and not (codec in _MANY_BYTES and _by_chance(text)):
            return text.removeprefix("\ufeff"), True
    if codec and codec != "utf-8":
        text = _strict(data, codec)
        if text is not None:
            return text, True
        return _nearly(data, codec), False
    return _guess(data), False


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _by_chance(text: str) -> bool:
    """Whether a text in a two-byte charset may just happen to be valid UTF-8: then it has no three-byte characters."""
    return max(text) < "\u0800"


def _read_wide(data: bytes, codec: str) -> str | None:
    if b"\x00" not in data and _strict(data, "utf-8") is not None:
        return None  # lying: no text in UTF-16 has no zero byte and is UTF-8 as well
    if codec == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16-be" if data[::2].count(0) >= data[1::2].count(0) else "utf-16-le"
    return data.decode(codec, "replace").removeprefix("\ufeff")


def _nearly(data: bytes, codec: str) -> str:
    """Read with the declared charset what it can read, unless it is plainly another one."""
    text = data.decode(codec, "replace")
    if codec in _SEVEN_BIT and not data.isascii():
        rest = _strict(data, "utf-8")
        return rest if rest is not None else text
    if text.count("\ufffd") * 10 <= len(text):
        return text
    return _guess(data)


def _guess(data: bytes) -> str:
    """Read bytes of no known charset: damaged UTF-8 if mostly so, else by the look of the high bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 3 <= sum(one > "\x7f" for one in text[:20000]) - broken:
        return text
    for codec in _likely(data[:4000]):
        found = _strict(data, codec)
        if found is not None:
            return found
    return data.decode("cp1252", "replace") if _strict(data, "cp1252") is not None else data.decode("latin-1")


def _likely(sample: bytes) -> tuple[str, ...]:
    """Other charsets to try before windows-1252, when most letters are high bytes (then it is no Latin script)."""
    high = _count(sample, _HIGH)
    letters = high + _count(sample, _ASCII_LETTERS)
    if high * 2 < letters:
        return ()
    upper, lower = _count(sample, _UPPER), _count(sample, _LOWER)
    if (upper + lower) * 10 >= high * 9 and _has_short_words(sample):
        return ("koi8_r",) if upper > lower else ("cp1251",)
    return ("euc_jp", "cp932", "gb18030") if b"\xa4" in sample or b"\x82" in sample else ("gb18030",)


def _count(sample: bytes, which: bytes) -> int:
    return len(sample) - len(sample.translate(None, which))


def _has_short_words(sample: bytes) -> bool:
    """Whether spaces come as often as in a script with an alphabet."""
    return (sample.count(b" ") + sample.count(b"\n")) * 14 >= len(sample)
