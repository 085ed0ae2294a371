"""How a seeker of the door comes back: a code gives a key, and the conversation's identity is sealed to it.

The server keeps hashes of what it finds and proves a code by. Who narrows the holders makes the new epoch's identity
openable by every way back too, after asking the seeker's own signed word that it is theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from peerline import seal
from peerline.conversations.actions.rows import Said, store_sealed
from peerline.conversations.cargo import NewWayBack
from peerline.conversations.models import Conversation, Event, Message, WayBack, hash_of
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, Refused
from peerline.kit.tokens import new_ref

MOST_WAYS = 5


@transaction.atomic
def add_way_back(conversation: Conversation, made: NewWayBack) -> WayBack:
    """One more code for it. Raises Refused for too many or a wrong recipient, Conflict for a known code."""
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if locked.ways_back.count() >= MOST_WAYS:
        raise Refused(code="too-many-codes")
    _check_recipient(made.recipient)
    vouched = store_sealed(locked, made.vouched, Said(Message.EVENT, "web"))
    try:
        with transaction.atomic():
            return WayBack.objects.create(
                ref=new_ref(),
                conversation=locked,
                look_up_hash=hash_of(made.look_up),
                proof_hash=hash_of(made.proof),
                recipient=made.recipient,
                sealed=made.sealed,
                sealed_seed=made.sealed_seed,
                vouched=vouched,
                made_at=minute(now()),
            )
    except IntegrityError as error:
        raise Conflict(code="known-code") from error


@transaction.atomic
def keep_way_back(way: WayBack) -> None:
    """The seeker has typed two of the words back."""
    if way.kept_at is None:
        way.kept_at = minute(now())
        way.save(update_fields=["kept_at"])
        Event.objects.create(conversation=way.conversation, name="code-kept", at=minute(now()))


def renew_ways(locked: Conversation, sealed: Mapping[str, bytes]) -> None:
    """The newest identity for every way back that there is; for `_narrow`, in its transaction. Raises Conflict."""
    ways = {one.ref: one for one in locked.ways_back.all()}
    if set(ways) != set(sealed):
        raise Conflict(code="wrong-ways-back")
    for ref, way in ways.items():
        way.sealed = sealed[ref]
        way.save(update_fields=["sealed"])


def _check_recipient(recipient: str) -> None:
    try:
        seal.seal(recipient, b"")
    except seal.SealError as error:
        raise Refused(code="recipient") from error
