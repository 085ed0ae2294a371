"""The dialog: what each command is answered, in SMTP and in LMTP."""

from __future__ import annotations

import asyncio
import logging

import pytest

from peerline.channels.envelope import Answer, DoorSettings, Envelope
from peerline.channels.mail.tests.door import (
    BEGIN,
    HOST,
    LANTERN,
    LMTP,
    MAIL,
    PLAIN,
    RCPT,
    Door,
    in_loop,
    until,
)

HELLO = b"EHLO writer.example\r\n"


@in_loop
async def test_offers_what_it_can() -> None:
    async with Door().opened() as door, door.client(greeted=False) as client:
        assert await client.hear() == [f"220 {HOST} ESMTP"]
        assert (await client.ask(HELLO)).split("\n") == [
            f"250-{HOST}",
            "250-PIPELINING",
            "250-SIZE 41943040",
            "250-8BITMIME",
            "250-ENHANCEDSTATUSCODES",
            "250 SMTPUTF8",
        ]
        assert await client.ask(b"HELO writer.example\r\n") == f"250 {HOST}"


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        (b"HELP\r\n", "214 2.0.0"),
        (b"VRFY hello\r\n", "252 2.5.2"),
        (b"VRFY\r\n", "501 5.5.4"),
        (b"EXPN all\r\n", "502 5.5.1"),
        (b"BDAT 4 LAST\r\n", "502 5.5.1"),
        (b"AUTH PLAIN AGEA\r\n", "502 5.5.1"),
        (b"STARTTLS\r\n", "502 5.5.1"),
        (b"LHLO a\r\n", "502 5.5.1"),
        (b"noop with words\r\n", "250 2.0.0"),
        (b"rset\r\n", "250 2.0.0"),
        (b"RSET now\r\n", "501 5.5.4"),
        (b"QUIT now\r\n", "501 5.5.4"),
        (b"EHLO\r\n", "501 5.5.4"),
        (b"HELO \r\n", "501 5.5.4"),
        (b"\r\n", "500 5.5.2"),
        (b"\x00\xff\r\n", "500 5.5.2"),
        (b"GET / HTTP/1.1\r\n", "500 5.5.2"),
        (MAIL, "503 5.5.1"),
        (RCPT, "503 5.5.1"),
        (b"DATA\r\n", "503 5.5.1"),
        (HELLO + MAIL + b"DATA\r\n", "503 5.5.1"),
        (HELLO + MAIL + MAIL, "503 5.5.1"),
        (HELLO + MAIL + b"RSET\r\n" + RCPT, "503 5.5.1"),
        (HELLO + MAIL + HELLO + RCPT, "503 5.5.1"),
        (HELLO + MAIL + RCPT + b"DATA now\r\n", "501 5.5.4"),
        (HELLO + MAIL + b"RCPT TO:<mallory@outsider.example>\r\n", "550 5.1.1"),
    ],
)
@in_loop
async def test_answers_each_command(rows: bytes, answer: str) -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(rows)
        assert (await client.hear(rows.count(b"\r\n")))[-1].startswith(answer)


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (b"MAIL FROM:<>", "250 2.1.0"),
        (b"mail from: <wren@writer.example> size=5 body=7bit ", "250 2.1.0"),
        (b"MAIL FROM:<@relay.example,@b.example:wren@writer.example>", "250 2.1.0"),
        (b'MAIL FROM:<"wren > \\" @ bird"@[IPv6:2001:db8::7]>', "250 2.1.0"),
        (b"MAIL FROM:<wr\xc3\xa9n@writer.example> SMTPUTF8", "250 2.1.0"),
        (b"MAIL FROM:<wr\xc3\xa9n@writer.example>", "553 5.6.7"),
        (b"MAIL FROM:<wr\xffn@writer.example> SMTPUTF8", "501 5.1.7"),
        (b"MAIL FROM:wren@writer.example", "501 5.1.7"),
        (b"MAIL FROM:<wren@writer.example", "501 5.1.7"),
        (b"MAIL FROM:<wren>", "501 5.1.7"),
        (b"MAIL FROM:<wren@writer.example>SIZE=5", "501 5.1.7"),
        (b"MAIL FROM:<wren @writer.example>", "501 5.1.7"),
        (b"MAIL FROM:<a\x00@writer.example>", "501 5.1.7"),
        (b"MAIL", "501 5.1.7"),
        (b"MAIL FROM:<> SIZE=-5", "501 5.5.4"),
        (b"MAIL FROM:<> SIZE=" + b"9" * 21, "501 5.5.4"),
        (b"MAIL FROM:<> BODY=BINARYMIME", "501 5.5.4"),
        (b"MAIL FROM:<> RET=HDRS", "555 5.5.4"),
    ],
)
@in_loop
async def test_reads_a_sender(row: bytes, answer: str) -> None:
    async with Door().opened() as door, door.client() as client:
        await client.ask(HELLO)
        assert (await client.ask(row + b"\r\n")).startswith(answer)


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (b"RCPT TO:<Postmaster>", "250 2.1.5"),
        (b"RCPT TO:<hello+tag@lantern.example>", "250 2.1.5"),
        (b"RCPT TO:<hello>", "501 5.1.3"),
        (b"RCPT TO:<>", "501 5.1.3"),
        (b"RCPT TO:<hello@lantern.example> NOTIFY=NEVER", "555 5.5.4"),
        (b"RCPT TO:<hello@lant\xc3\xa9rn.example>", "553 5.6.7"),
    ],
)
@in_loop
async def test_reads_a_recipient(row: bytes, answer: str) -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(HELLO + MAIL)
        await client.hear(2)
        assert (await client.ask(row + b"\r\n")).startswith(answer)


@in_loop
async def test_takes_addresses_in_utf8() -> None:
    async with Door().opened() as door, door.client() as client:
        sender = "MAIL FROM:<wrén@writer.example> SMTPUTF8\r\n".encode()
        client.send(HELLO + sender + "RCPT TO:<hello@lantérn.example>\r\n".encode() + b"DATA\r\na\r\n.\r\nQUIT\r\n")
        assert (await client.rest())[-2] == "250 2.6.0 Stored"
        (envelope,) = door.taken
        assert (envelope.sender, envelope.recipients) == ("wrén@writer.example", ("hello@lantérn.example",))
        assert envelope.smtputf8


@in_loop
async def test_takes_pipelined_mails_in_their_order_while_one_is_slow() -> None:
    gate = asyncio.Event()

    async def slow(envelope: Envelope) -> Answer:
        await gate.wait()
        return Answer(250, "2.6.0", f"Stored {len(envelope.data)}")

    async with Door(accept=slow).opened() as door, door.client() as client:
        mails = [MAIL + RCPT + b"DATA\r\n" + b"x" * size + b"\r\n.\r\n" for size in range(3)]
        client.send(HELLO + b"".join(mails) + b"QUIT\r\n")
        assert (await client.hear(4))[-1].startswith("354")
        await until(lambda: door.taken)
        await asyncio.sleep(0.01)
        assert len(door.taken) == 1
        gate.set()
        answers = await client.rest()
        assert [answer for answer in answers if "Stored" in answer] == [
            f"250 2.6.0 Stored {size + 2}" for size in range(3)
        ]
        assert answers[-1].startswith("221")


@in_loop
async def test_answers_a_client_that_has_said_all_it_has_to_say() -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(BEGIN + b"a\r\n.\r\n")
        client.writer.write_eof()
        assert (await client.rest())[-1] == "250 2.6.0 Stored"


@in_loop
async def test_speaks_lmtp_with_one_answer_a_recipient() -> None:
    async with Door(LMTP).opened() as door, door.client(greeted=False) as client:
        assert await client.hear() == [f"220 {HOST} LMTP"]
        assert (await client.ask(HELLO)).startswith("502 5.5.1")
        assert (await client.ask(b"HELO a\r\n")).startswith("502 5.5.1")
        client.send(b"LHLO front.example\r\n" + MAIL + RCPT)
        client.send(
            b"RCPT TO:<mallory@outsider.example>\r\n" + RCPT.replace(b"hello", b"postmaster") + RCPT + b"DATA\r\n"
        )
        answers = await client.hear(7)
        assert [answer[:3] for answer in answers] == ["250", "250", "250", "550", "250", "250", "354"]
        client.send(b"a\r\n.\r\nNOOP\r\n")
        assert [answer[:9] for answer in await client.hear(4)] == ["250 2.6.0"] * 3 + ["250 2.0.0"]
        client.send(MAIL + RCPT + RCPT + b"DATA\r\na\nb\r\n.\r\nQUIT\r\n")
        assert [answer[:3] for answer in await client.rest()] == ["250", "250", "250", "354", "550", "550", "221"]
        assert door.taken[0].recipients == (LANTERN, "postmaster@lantern.example", LANTERN)
        assert door.taken[0].protocol == "lmtp"


@pytest.mark.parametrize("settings", [PLAIN, DoorSettings(HOST, accept_seconds=0.01)])
@in_loop
async def test_answers_451_for_a_fault_of_ours_and_logs_no_word_of_it(
    settings: DoorSettings, caplog: pytest.LogCaptureFixture
) -> None:
    async def break_down(envelope: Envelope) -> Answer:
        if settings is not PLAIN:
            await asyncio.Event().wait()
        raise ValueError(envelope.sender)

    async with Door(settings, break_down).opened() as door, door.client() as client:
        client.send(BEGIN + b"a\r\n.\r\nNOOP\r\n")
        answers = await client.hear(6)
        assert answers[4].startswith("451 4.3.0")
        assert answers[5].startswith("250")
    assert [(record.levelno, record.msg, record.args) for record in caplog.records] == [
        (logging.ERROR, "mail-not-accepted", ())
    ]


@in_loop
async def test_answers_451_when_a_recipient_cannot_be_looked_up(caplog: pytest.LogCaptureFixture) -> None:
    def break_down(recipient: str) -> Answer | None:
        raise OSError(recipient)

    async with Door(knows=break_down).opened() as door, door.client() as client:
        client.send(HELLO + MAIL + RCPT)
        assert (await client.hear(3))[-1].startswith("451 4.3.0")
    assert [record.msg for record in caplog.records] == ["recipient-not-looked-up"]


@in_loop
async def test_writes_one_row_of_ascii_whatever_the_answer_holds() -> None:
    async def answer(envelope: Envelope) -> Answer:
        return Answer(550, "5.7.1", "Nö\r\n250 2.0.0 Yes")

    async with Door(accept=answer).opened() as door, door.client() as client:
        client.send(BEGIN + b"a\r\n.\r\nQUIT\r\n")
        assert (await client.rest())[-2:] == ["550 5.7.1 N? 250 2.0.0 Yes", "221 2.0.0 Goodbye"]
