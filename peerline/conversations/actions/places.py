"""Where a conversation stands in each holder's queue; the grant rows carry it, so a page is one index scan."""

from __future__ import annotations

from datetime import timedelta

from peerline.conversations.models import Conversation, Grant
from peerline.people import access as people

# Behind every clock in a queue that is sorted by the time an answer is due.
THEIR_TURN = timedelta(days=36500)
ENDS = {Conversation.CLOSED: Grant.CLOSED, Conversation.SPAM: Grant.SPAM}


def place_grants(conversation: Conversation) -> None:
    """Put all grants of the conversation where its state says."""
    grants = Grant.objects.filter(conversation=conversation)
    queue_at = conversation.due_at or conversation.last_at + THEIR_TURN
    if conversation.state == Conversation.HELD:
        grants.filter(member=conversation.responsible_id).update(place=Grant.MINE, queue_at=queue_at)
        place = Grant.WAITING if conversation.shared else Grant.OTHERS
        grants.exclude(member=conversation.responsible_id).update(place=place, queue_at=queue_at)
        return
    grants.update(place=_place_of_all(conversation), queue_at=queue_at)


def _place_of_all(conversation: Conversation) -> str:
    if conversation.state in ENDS:
        return ENDS[conversation.state]
    leads = {lead.pk for lead in people.leads()}
    holders = set(Grant.objects.filter(conversation=conversation).values_list("member_id", flat=True))
    return Grant.UNHELD if holders <= leads else Grant.WAITING
