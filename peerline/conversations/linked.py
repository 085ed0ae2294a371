"""Two conversations of one seeker, or of whoever had the mailbox: which goes on from which, for who holds them."""

from __future__ import annotations

from peerline.conversations import access
from peerline.conversations.models import Conversation, DoorLink, hash_of_link
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.people import access as people
from peerline.people.models import Key, Member


def older(member: Member, conversation: Conversation) -> Conversation | None:
    """The conversation by mail that it goes on from, if the member holds that too."""
    rows = Conversation.objects.select_related("responsible", "policy", "receipt")
    return rows.filter(goes_on_in=conversation.pk, grants__member=member, grants__member__left_at=None).first()


def newer(member: Member, conversation: Conversation) -> list[Conversation]:
    """The conversations of the door in which it goes on and which the member holds, the newest first.

    More than one where more than one link was opened: the seeker twice, or somebody else with the mailbox.
    """
    rows = conversation.goes_on_in.filter(grants__member=member, grants__member__left_at=None)
    return list(rows.order_by("-id"))


def by_link(token: str) -> Conversation:
    """For the door alone: the conversation by mail of a link that is open. Raises NotThere."""
    links = DoorLink.objects.select_related("conversation").filter(is_spent=False, until__gt=now())
    found = links.filter(token_hash=hash_of_link(token)).first()
    if found is None:
        raise NotThere
    return found.conversation


def keys_of_holders(conversation: Conversation) -> list[Key]:
    """For the door alone: the newest keys of those who hold it now."""
    return list(people.newest_keys([grant.member for grant in access.holders(conversation)]).values())
