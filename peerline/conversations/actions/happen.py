"""What happened to a conversation by a verb of a room above, so that its holders read it there."""

from __future__ import annotations

from peerline.conversations.models import Conversation, Event
from peerline.kit.clock import minute, now
from peerline.people.models import Member


def note_event(conversation: Conversation, name: str, by: Member, *, about: Member | None = None) -> None:
    """Keep that `by` did something named `name` (at most 20 characters)."""
    Event.objects.create(conversation=conversation, name=name, by=by, about=about, at=minute(now()))
