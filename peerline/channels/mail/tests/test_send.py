"""Handing mail on to a real server on loopback: taken, later, never."""

from __future__ import annotations

import asyncio
import socket
import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from peerline.channels.mail.compose import Mail
from peerline.channels.mail.onward.outcomes import Busy, GivenUp, TryAgain
from peerline.channels.mail.send import MOST_TO_A_HOST, Net, send
from peerline.channels.mail.tests.name_server import NameServer

MAIL = Mail("", "wren@writer.example", b"Subject: Your message\r\n\r\nHello.\r\n")


class Other:
    """What the other side says to RCPT, and whom it saw as sender."""

    answer = "250 OK"
    sender: str | None = None

    def __init__(self) -> None:
        self.recipients: list[str] = []
        self.wanted = 0
        self.arrived: asyncio.Event | None = None
        self.release: asyncio.Event | None = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, *said: Any) -> str:  # noqa: N802 - likewise
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(said[0])
            self.recipients.append(said[0])
        return self.answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.sender = envelope.mail_from
        if self.arrived is not None and self.release is not None and len(self.recipients) >= self.wanted:
            self.arrived.set()
        if self.release is not None:
            await self.release.wait()
        return "250 OK"


@pytest.fixture
def other() -> Other:
    return Other()


@pytest.fixture
def ready(other: Other, settings: Any, unused_tcp: int) -> Iterator[Other]:
    """The other side listens, and is our smart host."""
    controller = Controller(other, hostname="127.0.0.1", port=unused_tcp)
    controller.start()
    settings.PEERLINE_SMARTHOST = f"127.0.0.1:{unused_tcp}"
    yield other
    controller.stop()


@pytest.fixture
def unused_tcp() -> int:

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hand_on(mail: Mail = MAIL) -> None:
    asyncio.run(send(mail, helo="lantern.example"))


@contextmanager
def listening(other: Other, port: int, **more: Any) -> Iterator[None]:
    controller = Controller(other, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def test_hands_on_with_the_null_sender(ready: Other) -> None:
    hand_on()
    assert ready.sender in {"", "<>"}


def test_gives_up_when_the_mailbox_is_refused_for_good(ready: Other) -> None:
    ready.answer = "550 5.1.1 no such mailbox"
    with pytest.raises(GivenUp, match=r"5\.1\.1"):
        hand_on()


def test_tries_again_when_told_to(ready: Other) -> None:
    ready.answer = "451 4.7.1 greylisted"
    with pytest.raises(TryAgain, match=r"4\.7\.1") as told:
        hand_on()
    assert not isinstance(told.value, GivenUp)


def test_tries_again_when_nobody_listens(settings: Any, unused_tcp: int) -> None:
    settings.PEERLINE_SMARTHOST = f"127.0.0.1:{unused_tcp}"
    with pytest.raises(TryAgain) as told:
        hand_on()
    assert not isinstance(told.value, GivenUp)


INTERNATIONAL = Mail(
    "", "пернатая@xn--bcher-kva.example", "To: пернатая@xn--bcher-kva.example\r\n\r\nHello.\r\n".encode(), smtputf8=True
)


def test_hands_an_international_address_to_who_takes_it(settings: Any, other: Other, unused_tcp: int) -> None:
    settings.PEERLINE_SMARTHOST = f"127.0.0.1:{unused_tcp}"
    with listening(other, unused_tcp, enable_SMTPUTF8=True):
        hand_on(INTERNATIONAL)
    assert other.recipients == ["пернатая@xn--bcher-kva.example"]


def test_gives_up_where_no_international_address_is_taken(settings: Any, other: Other, unused_tcp: int) -> None:
    settings.PEERLINE_SMARTHOST = f"127.0.0.1:{unused_tcp}"
    with listening(other, unused_tcp, enable_SMTPUTF8=False), pytest.raises(GivenUp, match=r"5\.6\.7"):
        hand_on(INTERNATIONAL)
    assert other.recipients == []


def test_counts_as_taken_what_was_taken_before_the_line_broke(settings: Any) -> None:
    """The server says 250 to the mail and is gone: sent again, it would come twice."""
    with socketserver.TCPServer(("127.0.0.1", 0), GoneAfterTaking) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        settings.PEERLINE_SMARTHOST = f"127.0.0.1:{server.server_address[1]}"
        hand_on()
        thread.join()


def test_speaks_with_a_host_in_a_few_connections_at_once(other: Other, unused_tcp: int) -> None:
    """Two are taken, further ones are told to come back, and another domain is not held up."""

    async def crowd() -> Sequence[BaseException | None]:
        other.release, other.arrived = asyncio.Event(), asyncio.Event()
        other.wanted = MOST_TO_A_HOST
        first = [asyncio.create_task(direct("wren@slow.example")) for _ in range(MOST_TO_A_HOST)]
        await other.arrived.wait()
        more = await asyncio.gather(direct("a@slow.example"), direct("b@also-slow.example"), return_exceptions=True)
        other.release.set()
        await asyncio.gather(*first)
        await direct("c@slow.example")
        return more

    with NameServer() as names:
        names.zone = {
            ("slow.example.", "MX"): ["10 mx.slow.example."],
            ("also-slow.example.", "MX"): ["10 mx.slow.example."],
            ("mx.slow.example.", "A"): ["127.0.0.1"],
        }

        async def direct(recipient: str) -> None:
            net = Net(names.asker(), port=unused_tcp)
            await send(Mail("", recipient, MAIL.data), helo="lantern.example", net=net)

        async def both() -> Sequence[BaseException | None]:
            server = await asyncio.get_running_loop().create_server(lambda: SMTP(other), "127.0.0.1", unused_tcp)
            async with server:
                return await crowd()

        more = asyncio.run(both())
    assert [type(one) for one in more] == [Busy, Busy]
    assert len(other.recipients) == MOST_TO_A_HOST + 1


class GoneAfterTaking(socketserver.StreamRequestHandler):
    """A server that takes the mail and hangs up without waiting for QUIT."""

    def handle(self) -> None:
        """Say yes to everything until the mail is there."""
        self.wfile.write(b"220 here\r\n")
        while not (row := self.rfile.readline()).startswith(b"DATA"):
            self.wfile.write(b"250 yes\r\n" if row else b"")
        self.wfile.write(b"354 go\r\n")
        while self.rfile.readline() != b".\r\n":
            pass
        self.wfile.write(b"250 taken\r\n")


class Closed(socketserver.StreamRequestHandler):
    """A server that is there and wants nothing."""

    def handle(self) -> None:
        """Refuse before anything was said."""
        self.wfile.write(b"554 5.3.2 not now\r\n")
        self.rfile.readline()


def test_tries_again_when_the_greeting_refuses(settings: Any) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), Closed) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        settings.PEERLINE_SMARTHOST = f"127.0.0.1:{server.server_address[1]}"
        with pytest.raises(TryAgain) as told:
            hand_on()
        thread.join()
    assert not isinstance(told.value, GivenUp)
