"""One question to a web server and its answer, read by httptools: no cookie, no compression, no more than asked for."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from dataclasses import dataclass, field
from typing import Any

import httptools

from peerline.channels.links.places import Link, Place

AGENT = "PeerlineLinks"
CHUNK = 16 * 1024
LARGEST_HEAD = 64 * 1024
HEAD = (f"User-Agent: {AGENT}", "Accept: text/html, text/plain;q=0.9, */*;q=0.1")


class NoAnswer(Exception):
    """Nobody answered, or not in HTTP."""


@dataclass(slots=True)
class Answer:
    """What came: the status, where it leads to, the beginning of the body (bytes, at most what was asked for)."""

    status: int = 0
    location: str = ""
    body: bytearray = field(default_factory=bytearray)
    is_whole: bool = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head; called by the parser."""
        if name.lower() == b"location":
            self.location = value.decode("utf-8", "replace").strip()

    def on_body(self, data: bytes) -> None:
        """Bytes of the body; called by the parser."""
        self.body += data

    def on_message_complete(self) -> None:
        """There is no more; called by the parser."""
        self.is_whole = True


async def ask(
    place: Place, *, most: int, context: ssl.SSLContext | None = None, head: tuple[str, ...] = HEAD
) -> Answer:
    """GET what the link names, from the address that was checked; at most `most` bytes of body are read.

    head    rows of the question's head besides those that every question has
    Raises  NoAnswer; ssl.SSLError for a certificate that is not good for the name.
    """
    try:
        reader, writer = await _connected(place, context)
    except ssl.SSLError:
        raise
    except OSError as error:
        raise NoAnswer from error
    try:
        writer.write(_question(place.link, head))
        return await _read(reader, most)
    except (OSError, httptools.HttpParserError) as error:
        raise NoAnswer from error
    finally:
        # A polite end of TLS would wait for the other side, past every limit.
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _connected(place: Place, context: ssl.SSLContext | None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if place.link.scheme == "http":
        return await asyncio.open_connection(place.address, place.link.port)
    secure = context or ssl.create_default_context()
    host = place.link.host
    return await asyncio.open_connection(place.address, place.link.port, ssl=secure, server_hostname=host)


async def _read(reader: asyncio.StreamReader, most: int) -> Answer:
    answer = Answer()
    parser: Any = httptools.HttpResponseParser(answer)
    read = 0
    while not answer.is_whole and len(answer.body) < most and read < most + LARGEST_HEAD:
        data = await reader.read(CHUNK)
        if not data:
            break
        read += len(data)
        parser.feed_data(data)
    answer.status = parser.get_status_code()
    if not answer.status:
        raise NoAnswer
    del answer.body[most:]
    return answer


def _question(link: Link, head: tuple[str, ...]) -> bytes:
    host = link.origin.partition("://")[2]
    rows = (
        f"GET {link.path} HTTP/1.1",
        f"Host: {host}",
        *head,
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return ("\r\n".join(rows) + "\r\n\r\n").encode("ascii")
