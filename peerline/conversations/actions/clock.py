"""The clock of a conversation: how long the seeker's oldest unanswered message has waited, and who is told when."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from peerline.conversations.actions.places import place_grants
from peerline.conversations.models import Conversation, Event
from peerline.kit.clock import minute, now
from peerline.line import policy

SHARES = (50, 75, 100)  # percent of the promise
# Well past it: then somebody has to see to it, whoever holds it. What is urgent comes there sooner.
FAR, FAR_WHEN_URGENT = 200, 150
TOLD = "told-"  # the name of the event, before the share


def shares_of(conversation: Conversation) -> tuple[int, ...]:
    """At which shares of its promise it is told; the last two are the stages of escalation (`overdue.stage`)."""
    return (*SHARES, FAR_WHEN_URGENT if conversation.urgent else FAR)


def tell_at(
    asked_at: datetime | None, due_at: datetime | None, *, told: int = 0, shares: tuple[int, ...] = SHARES
) -> datetime | None:
    """When the next share of the promise is over. None when no clock runs or all is told."""
    left = [share for share in shares if share > told]
    if asked_at is None or due_at is None or not left:
        return None
    return asked_at + (due_at - asked_at) * left[0] / 100


def start(conversation: Conversation, asked_at: datetime | None, due_at: datetime | None, *, told: int = 0) -> None:
    """Let the clock run from `asked_at` to `due_at`; None stops it. Does not save."""
    conversation.asked_at, conversation.due_at, conversation.told = asked_at, due_at, told
    conversation.tell_at = tell_at(asked_at, due_at, told=told, shares=shares_of(conversation))


def told_since(conversation: Conversation, asked_at: datetime | None) -> int:
    """The greatest share that was told of a clock that began at `asked_at`, 0 when none was."""
    if asked_at is None:
        return 0
    names = conversation.events.filter(name__startswith=TOLD, at__gte=asked_at).values_list("name", flat=True)
    return max((int(name.removeprefix(TOLD)) for name in names), default=0)


def stop(conversation: Conversation) -> None:
    """The seeker has an answer: it is their turn, and nobody has to take it over. Does not save."""
    start(conversation, None, None)
    conversation.shared = False


def urgent_by(conversation: Conversation, asked_at: datetime) -> datetime:
    """When an urgent answer is promised, by the policy under which the conversation began."""
    return asked_at + timedelta(hours=policy.read(conversation.policy).urgent_promise_hours)


def begin(conversation: Conversation, asked_at: datetime, due_at: datetime | None) -> None:
    """A new message of the seeker starts the clock; what is urgent has the shorter promise. Does not save."""
    if conversation.urgent and due_at is not None:
        due_at = min(due_at, urgent_by(conversation, asked_at))
    start(conversation, asked_at, due_at)
    conversation.shared = conversation.state != Conversation.WAITING and _who_answers_next(conversation) == "shift"


def _who_answers_next(conversation: Conversation) -> str:
    return policy.read(conversation.policy).who_answers_next


def tell_clocks(limit: int = 500) -> int:
    """Note every share of a promise that is over by now, so that the desk shows it. Returns how many."""
    late = Conversation.objects.filter(tell_at__lte=now()).order_by("tell_at", "id")[:limit]
    return sum(_tell(found.pk) for found in late)


@transaction.atomic
def _tell(pk: int) -> int:
    found = Conversation.objects.select_for_update().get(pk=pk)
    if found.tell_at is None or found.tell_at > now() or found.asked_at is None or found.due_at is None:
        return 0
    share = 100 * (now() - found.asked_at) / (found.due_at - found.asked_at)
    shares = shares_of(found)
    found.told = max(step for step in shares if step <= max(share, shares[0]))
    found.tell_at = tell_at(found.asked_at, found.due_at, told=found.told, shares=shares)
    # Half way through, a pair is as many as hold it: who has days off must not keep a seeker waiting.
    if found.state == Conversation.HELD and _who_answers_next(found) == "pair":
        found.shared = True
    found.save(update_fields=["told", "tell_at", "shared"])
    if found.shared:
        place_grants(found)
    Event.objects.create(conversation=found, name=f"{TOLD}{found.told}", at=minute(now()))
    return 1
