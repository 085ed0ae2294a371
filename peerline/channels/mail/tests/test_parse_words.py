"""The words of headers and texts: encodings, charsets, addresses, dates, languages."""

from __future__ import annotations

import codecs

import pytest

from peerline.channels.mail.language import language_of
from peerline.channels.mail.mime.addresses import read_addresses
from peerline.channels.mail.mime.charset_names import _WIDER
from peerline.channels.mail.mime.charsets import read_bytes
from peerline.channels.mail.mime.dates import read_date
from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.mails import mail


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("=?utf-8?Q?N=C3=A4chte?=", "Nächte"),
        ("=?UTF-8?b?TsOkY2h0ZQ==?=", "Nächte"),
        ("=?utf-8?B?TsOkY2h0ZQ?=", "Nächte"),
        ("=?utf-8?Q?one?= =?utf-8?Q?_two?=", "one two"),
        ("=?utf-8?Q?one?=\r\n =?utf-8?Q?_two?=", "one two"),
        ("=?utf-8?B?TsM=?= =?utf-8?B?pGNodGU=?=", "Nächte"),
        ("=?utf-8?Q?N=C3?= =?utf-8?Q?=A4chte?=", "Nächte"),
        ("Re: =?iso-8859-1?Q?N=E4chte?= again", "Re: Nächte again"),
        ("=?utf-8*en?Q?Nights?=", "Nights"),
        ("=?utf-8?Q?not closed", "not closed"),
        ("=?utf-8?Q?with space inside?=", "with space inside"),
        ("=?utf-8?Q?what??=", "what?"),
        ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
        ("=?no-such-charset?Q?N=C3=A4chte?=", "Nächte"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?utf-8?X?kept?=", "=?utf-8?X?kept?="),
        ("one\r\n two\r\n\tthree", "one two three"),
        (b"N\xc3\xa4chte", "Nächte"),
        (b"N\xe4chte", "Nächte"),
        (b"\x1b$B$3$s$K$A$O\x1b(B", "こんにちは"),
        ("a\x00b", "ab"),
    ],
)
def test_reads_subjects(header: str | bytes, subject: str) -> None:
    assert parse(mail(subject=header)).subject == subject


def test_reads_a_raw_subject_in_the_charset_of_the_text() -> None:
    read = parse(
        mail("Мне плохо".encode("koi8-r"), subject="Привет".encode("koi8-r"), content_type="text/plain; charset=koi8-r")
    )
    assert (read.subject, read.text, read.problems) == ("Привет", "Мне плохо", ())


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        ("Grüße", "utf-8", "utf-8"),
        ("Grüße", "utf-8", "iso-8859-1"),
        ("Grüße", "utf-8", None),
        ("Grüße", "latin-1", "iso-8859-1"),
        ("“Grüße” €", "cp1252", "iso-8859-1"),
        ("Zażółć gęślą", "iso8859-2", "ISO-8859-2"),
        ("Привет, мне плохо", "cp1251", "windows-1251"),
        ("Привет, мне плохо", "koi8-r", '"koi8-r"'),
        ("γειά σου", "cp1253", "windows-1253"),
        ("günaydın", "cp1254", "iso-8859-9"),
        ("שלום", "cp1255", "windows-1255"),
        ("שלום", "iso8859-8", "iso-8859-8-i"),
        ("مرحبا", "cp1256", "windows-1256"),
        ("こんにちは", "iso2022_jp", "iso-2022-jp"),
        ("こんにちは", "cp932", "shift_jis"),
        ("こんにちは", "euc_jp", "euc-jp"),
        ("こんにちは", "iso2022_jp", None),
        ("你好，我睡不着", "gb18030", "gb2312"),
        ("你好，我睡不著", "cp950", "big5"),
        ("你好", "hz", "hz-gb-2312"),
        ("안녕하세요", "cp949", "ks_c_5601-1987"),
        ("안녕하세요", "iso2022_kr", "iso-2022-kr"),
        ("สวัสดี", "cp874", "tis-620"),
        ("Grüße", "utf-7", "utf-7"),
        ("Grüße", "utf-16", "utf-16"),
        ("Grüße", "utf-16-le", "utf-16"),
        ("Grüße", "utf-8-sig", "utf-8"),
        ("plain", "ascii", "utf-16"),
        ("模", "gb18030", "gb2312"),
    ],
)
def test_reads_charsets(text: str, codec: str, declared: str | None) -> None:
    assert read_bytes(text.encode(codec), declared)[0] == text


def test_reads_as_it_looks_when_the_charset_is_unknown() -> None:
    assert read_bytes("Grüße aus Köln".encode("cp1252"), "x-nothing") == ("Grüße aus Köln", False)
    assert read_bytes("Grüße aus Köln".encode("cp1252"), "utf-8") == ("Grüße aus Köln", False)
    assert read_bytes("Привет, мне совсем плохо".encode("cp1251"), None)[0] == "Привет, мне совсем плохо"
    assert read_bytes("Привет, мне совсем плохо".encode("koi8-r"), None)[0] == "Привет, мне совсем плохо"
    damaged = "Größe, Grüße und schöne Nächte".encode()[:-4] + b"\xff\xff"
    assert read_bytes(damaged, "utf-8")[0].startswith("Größe, Grüße und schöne")


@pytest.mark.parametrize(
    "declared", ["punycode", "idna", "rot13", "zlib", "unicode_escape", "undefined", "base64", "\x00", "a" * 999]
)
def test_takes_no_codec_that_is_no_charset(declared: str) -> None:
    assert read_bytes(b"a-b\xc3\xa9", declared)[0] == "a-bé"


def test_has_a_codec_for_each_name() -> None:
    for codec in set(_WIDER.values()) - {"iso2022_cn"}:
        assert codecs.lookup(codec)
        read_bytes(b"a\xe9\x80\x1b$B", codec)
    assert read_bytes(b"plain", "iso-2022-cn") == ("plain", True)


def test_never_gives_lone_surrogates_or_zero_bytes() -> None:
    read_bytes(b"+2AA-", "utf-7")[0].encode()
    assert read_bytes(b"a\x00b", None)[0] == "ab"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("wren@writer.example", [("", "wren@writer.example")]),
        ("<wren@writer.example>", [("", "wren@writer.example")]),
        ('"Wren, of the night" <wren@writer.example>', [("Wren, of the night", "wren@writer.example")]),
        ("wren@writer.example (Wren)", [("Wren", "wren@writer.example")]),
        ("A <a@writer.example>, b@writer.example", [("A", "a@writer.example"), ("", "b@writer.example")]),
        ("A <a@writer.example>; B <b@writer.example>", [("A", "a@writer.example"), ("B", "b@writer.example")]),
        ("Friends: a@writer.example, b@writer.example;", [("", "a@writer.example"), ("", "b@writer.example")]),
        ('"=?utf-8?Q?J=C3=BCrgen?=" <j@writer.example>', [("Jürgen", "j@writer.example")]),
        ("=?utf-8?Q?Wren=2C_W?= <wren@writer.example>", [("Wren, W", "wren@writer.example")]),
        ("Wren <wren@writer.example", [("Wren", "wren@writer.example")]),
        ("Wren wren@writer.example", [("Wren", "wren@writer.example")]),
        ("'Wren' <wren@writer.example>", [("'Wren'", "wren@writer.example")]),
        ("ada@lantern.example <mallory@writer.example>", [("ada@lantern.example", "mallory@writer.example")]),
        ('"a\\"b" <wren@writer.example>', [('a"b', "wren@writer.example")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        ("<>", []),
    ],
)
def test_reads_addresses(value: str, found: list[tuple[str, str]]) -> None:
    assert [(one.name, one.address) for one in read_addresses([value.encode()])] == found


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Wed, 25 Nov 2026 10:40:00 +0100", "2026-11-25T09:40:00+00:00"),
        ("25 Nov 2026 10:40 GMT", "2026-11-25T10:40:00+00:00"),
        ("Wed, 25 Nov 2026 10:40:00 +0100 (CET)", "2026-11-25T09:40:00+00:00"),
        ("25 Nov 26 10:40:00 EST", "2026-11-25T15:40:00+00:00"),
        ("2026-11-25T10:40:00Z", "2026-11-25T10:40:00+00:00"),
        ("yesterday", None),
        ("Wed, 99 Nov 2026 10:40:00 +0100", None),
        ("Wed, 25 Nov 9999 23:59:59 -9999", None),
        ("", None),
    ],
)
def test_reads_dates(text: str, iso: str | None) -> None:
    read = read_date(text)
    assert (read.isoformat() if read else None) == iso


def test_reads_message_ids_with_and_without_brackets() -> None:
    read = parse(mail(message_id="one@writer.example", references="<a@b>\r\n <c@\r\n d> junk", in_reply_to="x <e@f> y"))
    assert read.message_id == "<one@writer.example>"
    assert read.references == ("<a@b>", "<c@d>")
    assert read.in_reply_to == "<e@f>"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("I have not been able to sleep since they started to write about me on the talk page.", "en"),
        ("Ich kann seit Wochen nicht mehr schlafen und weiß nicht, mit wem ich reden soll.", "de"),
        ("Je ne dors plus depuis des semaines et je ne sais pas à qui parler de tout cela.", "fr"),
        ("Desde hace semanas no puedo dormir y no sé con quién hablar de todo esto.", "es"),
        ("Я не могу спать уже несколько недель и не знаю, с кем поговорить об этом.", "ru"),
        ("もう何週間も眠れず、誰に話せばいいのかわかりません。", "ja"),
        ("Od tygodni nie mogę spać i nie wiem, z kim mam o tym porozmawiać.", "pl"),
        ("Ik kan al weken niet slapen en ik weet niet met wie ik hierover moet praten.", "nl"),
        ("Não sei o que fazer, mas já não durmo e tenho muito medo, porque ela também foi embora.", "pt"),
        ("Uyuyamıyorum ve çok korkuyorum ama bana ne olacağını bilmiyorum, benim için çok zor.", "tr"),
        ("Я не можу спати вже кілька тижнів і не знаю, з ким про це поговорити, мені дуже важко.", "uk"),
        ("لا أستطيع أن أنام منذ أسابيع ولا أعرف مع من أتحدث عن كل هذا في هذا المكان", "ar"),
        ("몇 주째 잠을 못 자고 누구에게 말해야 할지 모르겠어요.", "ko"),
        # Near relatives, and a name in another script.
        ("Не мога да спя от седмици и не знам с кого да говоря за това, много ми е тежко.", "bg"),
        ("Už týdny nemůžu spát a nevím, s kým o tom všem mluvit, je mi z toho moc špatně.", "cs"),
        ("Jeg kan ikke sove for det er så meget, og jeg ved ikke hvem jeg skal tale med.", "da"),
        ("No puc dormir des de fa setmanes i no sé amb qui parlar de tot això.", "ca"),
        ("هفته‌هاست که نمی‌توانم بخوابم و نمی‌دانم با چه کسی درباره این موضوع صحبت کنم", "fa"),
        ("They mocked my name さくら in front of everybody and I do not know what to do about it.", "en"),
        ("Help me please", None),
        ("123456 !!! 78901234567890", None),
    ],
)
def test_tells_the_language(text: str, tag: str | None) -> None:
    assert language_of(text) == tag
