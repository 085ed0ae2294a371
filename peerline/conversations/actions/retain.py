"""What is old goes by itself, each class by its own clock of the policy. For the worker.

A conversation goes by the version of the policy under which it began: what was promised then is kept. While a seeker
waits for an answer nothing of theirs goes.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from peerline.conversations import access
from peerline.conversations.actions.erase import erase
from peerline.conversations.models import Attachment, Conversation, Erasure, Event, Message, Opening
from peerline.kit import traces
from peerline.kit.blobs import blobs
from peerline.kit.clock import now
from peerline.line import policy
from peerline.line.models import Policy

AT_ONCE = 200


def erase_expired() -> int:
    """Erase the conversations whose time is over, some hundreds a call. Returns how many."""
    ids = [pk for version in Policy.objects.all() for pk in access.expired(version, AT_ONCE)]
    rows = list(Conversation.objects.filter(pk__in=ids))
    for row in rows:
        erase(row, Erasure.TIME_OVER)
    return len(rows)


def forget_parts() -> int:
    """Of conversations that stay: old drafts that were never released, old events, old openings. Returns how many."""
    count = sum(_forget_parts_of(version) for version in Policy.objects.all())
    if count:
        traces.left()
    return count


def _forget_parts_of(version: Policy) -> int:
    data, at = policy.read(version), now()
    events = Event.objects.filter(conversation__policy=version, at__lt=at - timedelta(days=data.event_days))
    openings = Opening.objects.filter(conversation__policy=version, last_at__lt=at - timedelta(days=data.opening_days))
    drafts = Message.objects.filter(
        ~Q(draft_state=Message.OFFERED) | Q(conversation__state=Conversation.CLOSED),
        kind=Message.DRAFT,
        conversation__policy=version,
        at__lt=at - timedelta(days=data.draft_days),
    )
    return _erase_messages(list(drafts[:AT_ONCE])) + events.delete()[0] + openings.delete()[0]


def _erase_messages(rows: list[Message]) -> int:
    refs = [row.ref for row in rows if row.in_blob]
    refs += Attachment.objects.filter(message__in=rows).values_list("ref", flat=True)
    Message.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for ref in refs:
        blobs().erase(ref)
    return len(rows)
