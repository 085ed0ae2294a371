"""What somebody has to see to now: what waits past its promise, in two stages, and who wished to be asked how they are.

The worker marks each stage once, by an event of the conversation (`actions.tell_clocks`): `told-100`, then `told-200`,
or `told-150` for what is urgent. Whoever sends notices finds there what is new.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from peerline.conversations import access
from peerline.conversations.models import Conversation, Grant
from peerline.kit.clock import now
from peerline.people.models import Member

# The shares of a promise, in percent, from which on a lead has to know, and has to act.
STAGES = (100, 150)


def past_promise(member: Member) -> list[Conversation]:
    """What the member holds and waits past its promise, the longest first. See `stage`."""
    mine = Grant.objects.filter(member=member, member__left_at=None, conversation=OuterRef("pk"))
    rows = Conversation.objects.filter(Exists(mine), told__gte=STAGES[0], due_at__isnull=False)
    return list(rows.select_related("responsible").order_by("due_at", "id")[: access.QUEUE_PAGE])


def to_ask(member: Member) -> list[Conversation]:
    """Whose seekers wished to be asked how they are, by today, and the member holds it; the longest first."""
    mine = Grant.objects.filter(member=member, member__left_at=None, conversation=OuterRef("pk"))
    rows = Conversation.objects.filter(Exists(mine), ask_on__lte=now().date()).select_related("responsible")
    return list(rows.order_by("ask_on", "id")[: access.QUEUE_PAGE])


def stage(conversation: Conversation) -> int:
    """0: inside its promise. 1: past it, as the event `told-100` says. 2: well past it, `told-150` or `told-200`."""
    return sum(conversation.told >= one for one in STAGES)
