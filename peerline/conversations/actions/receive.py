"""What arrives is stored: many mails in one commit, each whole or not at all.

The fast way stores all that waits in one transaction, a statement a table. If anything in it fails, the transaction is
rolled back and the mails are stored one by one, each in its own savepoint, so that one bad mail cannot fail its
neighbors.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import Enum

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, prefetch_related_objects

from peerline.conversations.actions import clock
from peerline.conversations.actions.large import put_blob
from peerline.conversations.actions.places import THEIR_TURN, place_grants
from peerline.conversations.cargo import Arriving, NewConversation
from peerline.conversations.models import (
    Arrival,
    Attachment,
    Conversation,
    ConversationKey,
    Event,
    Grant,
    Message,
)
from peerline.conversations.statements import insert, lock, select, update
from peerline.kit.blobs import LARGEST_ROW_BYTES
from peerline.kit.clock import now
from peerline.kit.logs import say
from peerline.line import policy
from peerline.people.models import Key
from peerline.post import actions as post
from peerline.post.models import Outgoing

log = logging.getLogger("peerline.conversations")


class Outcome(Enum):
    """What became of one arriving mail."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    STALE = "stale"  # what it was sealed to has changed meanwhile: seal it again
    FAILED = "failed"  # ours: the sender shall try again


def receive(arriving: Sequence[Arriving]) -> list[Outcome]:
    """Store the mails, durable on return.

    Returns  one outcome a mail, in order
    Raises   DatabaseError when the database is away: nothing is stored then
    """
    arriving = [put_large(one) for one in arriving]
    try:
        with transaction.atomic():
            return _store(arriving)
    except IntegrityError as error:
        say(log, "arrivals-one-by-one", level=logging.WARNING, count=len(arriving), error=type(error).__name__)
    with transaction.atomic():
        return [_store_alone(one) for one in arriving]


def put_large(one: Arriving) -> Arriving:
    """Put what is too large for a row into the blob store: on disk before the rows that name it.

    Returns  the mail without it: `sealed` is empty where it lies in the store. A crash from here on leaves an orphan
    Raises   Conflict when other bytes are stored under one of its refs; OSError when the disk is full or the store away
    """
    if not is_large(one):
        return one
    message = one.message
    for attachment in message.attachments:
        if attachment.sealed:
            put_blob(attachment.ref, attachment.sealed)
    if is_body_large := len(message.sealed) > LARGEST_ROW_BYTES:
        put_blob(message.ref, message.sealed)
    attachments = tuple(replace(attachment, sealed=b"") for attachment in message.attachments)
    return replace(
        one, message=replace(message, sealed=b"" if is_body_large else message.sealed, attachments=attachments)
    )


def is_large(one: Arriving) -> bool:
    """Whether something of it belongs into the blob store and is not there yet."""
    message = one.message
    return len(message.sealed) > LARGEST_ROW_BYTES or any(attachment.sealed for attachment in message.attachments)


def forget_arrivals() -> int:
    """Forget that a mail came in, after the policy's `arrival_days`: sent again, it would be stored again."""
    return Arrival.objects.filter(at__lt=now() - timedelta(days=policy.now().arrival_days)).delete()[0]


def _store_alone(one: Arriving) -> Outcome:
    try:
        with transaction.atomic():
            return _store([one])[0]
    except DatabaseError:
        say(log, "arrival-failed", level=logging.ERROR, fault=True, message=one.message.ref)
        return Outcome.FAILED


def _store(arriving: Sequence[Arriving]) -> list[Outcome]:
    """The steps, all in the transaction of the caller."""
    fresh = _without_duplicates(arriving)
    joined = _lock_joined(fresh)
    current = _without_stale(fresh, joined)
    opened = _open_conversations([one for one in current if one.opens])
    _insert_messages(current, opened)
    _wake([one for one in current if one.joins and one.due_at], joined)
    _stop([one for one in current if one.stops], opened)
    kept, new = {id(one) for one in current}, {id(one) for one in fresh}
    return [
        Outcome.STORED if id(one) in kept else Outcome.STALE if id(one) in new else Outcome.DUPLICATE
        for one in arriving
    ]


def _without_duplicates(arriving: Sequence[Arriving]) -> list[Arriving]:
    first = {one.arrival_hash: one for one in reversed(arriving)}
    rows = [(key, one.at + one.known_longer) for key, one in first.items()]
    new = {bytes(key) for key in insert(Arrival, ("arrival_hash", "at"), rows, skip_known="arrival_hash")}
    return [one for one in arriving if one.arrival_hash in new and first[one.arrival_hash] is one]


def _lock_joined(arriving: Sequence[Arriving]) -> dict[int, Conversation]:
    """The conversations that mails join, locked before their newest key is looked at: nobody narrows them meanwhile."""
    ids = {one.joins.conversation_id for one in arriving if one.joins}
    return {row.pk: row for row in lock(Conversation, ids)}


def _without_stale(arriving: Sequence[Arriving], joined: dict[int, Conversation]) -> list[Arriving]:
    """Leave out what is sealed to a key that is no longer the newest, or granted to a key that was retired.

    A conversation without a tag is joined by nobody: it cannot be opened any more.
    """
    tagged = [pk for pk, row in joined.items() if row.tag_hash is not None]
    epochs = select(ConversationKey, ("conversation_id", "epoch"), where="conversation_id", values=tagged)
    newest = dict(sorted(epochs))
    granted = {grant.holder_key_id for one in arriving if one.opens for grant in one.opens.grants}
    keys = select(Key, ("id", "retired_at"), where="id", values=granted)
    live = {pk for pk, retired_at in keys if retired_at is None}
    current = [one for one in arriving if _is_current(one, newest, live)]
    stale = {one.arrival_hash for one in arriving} - {one.arrival_hash for one in current}
    if stale:
        Arrival.objects.filter(arrival_hash__in=stale).delete()
    return current


def _is_current(one: Arriving, newest: dict[int, int], live: set[int]) -> bool:
    if one.joins:
        return newest.get(one.joins.conversation_id) == one.joins.epoch
    return one.opens is not None and all(grant.holder_key_id in live for grant in one.opens.grants)


def _open_conversations(arriving: Sequence[Arriving]) -> dict[str, tuple[int, int]]:
    """Conversation, key, grants and receipt of each. Returns conversation ref -> (conversation id, key id)."""
    if not arriving:
        return {}
    news = [(one, one.opens) for one in arriving if one.opens]
    receipts = _insert_receipts([new for _, new in news])
    ids = insert(
        Conversation,
        (
            "ref", "kind", "state", "channel", "encrypted", "language", "quiet", "responsible_id", "policy_id",
            "opened_at", "last_at", "asked_at", "due_at", "told", "tell_at", "tag_number", "tag_hash", "receipt_id",
            "version", "urgent",
        ),
        [
            (
                new.ref, new.kind, _state_of(new), new.channel, new.encrypted, new.language, new.quiet,
                new.responsible_id, one.policy_id, one.at, one.at, one.at if one.due_at else None, one.due_at,
                0, clock.tell_at(one.at, one.due_at), 0, new.tag_hash, receipts.get(new.ref), 1, new.urgent or None,
            )
            for one, new in news
        ],
    )  # fmt: skip
    keys = insert(
        ConversationKey,
        ("conversation_id", "epoch", "recipient", "back_link", "made_at"),
        [(pk, 1, new.recipient, b"", one.at) for pk, (one, new) in zip(ids, news, strict=True)],
    )
    insert(
        Grant,
        ("conversation_id", "key_id", "holder_key_id", "member_id", "sealed", "made_at", "place", "queue_at"),
        [
            (
                pk, key, grant.holder_key_id, grant.member_id, grant.sealed, one.at,
                _place_of(new), one.due_at or one.at + THEIR_TURN,
            )
            for pk, key, (one, new) in zip(ids, keys, news, strict=True)
            for grant in new.grants
        ],
    )  # fmt: skip
    return {new.ref: (pk, key) for pk, key, (_, new) in zip(ids, keys, news, strict=True)}


def _state_of(new: NewConversation) -> str:
    return Conversation.SPAM if new.is_spam else Conversation.WAITING


def _place_of(new: NewConversation) -> str:
    if new.is_spam:
        return Grant.SPAM
    return Grant.UNHELD if new.only_leads else Grant.WAITING


def _insert_receipts(news: Sequence[NewConversation]) -> dict[str, int]:
    wanted = [(new.ref, new.receipt) for new in news if new.receipt]
    ids = insert(
        Outgoing,
        ("ref", "kind", "sealed", "delivery_key", "state", "due_at", "tries", "made_at", "status"),
        [(r.outgoing_ref, "receipt", r.sealed, r.day, Outgoing.WAITING, r.due_at, 0, now(), "") for _, r in wanted],
    )
    return dict(zip((ref for ref, _ in wanted), ids, strict=True))


def _insert_messages(arriving: Sequence[Arriving], opened: dict[str, tuple[int, int]]) -> None:
    rows = []
    for one in arriving:
        place = opened[one.opens.ref] if one.opens else _place_joined(one)
        in_blob = not one.message.sealed
        rows.append(
            (
                one.message.ref, *place, Message.IN, one.way, one.automatic, one.at, one.message.size_class,
                one.message.sealed, in_blob, "",
            )
        )  # fmt: skip
    names = (
        "ref", "conversation_id", "key_id", "kind", "way", "automatic", "at", "size_class", "sealed", "in_blob",
        "draft_state",
    )  # fmt: skip
    ids = insert(Message, names, rows)
    insert(
        Attachment,
        ("ref", "message_id", "size_class"),
        [
            (attachment.ref, pk, attachment.size_class)
            for pk, one in zip(ids, arriving, strict=True)
            for attachment in one.message.attachments
        ],
    )


def _place_joined(one: Arriving) -> tuple[int, int]:
    assert one.joins is not None
    return one.joins.conversation_id, one.joins.key_id


def _wake(joining: Sequence[Arriving], joined: dict[int, Conversation]) -> None:
    """Mails joined: start the clocks where none runs, reopen what was closed. Automatic mail does neither."""
    woken = {one.joins.conversation_id for one in joining if one.joins}
    # What is asked of the policy, in one query for all.
    prefetch_related_objects([row for row in joined.values() if row.urgent or row.claimed_at], "policy")
    started, reopened = _follow_clocks(joining, joined)
    names = (
        "last_at", "version", "asked_at", "due_at", "told", "tell_at", "state", "closed_at", "shared",
    )  # fmt: skip
    update(
        Conversation,
        names,
        [(*(getattr(row, name) for name in names), row.pk) for row in map(joined.__getitem__, woken)],
    )
    # The place in a queue follows from the state; only the time in it follows from the clock.
    update(Grant, ("queue_at",), [(row.due_at, row.pk) for row in started], where="conversation_id")
    for row in {row.pk: row for row in [*reopened, *(row for row in started if row.shared)]}.values():
        place_grants(row)


def _stop(stopping: Sequence[Arriving], opened: dict[str, tuple[int, int]]) -> None:
    """They asked for no more mail: what a machine would still send is taken back, and helpers are told."""
    for one in stopping:
        pk, _key = opened[one.opens.ref] if one.opens else _place_joined(one)
        rows = Conversation.objects.filter(pk=pk)
        rows.update(no_more_mail=True, version=F("version") + 1)
        Event.objects.create(conversation_id=pk, name="asked-no-mail", at=one.at)
        for ref in rows.exclude(receipt=None).values_list("receipt__ref", flat=True):
            post.take_back(ref)


def _follow_clocks(
    joining: Sequence[Arriving], joined: dict[int, Conversation]
) -> tuple[list[Conversation], list[Conversation]]:
    """Bring the rows to what the mails make of them; saves events only. Returns which clocks began, what reopened."""
    started, reopened = [], []
    for one in joining:
        assert one.joins is not None
        row = joined[one.joins.conversation_id]
        row.last_at, row.version = one.at, row.version + 1
        if row.state == Conversation.CLOSED:
            row.state = Conversation.HELD if row.claimed_at else Conversation.WAITING
            row.closed_at = None
            Event.objects.create(conversation=row, name="wrote-again", at=one.at)
            reopened.append(row)
        if row.state == Conversation.SPAM:
            # Who answers our receipt is a person, whatever a machine thought of their first mail.
            row.state = Conversation.WAITING
            Event.objects.create(conversation=row, name="not-spam", at=one.at)
            reopened.append(row)
        if row.due_at is None:
            clock.begin(row, one.at, one.due_at)
            started.append(row)
    return started, reopened
