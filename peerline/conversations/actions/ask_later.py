"""Asking later how somebody is, where they wished it at the door. The wish is sealed; who read it plans the day.

Nothing is sent by itself: on that day it stands before its holders, until an answer leaves or somebody drops it.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from peerline.conversations.actions.rows import changed, lock_held
from peerline.conversations.models import Conversation
from peerline.kit.clock import now
from peerline.kit.errors import Refused
from peerline.people.models import Member

DAYS = (7, 14, 30)


@transaction.atomic
def ask_later(conversation: Conversation, by: Member, days: int | None) -> None:
    """Plan it for so many days from now, one of DAYS; None drops it. Raises Refused for another number."""
    locked = lock_held(conversation, by)
    if days is not None and days not in DAYS:
        raise Refused(code="days")
    if days is None and locked.ask_on is None:
        return
    locked.ask_on = None if days is None else now().date() + timedelta(days=days)
    changed(locked, "ask-dropped" if days is None else "ask-planned", by)
