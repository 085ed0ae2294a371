"""Fetching the policy of a domain by HTTPS (RFC 8461, 3.3): one small question, no redirects, little memory.

The certificate must be good for `mta-sts.DOMAIN`. A domain can name any address, also one inside a network; nothing
is asked there, because the handshake fails first.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field

from peerline.channels.mail.onward.asking import Asker, Silent
from peerline.channels.mail.onward.exchangers import addresses_of

SECONDS = 20.0
MOST_BYTES = 64 * 1024
PATH = "/.well-known/mta-sts.txt"
MOST_ADDRESSES = 4


class NotFetched(Exception):
    """There is none to be had."""


@dataclass(slots=True)
class Fetcher:
    """How policies are fetched; the tests have a port and certificates of their own."""

    port: int = 443
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    async def fetch(self, domain: str, asker: Asker) -> str:
        """The text of a domain's policy. Raises NotFetched."""
        host = f"mta-sts.{domain}"
        try:
            async with asyncio.timeout(SECONDS):
                said = await self._said(host, asker)
            return _body(said).decode("ascii")
        except (OSError, Silent, ValueError, EOFError, asyncio.LimitOverrunError):
            raise NotFetched from None

    async def _said(self, host: str, asker: Asker) -> bytes:
        reader, writer = await self._connected(host, asker)
        try:
            head = f"GET {PATH} HTTP/1.1\r\nHost: {host}\r\nAccept: text/plain\r\nConnection: close\r\n\r\n"
            writer.write(head.encode("ascii"))
            said = bytearray()
            while chunk := await reader.read(MOST_BYTES):
                said += chunk
                if len(said) > MOST_BYTES:
                    raise NotFetched
            return bytes(said)
        finally:
            # Ending TLS as it should be would wait for the other side, past every limit.
            writer.transport.abort()

    async def _connected(self, host: str, asker: Asker) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        last: OSError = ConnectionError()
        for address in (await addresses_of(host, asker)).addresses[:MOST_ADDRESSES]:
            try:
                return await asyncio.open_connection(address, self.port, ssl=self.context, server_hostname=host)
            except ssl.SSLError as error:
                raise NotFetched from error
            except OSError as error:
                last = error
        raise last


def _body(said: bytes) -> bytes:
    """The body of an answer that says 200 and is text. Raises ValueError for any other, and for half a one."""
    head, gap, body = said.partition(b"\r\n\r\n")
    first, *rows = head.decode("latin-1").split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
    if not gap or first.split(" ")[1:2] != ["200"]:
        raise ValueError
    if fields.get("content-type", "").partition(";")[0].strip().lower() != "text/plain":
        raise ValueError
    if fields.get("transfer-encoding", "").lower() == "chunked":
        return _joined(body)
    if "content-length" in fields and len(body) != int(fields["content-length"]):
        raise ValueError
    return body


def _joined(body: bytes) -> bytes:
    """The chunks of a body in one piece (RFC 9112, 7.1). Raises ValueError when the last is missing."""
    joined = b""
    while True:
        row, gap, body = body.partition(b"\r\n")
        size = int(row.partition(b";")[0], 16)
        if not gap or size < 0 or len(body) < size:
            raise ValueError
        if size == 0:
            return joined
        joined, body = joined + body[:size], body[size:].removeprefix(b"\r\n")
