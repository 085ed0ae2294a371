"""What rspamd says of a mail, where the operator runs it on the same machine and names it by PEERLINE_RSPAMD.

One question by HTTP, `POST /checkv2` (rspamd's protocol), answered in JSON; "reject" alone counts as spam, and what is
spam is kept for leads to look through. Whatever goes wrong with rspamd, the mail is taken as if there were none.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import logging

from django.conf import settings

from peerline.channels.envelope import FILE, MIB, Envelope
from peerline.kit.environment import Bind, WrongSetting
from peerline.kit.logs import say

log = logging.getLogger("peerline.mail")

SECONDS = 3.0
MOST_BYTES = 2 * MIB  # what is larger is no spam that is sent to many
MOST_ANSWER_BYTES = MIB
SPAM = "reject"


def place() -> Bind | None:
    """Where rspamd listens, None without one. Raises WrongSetting for another machine: mail would leave this one."""
    found: Bind | None = settings.PEERLINE_RSPAMD
    if found is None or found.host == "localhost":
        return found
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(found.host).is_loopback:
            return found
    raise WrongSetting("RSPAMD", "is not on this machine.", "run rspamd here and write 127.0.0.1:11333")


async def calls_it_spam(envelope: Envelope, at: Bind | None) -> bool:
    """Whether the rspamd at that place would refuse it. Never raises; False when it does not answer in time."""
    if at is None or envelope.protocol == FILE or len(envelope.data) > MOST_BYTES:
        return False
    try:
        async with asyncio.timeout(SECONDS):
            answer = await _ask(at, envelope)
        said = json.loads(answer)
        return isinstance(said, dict) and said.get("action") == SPAM
    except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        say(log, "rspamd-silent", level=logging.WARNING, error=type(error).__name__)
        return False


async def _ask(at: Bind, envelope: Envelope) -> bytes:
    """The body of its answer. Raises OSError, ValueError, or what asyncio's streams raise."""
    reader, writer = await asyncio.open_connection(at.host, at.port)
    try:
        writer.write(_head(envelope) + envelope.data)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        status, *fields = head.split(b"\r\n")
        if status.split(b" ")[1:2] != [b"200"]:
            raise ValueError("status")
        sizes = [row.partition(b":")[2] for row in fields if row.lower().startswith(b"content-length:")]
        size_bytes = int(sizes[0]) if sizes else -1
        if not 0 <= size_bytes <= MOST_ANSWER_BYTES:
            raise ValueError("size")
        return await reader.readexactly(size_bytes)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def _head(envelope: Envelope) -> bytes:
    rows = [
        "POST /checkv2 HTTP/1.0",
        f"Content-Length: {len(envelope.data)}",
        # Neither in its log nor in its history, nor counted.
        "Flags: no_log,no_stat",
        f"From: {_field(envelope.sender)}",
        *(f"Rcpt: {_field(one)}" for one in envelope.recipients),
    ]
    if envelope.peer:
        rows.append(f"IP: {_field(envelope.peer)}")
    return ("\r\n".join(rows) + "\r\n\r\n").encode("utf-8", "replace")


def _field(text: str) -> str:
    """A stranger's word in a header of ours: one row."""
    return "".join(one for one in text if one.isprintable())
