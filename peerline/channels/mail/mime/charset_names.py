"""Which codec reads what is really sent under a declared charset?

Names are looked up in a closed list: Python has codecs that are no charset and some that are slow. A name stands for
the widest charset that mail programs write under it (gb2312 as gb18030, iso-8859-1 as windows-1252).
"""

from __future__ import annotations

import re
from functools import lru_cache

from .vietnamese import TCVN, VISCII

# Declared name, without punctuation -> the Python codec that reads what is really sent under that name.
_WIDER = {
    "ascii": "cp1252", "usascii": "cp1252", "latin1": "cp1252", "iso88591": "cp1252", "ansix341968": "cp1252",
    "windows1252": "cp1252", "cp1252": "cp1252", "xansi": "cp1252", "ansi": "cp1252", "iso646us": "cp1252",
    "iso88599": "cp1254", "latin5": "cp1254", "latin2": "iso8859_2", "latin9": "iso8859_15", "latin0": "iso8859_15",
    "gb2312": "gb18030", "gb231280": "gb18030", "gbk": "gb18030", "xgbk": "gb18030", "cp936": "gb18030",
    "gb18030": "gb18030", "chinese": "gb18030", "euccn": "gb18030", "windows936": "gb18030", "ms936": "gb18030",
    "hzgb2312": "hz", "hz": "hz", "csgb2312": "gb18030", "gb180302000": "gb18030",
    "big5": "cp950", "xbig5": "cp950", "cp950": "cp950", "csbig5": "cp950", "big5hkscs": "big5hkscs",
    "big5eten": "cp950", "windows950": "cp950", "xxbig5": "cp950", "cnbig5": "cp950",
    "ksc56011987": "cp949", "ksc5601": "cp949", "ksc56011989": "cp949", "euckr": "cp949", "cp949": "cp949",
    "uhc": "cp949", "windows949": "cp949", "xwindows949": "cp949", "korean": "cp949", "ms949": "cp949",
    "csksc56011987": "cp949", "cseuckr": "cp949", "johab": "johab",
    "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932", "windows31j": "cp932", "cp932": "cp932",
    "mskanji": "cp932", "csshiftjis": "cp932", "windows932": "cp932", "xmssjis": "cp932", "cswindows31j": "cp932",
    "eucjp": "euc_jp", "xeucjp": "euc_jp", "ujis": "euc_jp", "xeuc": "euc_jp", "cseucpkdfmtjapanese": "euc_jp",
    "eucjpms": "euc_jp", "cp51932": "euc_jp",
    "iso2022jp": "iso2022_jp_2", "iso2022jpms": "iso2022_jp_2", "cp50220": "iso2022_jp_2", "jis": "iso2022_jp_2",
    "cp50221": "iso2022_jp_2", "cp50222": "iso2022_jp_2", "csiso2022jp": "iso2022_jp_2", "iso2022jp1": "iso2022_jp_2",
    "iso2022jp2": "iso2022_jp_2", "iso2022jp3": "iso2022_jp_3", "iso2022jp2004": "iso2022_jp_2004",
    "iso2022kr": "iso2022_kr", "csiso2022kr": "iso2022_kr", "iso2022cn": "iso2022_cn", "iso2022cnext": "iso2022_cn",
    "tis620": "cp874", "iso885911": "cp874", "windows874": "cp874", "cp874": "cp874", "thai": "cp874",
    "utf8": "utf-8", "xunicode20utf8": "utf-8", "unicode11utf8": "utf-8", "cp65001": "utf-8", "utf8mb4": "utf-8",
    "utf": "utf-8", "unicode1utf8": "utf-8", "xutf8": "utf-8", "csutf8": "utf-8", "utf8bom": "utf-8",
    "utf7": "utf-7", "unicode11utf7": "utf-7", "xunicode20utf7": "utf-7", "xutf7": "utf-7", "cp65000": "utf-7",
    "utf16": "utf-16", "unicode": "utf-16", "ucs2": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
    "iso10646ucs2": "utf-16", "unicodefffe": "utf-16-be",
    "utf32": "utf-32", "utf32le": "utf-32-le", "utf32be": "utf-32-be", "ucs4": "utf-32",
    "koi8r": "koi8_r", "koi8": "koi8_r", "xkoi8r": "koi8_r", "cskoi8r": "koi8_r", "koi8u": "koi8_u",
    "koi8ru": "koi8_u", "koi8t": "koi8_t", "cp20866": "koi8_r", "cp21866": "koi8_u",
    "macintosh": "mac_roman", "macroman": "mac_roman", "mac": "mac_roman", "xmacroman": "mac_roman",
    "applemacintosh": "mac_roman", "xmac": "mac_roman", "xmaccyrillic": "mac_cyrillic", "maccyrillic": "mac_cyrillic",
    "xmacukrainian": "mac_cyrillic", "xmacgreek": "mac_greek", "xmacturkish": "mac_turkish",
    "xmacicelandic": "mac_iceland", "xmacromanian": "mac_romanian", "xmaccroatian": "mac_croatian",
    "xmacce": "mac_latin2", "xmaccentraleurroman": "mac_latin2", "xmacjapanese": "cp932", "xmacchinesetrad": "cp950",
    "xmacchinesesimp": "gb18030", "xmackorean": "cp949", "xmacthai": "cp874", "xmacarabic": "cp1256",
    "xmachebrew": "cp1255", "iso88598i": "iso8859_8", "iso88598e": "iso8859_8", "iso88596i": "iso8859_6",
    "iso88596e": "iso8859_6", "logical": "iso8859_8", "visual": "iso8859_8", "hebrew": "iso8859_8",
    "arabic": "iso8859_6", "greek": "iso8859_7", "cyrillic": "iso8859_5", "ecma114": "iso8859_6",
    "ecma118": "iso8859_7", "asmo708": "iso8859_6", "elot928": "iso8859_7", "dos720": "cp720", "dos862": "cp862",
    "xcp1250": "cp1250", "xcp1251": "cp1251", "ibm866": "cp866", "viscii": VISCII,
    "csviscii": VISCII, "viscii111": VISCII,
    "tcvn": TCVN, "tcvn5712": TCVN, "tcvn57121": TCVN, "tcvn571211993": TCVN,
    "ptcp154": "ptcp154", "cp154": "ptcp154", "kz1048": "kz1048", "hproman8": "hp_roman8", "dec": "cp1252",
}  # fmt: skip
_DOS = (437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869)
for _number in (*range(1250, 1259), *_DOS):
    for _prefix in ("windows", "cp", "ibm", "win", "xwindows", "ms", "dos", ""):
        _WIDER.setdefault(f"{_prefix}{_number}", f"cp{_number}")
for _number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16):
    for _prefix in ("iso8859", "iso", "xiso8859", "8859", "csiso8859"):
        _WIDER.setdefault(f"{_prefix}{_number}", f"iso8859_{_number}")

WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
ESCAPED = frozenset({"iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004", "iso2022_kr", "iso2022_cn"})
# Written in seven bits, so that ASCII bytes do not yet mean ASCII text.
SEVEN_BIT = WIDE | ESCAPED | {"utf-7", "hz"}
MANY_BYTES = frozenset({"gb18030", "cp950", "big5hkscs", "cp949", "johab", "cp932", "euc_jp"})
LATIN = frozenset({"cp1252", "cp1254", "iso8859_15", "iso8859_3", "iso8859_10", "iso8859_14", "mac_roman"})
CYRILLIC = ("cp1251", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic")
# An ISO charset has no characters from 0x80 to 0x9F: where they are, the program meant the one of Windows.
WINDOWS_FOR = {
    "iso8859_2": "cp1250", "iso8859_5": "cp1251", "iso8859_7": "cp1253", "iso8859_8": "cp1255",
    "iso8859_6": "cp1256", "iso8859_4": "cp1257", "iso8859_13": "cp1257", "iso8859_15": "cp1252",
}  # fmt: skip


@lru_cache(maxsize=256)
def codec_of(declared: str) -> str | None:
    """Name the codec for a declared charset, or None when it is unknown."""
    bare = re.sub(r"[^a-z0-9]", "", declared[:60].lower().partition("*")[0])
    return _WIDER.get(bare) or _WIDER.get(bare.removeprefix("3d")) or _WIDER.get(bare.removeprefix("charset"))
