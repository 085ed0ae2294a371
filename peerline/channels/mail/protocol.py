"""The mail door: one asyncio protocol of ours that speaks SMTP and LMTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from peerline.channels.envelope import Answer, DoorSettings, Envelope
from peerline.channels.mail.budget import Budget

Accept = Callable[[Envelope], Awaitable[Answer]]
Knows = Callable[[str], Answer | None]


class MailProtocol(asyncio.Protocol):
    """One session at the mail door."""

    def __init__(
        self,
        settings: DoorSettings,
        *,
        accept: Accept,
        knows: Knows,
        budget: Budget,
        live: set[MailProtocol] | None = None,
    ) -> None:
        self.settings = settings
        self.accept = accept
        self.knows = knows
        self.budget = budget
        self.live = set() if live is None else live

    def shut(self) -> None:
        """End the session: at once by 421 when idle, after its answer while a mail is being accepted."""
        raise NotImplementedError


async def shut_all(live: set[MailProtocol], *, seconds: float = 1.5) -> None:
    """End all sessions; what is not done after `seconds` is cut off."""
    raise NotImplementedError
