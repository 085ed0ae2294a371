"""What helpers say: a reply that leaves, a note that stays."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.conversations import access
from peerline.conversations.actions import clock
from peerline.conversations.actions.go_on import offer_door
from peerline.conversations.actions.notice import put_notice
from peerline.conversations.actions.rows import LARGEST_ATTACHED_BYTES, changed, lock_held, store_message
from peerline.conversations.cargo import Cargo, Leaving, NoticeCargo, SealedMessage
from peerline.conversations.models import Conversation, Message
from peerline.kit.clock import now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.people.models import Member
from peerline.post import actions as post
from peerline.post.models import Outgoing

TAKE_BACK = timedelta(seconds=30)
LARGEST_TEXT_BYTES = 1_000_000


@transaction.atomic
def reply(
    conversation: Conversation, by: Member, message: SealedMessage, *, cargo: Leaving | None, version: int
) -> Message:
    """Answer the seeker: the record stays, the copy leaves in thirty seconds, the clock stops.

    cargo    the copy that leaves; of an answer that waits at the door, the notice of it, if they want one
    version  the version of the conversation that `by` looked at
    Raises   Refused for a member whose replies need a second person, Conflict when something came in meanwhile
    """
    if by.reviewed:
        raise Refused(_("Your answers go to a second person first. Ask for a review."), code="needs-review")
    locked = lock_held(conversation, by)
    if version != locked.version:
        raise Conflict(_("Something new came in since you opened this. Read it, then send."), code="changed")
    return release(locked, by, message, cargo=cargo)


@transaction.atomic
def note(conversation: Conversation, by: Member, message: SealedMessage) -> Message:
    """Keep a note among helpers. It is never sent and stops no clock."""
    return store_message(lock_held(conversation, by), by, message, kind=Message.NOTE)


@transaction.atomic
def retire_tag(conversation: Conversation, by: Member, why: SealedMessage, *, number: int, tag_hash: bytes) -> Message:
    """What is written to the old reply address joins no longer; answers carry a new tag from now on.

    why       the reason, as a sealed note: nobody retires a tag without one
    number    of the new tag, one more than that of the old one; `tag_hash` is its keyed hash
    Raises    Conflict when somebody was quicker
    """
    locked = lock_held(conversation, by)
    if number != locked.tag_number + 1:
        raise Conflict
    row = store_message(locked, by, why, kind=Message.NOTE)
    # Whoever the old address is with may have the mailbox too.
    locked.door_links.filter(is_spent=False).delete()
    locked.tag_number, locked.tag_hash = number, tag_hash
    changed(locked, "tag-retired", by)
    return row


@transaction.atomic
def take_back(message: Message, by: Member) -> None:
    """Take a reply back while it still waits: its copy is erased and the clock it stopped runs on.

    It does not run on in a closed conversation, nor while another reply to the same message stands.

    Raises Conflict when it has left, NotThere for what is no reply of a conversation that `by` holds.
    """
    locked = lock_held(message.conversation, by)
    row = locked.messages.select_related("outgoing").filter(pk=message.pk, kind=Message.OUT).first()
    if row is None or row.outgoing is None:
        raise NotThere
    if not post.take_back(row.outgoing.ref):
        raise Conflict(_("It has left already."), code="left")
    locked.door_links.filter(answer=row).delete()
    if locked.state != Conversation.CLOSED and row.stopped_due_at and not _another_stands(locked, row):
        told = clock.told_since(locked, row.stopped_asked_at)
        clock.start(locked, row.stopped_asked_at, row.stopped_due_at, told=told)
    changed(locked, "taken-back", by)


def release(locked: Conversation, by: Member, message: SealedMessage, *, cargo: Leaving | None) -> Message:
    """Store a reply and let its copy leave; for writer and reviewer alike. The caller holds the transaction."""
    if isinstance(cargo, NoticeCargo):
        row = release(locked, by, message, cargo=None)
        put_notice(locked, cargo)
        return row
    if access.leaves_by_mail(locked) != (cargo is not None) and not _waits_for_a_key(locked, cargo):
        raise Refused(code="wrong-cargo")
    if cargo is not None and len(cargo.sealed) > _largest(cargo):
        raise Refused(code="too-much-attached")
    if locked.no_more_mail and cargo is not None and not cargo.despite_stop:
        sentence = _("They asked for no more mail. Nothing was sent. If you have a reason to write, send once more.")
        raise Conflict(sentence, code="asked-no-mail")
    if cargo is not None and not cargo.encrypted:
        _must_not_be_encrypted(locked, cargo)
    asked = locked.messages.filter(kind=Message.IN, automatic=False).order_by("-id").first()
    row = store_message(locked, by, message, kind=Message.OUT, answers=asked)
    if cargo is not None:
        kind = "encrypted" if cargo.encrypted else "reply"
        row.outgoing = post.put(cargo.outgoing_ref, kind, sealed=cargo.sealed, day=cargo.day, due_at=now() + TAKE_BACK)
    row.stopped_asked_at, row.stopped_due_at = locked.asked_at, locked.due_at
    row.save(update_fields=["outgoing", "stopped_asked_at", "stopped_due_at"])
    _answered(locked, by, row, door_link=cargo.door_link if cargo is not None else None)
    return row


def _answered(locked: Conversation, by: Member, row: Message, *, door_link: bytes | None) -> None:
    """It is the seeker's turn; who planned to ask how they are by today has done so."""
    clock.stop(locked)
    locked.last_at = row.at
    if locked.ask_on is not None and locked.ask_on <= row.at.date():
        locked.ask_on = None
    if door_link is None:
        changed(locked)
        return
    offer_door(locked, row, door_link)
    changed(locked, "door-offered", by)


def _waits_for_a_key(locked: Conversation, cargo: Cargo | None) -> bool:
    """The key that they gave at the door may have ended, as only a holder's browser sees: it waits at the door then."""
    return cargo is None and locked.channel == "web" and access.must_be_encrypted(locked)


def _largest(cargo: Cargo) -> int:
    """In bytes. Files of an encrypted mail stand in base64 inside, and once more in its armor."""
    return (LARGEST_ATTACHED_BYTES + LARGEST_TEXT_BYTES) * (2 if cargo.encrypted else 1)


def _must_not_be_encrypted(locked: Conversation, cargo: Cargo) -> None:
    """What came encrypted is never answered in the clear, whoever releases the answer. Raises Refused."""
    if locked.channel == "web" and access.must_be_encrypted(locked):
        sentence = _("They asked for encrypted answers only. Nothing was sent. Load the page again.")
        raise Refused(sentence, code="needs-encryption")
    if locked.encrypted or (not cargo.not_theirs and access.encrypted_later(locked)):
        sentence = _(
            "They wrote encrypted, and we never answer that unencrypted. Nothing was sent. It needs their public key."
        )
        raise Refused(sentence, code="needs-encryption")


def _another_stands(locked: Conversation, message: Message) -> bool:
    """Whether another reply to the same message stands; it is then the one that stopped the clock."""
    others = locked.messages.filter(kind=Message.OUT, answers=message.answers).exclude(pk=message.pk)
    other = others.exclude(outgoing__state=Outgoing.TAKEN_BACK).first()
    if other is None:
        return False
    other.stopped_asked_at, other.stopped_due_at = message.stopped_asked_at, message.stopped_due_at
    other.save(update_fields=["stopped_asked_at", "stopped_due_at"])
    return True
