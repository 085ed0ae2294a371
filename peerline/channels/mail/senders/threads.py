"""The sender checks beside the event loop: a few threads at once, and one limit in time for each mail.

A name server that hangs, also one of an attacker, holds up its own mail for the limit and no other's: what waits for
room longer than the limit is taken unchecked. The threads are daemons: a question that nobody answers keeps no process
from ending.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable

import dns.resolver

from peerline.channels.envelope import Envelope
from peerline.channels.mail.senders import check
from peerline.channels.trust import NOBODY, NOT_CHECKED, Trust
from peerline.kit.logs import say

log = logging.getLogger("peerline.mail")

MOST_AT_ONCE = 16
# Hashing a large body comes on top of the questions.
GRACE_SECONDS = 1.0
UNCHECKED = NOBODY.with_problems(NOT_CHECKED)


class SenderChecks:
    """One a door. `resolver` is asked; without one, that of the system."""

    def __init__(
        self, rules: check.Rules, *, resolver: dns.resolver.Resolver | None = None, seconds: float = check.SECONDS
    ) -> None:
        self.rules = rules
        self.seconds = seconds
        self._resolver = resolver
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    async def of(self, envelope: Envelope) -> Trust:
        """What is known of the sender, after the limit and a second at the latest. Never raises."""
        try:
            async with asyncio.timeout(self.seconds + GRACE_SECONDS), self._room:
                return await _in_a_thread(lambda: self._ask(envelope))
        except TimeoutError:
            return UNCHECKED

    def _ask(self, envelope: Envelope) -> Trust:
        try:
            resolver = self._resolver or dns.resolver.get_default_resolver()
            return check.asked(envelope, self.rules, resolver=resolver, seconds=self.seconds)
        except Exception:  # noqa: BLE001 - the edge: three libraries read a stranger's mail; it is taken all the same
            say(log, "sender-check-failed", level=logging.ERROR, fault=True)
            return UNCHECKED


async def _in_a_thread(ask: Callable[[], Trust]) -> Trust:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Trust] = loop.create_future()

    def tell(trust: Trust) -> None:
        if not answer.done():
            answer.set_result(trust)

    def run() -> None:
        trust = ask()
        try:
            loop.call_soon_threadsafe(tell, trust)
        except RuntimeError:  # the loop has ended: nobody waits any more
            return

    threading.Thread(target=run, name="sender-check", daemon=True).start()
    return await answer
