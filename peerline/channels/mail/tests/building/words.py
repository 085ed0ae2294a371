"""Encoded words in subjects and names, sound and broken (RFC 2047)."""

from __future__ import annotations

import base64

from peerline.channels.mail.tests.mails import mail

from .case import Case


def _b(text: str, charset: str, codec: str = "") -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(codec or charset)).decode()}?="


def _q(text: str, charset: str) -> str:
    return f"=?{charset}?Q?" + "".join(f"={one:02X}" for one in text.encode(charset)) + "?="


_LONG = "Я не могу спать уже несколько недель"
_PACKED = base64.b64encode(_LONG.encode()).decode()

_SUBJECTS: dict[str, tuple[str | bytes, str]] = {
    "Q": ("=?utf-8?Q?N=C3=A4chte?=", "Nächte"),
    "B": ("=?UTF-8?b?TsOkY2h0ZQ==?=", "Nächte"),
    "B without pad": ("=?utf-8?B?TsOkY2h0ZQ?=", "Nächte"),
    "B with a space inside": ("=?utf-8?B?TsOk Y2h0ZQ==?=", "Nächte"),
    "B folded inside": ("=?utf-8?B?TsOk\r\n Y2h0ZQ==?=", "Nächte"),
    "B in the letters of addresses": (
        "=?utf-8?B?" + base64.urlsafe_b64encode("ÿÿÿ Nächte".encode()).decode() + "?=",
        "ÿÿÿ Nächte",
    ),
    "B with pads in the midst": ("=?utf-8?B?TsOk?= =?utf-8?B?Y2h0ZQ==?=", "Nächte"),
    "a space as underscore": ("=?utf-8?Q?one_two?=", "one two"),
    "a raw space": ("=?utf-8?Q?one two?=", "one two"),
    "a raw question mark": ("=?utf-8?Q?what??=", "what?"),
    "a question mark and an equals sign": ("=?utf-8?Q?a?=3Db?=", "a?=b"),
    "hex in small letters": ("=?utf-8?Q?N=c3=a4chte?=", "Nächte"),
    "an equals sign that is none": ("=?utf-8?Q?1+1=2?=", "1+1=2"),
    "raw UTF-8 inside": ("=?utf-8?Q?Nächte?=", "Nächte"),
    "a soft break inside": ("=?utf-8?Q?N=C3=A4=\r\n chte?=", "Nächte"),
    "two words, one character cut (B)": ("=?utf-8?B?TsM=?= =?utf-8?B?pGNodGU=?=", "Nächte"),
    "two words, one character cut (Q)": ("=?utf-8?Q?N=C3?= =?utf-8?Q?=A4chte?=", "Nächte"),
    "cut between B and Q": ("=?utf-8?B?TsM=?= =?utf-8?Q?=A4chte?=", "Nächte"),
    "cut in GB2312": ("=?gb2312?B?xOM=?= =?gb2312?B?usM=?=", "你好"),
    "three words over three rows": (
        f"=?utf-8?B?{_PACKED[:40]}?=\r\n =?utf-8?B?{_PACKED[40:60]}?=\r\n\t=?utf-8?B?{_PACKED[60:]}?=",
        _LONG,
    ),
    "two charsets": ("=?utf-8?Q?a=C3=A4?= =?iso-8859-1?Q?=FC?=", "aäü"),
    "words around it": ("Re: =?iso-8859-1?Q?N=E4chte?= again", "Re: Nächte again"),
    "glued to words": ("Re:=?utf-8?Q?_N=C3=A4chte?=!", "Re: Nächte!"),
    "glued to each other": ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
    "in quotes": ('"=?utf-8?Q?N=C3=A4chte?="', '"Nächte"'),
    "in brackets": ("[=?utf-8?Q?N=C3=A4chte?=]", "[Nächte]"),
    "with a language": ("=?utf-8*de?Q?N=C3=A4chte?=", "Nächte"),
    "never closed (Q)": ("=?utf-8?Q?N=C3=A4chte", "Nächte"),
    "never closed (B)": ("=?utf-8?B?TsOkY2h0ZQ==", "Nächte"),
    "closed by half": ("=?utf-8?Q?N=C3=A4chte?", "Nächte"),
    "never closed before the next": ("=?utf-8?B?TsOk =?utf-8?B?Y2h0ZQ==?=", "Nächte"),
    "an unknown charset that is UTF-8": ("=?no-such-charset?Q?N=C3=A4chte?=", "Nächte"),
    "no charset": ("=??Q?N=C3=A4chte?=", "Nächte"),
    "a charset in quotes": ('=?"utf-8"?Q?N=C3=A4chte?=', "Nächte"),
    "spaces inside the frame": ("=? utf-8 ? Q ?N=C3=A4chte?=", "Nächte"),
    "an unknown encoding": ("=?utf-8?X?kept?=", "=?utf-8?X?kept?="),
    "something that only looks like it": ("What =?is?= this", "What =?is?= this"),
    "a tab between words": ("=?utf-8?Q?one?=\t=?utf-8?Q?_two?=", "one two"),
    "empty words": ("=?utf-8?Q??= =?utf-8?Q?Nights?=", "Nights"),
    "us-ascii that is not": ("=?us-ascii?Q?N=C3=A4chte?=", "Nächte"),
    "iso-8859-1 that is windows-1252": ("=?iso-8859-1?Q?=93Nights=94?=", "“Nights”"),
    "utf-8 that is windows-1252": ("=?utf-8?Q?Sch=F6ne Gr=FC=DFe aus K=F6ln?=", "Schöne Grüße aus Köln"),
    "a row end inside": ("=?utf-8?Q?one=0D=0Atwo?=", "one two"),
    "a tab inside": ("=?utf-8?Q?one=09two?=", "one two"),
    "an emoji": ("=?utf-8?B?8J+Yng==?= nights", "😞 nights"),
    "an emoji cut into halves": ("=?utf-8?B?8J8=?= =?utf-8?B?mJ4=?=", "😞"),
    "ends where hex letters begin": ("=?utf-8?Q?N=C3=A4chte?=FACE", "NächteFACE"),
}

_SCRIPTS = {
    "koi8-r": ("Не могу спать", "koi8-r"),
    "windows-1251": ("Не могу спать", "cp1251"),
    "koi8-u": ("Їжа не лізе", "koi8-u"),
    "iso-8859-5": ("Не могу", "iso8859-5"),
    "iso-8859-2": ("Źle się czuję", "iso8859-2"),
    "windows-1250": ("Źle się czuję", "cp1250"),
    "iso-8859-7": ("δεν κοιμάμαι", "iso8859-7"),
    "windows-1253": ("δεν κοιμάμαι", "cp1253"),
    "iso-8859-8": ("לא ישן", "iso8859-8"),
    "windows-1255": ("לא ישן", "cp1255"),
    "iso-8859-6": ("لا أنام", "iso8859-6"),
    "windows-1256": ("لا أنام", "cp1256"),
    "iso-8859-9": ("uyuyamıyorum ş", "iso8859-9"),
    "windows-1254": ("uyuyamıyorum ş", "cp1254"),
    "tis-620": ("นอนไม่หลับ", "tis-620"),
    "iso-8859-15": ("100 €", "iso8859-15"),
    "windows-1257": ("negaliu užmigti", "cp1257"),
    "gb2312": ("我睡不着", "gb2312"),
    "gbk": ("我睡不著", "gbk"),
    "gb18030": ("我睡不着", "gb18030"),
    "big5": ("我睡不著", "big5"),
    "euc-kr": ("잠이 안 와요", "euc-kr"),
    "ks_c_5601-1987": ("똠방각하", "cp949"),
    "shift_jis": ("眠れません", "cp932"),
    "euc-jp": ("眠れません", "euc_jp"),
    "iso-2022-jp": ("眠れません", "iso2022_jp"),
    "iso-2022-kr": ("잠이 안 와요", "iso2022_kr"),
    "utf-7": ("Nächte", "utf-7"),
    "utf-16": ("Nächte", "utf-16"),
    "macintosh": ("Nächte", "mac_roman"),
    "cp437": ("Nächte", "cp437"),
}

CASES = [
    Case("encoded words", name, mail(subject=value), subject=wanted) for name, (value, wanted) in _SUBJECTS.items()
]
CASES += [
    Case("encoded words", f"{charset} in B", mail(subject=_b(text, charset, codec)), subject=text)
    for charset, (text, codec) in _SCRIPTS.items()
]
CASES += [
    Case(
        "encoded words",
        f"a name in {charset}",
        mail(**{"from": f"{_b(text, charset, codec)} <wren@writer.example>"}),
        sender_name=text,
        sender="wren@writer.example",
    )
    for charset, (text, codec) in list(_SCRIPTS.items())[::3]
]
CASES += [
    Case(
        "encoded words",
        "encoded twice is ambiguous",
        mail(subject="=?utf-8?Q?=3D=3Futf-8=3FQ=3FNights=3F=3D?="),
        subject="=?utf-8?Q?Nights?=",
        problem="ambiguous",
    ),
    Case("encoded words", "read in Q too", mail(subject=_q("Źle", "utf-8")), subject="Źle"),
]
