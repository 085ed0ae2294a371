"""The one way out: what is due is opened in memory, made into a mail, handed on, and its copy erased.

A row's cargo must name the row and its conversation, and its card must have a good mac and name the same conversation;
otherwise nothing leaves and the row is given up.

Many leave at once, a few to each host, so that a slow one holds up its own mail only; a delivery ends before its lease
does. A mail that was taken by the other side while our process died leaves a second time, with the same Message-ID:
that is the only window in which anything is sent twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from email.errors import MessageError

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from peerline import seal
from peerline.channels import outgoing, tags
from peerline.channels.card import ForgedCard, open_card
from peerline.channels.mail import relay
from peerline.channels.mail.compose import From, Mail, compose
from peerline.channels.mail.onward.outcomes import Busy, GivenUp, TryAgain
from peerline.channels.mail.sign import signed
from peerline.channels.notices import NotNow, open_notice
from peerline.conversations import access as conversations
from peerline.conversations import actions as conversations_actions
from peerline.kit.clock import now
from peerline.kit.errors import Unavailable
from peerline.kit.logs import say
from peerline.line import access as line_access
from peerline.line import wording
from peerline.post import actions as post
from peerline.post import delivery_keys
from peerline.post.models import Outgoing

log = logging.getLogger("peerline.delivery")

AT_ONCE = 20
# Of sealed copies; opened, composed and signed each takes about five times as much for a moment.
MOST_BYTES = 24 * 1024 * 1024
LONGEST_SECONDS = 300.0  # of one delivery: half a lease
BUSY = timedelta(seconds=10)
Send = Callable[[Mail], Awaitable[None]]


class Deliveries:
    """What is under way in this process. `send` hands one mail on."""

    def __init__(self, send: Send, *, at_once: int = AT_ONCE) -> None:
        self._send = send
        self._at_once = at_once
        self._running: dict[asyncio.Task[None], int] = {}

    async def start_due(self) -> int:
        """Claim what is due and there is room for, and begin with it. Returns how many rows were claimed."""
        free = self._at_once - len(self._running)
        room = MOST_BYTES - sum(self._running.values()) if self._running else None
        # The first of many large ones goes alone.
        rows = await sync_to_async(post.claim_due)(free if room is not None else 1, room_bytes=room) if free else []
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self._running[task] = row.size_bytes
            task.add_done_callback(self._running.pop)
        return len(rows)

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way; what takes longer is left to its lease."""
        if self._running:
            _done, slow = await asyncio.wait(self._running, timeout=seconds)
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    async def _deliver(self, row: Outgoing) -> None:
        try:
            await deliver(row, self._send)
        except Exception:  # noqa: BLE001 - the edge: the database is away, say; the lease ends and the row is due again
            say(log, "delivery-fell-over", level=logging.ERROR, fault=True, outgoing=row.ref)
            await sync_to_async(close_old_connections)()


async def deliver_due(send: Send) -> int:
    """Deliver what is due now, to its end. Returns how many rows were looked at."""
    deliveries, count = Deliveries(send), 0
    while claimed := await deliveries.start_due():
        count += claimed
    await deliveries.finish(LONGEST_SECONDS + 60)
    return count


async def deliver(row: Outgoing, send: Send) -> None:
    """Deliver one claimed row and note what became of it."""
    try:
        mail = await sync_to_async(open_mail)(row)
        async with asyncio.timeout(LONGEST_SECONDS):
            await send(mail)
    except Busy:
        await sync_to_async(post.put_back)(row, BUSY)
    except NotNow as error:
        await sync_to_async(post.put_back)(row, error.wait)
    except (ForgedCard, outgoing.BadCargo, outgoing.InTheClear, seal.NotForYou, seal.Broken) as error:
        say(log, "delivery-refused", level=logging.ERROR, outgoing=row.ref, reason=type(error).__name__)
        await sync_to_async(post.failed_for_good)(row, "clear" if isinstance(error, outgoing.InTheClear) else "forged")
    except (ValueError, MessageError) as error:
        # An address that no mail can be made for must not hold up what others wait for.
        say(log, "delivery-impossible", level=logging.ERROR, outgoing=row.ref, reason=type(error).__name__)
        await sync_to_async(_give_up)(row, "5.1.3")
    except GivenUp as error:
        say(log, "delivery-failed", level=logging.WARNING, outgoing=row.ref, tries=row.tries)
        await sync_to_async(_give_up)(row, error.status)
    except (TryAgain, Unavailable, TimeoutError) as error:
        say(log, "delivery-put-off", outgoing=row.ref, tries=row.tries)
        await sync_to_async(post.failed_for_now)(row, str(getattr(error, "status", "4.4.2")))
    else:
        bounce_hash = tags.hash_of(tags.bounce_tag(row.ref)) if mail.sender else None
        await sync_to_async(post.sent)(row, bounce_hash=bounce_hash)
        say(log, "delivered", outgoing=row.ref, tries=row.tries)


def _give_up(row: Outgoing, status: str) -> None:
    post.failed_for_good(row, status)
    if row.kind in outgoing.NOTICES:
        conversations_actions.fail_notice(outgoing_id=row.pk)


def open_mail(row: Outgoing) -> Mail:
    """The mail of a row, in memory. Raises ForgedCard, BadCargo, InTheClear, NotNow, or what seal raises."""
    if row.kind in outgoing.NOTICES:
        return open_notice(row)
    if row.kind == relay.KIND:
        return _signed_by_line(relay.mail_of(row))
    found = conversations.conversation_of_outgoing(row.pk)
    if found is None:
        raise outgoing.BadCargo
    if found.encrypted and row.kind == outgoing.REPLY:
        # Released before they gave a key.
        raise outgoing.InTheClear
    plain = delivery_keys.open_cargo(row.sealed, row.delivery_key)
    leaving = outgoing.unpack(plain, outgoing=row.ref, conversation=found.conversation, kind=row.kind)
    card = open_card(leaving.card, found.conversation)
    line = line_access.the_line()
    subject = wording.text("subject", leaving.language or line.language)
    key = line_access.mail_key_in_use()
    is_plain = found.encrypted or row.kind == outgoing.ENCRYPTED
    sender = From(line.sender_name, line.address, subject, key.certificate if key else b"", is_plain)
    tag = tags.tag_of(found.conversation, found.tag_number)
    return _signed_by_line(compose(leaving, card, sender, tag=tag, at=now()))


def _signed_by_line(mail: Mail) -> Mail:
    return replace(mail, data=signed(mail.data, line_access.the_line().domain))
