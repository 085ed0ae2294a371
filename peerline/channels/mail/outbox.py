"""Where a practice line's mail ends: caught in memory, shown at /outbox/, gone with the process."""

from __future__ import annotations

import email
import email.policy
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from peerline.channels.mail.compose import Mail
from peerline.kit.clock import now

MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Caught:
    """One mail as a mail program would show it."""

    at: datetime
    recipient: str
    sender: str
    subject: str
    text: str
    files: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]


_caught: deque[Caught] = deque(maxlen=MOST_KEPT)


async def catch(mail: Mail) -> None:
    """Keep it in memory instead of sending it."""
    read = email.message_from_bytes(mail.data, policy=email.policy.default)
    _caught.appendleft(
        Caught(
            at=now(),
            recipient=mail.recipient,
            sender=str(read["From"]),
            subject=str(read["Subject"]),
            text=_text(read),
            files=tuple(f"{part.get_filename()}, {part.get_content_type()}" for part in read.iter_attachments()),
            headers=tuple((name, str(value)) for name, value in read.items()),
        )
    )


def _text(read: EmailMessage) -> str:
    body = read.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def caught() -> list[Caught]:
    """What was caught, newest first."""
    return list(_caught)


def forget() -> None:
    """Empty the box."""
    _caught.clear()
