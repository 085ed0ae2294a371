"""Texts in charsets that are declared rightly, wrongly, or not at all."""

from __future__ import annotations

import unicodedata

from peerline.channels.mail.mime.vietnamese import TCVN, VISCII
from peerline.channels.mail.tests.mails import mail

from .case import Case, body

DE = "Schöne Grüße aus Köln, ich kann seit Wochen nicht mehr schlafen."
FR = "Ça m'inquiète énormément, je ne dors plus depuis des semaines."
PL = "Od tygodni nie mogę spać i źle się czuję, pomóżcie."
CS = "Už několik týdnů nemůžu spát a je mi špatně."
RU = "Не могу спать уже несколько недель, мне страшно."
UK = "Я не можу спати вже кілька тижнів, їжа не лізе."
EL = "Δεν μπορώ να κοιμηθώ εδώ και εβδομάδες, φοβάμαι."
TR = "Haftalardır uyuyamıyorum, çok şaşkın ve üzgünüm."
HE = "אני לא מצליח לישון כבר שבועות, אני מפחד."
AR = "لا أستطيع النوم منذ أسابيع، أنا خائف."
FA = "هفته‌هاست که نمی‌توانم بخوابم"
TH = "ฉันนอนไม่หลับมาหลายสัปดาห์แล้ว ฉันกลัว"
VI = "Tôi không ngủ được mấy tuần nay, tôi rất sợ."
JA = "もう何週間も眠れません。怖いです。誰にも話せません。"
ZH = "你好，我已经好几个星期睡不着了，我很害怕。"
ZT = "你好，我已經好幾個星期睡不著了，我很害怕。"
KO = "안녕하세요, 몇 주째 잠을 잘 수 없어요. 무서워요."
LT = "Negaliu užmigti jau kelias savaites, ačiū už pagalbą."
BG = "Не мога да спя от седмици, страх ме е."
HI = "मैं हफ़्तों से सो नहीं पा रहा हूँ"

_RIGHT = {
    "utf-8": [("utf-8", one) for one in (DE, RU, EL, HE, AR, FA, TH, VI, JA, ZH, KO, HI)],
    "iso-8859-1": [("latin-1", DE)],
    "iso-8859-15": [("iso8859-15", "Das kostet 100 € und mehr.")],
    "windows-1252": [("cp1252", "„Grüße“ – 5 €")],
    "iso-8859-2": [("iso8859-2", PL), ("iso8859-2", CS)],
    "windows-1250": [("cp1250", PL), ("cp1250", CS)],
    "iso-8859-5": [("iso8859-5", RU)],
    "windows-1251": [("cp1251", RU), ("cp1251", BG), ("cp1251", UK)],
    "koi8-r": [("koi8-r", RU)],
    "koi8-u": [("koi8-u", UK)],
    "ibm866": [("cp866", RU)],
    "x-mac-cyrillic": [("mac_cyrillic", RU)],
    "iso-8859-7": [("iso8859-7", EL)],
    "windows-1253": [("cp1253", EL)],
    "iso-8859-9": [("iso8859-9", TR)],
    "windows-1254": [("cp1254", TR)],
    "iso-8859-8": [("iso8859-8", HE)],
    "iso-8859-8-i": [("iso8859-8", HE)],
    "windows-1255": [("cp1255", HE)],
    "iso-8859-6": [("iso8859-6", AR)],
    "windows-1256": [("cp1256", AR)],
    "tis-620": [("tis-620", TH)],
    "windows-874": [("cp874", TH)],
    "iso-8859-11": [("iso8859-11", TH)],
    "windows-1257": [("cp1257", LT)],
    "iso-8859-13": [("iso8859-13", LT)],
    "iso-8859-4": [("iso8859-4", LT)],
    "iso-8859-10": [("iso8859-10", "Þór býr á Íslandi")],
    "iso-8859-16": [("iso8859-16", "Nu pot să dorm, îmi este frică")],
    "iso-2022-jp": [("iso2022_jp", JA)],
    "shift_jis": [("cp932", JA), ("cp932", "①②③㈱～")],
    "euc-jp": [("euc_jp", JA)],
    "iso-2022-jp-1": [("iso2022_jp_1", JA)],
    "gb2312": [("gb2312", ZH), ("gb18030", ZT), ("gb18030", "嗀㐀")],
    "gbk": [("gbk", ZH)],
    "gb18030": [("gb18030", ZH)],
    "hz-gb-2312": [("hz", ZH)],
    "big5": [("big5", ZT)],
    "big5-hkscs": [("big5hkscs", "佢哋喺度")],
    "euc-kr": [("euc-kr", KO)],
    "ks_c_5601-1987": [("cp949", KO), ("cp949", "똠방각하 펲시콜라")],
    "iso-2022-kr": [("iso2022_kr", KO)],
    "johab": [("johab", KO)],
    "utf-7": [("utf-7", DE), ("utf-7", JA)],
    "utf-16": [("utf-16", DE)],
    "utf-16le": [("utf-16-le", RU)],
    "utf-16be": [("utf-16-be", RU)],
    "macintosh": [("mac_roman", DE)],
    "x-mac-roman": [("mac_roman", FR)],
    "cp437": [("cp437", "Grüße")],
    "cp850": [("cp850", FR)],
    "cp852": [("cp852", PL)],
    "us-ascii": [("ascii", "I cannot sleep.")],
}
# What is declared, what it really is, and the text.
_WRONG = {
    "utf-8 said to be latin": ("iso-8859-1", "utf-8", DE),
    "utf-8 said to be ASCII": ("us-ascii", "utf-8", RU),
    "utf-8 said to be GB2312": ("gb2312", "utf-8", ZH),
    "utf-8 said to be Shift_JIS": ("shift_jis", "utf-8", JA),
    "latin said to be utf-8": ("utf-8", "latin-1", DE),
    "latin said to be ASCII": ("us-ascii", "latin-1", FR),
    "windows-1252 said to be latin": ("iso-8859-1", "cp1252", "„Grüße“ – 5 €"),
    "windows-1250 said to be iso-8859-2": ("iso-8859-2", "cp1250", "„źle się czuję” – pomóżcie, śpię źle"),
    "windows-1251 said to be latin": ("iso-8859-1", "cp1251", RU),
    "KOI8-R said to be windows-1251": ("windows-1251", "koi8-r", RU),
    "windows-1251 said to be KOI8-R": ("koi8-r", "cp1251", RU),
    "windows-1251 said to be iso-8859-5": ("iso-8859-5", "cp1251", RU),
    "windows-1251 said to be utf-8": ("utf-8", "cp1251", RU),
    "windows-1253 said to be iso-8859-7": ("iso-8859-7", "cp1253", "“" + EL + "”"),
    "windows-1253 said to be latin": ("iso-8859-1", "cp1253", EL),
    "windows-1255 said to be latin": ("iso-8859-1", "cp1255", HE),
    "windows-1256 said to be latin": ("windows-1252", "cp1256", AR),
    "windows-1254 said to be iso-8859-9": ("iso-8859-9", "cp1254", "“" + TR + "”"),
    "windows-874 said to be latin": ("iso-8859-1", "cp874", TH),
    "GB18030 said to be latin": ("iso-8859-1", "gb18030", ZH),
    "Big5 said to be latin": ("iso-8859-1", "big5", ZT),
    "Big5 said to be GB2312": ("gb2312", "big5", ZT),
    "GB18030 said to be Big5": ("big5", "gb18030", ZH),
    "GB18030 said to be utf-8": ("utf-8", "gb18030", ZH),
    "Shift_JIS said to be latin": ("iso-8859-1", "cp932", JA),
    "Shift_JIS said to be EUC-JP": ("euc-jp", "cp932", JA),
    "EUC-JP said to be Shift_JIS": ("shift_jis", "euc_jp", JA),
    "EUC-KR said to be latin": ("iso-8859-1", "euc-kr", KO),
    "ISO-2022-JP said to be ASCII": ("us-ascii", "iso2022_jp", JA),
    "ISO-2022-JP said to be utf-8": ("utf-8", "iso2022_jp", JA),
    "utf-8 said to be ISO-2022-JP": ("iso-2022-jp", "utf-8", JA),
    "ASCII said to be utf-16": ("utf-16", "ascii", "I cannot sleep."),
    "utf-16 without a mark": ("utf-16", "utf-16-le", DE),
    "unknown-8bit": ("unknown-8bit", "cp1251", RU),
    "x-unknown": ("x-unknown", "latin-1", DE),
    "iso-8859-99": ("iso-8859-99", "latin-1", FR),
    "an empty name": ("", "cp1251", RU),
    "a name with a comment": ("utf-8 (Unicode)", "utf-8", DE),
    "a name with a leftover": ("3Dutf-8", "latin-1", DE),
    "a name that is a codec and no charset": ("rot13", "utf-8", DE),
    "a name in capitals and points": ("ISO.8859.1", "latin-1", DE),
    "utf8": ("utf8", "utf-8", DE),
    "UTF_8": ("UTF_8", "utf-8", DE),
    "cp-1251": ("cp-1251", "cp1251", RU),
    "windows1251": ("windows1251", "cp1251", RU),
    "latin1": ("latin1", "latin-1", DE),
    "iso-2022-jp-ms with vendors' characters": ("iso-2022-jp-ms", "", ""),
    "iso-2022-jp that never goes back": ("iso-2022-jp", "", ""),
    "iso-2022-kr without its head": ("iso-2022-kr", "", ""),
    "iso-2022-cn": ("iso-2022-cn", "", ""),
}
_ODD: dict[str, tuple[bytes, str]] = {
    "iso-2022-jp-ms with vendors' characters": (b"\x1b$B-!-j\x1b(B", "①㈱"),
    "iso-2022-jp that never goes back": (
        "眠れません".encode("iso2022_jp").removesuffix(b"\x1b(B") + b"\r\nHelp",
        "眠れません Help",
    ),
    "iso-2022-kr without its head": ("잠이 안 와요".encode("iso2022_kr").removeprefix(b"\x1b$)C"), "잠이 안 와요"),
    "iso-2022-cn": (b"\x1b$)A\x0e" + bytes(one & 0x7F for one in "睡不着".encode("gb2312")) + b"\x0f", "睡不着"),
}
_NONE = {
    "utf-8": ("utf-8", DE),
    "latin": ("latin-1", DE),
    "latin, French": ("cp1252", FR),
    "windows-1250": ("cp1250", PL),
    "windows-1251": ("cp1251", RU),
    "KOI8-R": ("koi8-r", RU),
    "Greek": ("cp1253", EL),
    "Hebrew": ("cp1255", HE),
    "Arabic": ("cp1256", AR),
    "Thai": ("cp874", TH),
    "Turkish": ("cp1254", TR),
    "GB18030": ("gb18030", ZH),
    "Big5": ("big5", ZT),
    "Shift_JIS": ("cp932", JA),
    "EUC-JP": ("euc_jp", JA),
    "EUC-KR": ("euc-kr", KO),
    "ISO-2022-JP": ("iso2022_jp", JA),
    "ISO-2022-KR": ("iso2022_kr", KO),
    "utf-16 with a mark": ("utf-16", DE),
    "utf-8 with a mark": ("utf-8-sig", DE),
}


def _vietnamese(text: str) -> bytes:
    """windows-1258 writes tones behind their letter, so that most letters stay one character."""
    plain = "âăêôơưđÂĂÊÔƠƯĐ"
    out = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        whole = next(
            (
                one
                for one in plain
                if unicodedata.normalize("NFD", one)[0] == apart[0]
                and len(apart) == 3
                and unicodedata.normalize("NFD", one)[1] in apart
            ),
            "",
        )
        out += (
            whole + "".join(mark for mark in apart[1:] if mark not in unicodedata.normalize("NFD", whole))
            if whole
            else (letter if letter in plain else apart)
        )
    return out.encode("cp1258")


CASES = [
    Case("charsets", f"{charset} ({number})", body(text.encode(codec), f"text/plain; charset={charset}"), text=text)
    for charset, texts in _RIGHT.items()
    for number, (codec, text) in enumerate(texts, 1)
]
CASES += [
    Case(
        "charsets",
        name,
        body(_ODD[name][0] if name in _ODD else text.encode(codec), f'text/plain; charset="{charset}"'),
        text=_ODD[name][1] if name in _ODD else text,
    )
    for name, (charset, codec, text) in _WRONG.items()
]
CASES += [
    Case("charsets", f"none named: {name}", mail(text.encode(codec)), text=text)
    for name, (codec, text) in _NONE.items()
]
CASES += [
    *(
        Case(
            "charsets",
            f"{charset}, a word",
            body("Tôi không ngủ được".encode(codec), f"text/plain; charset={charset}"),
            text="Tôi không ngủ được",
        )
        for charset, codec in (("VISCII", VISCII), ("csVISCII", VISCII), ("TCVN", TCVN), ("TCVN5712-1:1993", TCVN))
    ),
    Case(
        "charsets",
        "VISCII where letters stand for controls",
        body("Ẳn Ỵn được".encode(VISCII), "text/plain; charset=viscii"),
        text="Ẳn Ỵn được",
    ),
    Case(
        "charsets", "TCVN with marks of its own", body(b"kh\xabb\xb0 e\xb4", "text/plain; charset=tcvn"), text="khôb̀ ẹ"
    ),
    Case("charsets", "windows-1258", body(_vietnamese(VI), "text/plain; charset=windows-1258"), text=VI),
    Case(
        "charsets",
        "UTF-8 packed twice",
        body(DE.encode().decode("cp1252").encode(), "text/plain; charset=utf-8"),
        text=DE,
    ),
    Case(
        "charsets",
        "one odd pair of letters is not repaired",
        body("Die Zeichen Ã¼ stehen hier.", "text/plain; charset=utf-8"),
        text="Die Zeichen Ã¼ stehen hier.",
    ),
    Case(
        "charsets",
        "a cut UTF-8 character",
        body(DE.encode() + b"\xc3", "text/plain; charset=utf-8"),
        text=DE + "\ufffd",
    ),
    Case("charsets", "zero bytes between letters", body(b"I\0 can\0not.", "text/plain"), text="I cannot."),
    Case(
        "charsets",
        "HTML names another charset than its header",
        body(b'<meta charset="gb2312"><p>' + DE.encode(), "text/html; charset=utf-8"),
        text=DE,
    ),
    Case(
        "charsets",
        "HTML alone names the charset",
        body(b'<meta charset="windows-1251"><p>' + RU.encode("cp1251"), "text/html"),
        text=RU,
    ),
    Case(
        "charsets",
        "HTML names it the old way",
        body(
            b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>' + RU.encode("koi8-r"),
            "text/html",
        ),
        text=RU,
    ),
    Case(
        "charsets",
        "HTML says utf-8 and is latin",
        body(b'<meta charset="utf-8"><p>' + DE.encode("latin-1"), "text/html"),
        text=DE,
    ),
    Case("charsets", "HTML in UTF-16", body(("<p>" + RU).encode("utf-16"), "text/html; charset=utf-16"), text=RU),
]
