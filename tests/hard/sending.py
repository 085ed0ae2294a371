"""Twenty connections that send many mails and keep, for each, every answer it got."""

from __future__ import annotations

import asyncio
import base64
import os
import random
import string
import threading
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.journeys.running import ADDRESS

CONNECTIONS = 20
BROKEN = "broken"
TAKEN = "250"
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Told:
    """What each mail, named by its canary, was told: codes in order, BROKEN for a connection that ended before one."""

    answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def taken(self) -> list[str]:
        """Those that got a 250 at least once."""
        return [name for name, answers in self.answers.items() if TAKEN in answers]

    def codes(self) -> set[str]:
        """Every answer that was given."""
        return {one for answers in self.answers.values() for one in answers}


def new_mails(count: int) -> dict[str, bytes]:
    """Mails by their canary, which stands in the text; every tenth has a file, which is too large for a row."""
    found: dict[str, bytes] = {}
    for number in range(count):
        canary = "".join(random.choices(string.ascii_lowercase, k=16))
        found[canary] = _mail(canary, has_file=number % 10 == 0)
    return found


def send(port: int, mails: dict[str, bytes], told: Told) -> None:
    """Send them all once; a connection that breaks is opened again as soon as somebody listens."""
    asyncio.run(_send(port, mails, told))


def send_until_taken(port: int, mails: dict[str, bytes], told: Told, *, tries: int = 5) -> None:
    """Send again, as a mail server does, all that has not been acknowledged."""
    for _ in range(tries):
        taken = set(told.taken())
        left = {name: mail for name, mail in mails.items() if name not in taken}
        if not left:
            return
        send(port, left, told)


@contextmanager
def sending(port: int, mails: dict[str, bytes], told: Told) -> Iterator[threading.Thread]:
    """Send beside the block; its end waits for the last answer."""
    thread = threading.Thread(target=send, args=(port, mails, told))
    thread.start()
    try:
        yield thread
    finally:
        thread.join()


async def _send(port: int, mails: dict[str, bytes], told: Told) -> None:
    waiting = deque(mails.items())
    await asyncio.gather(*(_session(port, waiting, told) for _ in range(min(CONNECTIONS, len(mails)))))


async def _session(port: int, waiting: deque[tuple[str, bytes]], told: Told) -> None:
    streams: Streams | None = None
    while waiting:
        canary, mail = waiting.popleft()
        try:
            streams = streams or await _greet(port)
            told.answers[canary].append(await _hand_over(mail, canary, streams))
        except (OSError, EOFError):
            told.answers[canary].append(BROKEN)
            if streams:
                streams[1].close()
            streams = None
    if streams:
        streams[1].close()


async def _greet(port: int) -> Streams:
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            break
        except ConnectionRefusedError:
            await asyncio.sleep(0.02)  # the server is being started again
    await code_of(reader)
    writer.write(b"EHLO mail.writer.example\r\n")
    await code_of(reader)
    return reader, writer


async def _hand_over(mail: bytes, canary: str, streams: Streams) -> str:
    reader, writer = streams
    for command in (f"MAIL FROM:<{canary}@writer.example>", f"RCPT TO:<{ADDRESS}>", "DATA"):
        writer.write(command.encode() + b"\r\n")
        code = await code_of(reader)
        if code[0] not in "23":
            writer.write(b"RSET\r\n")
            await code_of(reader)
            return code
    writer.write(mail + b".\r\n")
    await writer.drain()
    return await code_of(reader)


async def code_of(reader: asyncio.StreamReader) -> str:
    """The code of the next answer. Raises EOFError when the server hung up."""
    row = b"xxx-"
    while row[3:4] == b"-":
        row = await reader.readline()
        if not row.endswith(b"\n"):
            raise EOFError
    return row[:3].decode("ascii")


def _mail(canary: str, *, has_file: bool) -> bytes:
    head = [
        f"From: {canary}@writer.example",
        f"To: {ADDRESS}",
        "Subject: hello",
        f"Message-ID: <{canary}@writer.example>",
        "MIME-Version: 1.0",
    ]
    if not has_file:
        return _rows([*head, "Content-Type: text/plain", "", canary])
    packed = base64.encodebytes(canary.encode() + os.urandom(50_000)).decode("ascii").splitlines()
    return _rows(
        [
            *head,
            'Content-Type: multipart/mixed; boundary="b"',
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            canary,
            "--b",
            "Content-Type: application/octet-stream",
            "Content-Disposition: attachment; filename=data.bin",
            "Content-Transfer-Encoding: base64",
            "",
            *packed,
            "--b--",
        ]
    )


def _rows(rows: Iterable[str]) -> bytes:
    return "".join(f"{row}\r\n" for row in rows).encode("ascii")
