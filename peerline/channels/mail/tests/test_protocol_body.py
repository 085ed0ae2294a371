"""What is a mail, and where it ends: no chunking and no odd end of a row changes it."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from peerline.channels.envelope import DoorSettings
from peerline.channels.mail.body import Body
from peerline.channels.mail.rows import Fault, Rows
from peerline.channels.mail.tests.door import BEGIN, HOST, LANTERN, MAIL, RCPT, Door, Wire, in_loop, until

HIDDEN = b"MAIL FROM:<mallory@outsider.example>\r\n" + RCPT + b"DATA\r\nHidden\r\n.\r\n"
TINY = DoorSettings(HOST, size_limit=1000)


@in_loop
async def test_hands_on_a_mail_as_it_came() -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(BEGIN)
        await client.hear(4)
        assert await client.ask(b"Subject: \xff\x00\r\n\r\n..\r\n.dot\r\n...\r\nend\r\n.\r\n") == "250 2.6.0 Stored"
        (envelope,) = door.taken
        assert envelope.data == b"Subject: \xff\x00\r\n\r\n.\r\ndot\r\n..\r\nend\r\n"
        assert (envelope.sender, envelope.recipients) == ("wren@writer.example", (LANTERN,))
        assert (envelope.peer, envelope.tls, envelope.protocol, envelope.smtputf8) == (
            "127.0.0.1", False, "smtp", False
        )  # fmt: skip


@pytest.mark.parametrize(
    ("wire", "data"),
    [(b".\r\n", b""), (b"\r\n.\r\n", b"\r\n"), (b"..\r\n.\r\n", b".\r\n"), (b".a\r\n..b\r\n.\r\n", b"a\r\n.b\r\n")],
)
@in_loop
async def test_unstuffs_dots_exactly(wire: bytes, data: bytes) -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(BEGIN + wire + b"QUIT\r\n")
        assert (await client.rest())[-2:] == ["250 2.6.0 Stored", "221 2.0.0 Goodbye"]
        assert [envelope.data for envelope in door.taken] == [data]


@pytest.mark.parametrize(
    "mark",
    [
        b"\n.\n",
        b"\r.\r",
        b"\n.\r\n",
        b"\r\n.\n",
        b"\r\n.\r",
        b"\r.\r\n",
        b"\n\n.\r\n",
        b"\r\r\n.\n",
        b"\n.\r",
        b"\r\n\n.",
    ],
)
@in_loop
async def test_refuses_a_smuggled_mail_whole(mark: bytes) -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(BEGIN + b"Subject: a\r\n\r\nSeen" + mark + HIDDEN + MAIL + b"QUIT\r\n")
        answers = await client.rest()
        assert [answer[:10] for answer in answers[-4:]] == ["354 Send t", "550 5.6.11", "250 2.1.0 ", "221 2.0.0 "]
        assert door.taken == []


@pytest.mark.parametrize("body", [b"\nfirst", b"\rfirst", b"a\rb", b"a\nb", b"a\r\r\nb", b"a\n\rb", b"a\r"])
@in_loop
async def test_refuses_a_bare_newline_and_takes_the_next_mail(body: bytes) -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(BEGIN + body + b"\r\n.\r\n" + MAIL + RCPT + b"DATA\r\nsound\r\n.\r\nQUIT\r\n")
        answers = await client.rest()
        assert answers[-6].startswith("550 5.6.11")
        assert answers[-2] == "250 2.6.0 Stored"
        assert [envelope.data for envelope in door.taken] == [b"sound\r\n"]


@in_loop
async def test_refuses_at_mail_what_says_it_is_too_large() -> None:
    async with Door(TINY).opened() as door, door.client() as client:
        assert "250-SIZE 1000" in await client.ask(b"EHLO a\r\n")
        assert (await client.ask(MAIL[:-2] + b" SIZE=1001\r\n")).startswith("552 5.3.4")
        assert (await client.ask(MAIL[:-2] + b" SIZE=1000 BODY=8BITMIME\r\n")).startswith("250")


@pytest.mark.parametrize(("size", "code"), [(1000, "250"), (1001, "552"), (5000, "552"), (3_000_000, "552")])
@in_loop
async def test_measures_a_mail_while_it_comes(size: int, code: str) -> None:
    async with Door(TINY).opened() as door, door.client() as client:
        client.send(BEGIN + b"x" * (size - 2) + b"\r\n.\r\n" + MAIL + RCPT + b"DATA\r\nsmall\r\n.\r\nQUIT\r\n")
        answers = await client.rest()
        assert answers[-6][:3] == code
        assert answers[-2].startswith("250")
        assert door.taken[-1].data == b"small\r\n"


@in_loop
async def test_forgets_a_mail_that_breaks_off() -> None:
    async with Door().opened() as door:
        async with door.client() as client:
            client.send(BEGIN + b"half a mail, " * 50_000)
            await client.hear(4)
            await until(lambda: door.budget.used_bytes > 600_000)
        await until(lambda: not door.live)
        assert door.budget.used_bytes == 0
        async with door.client() as client:
            client.send(BEGIN + b"whole\r\n.\r\nQUIT\r\n")
            assert "250 2.6.0 Stored" in await client.rest()
        assert [envelope.data for envelope in door.taken] == [b"whole\r\n"]


# ---- any chunking ---------------------------------------------------------------------------------------------------


async def spoken(chunks: list[bytes]) -> tuple[bytes, list[bytes]]:
    """What the door says to these chunks, and the mails it takes."""
    door, wire = Door(DoorSettings(HOST, size_limit=60, row_limit=80, error_limit=6)), Wire()
    session = door.session()
    session.connection_made(wire)
    for chunk in chunks:
        await until(lambda: not wire.paused)
        if wire.closed:
            break
        session.data_received(chunk)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    session.connection_lost(None)
    await until(lambda: not door.live)
    assert door.budget.used_bytes == 0
    return wire.said, [envelope.data for envelope in door.taken]


PIECES = st.sampled_from(
    [
        b"\r\n", b"\r", b"\n", b".", b"..", b"\r\n.\r\n", b"\r\n..\r\n", b"DATA\r\n", b"RSET\r\n", b"NOOP\r\n",
        b"x" * 30, b"y" * 81, b"word", b"\x00", b"\xff", MAIL, RCPT, MAIL + RCPT + b"DATA\r\n", b"QUIT\r\n",
        b"MAIL FROM:<a@b> SIZE=90\r\n", b"RCPT TO:<mallory@outsider.example>\r\n",
    ]
)  # fmt: skip


@hypothesis_settings(max_examples=150)
@given(st.lists(PIECES, max_size=20), st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_says_and_takes_the_same_however_it_is_chunked(pieces: list[bytes], widths: list[int]) -> None:
    stream = b"EHLO a\r\n" + MAIL + RCPT + b"DATA\r\n" + b"".join(pieces)
    chunks: list[bytes] = []
    at = 0
    while at < len(stream):
        width = widths[len(chunks) % len(widths)]
        chunks.append(stream[at : at + width])
        at += width
    assert asyncio.run(spoken(chunks)) == asyncio.run(spoken([stream]))


@given(st.lists(st.sampled_from([b"\r\n", b".", b"..", b"a", b"\r\n."])), st.integers(1, 7))
def test_gives_back_any_stuffed_body(rows: list[bytes], width: int) -> None:
    data = b"".join(rows) + b"\r\n"
    wire = (b"\r\n" + data).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\nNOOP\r\n"
    body, rest = Body(1000), None
    for at in range(0, len(wire), width):
        rest = body.feed(wire[at : at + width]) if rest is None else rest + wire[at : at + width]
    assert rest == b"NOOP\r\n"
    assert not body.has_bare_newline
    assert body.whole() == data


@pytest.mark.parametrize("size", range(97, 104))
@pytest.mark.parametrize("width", [1, 2, 3, 200])
def test_measures_to_the_byte_however_it_is_chunked(size: int, width: int) -> None:
    wire, body = b"x" * (size - 2) + b"\r\n.\r\n", Body(100)
    answers = [body.feed(wire[at : at + width]) for at in range(0, len(wire), width)]
    assert answers[-1] == b""
    assert body.is_too_large is (size > 100)


@pytest.mark.parametrize("size", range(6, 13))
@pytest.mark.parametrize("width", [1, 2, 3, 200])
def test_cuts_the_same_rows_however_they_are_chunked(size: int, width: int) -> None:
    rows, found = Rows(8), []
    wire = b"x" * size + b"\r\nNOOP\r\n"
    for at in range(0, len(wire), width):
        rows.feed(wire[at : at + width])
        found += list(iter(rows.next, None))
    assert found == [b"x" * size if size <= 8 else Fault.TOO_LONG, b"NOOP"]
