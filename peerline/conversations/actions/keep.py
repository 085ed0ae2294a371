"""Keeping the key of one encrypted mail, so that later holders open it without the line's OpenPGP key."""

from __future__ import annotations

from django.db import transaction

from peerline.conversations.models import Message, MessageKey
from peerline.kit.clock import minute, now
from peerline.kit.errors import NotThere, Refused

LARGEST_BYTES = 3072


@transaction.atomic
def keep_message_key(message: Message, sealed: bytes) -> None:
    """The first that comes stays: nobody can put another in its place. A wrong one opens nothing and harms nothing.

    message  as a holder got it by access
    Raises   NotThere for a message that did not come encrypted, Refused for what is too large for one key
    """
    if message.kind != Message.IN or message.way != Message.BY_ENCRYPTED_MAIL:
        raise NotThere
    if len(sealed) > LARGEST_BYTES:
        raise Refused(code="field-sealed")
    MessageKey.objects.get_or_create(message=message, defaults={"sealed": sealed, "made_at": minute(now())})
