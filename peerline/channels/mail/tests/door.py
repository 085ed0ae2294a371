"""A real mail door on loopback, and a client that says exactly the bytes it is told to."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec

from peerline.channels.envelope import Answer, DoorSettings, Envelope
from peerline.channels.mail.budget import Budget
from peerline.channels.mail.protocol import MailProtocol, shut_all

HOST = "mail.lantern.example"
PLAIN = DoorSettings(HOST)
LMTP = DoorSettings(HOST, lmtp=True)
STORED = Answer(250, "2.6.0", "Stored")
NOBODY = Answer(550, "5.1.1", "Nobody here has this address")
LANTERN = "hello@lantern.example"
MAIL = b"MAIL FROM:<wren@writer.example>\r\n"
RCPT = b"RCPT TO:<hello@lantern.example>\r\n"
BEGIN = b"EHLO writer.example\r\n" + MAIL + RCPT + b"DATA\r\n"
P = ParamSpec("P")


def in_loop(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run a test in an event loop of its own."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(asyncio.wait_for(test(*args, **kwargs), 10))

    return run


def knows(recipient: str) -> Answer | None:
    """The line's address, its tags, and postmaster."""
    is_ours = recipient.lower() == "postmaster" or recipient.endswith(("lantern.example", "lantérn.example"))
    return None if is_ours else NOBODY


@dataclass
class Client:
    """One connection to the door."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)

    async def hear(self, times: int = 1) -> list[str]:
        """The next answers, each whole: rows joined by a newline, without CRLF."""
        return [await self._one() for _ in range(times)]

    async def ask(self, data: bytes) -> str:
        """Send bytes and hear one answer."""
        self.send(data)
        return (await self.hear())[0]

    async def rest(self) -> list[str]:
        """All answers until the door hangs up."""
        return (await self.reader.read()).decode().splitlines()

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Go on in TLS; asks for the certificate's name."""
        await self.writer.start_tls(context, server_hostname=HOST)

    async def _one(self) -> str:
        rows: list[str] = []
        while not rows or rows[-1][3] == "-":
            rows.append((await self.reader.readuntil(b"\r\n"))[:-2].decode("ascii"))
        return "\n".join(rows)


@dataclass
class Door:
    """A door that keeps what it accepted."""

    settings: DoorSettings = PLAIN
    accept: Callable[[Envelope], Awaitable[Answer]] | None = None
    knows: Callable[[str], Answer | None] = knows
    budget: Budget = field(default_factory=Budget)
    taken: list[Envelope] = field(default_factory=list)
    live: set[MailProtocol] = field(default_factory=set)
    port: int = 0

    async def keep(self, envelope: Envelope) -> Answer:
        """Accept and keep."""
        self.taken.append(envelope)
        return await self.accept(envelope) if self.accept else STORED

    def session(self) -> MailProtocol:
        """A new session."""
        return MailProtocol(
            self.settings, accept=self.keep, knows=self.knows, budget=self.budget, live=self.live
        )  # fmt: skip

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Door]:
        """Listen; afterwards no session is left and no byte is held."""
        server = await asyncio.get_running_loop().create_server(self.session, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await shut_all(self.live)
            await server.wait_closed()
        await until(lambda: not self.live)
        assert self.budget.used_bytes == 0

    @asynccontextmanager
    async def client(self, *, greeted: bool = True) -> AsyncIterator[Client]:
        """A connection; greeted: the door's greeting has been heard."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            client = Client(reader, writer)
            if greeted:
                assert (await client.hear())[0].startswith("220 ")
            yield client
        finally:
            writer.transport.abort()


class Wire(asyncio.Transport):
    """A transport whose chunks the test chooses, which no socket allows."""

    def __init__(self) -> None:
        super().__init__()
        self.said = b""
        self.paused = self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep what the door says."""
        self.said += bytes(data)

    def pause_reading(self) -> None:
        """Stop the chunks."""
        self.paused = True

    def resume_reading(self) -> None:
        """Go on."""
        self.paused = False

    def close(self) -> None:
        """Hang up."""
        self.closed = True


async def until(holds: Callable[[], object]) -> None:
    """Let the loop go round until something holds."""
    while not holds():
        await asyncio.sleep(0.001)
