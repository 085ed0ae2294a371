"""Where answers go to somebody who wrote at the door: to their page, or also by mail to an address that they gave.

The address lies in a card inside the seeker's own signed word, sealed to the conversation like everything said: it
takes the key of a holder and that of the server. A word that holds no longer is destroyed with its card. Where their
OpenPGP key stands in it too, the row says so and nothing else of it: what leaves is encrypted then, or does not leave.
"""

from __future__ import annotations

from django.db import transaction

from peerline.conversations import access
from peerline.conversations.actions.notice import end
from peerline.conversations.actions.rows import Said, changed, store_sealed
from peerline.conversations.cargo import SealedMessage
from peerline.conversations.models import Conversation, Event, MailWay, Message
from peerline.kit import traces
from peerline.kit.clock import minute, now
from peerline.kit.errors import Refused

LARGEST_BYTES = 16 * 1024


@transaction.atomic
def answer_by_mail(conversation: Conversation, said: SealedMessage, *, encrypted: bool = False) -> None:
    """Answers leave by mail from now on; `encrypted`: to the key in the word, and never in the clear.

    Raises Refused for what is no such word and for one without a key while one with a key holds, Conflict for a spent
    key.
    """
    if len(said.sealed) > LARGEST_BYTES or said.attachments:
        raise Refused(code="too-large")
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if locked.channel != "web":
        raise Refused(code="not-at-the-door")
    if access.must_be_encrypted(locked) and not encrypted:
        # Who wants ordinary mail says first that no more mail shall come: nobody loses their key by a slip.
        raise Refused(code="keeps-its-key")
    _forget(locked)
    end(locked)
    row = store_sealed(locked, said, Said(Message.EVENT, "web"))
    MailWay.objects.create(conversation=locked, said=row, made_at=row.at, encrypted=encrypted)
    # Who is writing an answer just now looks again before it leaves.
    changed(locked, "by-mail-encrypted" if encrypted else "by-mail")


@transaction.atomic
def answer_at_the_door(conversation: Conversation) -> None:
    """Answers wait on the seeker's page only, from now on."""
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if _forget(locked):
        changed(locked, "by-page")


@transaction.atomic
def want_no_answer(conversation: Conversation) -> None:
    """The seeker needs no answer. Somebody reads it all the same, in the time that is promised."""
    if not conversation.events.filter(name="no-answer").exists():
        Event.objects.create(conversation=conversation, name="no-answer", at=minute(now()))


def _forget(locked: Conversation) -> bool:
    """Destroy the word, and with it the card. True when there was one."""
    found = Message.objects.filter(pk__in=MailWay.objects.filter(conversation=locked).values("said"))
    count, _rows = found.delete()
    traces.left()
    return count > 0
