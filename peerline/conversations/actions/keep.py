"""OpenPGP keys: of one encrypted mail, so that later holders open it without the line's; and the writer's own."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.conversations import access
from peerline.conversations.actions.rows import changed, lock_held, store_message
from peerline.conversations.cargo import SealedMessage
from peerline.conversations.models import Conversation, Message, MessageKey
from peerline.kit.clock import minute, now
from peerline.kit.errors import NotThere, Refused
from peerline.people.models import Member

LARGEST_BYTES = 3072
LARGEST_WORD_BYTES = 256 * 1024
# Each is read whenever somebody answers.
MOST_WORDS = 20


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


@transaction.atomic
def confirm_key(conversation: Conversation, by: Member, said: SealedMessage) -> Message:
    """Say which key is the writer's: encrypted answers go to the newest that was confirmed. Older ones stay known.

    said    the holder's signed word, with the key inside
    Raises  Refused for a member whose answers need a second person, for what is no such word, and for too many
    """
    if by.reviewed:
        raise Refused(_("A lead has to confirm this key. Tell one."), code="needs-review")
    if len(said.sealed) > LARGEST_WORD_BYTES or said.attachments:
        raise Refused(code="too-large")
    locked = lock_held(conversation, by)
    if len(access.key_words(locked)) >= MOST_WORDS:
        raise Refused(_("Too many keys were confirmed here."), code="too-many-keys")
    row = store_message(locked, by, said, kind=Message.EVENT)
    # Who is writing an answer just now looks again before it leaves.
    changed(locked, "key-confirmed", by)
    return row
