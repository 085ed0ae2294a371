"""From mail to the door: a link in an answer, and the conversation that is begun by it (docs/decisions/0024).

A second conversation, linked and never merged: who has the link gets a key, a code and a page of their own, and nothing
that was said before. Whether it is the seeker nobody knows: whoever had the mailbox had the link. So a holder adds what
was said before only after asking, message by message, sealed anew in the holder's browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline import seal
from peerline.conversations import linked
from peerline.conversations.actions.rows import (
    Said,
    changed,
    insert_grants,
    live_keys,
    lock_held,
    store_message,
    store_sealed,
)
from peerline.conversations.cargo import GoingOn, SealedMessage
from peerline.conversations.models import Conversation, ConversationKey, DoorLink, Message, hash_of_link
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.line.access import policy_now
from peerline.people import access as people
from peerline.people.models import Key, Member

OPEN_FOR = timedelta(hours=72)
MOST_OPEN = 3
MOST_OF_THE_PAST = 50
HASH_BYTES = 32


def offer_door(locked: Conversation, answer: Message, token_hash: bytes) -> None:
    """The answer carries a link whose token has this hash. In the transaction of the answer.

    Raises Refused where no mail leaves to a seeker, for what is no hash, and when three links are open already
    """
    if locked.channel != "mail" or locked.kind != "seeker" or len(token_hash) != HASH_BYTES:
        raise Refused(code="wrong-link")
    if locked.door_links.filter(is_spent=False, until__gt=now()).count() >= MOST_OPEN:
        sentence = _("Three links to the web page are open already. Nothing was sent. Send it without the link.")
        raise Refused(sentence, code="too-many-links")
    if DoorLink.objects.filter(token_hash=token_hash).exists():
        raise Conflict
    DoorLink.objects.create(
        conversation=locked, answer=answer, token_hash=token_hash, until=minute(now()) + OPEN_FOR, is_spent=False
    )


@transaction.atomic
def go_on(token: str, new: GoingOn) -> None:
    """Begin the conversation of the door; the link is spent. The same one sent again is begun once.

    Raises  NotThere for a link that opens nothing, Conflict when other members hold the older conversation by now: ask
            again whom to seal to; Refused for what is malformed
    """
    link = DoorLink.objects.select_related("began").filter(token_hash=hash_of_link(token), until__gt=now()).first()
    if link is None:
        raise NotThere
    if link.began is not None and link.began.ref == new.ref:
        return
    if not DoorLink.objects.filter(pk=link.pk, is_spent=False).update(is_spent=True):
        raise NotThere
    older = Conversation.objects.select_for_update().get(pk=link.conversation_id)
    keys = _keys_for(older, new)
    row = _begin(older, new, keys)
    DoorLink.objects.filter(pk=link.pk).update(began=row)
    # Who is writing an answer by mail just now looks again before it leaves.
    changed(older, "door-opened")
    changed(row, "goes-on")


@transaction.atomic
def add_past(conversation: Conversation, by: Member, messages: Sequence[SealedMessage]) -> list[Message]:
    """What was said by mail before, sealed anew by `by`'s browser for the seeker's page. It stops no clock.

    Raises Refused for who may not answer alone, for too many, and where nothing was before that `by` holds
    """
    if by.reviewed:
        raise Refused(_("A second person decides this with you: ask a lead to add it."), code="reviewed")
    if not 0 < len(messages) <= MOST_OF_THE_PAST or any(one.attachments for one in messages):
        raise Refused(code="too-many")
    locked = lock_held(conversation, by)
    if linked.older(by, locked) is None:
        raise Refused(code="nothing-before")
    rows = [store_message(locked, by, one, kind=Message.PAST) for one in messages]
    changed(locked, "past-added", by)
    return rows


def forget_links() -> int:
    """Links whose time is over open nothing, so their hashes go. For the worker."""
    return DoorLink.objects.filter(until__lt=now()).delete()[0]


def _keys_for(older: Conversation, new: GoingOn) -> list[Key]:
    """The keys of exactly those who hold the older conversation now. Raises Conflict."""
    wanted = {key.ref for key in linked.keys_of_holders(older)}
    if not wanted:
        raise NotThere
    keys = live_keys(new.grants)
    if {key.ref for key in keys} != wanted or len(new.grants) != len(wanted):
        raise Conflict(code="other-holders")
    return keys


def _begin(older: Conversation, new: GoingOn, keys: Sequence[Key]) -> Conversation:
    try:
        seal.seal(new.recipient, b"")
    except seal.SealError as error:
        raise Refused(code="recipient") from error
    at, is_held = minute(now()), older.claimed_at is not None and older.state != Conversation.WAITING
    row = Conversation.objects.create(
        ref=new.ref,
        kind="seeker",
        state=Conversation.HELD if is_held else Conversation.WAITING,
        channel="web",
        urgent=older.urgent,
        quiet=True,
        responsible=_responsible(older, keys),
        claimed_at=at if is_held else None,
        policy=policy_now(),
        opened_at=at,
        last_at=at,
        tag_hash=new.tag_hash,
        goes_on_from=older,
    )
    key = ConversationKey.objects.create(conversation=row, epoch=1, recipient=new.recipient, made_at=at)
    insert_grants(key, None, [(one, new.grants[one.ref]) for one in keys])
    store_sealed(row, new.message, Said(Message.IN, new.way, automatic=True))
    return row


def _responsible(older: Conversation, keys: Sequence[Key]) -> Member:
    """Who is responsible for the older one, if they hold it; else a lead among the holders, else any of them."""
    holders = {key.member_id: key.member for key in keys}
    leads = [lead.pk for lead in people.leads() if lead.pk in holders]
    return holders.get(older.responsible_id) or holders[min(leads or holders)]
