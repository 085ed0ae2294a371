"""A second person's yes or no, for members whose replies are reviewed. Only the release makes the copy for delivery."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.conversations.actions.answer import release
from peerline.conversations.actions.rows import add_grants, changed, lock_held, store_message
from peerline.conversations.cargo import Leaving, SealedMessage
from peerline.conversations.models import Conversation, Message
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.people.models import Member


@transaction.atomic
def offer_draft(
    conversation: Conversation, by: Member, message: SealedMessage, *, grants: Mapping[str, bytes]
) -> Message:
    """Ask for a review. `grants` lets leads open it who do not hold it yet. An earlier draft of `by` is dropped."""
    locked = lock_held(conversation, by)
    locked.messages.filter(kind=Message.DRAFT, author=by, draft_state__in=[Message.OFFERED, Message.RETURNED]).update(
        draft_state=Message.DROPPED, offered_at=None
    )
    add_grants(locked, by, grants)
    row = store_message(locked, by, message, kind=Message.DRAFT)
    _put(row, Message.OFFERED)
    changed(locked, "draft-offered", by)
    return row


@transaction.atomic
def return_draft(draft: Message, by: Member, word: SealedMessage | None) -> None:
    """Give it back, with a word to the writer (a sealed note) if there is one."""
    locked, row = _reviewable(draft, by)
    _put(row, Message.RETURNED)
    if word is not None:
        store_message(locked, by, word, kind=Message.NOTE)
    changed(locked, "draft-returned", by, about=row.author)


@transaction.atomic
def release_draft(draft: Message, by: Member, message: SealedMessage, *, cargo: Leaving | None) -> Message:
    """Approve: `message` is the final text, changed or not, sealed and signed by the reviewer, and leaves."""
    locked, row = _reviewable(draft, by)
    _put(row, Message.RELEASED)
    sent = release(locked, by, message, cargo=cargo)
    changed(locked, "draft-released", by, about=row.author)
    return sent


@transaction.atomic
def drop_draft(draft: Message, by: Member) -> None:
    """The writer takes the draft away."""
    locked = lock_held(draft.conversation, by)
    row = _still_open(draft)
    if row.author_id != by.pk:
        raise NotThere
    _put(row, Message.DROPPED)
    changed(locked, "draft-dropped", by)


def _reviewable(draft: Message, by: Member) -> tuple[Conversation, Message]:
    """Only a lead, only somebody else's draft, and only while it waits. Raises NotThere, Refused, Conflict."""
    locked = lock_held(draft.conversation, by)
    if not by.has_role("lead"):
        raise NotThere
    row = _still_open(draft)
    if row.author_id == by.pk:
        raise Refused(_("A second person has to look at it."), code="own-draft")
    if row.draft_state != Message.OFFERED:
        raise Conflict
    return locked, row


def _still_open(draft: Message) -> Message:
    row = Message.objects.select_for_update().filter(pk=draft.pk, kind=Message.DRAFT).first()
    if row is None:
        raise NotThere
    if row.draft_state not in {Message.OFFERED, Message.RETURNED}:
        raise Conflict
    return row


def _put(row: Message, state: str) -> None:
    row.draft_state, row.offered_at = state, row.at if state == Message.OFFERED else None
    row.save(update_fields=["draft_state", "offered_at"])
