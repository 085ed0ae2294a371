"""The one way out: what is due is opened in memory, made into a mail, handed on, and its copy erased.

A row's cargo must name the row and its conversation, and its card must have a good mac and name the same conversation;
otherwise nothing leaves and the row is given up.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from email.errors import MessageError

from asgiref.sync import sync_to_async

from peerline import seal
from peerline.channels import outgoing, tags
from peerline.channels.card import ForgedCard, open_card
from peerline.channels.mail.compose import From, Mail, compose
from peerline.channels.mail.send import GivenUp, TryAgain
from peerline.channels.mail.sign import signed
from peerline.conversations import access as conversations
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
Send = Callable[[Mail], Awaitable[None]]


async def deliver_due(send: Send) -> int:
    """Deliver all that is due now, a few at a time. Returns how many rows were looked at."""
    rows = await sync_to_async(post.claim_due)(AT_ONCE)
    for row in rows:
        await deliver(row, send)
    return len(rows)


async def deliver(row: Outgoing, send: Send) -> None:
    """Deliver one claimed row and note what became of it."""
    try:
        mail = await sync_to_async(open_mail)(row)
        await send(mail)
    except (ForgedCard, outgoing.BadCargo, seal.NotForYou, seal.Broken) as error:
        say(log, "delivery-refused", level=logging.ERROR, outgoing=row.ref, reason=type(error).__name__)
        await sync_to_async(post.failed_for_good)(row, "forged")
    except (ValueError, MessageError) as error:
        # An address that no mail can be made for must not hold up what others wait for.
        say(log, "delivery-impossible", level=logging.ERROR, outgoing=row.ref, reason=type(error).__name__)
        await sync_to_async(post.failed_for_good)(row, "5.1.3")
    except GivenUp as error:
        say(log, "delivery-failed", level=logging.WARNING, outgoing=row.ref, tries=row.tries)
        await sync_to_async(post.failed_for_good)(row, error.status)
    except (TryAgain, Unavailable) as error:
        say(log, "delivery-put-off", outgoing=row.ref, tries=row.tries)
        await sync_to_async(post.failed_for_now)(row, getattr(error, "status", ""))
    else:
        bounce_hash = tags.hash_of(tags.bounce_tag(row.ref)) if mail.sender else None
        await sync_to_async(post.sent)(row, bounce_hash=bounce_hash)
        say(log, "delivered", outgoing=row.ref, tries=row.tries)


def open_mail(row: Outgoing) -> Mail:
    """The mail of a row, in memory. Raises ForgedCard, BadCargo, or what seal raises."""
    found = conversations.conversation_of_outgoing(row.pk)
    if found is None:
        raise outgoing.BadCargo
    conversation, tag_number = found
    plain = delivery_keys.open_cargo(row.sealed, row.delivery_key)
    leaving = outgoing.unpack(plain, outgoing=row.ref, conversation=conversation, kind=row.kind)
    card = open_card(leaving.card, conversation)
    line = line_access.the_line()
    subject = wording.text("subject", leaving.language or line.language)
    sender = From(line.sender_name, line.address, subject)
    mail = compose(leaving, card, sender, tag=tags.tag_of(conversation, tag_number), at=now())
    return replace(mail, data=signed(mail.data, line.domain))
