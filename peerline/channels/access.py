"""What other rooms may know of the ways in."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from peerline.channels.models import Bar, LeftMail
from peerline.conversations import access as conversations
from peerline.conversations.models import Conversation
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.kit.tokens import is_ref
from peerline.people import roles
from peerline.people.models import Member


def set_aside() -> int:
    """How many mails lie at the provider and could not be taken in."""
    return LeftMail.objects.filter(set_aside_at__isnull=False).count()


def barred() -> frozenset[bytes]:
    """For intake alone: the hashes of the writers who are paused or blocked now."""
    rows = Bar.objects.filter(~Q(kind=Bar.BLOCK, confirmed_by=None), until__gt=now())
    return frozenset(bytes(one) for one in rows.values_list("writer_hash", flat=True))


def bars(lead: Member) -> list[Bar]:
    """All that hold or wait for a second person, for a lead. Raises NotThere for anybody else."""
    if lead.left_at is not None or not lead.has_role(roles.LEAD):
        raise NotThere
    return list(_now())


def bars_of(conversation: Conversation) -> list[Bar]:
    """Those that were asked for from this conversation."""
    return list(_now().filter(conversation=conversation))


def bar(member: Member, ref: str) -> Bar:
    """One of them: for a lead, and for who holds the conversation it was asked for from. Raises NotThere."""
    found = _now().filter(ref=ref).first() if is_ref(ref) else None
    if found is None or member.left_at is not None:
        raise NotThere
    if not member.has_role(roles.LEAD):
        if found.conversation is None:
            raise NotThere
        conversations.held(member, found.conversation.ref)
    return found


def _now() -> QuerySet[Bar]:
    rows = Bar.objects.filter(until__gt=now()).select_related("by", "confirmed_by", "conversation")
    return rows.order_by("until", "id")
