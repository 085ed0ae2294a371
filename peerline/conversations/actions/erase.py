"""A conversation is gone: rows, grants, keys, blobs and what waits to leave, at once and for everybody.

What stays is one row that it happened (`Erasure`), which does not say to whom. The traces that a database keeps of
deleted rows are wiped right after (`kit.traces`, `wipe_traces`). What somebody has read they may remember, and a copy
in a backup opens until the key of its day is destroyed.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.conversations import access
from peerline.conversations.actions.rows import lock_held
from peerline.conversations.models import Attachment, Conversation, Erasure, Message
from peerline.kit import traces
from peerline.kit.blobs import blobs
from peerline.kit.clock import now
from peerline.kit.errors import Refused
from peerline.people.models import Member
from peerline.post.models import Outgoing

# Why a holder may erase, in words of the program; the desk has the sentences.
WHYS = (Erasure.ASKED, Erasure.NOT_FOR_US, Erasure.RISK)
# What a conversation leaves behind in, until it is wiped.
TABLES = (
    "conversations_attachment",
    "conversations_conversation",
    "conversations_conversationkey",
    "conversations_doorlink",
    "conversations_event",
    "conversations_grant",
    "conversations_mailway",
    "conversations_message",
    "conversations_notice",
    "conversations_opening",
    "conversations_wayback",
    "post_outgoing",
)


def erase(conversation: Conversation, why: str = Erasure.SEEKER) -> None:
    """Erase it. Nothing of it can be opened afterwards from what is stored, whoever has which key."""
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
        if locked is None:
            return
        refs = _blobs_of(locked)
        _erase_locked(locked, why)
    _erase_blobs(refs)


def erase_held(conversation: Conversation, by: Member, why: str) -> None:
    """A holder erases it for everybody; `why` is one of WHYS.

    Raises NotThere when `by` does not hold it, Refused for another reason and for who may not answer alone.
    """
    if why not in WHYS:
        raise Refused(_("Say why first."), code="why")
    if by.reviewed:
        raise Refused(_("A second person decides this with you: ask a lead to erase it."), code="reviewed")
    with transaction.atomic():
        locked = lock_held(conversation, by)
        refs = _blobs_of(locked)
        _erase_locked(locked, why)
    _erase_blobs(refs)


def wipe_traces(also: Iterable[str] = ()) -> bool:
    """For the worker: wipe what the database keeps of what was erased. False when it has to be tried again.

    also  tables of other rooms, from which something was erased too
    """
    unwiped = access.unwiped()
    if not unwiped and not traces.are_left():
        return True
    if not traces.wipe((*TABLES, *also)):
        return False
    # Only those that were there before the wipe began: what came meanwhile is wiped the next time.
    Erasure.objects.filter(pk__in=unwiped).update(is_wiped=True)
    return True


def _blobs_of(conversation: Conversation) -> list[str]:
    bodies = Message.objects.filter(conversation=conversation, in_blob=True).values_list("ref", flat=True)
    attached = Attachment.objects.filter(message__conversation=conversation).values_list("ref", flat=True)
    return [*bodies, *attached]


def _erase_locked(conversation: Conversation, why: str) -> None:
    """What points to keys goes before the keys do."""
    Erasure.objects.create(on=now().date(), why=why, size_class=_size_class(conversation))
    leaving = list(conversation.messages.exclude(outgoing=None).values_list("outgoing_id", flat=True))
    noticed = access.notice_of(conversation)
    single = (conversation.receipt_id, noticed.outgoing_id if noticed else None)
    ids = [pk for pk in (*leaving, *single) if pk is not None]
    conversation.ways_back.all().delete()
    conversation.messages.all().delete()
    conversation.delete()
    Outgoing.objects.filter(pk__in=ids).delete()


def _size_class(conversation: Conversation) -> int:
    texts = sum(conversation.messages.values_list("size_class", flat=True))
    files = sum(Attachment.objects.filter(message__conversation=conversation).values_list("size_class", flat=True))
    return 1 << max(texts + files - 1, 0).bit_length()


def _erase_blobs(refs: list[str]) -> None:
    for ref in refs:
        blobs().erase(ref)
    traces.left()
