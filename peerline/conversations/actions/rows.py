"""What several verbs need: the locked row for a holder, its newest key, a stored message, a grant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from peerline.conversations import access
from peerline.conversations.actions.large import put_blob
from peerline.conversations.actions.places import place_grants
from peerline.conversations.cargo import SealedMessage
from peerline.conversations.models import Attachment, Conversation, ConversationKey, Event, Grant, Message
from peerline.kit.blobs import LARGEST_ROW_BYTES
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.tokens import is_ref
from peerline.people.models import Key, Member
from peerline.people.roles import MAY_HOLD

# 10 MB of files; padding and sealing add an eighth at most.
LARGEST_ATTACHED_BYTES = 10_000_000 * 9 // 8


@dataclass(frozen=True, slots=True)
class Said:
    """What of a message is not inside the seal; `by` is None for the seeker."""

    kind: str
    way: str
    by: Member | None = None
    answers: Message | None = None
    automatic: bool = False


def lock_held(conversation: Conversation, by: Member) -> Conversation:
    """The row, locked, if `by` holds it now. Raises NotThere."""
    locked = Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
    if locked is None or by.pk not in holder_ids(locked):
        raise NotThere
    return locked


def holder_ids(conversation: Conversation) -> set[int]:
    """The members who hold it now. Who has left the line holds nothing; the next narrowing drops the grant."""
    rows = Grant.objects.filter(conversation=conversation, member__left_at=None)
    return set(rows.values_list("member_id", flat=True))


def newest_key(conversation: Conversation) -> ConversationKey:
    """The key of the newest epoch."""
    return ConversationKey.objects.filter(conversation=conversation).latest("epoch")


def live_keys(refs: Iterable[str]) -> list[Key]:
    """The keys of those refs that can be granted to: not retired, of members who have not left and who may hold."""
    rows = Key.objects.filter(
        ref__in=list(refs), retired_at=None, member__left_at=None, member__roles__name__in=MAY_HOLD
    )
    return list(rows.select_related("member").distinct())


def add_grants(locked: Conversation, by: Member, grants: Mapping[str, bytes]) -> list[Key]:
    """Grants of the newest key, by people.Key ref; known ones stay as they are. Raises NotThere for an unfit key."""
    keys = live_keys(grants)
    if len(keys) != len(grants):
        raise NotThere
    held = set(Grant.objects.filter(conversation=locked).values_list("holder_key_id", flat=True))
    insert_grants(newest_key(locked), by, [(key, grants[key.ref]) for key in keys if key.pk not in held])
    return [key for key in keys if key.pk not in held]


def insert_grants(conversation_key: ConversationKey, by: Member | None, grants: Iterable[tuple[Key, bytes]]) -> None:
    """The rows; their places are set by `changed`. `by` is None when a seeker's browser made them."""
    at = minute(now())
    Grant.objects.bulk_create(
        Grant(
            conversation_id=conversation_key.conversation_id,
            key=conversation_key,
            holder_key=key,
            member=key.member,
            sealed=sealed,
            made_by=by,
            made_at=at,
            queue_at=at,
        )
        for key, sealed in grants
    )


def changed(locked: Conversation, event: str = "", by: Member | None = None, *, about: Member | None = None) -> None:
    """Save the row under a new version, put its grants in their places, and keep the event."""
    locked.version += 1
    locked.save()
    place_grants(locked)
    if event:
        Event.objects.create(conversation=locked, name=event, by=by, about=about, at=minute(now()))


def store_message(
    locked: Conversation, by: Member, message: SealedMessage, *, kind: str, answers: Message | None = None
) -> Message:
    """One message of a helper, sealed to the newest key.

    Raises Conflict for a known ref or a key that is spent, Refused for a ref that is none and for too much attached.
    """
    if access.needs_new_key(locked):
        raise Conflict(_("A new key has to be made first. Load the page again."), code="new-key-first")
    return store_sealed(locked, message, Said(kind, "desk", by, answers))


def store_sealed(locked: Conversation, message: SealedMessage, said: Said) -> Message:
    """The same for anybody, the seeker included."""
    _check_attached(message)
    key = newest_key(locked)
    if message.epoch != key.epoch or _is_known(message):
        raise Conflict
    in_blob = len(message.sealed) > LARGEST_ROW_BYTES
    _put_blobs(message, with_body=in_blob)
    row = Message.objects.create(
        ref=message.ref,
        conversation=locked,
        key=key,
        kind=said.kind,
        author=said.by,
        way=said.way,
        automatic=said.automatic,
        at=minute(now()),
        size_class=message.size_class,
        sealed=b"" if in_blob else message.sealed,
        in_blob=in_blob,
        answers=said.answers,
    )
    Attachment.objects.bulk_create(
        Attachment(ref=one.ref, message=row, size_class=one.size_class) for one in message.attachments
    )
    return row


def _check_attached(message: SealedMessage) -> None:
    # Blobs lie in files named by the refs: what is no ref must not become a name.
    if not all(is_ref(ref) for ref in _refs(message)):
        raise Refused(code="ref")
    if sum(len(one.sealed) for one in message.attachments) > LARGEST_ATTACHED_BYTES:
        raise Refused(_("The files are too large. Together they may have 10 MB."), code="too-much-attached")


def _refs(message: SealedMessage) -> list[str]:
    return [message.ref, *(one.ref for one in message.attachments)]


def _is_known(message: SealedMessage) -> bool:
    """Whether one of its refs is taken. Blobs of messages and attachments lie beside each other under their refs."""
    refs = _refs(message)
    return (
        len(set(refs)) < len(refs)
        or Message.objects.filter(ref__in=refs).exists()
        or Attachment.objects.filter(ref__in=refs).exists()
    )


def _put_blobs(message: SealedMessage, *, with_body: bool) -> None:
    for attachment in message.attachments:
        put_blob(attachment.ref, attachment.sealed)
    if with_body:
        put_blob(message.ref, message.sealed)
