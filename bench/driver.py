"""The load: so many connections, each sending one mail after the other over one session, by SMTP or LMTP.

Times are taken from the write of the end mark to the answer that accepts the mail. What is not accepted is counted.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

ANSWERS = (b"2", b"2", b"3")
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Sending:
    """One mail ready for the wire: envelope, and the bytes behind DATA with dots stuffed and the end mark."""

    sender: str
    recipient: str
    wire: bytes

    @classmethod
    def of(cls, sender: str, recipient: str, data: bytes) -> Sending:
        """Stuff dots and end it (RFC 5321 4.5.2)."""
        data = data.replace(b"\r\n.", b"\r\n..")
        data = b"." + data if data.startswith(b".") else data
        return cls(sender, recipient, data + (b"" if data.endswith(b"\r\n") else b"\r\n") + b".\r\n")


@dataclass(slots=True)
class Sent:
    """What became of a pass: the wall clock, a time for each accepted mail, what the others were told."""

    wall_seconds: float = 0.0
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def rate(self) -> float:
        """Accepted mails a second."""
        return len(self.seconds) / self.wall_seconds if self.wall_seconds else 0.0

    def percentile_ms(self, share: float) -> float:
        """The time below which this share of the mails was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1e3 if ordered else 0.0


class Refusal(Exception):
    """The server did not say what it should."""


def send_all(mails: Iterable[Sending], *, port: int, connections: int, lmtp: bool) -> Sent:
    """Send them all; returns when the last is answered."""
    return asyncio.run(_send_all(deque(mails), port, connections=connections, lmtp=lmtp))


async def _send_all(waiting: deque[Sending], port: int, *, connections: int, lmtp: bool) -> Sent:
    sent = Sent()
    hello = b"LHLO load.example\r\n" if lmtp else b"EHLO load.example\r\n"
    sessions = [await _greet(port, hello) for _ in range(connections)]
    began = time.perf_counter()
    await asyncio.gather(*(_session(waiting, sent, streams) for streams in sessions))
    sent.wall_seconds = time.perf_counter() - began
    return sent


async def _greet(port: int, hello: bytes) -> Streams:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await _expect(reader, b"2")
    writer.write(hello)
    await _expect(reader, b"2")
    return reader, writer


async def _session(waiting: deque[Sending], sent: Sent, streams: Streams) -> None:
    reader, writer = streams
    while waiting:
        mail = waiting.popleft()
        try:
            sent.seconds.append(await _send(mail, reader, writer))
        except Refusal as refusal:
            sent.refused.append(str(refusal))
            writer.write(b"RSET\r\n")
            await _expect(reader, b"2")
    writer.close()


async def _send(mail: Sending, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> float:
    # One command at a time, as plain aiosmtpd wants it: it knows no pipelining.
    commands = (f"MAIL FROM:<{mail.sender}>\r\n", f"RCPT TO:<{mail.recipient}>\r\n", "DATA\r\n")
    for command, wanted in zip(commands, ANSWERS, strict=True):
        writer.write(command.encode())
        await _expect(reader, wanted)
    writer.write(mail.wire)
    await writer.drain()
    began = time.perf_counter()
    await _expect(reader, b"2")
    return time.perf_counter() - began


async def _expect(reader: asyncio.StreamReader, wanted: bytes) -> None:
    while True:
        row = await reader.readline()
        if not row:
            raise ConnectionError("the server hung up")
        if row[3:4] != b"-":
            break
    if row[:1] != wanted:
        raise Refusal(row.decode("ascii", "replace").strip())
