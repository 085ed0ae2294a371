"""A conversation is gone: rows, grants, keys, blobs and what waits to leave, at once and for everybody.

The traces that a database keeps of deleted rows are wiped right after (`kit.traces`). What somebody has read they may
remember, and a copy in a backup opens until the key of its day is destroyed.
"""

from __future__ import annotations

from django.db import transaction

from peerline.conversations.models import Attachment, Conversation, Message
from peerline.kit import traces
from peerline.kit.blobs import blobs
from peerline.post.models import Outgoing


def erase(conversation: Conversation) -> None:
    """Erase it. Nothing of it can be opened afterwards from what is stored, whoever has which key."""
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
        if locked is None:
            return
        refs = _blobs_of(locked)
        _erase_rows(locked)
    for ref in refs:
        blobs().erase(ref)
    traces.left()


def _blobs_of(conversation: Conversation) -> list[str]:
    bodies = Message.objects.filter(conversation=conversation, in_blob=True).values_list("ref", flat=True)
    attached = Attachment.objects.filter(message__conversation=conversation).values_list("ref", flat=True)
    return [*bodies, *attached]


def _erase_rows(conversation: Conversation) -> None:
    """What points to keys goes before the keys do."""
    leaving = list(conversation.messages.exclude(outgoing=None).values_list("outgoing_id", flat=True))
    ids = [pk for pk in (*leaving, conversation.receipt_id) if pk is not None]
    conversation.ways_back.all().delete()
    conversation.messages.all().delete()
    conversation.delete()
    Outgoing.objects.filter(pk__in=ids).delete()
