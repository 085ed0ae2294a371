"""Handing mail on to a real server on loopback: taken, later, never."""

from __future__ import annotations

import asyncio
import socket
import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from peerline.channels.mail.compose import Mail
from peerline.channels.mail.send import GivenUp, TryAgain, send

MAIL = Mail("", "wren@writer.example", b"Subject: Your message\r\n\r\nHello.\r\n")


class Other:
    """What the other side says to RCPT, and whom it saw as sender."""

    answer = "250 OK"
    sender: str | None = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, *said: Any) -> str:  # noqa: N802 - likewise
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(said[0])
        return self.answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.sender = envelope.mail_from
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


def hand_on() -> None:
    asyncio.run(send(MAIL, helo="lantern.example"))


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
