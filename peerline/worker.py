"""What is done without anybody asking: delivering what is due, telling the clocks, forgetting what is old.

One loop, in one process or in several: every piece of work claims its rows by a conditional UPDATE. A table is the
queue. A fault of one step is logged and the loop goes on.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import close_old_connections

from peerline.backup import ring
from peerline.channels import actions as channels
from peerline.channels import delivery
from peerline.channels.links import rounds
from peerline.channels.links.looking import Limits
from peerline.channels.mail.compose import Mail
from peerline.channels.web import pieces
from peerline.conversations import access as conversations
from peerline.conversations import actions
from peerline.directory import actions as directory
from peerline.directory.actions import interest, relaying, thanking
from peerline.kit import blobs
from peerline.kit.clock import now
from peerline.kit.logs import say
from peerline.line import policy
from peerline.post import actions as post
from peerline.post import delivery_keys

log = logging.getLogger("peerline.worker")

PAUSE_SECONDS = 1.0
FINISH_SECONDS = 1.0
ORPHAN_SECONDS = 24 * 3600.0


@dataclass(slots=True)
class Chore:
    """Something done every so many seconds."""

    name: str
    every_seconds: float
    do: Callable[[], object]
    next_at: float = 0.0


def chores() -> list[Chore]:
    """What is done, and how often."""
    return [
        Chore("tell-clocks", 20, actions.tell_clocks),
        Chore("part-gone", 30, actions.part_gone),
        Chore("erase-expired", 300, actions.erase_expired),
        Chore("forget-parts", 3600, actions.forget_parts),
        Chore("forget-arrivals", 3600, actions.forget_arrivals),
        Chore("forget-asked", 3600, channels.forget_asked),
        Chore("forget-links", 3600, actions.forget_links),
        Chore("forget-bars", 3600, channels.forget_bars),
        Chore("forget-post", 3600, _forget_post),
        Chore("forget-interest", 3600, interest.forget_interest),
        Chore("note-relays", 300, relaying.note_failures),
        Chore("forget-relays", 3600, relaying.forget_relays),
        Chore("erase-addresses", 3600, thanking.erase_addresses),
        Chore("forget-pieces", 3600, pieces.forget_old),
        Chore("wipe-traces", 5, partial(actions.wipe_traces, directory.ERASED_FROM)),
        Chore("destroy-keys", 600, delivery_keys.destroy_spent),
        Chore("destroy-backup-keys", 600, ring.destroy_old),
        Chore("clear-sessions", 3600, _clear_sessions),
        Chore("sweep-blobs", 24 * 3600, _sweep_blobs),
    ]


async def work(stop: asyncio.Event, send: Callable[[Mail], Awaitable[None]]) -> None:
    """Work until `stop` is set; what is under way gets a second more."""
    todo, deliveries = chores(), delivery.Deliveries(send)
    # Beside the loop: a site that is slow must not hold up a mail.
    looking = asyncio.create_task(rounds.look_at_links(stop, Limits()))
    while not stop.is_set():
        busy = await _deliver(deliveries)
        for chore in todo:
            await _do(chore)
        if not busy:
            await _pause(stop)
    await deliveries.finish(FINISH_SECONDS)
    await asyncio.wait({looking}, timeout=FINISH_SECONDS)
    looking.cancel()


async def _deliver(deliveries: delivery.Deliveries) -> bool:
    try:
        return await deliveries.start_due() > 0
    except Exception:  # noqa: BLE001 - the edge: the database is away, say; the next round tries again
        say(log, "delivery-round-failed", level=logging.ERROR, fault=True)
        await sync_to_async(close_old_connections)()
        return False


async def _do(chore: Chore) -> None:
    if time.monotonic() < chore.next_at:
        return
    chore.next_at = time.monotonic() + chore.every_seconds
    try:
        await sync_to_async(chore.do)()
    except Exception:  # noqa: BLE001 - the edge: one chore must not stop the others
        say(log, "chore-failed", level=logging.ERROR, fault=True, chore=chore.name)
        await sync_to_async(close_old_connections)()


async def _pause(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(PAUSE_SECONDS):
            await stop.wait()
    except TimeoutError:
        return


def _forget_post() -> None:
    post.forget_old(policy.now().post_days)


def _clear_sessions() -> None:
    Session.objects.filter(expire_date__lt=now()).delete()


def _sweep_blobs() -> None:
    blobs.sweep(conversations.is_stored, older_than=(now() - timedelta(seconds=ORPHAN_SECONDS)).timestamp())
