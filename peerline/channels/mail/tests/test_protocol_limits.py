"""Limits: of memory, of time, of faults; and how a door is shut."""

from __future__ import annotations

import asyncio
import socket
import struct

import pytest

from peerline.channels.envelope import Answer, DoorSettings, Envelope
from peerline.channels.mail.budget import Budget
from peerline.channels.mail.protocol import WAITING_ROWS_BYTES, Phase, shut_all
from peerline.channels.mail.tests.door import BEGIN, HOST, LMTP, MAIL, PLAIN, RCPT, STORED, Door, Wire, in_loop, until

KIB = 1024
QUICK = DoorSettings(HOST, room_seconds=0.02)
LARGE = b"x" * 300 * KIB


@in_loop
async def test_answers_500_to_a_row_that_is_too_long_and_goes_on() -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(b"NOOP " + b"x" * 2043 + b"\r\nNOOP " + b"x" * 2044 + b"\r\nNOOP\r\n")
        assert [answer[:3] for answer in await client.hear(3)] == ["250", "500", "250"]
        client.send(b"x" * 500 * KIB)
        assert (await client.hear())[0].startswith("500 5.5.2")
        assert (await client.ask(b"\r\nNOOP\r\n")).startswith("250")


@in_loop
async def test_hangs_up_on_a_row_without_end() -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(b"x" * 3 * KIB * KIB)
        await until(lambda: not door.live)


@pytest.mark.parametrize("rows", [b"NOOP\n", b"NO\rOP\r\n", b"NOOP\nNOOP\r\n", BEGIN[:-2] + b"\n", b"\n"])
@in_loop
async def test_hangs_up_on_a_bare_newline_among_commands(rows: bytes) -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(rows)
        assert (await client.rest())[-1].startswith("550 5.6.11")


@in_loop
async def test_hangs_up_after_twenty_faults_in_a_row() -> None:
    async with Door().opened() as door, door.client() as client:
        client.send(b"WHAT\r\n" * 19 + BEGIN + b"a\r\n.\r\n" + b"WHAT\r\n" * 25)
        answers = [answer[:3] for answer in await client.rest()]
        assert answers[-22:] == ["250"] + ["500"] * 20 + ["421"]


@in_loop
async def test_refuses_the_recipient_past_the_hundredth_for_now() -> None:
    async with Door(LMTP).opened() as door, door.client() as client:
        client.send(BEGIN.replace(b"EHLO", b"LHLO").replace(RCPT, RCPT * 130) + b"a\r\n.\r\nQUIT\r\n")
        answers = [answer[:9] for answer in await client.rest()]
        assert answers.count("250 2.1.5") == 100
        assert answers.count("452 4.5.3") == 30
        assert answers.count("250 2.6.0") == 100


@in_loop
async def test_reads_no_more_while_much_waits_behind_a_mail() -> None:
    gate = asyncio.Event()

    async def slow(envelope: Envelope) -> Answer:
        await gate.wait()
        return STORED

    async with Door(accept=slow).opened() as door, door.client() as client:
        client.send(BEGIN + b"a\r\n.\r\n")
        await until(lambda: door.taken)
        client.send(b"NOOP\r\n" * 60_000)
        (session,) = door.live
        await until(lambda: session._is_paused)
        assert WAITING_ROWS_BYTES < len(session._rows) < 2 * 256 * KIB
        gate.set()
        assert (await client.hear(60_005))[-1].startswith("250 2.0.0")


@in_loop
async def test_reads_no_more_from_a_client_that_does_not_read_its_answers() -> None:
    async with Door().opened() as door, door.client() as client:
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        (session,) = door.live
        while not session._is_choked:
            client.send(b"HELP\r\n" * 10_000)
            await asyncio.sleep(0)
        assert session._is_paused


# ---- the budget -----------------------------------------------------------------------------------------------------


@in_loop
async def test_lets_a_large_mail_wait_for_room_and_then_takes_it() -> None:
    gate = asyncio.Event()

    async def slow(envelope: Envelope) -> Answer:
        await gate.wait()
        return STORED

    door = Door(accept=slow, budget=Budget(900 * KIB, 0))
    async with door.opened(), door.client() as first, door.client() as second, door.client() as small:
        first.send(BEGIN + LARGE * 4 + b"\r\n.\r\n")
        await until(lambda: door.taken)
        second.send(BEGIN + LARGE * 4)
        await until(lambda: any(session._is_paused for session in door.live))
        assert door.budget.used_bytes < 2000 * KIB
        small.send(BEGIN + b"a\r\n")
        await small.hear(4)
        small.send(b".\r\n")
        await until(lambda: len(door.taken) == 2)
        second.send(b"\r\n.\r\nQUIT\r\n")
        gate.set()
        assert (await second.rest())[-2] == "250 2.6.0 Stored"
        assert len(door.taken[-1].data) == 4 * len(LARGE) + 2


@in_loop
async def test_answers_451_to_a_large_mail_without_room_and_gives_its_room_back() -> None:
    door = Door(QUICK, budget=Budget(512 * KIB, 0))
    async with door.opened(), door.client() as first, door.client() as other:
        first.send(BEGIN + LARGE * 2)
        await until(lambda: door.budget.used_bytes > 600 * KIB)
        other.send(BEGIN + LARGE * 3)
        await until(lambda: any(session._is_paused for session in door.live))
        await until(lambda: door.budget.used_bytes < 601 * KIB)
        other.send(b"\r\n.\r\n" + MAIL + RCPT + b"DATA\r\nnext\r\n.\r\nQUIT\r\n")
        assert (await other.hear(5))[-1].startswith("451 4.3.1")
        assert (await other.rest())[-2] == "250 2.6.0 Stored"
        first.send(b"\r\n.\r\n")
        assert (await first.hear(5))[-1] == "250 2.6.0 Stored"


@in_loop
async def test_takes_many_large_mails_that_come_at_once_one_after_the_other() -> None:
    door = Door(budget=Budget(1000 * KIB, 600 * KIB))

    async def send_one() -> str:
        async with door.client() as client:
            client.send(BEGIN + LARGE * 2 + b"\r\n.\r\n")
            return (await client.hear(5))[-1]

    async with door.opened():
        assert set(await asyncio.gather(*(send_one() for _ in range(12)))) == {"250 2.6.0 Stored"}


@in_loop
async def test_passes_the_turn_on_when_a_large_mail_breaks_off() -> None:
    door = Door(budget=Budget(512 * KIB, 512 * KIB))
    async with door.opened(), door.client() as first, door.client() as other:
        first.send(BEGIN + LARGE)
        await until(lambda: door.budget.used_bytes > 299 * KIB)
        other.send(BEGIN + LARGE * 2 + b"\r\n.\r\n")
        await until(lambda: any(session._is_paused for session in door.live))
        first.writer.transport.abort()
        assert (await other.hear(5))[-1] == "250 2.6.0 Stored"


# ---- time -----------------------------------------------------------------------------------------------------------


@in_loop
async def test_says_421_to_the_idle() -> None:
    async with Door(DoorSettings(HOST, idle_seconds=0.03)).opened() as door, door.client() as client:
        assert (await client.rest())[-1].startswith("421 4.4.2")


@in_loop
async def test_says_421_to_a_mail_that_never_ends() -> None:
    door, wire = Door(DoorSettings(HOST, idle_seconds=0.02, body_seconds=0.03)), Wire()
    session = door.session()
    session.connection_made(wire)
    session.data_received(BEGIN)
    while not wire.closed:
        session.data_received(b"drop\r\n")
        await asyncio.sleep(0)
    assert wire.said.splitlines()[-1].startswith(b"421 4.4.2")
    session.connection_lost(None)
    assert door.budget.used_bytes == 0


@in_loop
async def test_does_not_count_the_time_of_accepting_as_idle() -> None:
    gate = asyncio.Event()

    async def slow(envelope: Envelope) -> Answer:
        await gate.wait()
        return STORED

    async with Door(DoorSettings(HOST, idle_seconds=0.2), slow).opened() as door, door.client() as client:
        client.send(BEGIN + b"a\r\n.\r\nQUIT\r\n")
        await until(lambda: door.taken)
        (session,) = door.live
        timer = session._timer
        await until(lambda: session._timer is not timer)
        gate.set()
        assert (await client.rest())[-2:] == ["250 2.6.0 Stored", "221 2.0.0 Goodbye"]


@in_loop
async def test_says_421_to_one_connection_too_many() -> None:
    async with Door(DoorSettings(HOST, connection_limit=1)).opened() as door, door.client() as first:
        async with door.client(greeted=False) as second:
            assert (await second.rest())[0].startswith("421 4.3.2")
        assert (await first.ask(b"NOOP\r\n")).startswith("250")


# ---- the end --------------------------------------------------------------------------------------------------------


@in_loop
async def test_shuts_the_idle_at_once_and_lets_a_mail_be_answered() -> None:
    gate = asyncio.Event()

    async def slow(envelope: Envelope) -> Answer:
        await gate.wait()
        return STORED

    door = Door(accept=slow)
    async with door.opened(), door.client() as idle, door.client() as half, door.client() as busy:
        half.send(BEGIN + b"half")
        busy.send(BEGIN + b"a\r\n.\r\nNOOP\r\n")
        await until(lambda: door.taken and door.budget.used_bytes > 6)
        shutting = asyncio.create_task(shut_all(door.live))
        assert (await idle.rest())[-1].startswith("421 4.3.2")
        assert (await half.rest())[-1].startswith("421 4.3.2")
        gate.set()
        assert [answer[:9] for answer in (await busy.rest())[-2:]] == ["250 2.6.0", "421 4.3.2"]
        await shutting


@in_loop
async def test_cuts_off_what_does_not_end_in_time() -> None:
    gate = asyncio.Event()

    async def stuck(envelope: Envelope) -> Answer:
        await gate.wait()
        return STORED

    async with Door(accept=stuck).opened() as door, door.client() as client:
        client.send(BEGIN + b"a\r\n.\r\n")
        await until(lambda: door.taken)
        await shut_all(door.live, seconds=0.01)
        assert (await client.rest())[-1].startswith("354")
        gate.set()


@pytest.mark.parametrize("is_reset", [True, False])
@in_loop
async def test_drops_the_answer_of_a_client_that_has_gone(*, is_reset: bool, caplog: pytest.LogCaptureFixture) -> None:
    gate = asyncio.Event()

    async def slow(envelope: Envelope) -> Answer:
        await gate.wait()
        return STORED

    async with Door(accept=slow).opened() as door:
        async with door.client() as client:
            client.send(BEGIN + b"a\r\n.\r\nNOOP\r\n")
            await until(lambda: door.taken)
            (session,) = door.live
            await client.hear(4)
            if is_reset:
                sock = client.writer.get_extra_info("socket")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        await until(lambda: session._has_ended or session._phase is Phase.CLOSED)
        assert door.budget.used_bytes > 0
        gate.set()
        await until(lambda: not door.live)
    assert caplog.records == []


@in_loop
async def test_turns_nagle_off() -> None:
    listening = socket.socket()  # made with protocol 0: asyncio itself leaves Nagle on here
    listening.bind(("127.0.0.1", 0))
    door = Door(PLAIN, port=listening.getsockname()[1])
    server = await asyncio.get_running_loop().create_server(door.session, sock=listening)
    async with door.client():
        (session,) = door.live
        sock = session._transport.get_extra_info("socket")
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    server.close()
    await until(lambda: not door.live)
