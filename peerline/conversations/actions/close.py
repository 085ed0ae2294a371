"""Closing a conversation, with a reason, and opening it again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.conversations.actions import clock, weeks
from peerline.conversations.actions.rows import changed, lock_held, store_message
from peerline.conversations.cargo import SealedMessage
from peerline.conversations.models import Conversation, Message
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, Refused
from peerline.people.models import Member


@transaction.atomic
def close(conversation: Conversation, by: Member, *, why: str, said: SealedMessage | None) -> None:
    """Nothing more is expected. A new message of the seeker opens it again.

    why   one of weeks.CLOSED; it is counted by the week, and stands readable nowhere else
    said  the same reason as a signed note, so that holders read it; None where `by` cannot seal to it
    Raises Refused without a reason, Conflict when it is closed already
    """
    if why not in weeks.CLOSED:
        raise Refused(_("Say why first."), code="why")
    locked = lock_held(conversation, by)
    if locked.state == Conversation.CLOSED:
        raise Conflict
    if said is not None:
        store_message(locked, by, said, kind=Message.NOTE)
    locked.state, locked.closed_at, locked.urgent = Conversation.CLOSED, minute(now()), None
    clock.stop(locked)
    changed(locked, "closed", by)
    weeks.count(f"closed-{why}")


@transaction.atomic
def reopen(conversation: Conversation, by: Member) -> None:
    """Undo closing. The clock stays stopped: it is the seeker's turn."""
    locked = lock_held(conversation, by)
    if locked.state != Conversation.CLOSED:
        raise Conflict
    locked.state = Conversation.HELD if locked.claimed_at else Conversation.WAITING
    locked.closed_at = None
    changed(locked, "reopened", by)
