"""Any bytes give an answer or one clear refusal, and no mail costs more than its size."""

from __future__ import annotations

import json
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.channels.incoming import Incoming, as_json
from peerline.channels.mail.mime.parts import MOST_PARTS
from peerline.channels.mail.parse import NotMail, parse, raw_body
from peerline.channels.mail.tests.building.nesting import SIGNED_ID, der, signed
from peerline.channels.mail.tests.building.winmail import attribute, file, plain_rtf, properties, winmail
from peerline.channels.mail.tests.mails import mail, packed, part, several, whole

GOOD = [
    mail("I cannot sleep.\n\nOn Wed, Nov 25, 2026 at 10:40 AM Lantern <hello@lantern.example> wrote:\n> Hello\n"),
    whole(several("alternative", part("text/plain", "a"), part("text/html", "<p>a<table><b>b"))),
    whole(
        several(
            "mixed", part("text/plain", "a"), packed("image/png", b"x" * 99, disposition="attachment; filename*=u''a")
        )
    ),
    whole(
        several("report", part("text/plain", "a"), part("message/delivery-status", "Action: failed\n\nStatus: 5.1.1"))
    ),
    whole(
        several(
            "signed",
            several("mixed", part("message/rfc822", mail("x")), boundary="in"),
            part("application/pgp-signature", "y"),
        )
    ),
    mail(
        "=?utf-8?Q?a",
        subject="=?utf-8?B?TsOkY2h0ZQ==?= =?iso-2022-jp?B?GyRC?=",
        content_type="text/plain; charset=utf-7; format=flowed",
    ),
]
PIECES = [
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b'"',
    b"<",
    b">",
    b";",
    b"=?",
    b"?=",
    b"--edge",
    b"--edge--",
    b"\xff\xfe",
    b"\x1b$B",
    b"=",
    b":",
    b"Content-Type: ",
    b"multipart/mixed; boundary=edge",
    b"text/html",
    b"charset=utf-16",
    b"base64",
    b"From: ",
]


def assert_sound(data: bytes) -> None:
    """The answer can be printed as JSON in UTF-8, and its folds lie inside its text."""
    try:
        read = parse(data, own_domain="lantern.example")
    except NotMail:
        return
    json.dumps(as_json(read), ensure_ascii=False).encode()
    assert "\0" not in read.subject + read.text + read.reply + (read.html or "")
    assert all(0 <= start < end <= len(read.text) for start, end, _ in read.folds)
    raw_body(data)


@given(st.binary(max_size=300))
def test_answers_any_bytes(data: bytes) -> None:
    assert_sound(data)
    assert_sound(b"From: wren@writer.example\n" + data)


@settings(max_examples=200)
@given(st.sampled_from(GOOD), st.data())
def test_answers_mutated_mails(good: bytes, data: st.DataObject) -> None:
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(changed)))
        changed[start : start + data.draw(st.integers(0, 40))] = data.draw(
            st.sampled_from(PIECES) | st.binary(max_size=3)
        )
    assert_sound(bytes(changed))


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_answers_joined_pieces(pieces: list[bytes]) -> None:
    assert_sound(b"From: wren@writer.example\r\n" + b"".join(pieces))


def test_reads_the_start_of_a_cut_mail() -> None:
    for end in range(len(GOOD[2])):
        assert_sound(GOOD[2][:end])


def nested(depth: int) -> bytes:
    """Build parts inside parts, each with its own boundary."""
    heads = [f"Content-Type: multipart/mixed; boundary=b{place}\r\n\r\n--b{place}\r\n" for place in range(depth)]
    return whole("".join(heads).encode() + b"Content-Type: text/plain\r\n\r\nhi")


def outlook(*attributes: bytes) -> bytes:
    """Build a mail that is a winmail.dat."""
    return whole(packed("application/ms-tnef", winmail(*attributes)))


def rich(compressed: bytes) -> bytes:
    """Build the attribute that holds compressed RTF."""
    return attribute(1, 0x00069003, properties((0x102, 0x1009, compressed)))


SMIME = "application/pkcs7-mime; smime-type=signed-data"
SIGNED_HEAD = b"\x30\x80" + der(0x06, SIGNED_ID) + b"\xa0\x80"
HEAD = b"From: wren@writer.example\r\n"
COSTLY = {
    "parts inside parts": nested(1000),
    "parts inside parts with one boundary": whole(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 5000),
    "many parts": whole(several("mixed", *[part("text/plain", "x")] * 5000)),
    "a million headers": HEAD + b"X-A: b\r\n" * 1_000_000 + b"\r\nx",
    "endless folds": HEAD + b"X-A: b\r\n" + b" c\r\n" * 300_000 + b"\r\nx",
    "quotes in an address": HEAD + b"To: " + b'"\\' * 100_000 + b"\r\n\r\nx",
    "long words in an address": HEAD + (b"To: " + b"a" * 60_000 + b"@\r\n") * 20 + b"\r\nx",
    "quotes in a parameter": HEAD + b"Content-Type: text/plain;" + b' a="\\' * 100_000 + b"\r\n\r\nx",
    "encoded words without end": HEAD + b"Subject: " + b"=?utf-8?Q?" * 100_000 + b"\r\n\r\nx",
    "brackets in ids": HEAD + b"Message-ID: " + b"<" * 60_000 + b"\r\nReferences: " + b"a " * 30_000 + b"\r\n\r\nx",
    "quotes and attributions": mail(b"On 1 May 2026 at 10:00 x@writer.example wrote:\n> x\n\n" * 2_000),
    "one endless row": mail(b"x wrote: " * 500_000),
    "deep HTML": mail(b"<div>" * 5_000, content_type="text/html"),
    "open tags in HTML": mail(b'<a "' * 14_000, content_type="text/html"),
    "soft rows": mail(b"a \r\n" * 200_000, content_type="text/plain; format=flowed"),
    "base64 texts": mail(b"QQ==\r\n" * 100_000, content_type="image/png", content_transfer_encoding="base64"),
    "bad rows of uuencode": mail(b"M\xff\n" * 200_000, content_transfer_encoding="x-uuencode"),
    "a codec that is slow": mail(b"a-b\xff" * 100_000, content_type="text/plain; charset=punycode"),
    "delimiters in the midst of rows": whole(
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"x --b " * 200_000
    ),
    "one boundary for very many levels": whole(several("mixed", *[several("mixed", b"x")] * 500)),
    "signed data in signed data": whole(
        packed(SMIME, reduce(lambda inner, _: signed(packed(SMIME, inner)), range(12), b"x"))
    ),
    "lengths of BER that never end": whole(packed(SMIME, SIGNED_HEAD + b"\x30\x80" * 100_000)),
    "a winmail.dat of very many files": outlook(*file("a", b"b") * 9_000),
    "a winmail.dat of very many properties": outlook(attribute(1, 0x00069003, b"\xff" * 900_000)),
    "RTF of very many groups": outlook(rich(plain_rtf(b"{\\rtf1" + b"{\\b" * 300_000))),
    "compressed RTF that repeats itself": outlook(
        rich(b"\0\0\0\0\xff\xff\xff\x7fLZFu\0\0\0\0" + b"\xff" + b"\0\x1f" * 8)
    ),
    "a calendar of very many rows": mail(
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"SUMMARY:x\n" * 50_000 + b"END:VEVENT\nEND:VCALENDAR\n",
        content_type="text/calendar",
    ),
    "a calendar of very many blocks": mail(b"BEGIN:VEVENT\n" * 50_000, content_type="text/calendar"),
    "a calendar of very long parameters": mail(
        b"BEGIN:VEVENT\n" + b"SUMMARY" + b";a" * 90_000, content_type="text/calendar"
    ),
    "begins of files without ends": mail(b"begin 644 a\n" * 50_000),
    "files inside the text": mail(b"begin 644 a\n#86)C\n`\nend\n" * 20_000),
    "a style sheet of very many rules": mail(
        b"<style>" + b"@a{.b{display:none}" * 20_000 + b"</style><p>x", content_type="text/html"
    ),
    "a style sheet without a rule": mail(
        b"<style>" + b"display:none" * 16_000 + b"</style>x", content_type="text/html"
    ),
    "a style sheet of at signs": mail(b"<style>none" + b"@" * 190_000 + b"</style>x", content_type="text/html"),
    "style sheets that never begin": mail(b"<style " * 100_000, content_type="text/html"),
    "pictures that never end": mail(b'<img "' * 100_000, content_type="text/html"),
    "a style of very many words": mail(b'<p style="' + b"a:b;" * 50_000 + b'">x', content_type="text/html"),
    "links in links": mail(b'<a href="https://writer.example/x">' * 7_000 + b"x", content_type="text/html"),
    "names without end": HEAD + b"Content-Type: a/b; name=" + b";a" * 30_000 + b"\r\n\r\nx",
    "sections without end": HEAD + b"Content-Type: a/b" + b"; name*1=" * 7_000 + b"\r\n\r\nx",
    "a name of very many quotes": HEAD + b"Content-Type: a/b; name=" + b'"a' * 30_000 + b"\r\n\r\nx",
    "spaces between encoded words": HEAD + b"Subject: =?utf-8?Q?" + b" " * 60_000 + b"\r\n\r\nx",
    "commas in a name": HEAD + b"From: " + b"a," * 30_000 + b"<a@writer.example>\r\n\r\nx",
    "colons in a name": HEAD + b"From: " + b"a:" * 30_000 + b"<a@writer.example>\r\n\r\nx",
    "a date of very many numbers": HEAD + b"Date: " + b"1:1 " * 15_000 + b"\r\n\r\nx",
    "escapes in a text": mail(b"\x1b$B\x1b(B" * 100_000),
    "a mail that is called base64 and is odd": mail(b"!QQ==" * 100_000, content_transfer_encoding="base64"),
    "brackets in a text": mail(b"<p>" + b"<" * 200_000),
    "a long report": whole(several("report", part("message/delivery-status", b"A: b\r\n\r\n" * 100_000))),
}


@pytest.mark.parametrize("data", COSTLY.values(), ids=COSTLY)
def test_ends_soon_on_costly_mails(data: bytes) -> None:
    # No clock here: what grows with the square of its size would not end within the patience of a test run.
    assert isinstance(parse(data), Incoming)


def test_says_what_it_left_unread() -> None:
    many = parse(COSTLY["many parts"])
    assert len(many.text.split()) <= MOST_PARTS
    assert many.problems
    assert parse(COSTLY["parts inside parts"]).problems
    assert parse(COSTLY["a million headers"]).problems
