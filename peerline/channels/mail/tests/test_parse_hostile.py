"""Any bytes give an answer or one clear refusal, and no mail costs more than its size."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.channels.incoming import Incoming, as_json
from peerline.channels.mail.mime.parts import MOST_PARTS
from peerline.channels.mail.parse import NotMail, parse, raw_body
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


HEAD = b"From: wren@writer.example\r\n"
COSTLY = {
    "parts inside parts": nested(1000),
    "parts inside parts with one boundary": whole(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 5000),
    "many parts": whole(several("mixed", *[part("text/plain", "x")] * 5000)),
    "a million headers": HEAD + b"X-A: b\r\n" * 1_000_000 + b"\r\nx",
    "endless folds": HEAD + b"X-A: b\r\n" + b" c\r\n" * 300_000 + b"\r\nx",
    "quotes in an address": HEAD + b'To: ' + b'"\\' * 100_000 + b"\r\n\r\nx",
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
    "a long report": whole(several("report", part("message/delivery-status", b"A: b\r\n\r\n" * 100_000))),
}  # fmt: skip


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
