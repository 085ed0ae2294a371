"""The worker's rounds: one link at a time, beside everything else that the worker does."""

from __future__ import annotations

import asyncio
import logging

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from peerline.channels.links.looking import Limits, look
from peerline.directory import actions
from peerline.kit.clock import now
from peerline.kit.logs import say

log = logging.getLogger("peerline.channels.links")

PAUSE_SECONDS = 10.0


async def look_at_links(stop: asyncio.Event, limits: Limits) -> None:
    """Until `stop` is set: take the next link that is due and may be looked at, and write down what was found."""
    while not stop.is_set():
        try:
            busy = await look_at_next(limits)
        except Exception:  # noqa: BLE001 - the edge: the database is away, say; the next round tries again
            say(log, "link-round-failed", level=logging.ERROR, fault=True)
            await sync_to_async(close_old_connections)()
            busy = False
        if not busy:
            await _pause(stop)


async def look_at_next(limits: Limits) -> bool:
    """Look at one link; whether there was one."""
    claimed = await sync_to_async(actions.claim_link)(at=now())
    if claimed is None:
        return False
    finding = await look(claimed.address, limits)
    await sync_to_async(actions.note_link)(claimed, finding.what, finding.host, at=now())
    return True


async def _pause(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(PAUSE_SECONDS):
            await stop.wait()
    except TimeoutError:
        return
