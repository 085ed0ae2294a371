"""Who holds a conversation: claim, add, remove, hand over, step back.

Widening is one small file: a grant. Every narrowing is a new epoch of the conversation key, made by the browser that
narrows; its grants name exactly those who hold from then on, and this module checks that they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline import seal
from peerline.conversations import access
from peerline.conversations.actions import clock
from peerline.conversations.actions.rows import (
    add_grants,
    changed,
    holder_ids,
    insert_grants,
    live_keys,
    lock_held,
    newest_key,
)
from peerline.conversations.actions.way_back import renew_ways
from peerline.conversations.cargo import NewKey
from peerline.conversations.models import Conversation, ConversationKey, Grant, Opening
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.line import policy
from peerline.people import access as people
from peerline.people.models import Member


@transaction.atomic
def claim(conversation: Conversation, by: Member, new_key: NewKey) -> None:
    """`by` becomes responsible; the claimer and the leads who held it hold it from now on.

    What somebody holds already can be taken over while it is shared; then all its holders go on holding it.

    Raises Conflict when somebody was quicker, NotThere when `by` does not hold it.
    """
    locked = lock_held(conversation, by)
    if locked.state != Conversation.WAITING and not locked.shared:
        raise Conflict
    keep = holder_ids(locked)
    if locked.state == Conversation.WAITING:
        keep = keep & {lead.pk for lead in people.leads()} | {by.pk}
    _narrow(locked, by, new_key, keep=keep)
    locked.state, locked.responsible, locked.claimed_at = Conversation.HELD, by, minute(now())
    # Known only as long as it is needed to choose a holder.
    locked.language, locked.shared = None, False
    changed(locked, "claimed", by)


@transaction.atomic
def add_holder(conversation: Conversation, by: Member, key_ref: str, *, sealed: bytes) -> None:
    """Let one more member open it: the newest key, sealed by `by`'s browser to that member's key."""
    locked = lock_held(conversation, by)
    for key in add_grants(locked, by, {key_ref: sealed}):
        changed(locked, "granted", by, about=key.member)


@transaction.atomic
def remove_holder(conversation: Conversation, by: Member, member_ref: str, *, new_key: NewKey) -> None:
    """Take a holder off, by a new epoch. What was read may have been kept. Raises Refused for the responsible one."""
    locked = lock_held(conversation, by)
    member = people.member_by_ref(member_ref)
    if member.pk == locked.responsible_id:
        raise Refused(_("Hand the conversation over first: somebody has to be responsible."), code="responsible")
    holders = holder_ids(locked)
    if member.pk not in holders:
        raise NotThere
    _narrow(locked, by, new_key, keep=holders - {member.pk})
    changed(locked, "removed", by, about=member)


@transaction.atomic
def hand_over(
    conversation: Conversation, by: Member, member_ref: str, *, new_key: NewKey | None, grants: Mapping[str, bytes]
) -> None:
    """Another member becomes responsible.

    new_key  when `by` shall not hold it any longer: the epoch without `by` (and with the other member)
    grants   else a grant for the other member, empty when that member holds it already
    """
    locked = lock_held(conversation, by)
    member = people.member_by_ref(member_ref)
    if member.pk == by.pk:
        raise Refused(code="not-another")
    if new_key is not None:
        _narrow(locked, by, new_key, keep=(holder_ids(locked) | {member.pk}) - {by.pk})
    else:
        add_grants(locked, by, grants)
    if member.pk not in holder_ids(locked):
        raise Refused(code="no-grant")
    locked.responsible, locked.shared = member, False
    if locked.state == Conversation.WAITING:
        locked.state, locked.claimed_at, locked.language = Conversation.HELD, minute(now()), None
    changed(locked, "handed-over", by, about=member)


@transaction.atomic
def step_back(conversation: Conversation, by: Member, new_key: NewKey) -> None:
    """`by` holds it no longer; no reason is asked and nothing is told to the seeker.

    If `by` was responsible, a lead who holds it becomes so, else another holder. The new epoch must leave a holder.
    """
    locked = lock_held(conversation, by)
    left = holder_ids(locked) - {by.pk}
    named = {key.member_id for key in live_keys(new_key.grants)}
    if not left:
        left = named & {lead.pk for lead in people.leads()}
    if not left or by.pk in named:
        raise Refused(_("Nobody else could open it. Hand it to a lead first."), code="nobody-left")
    _narrow(locked, by, new_key, keep=left)
    if locked.responsible_id == by.pk:
        leads = [lead.pk for lead in people.leads() if lead.pk in left]
        locked.responsible_id = leads[0] if leads else min(left)
        locked.claimed_at, locked.shared = None, False
        if locked.state != Conversation.SPAM:
            locked.state = Conversation.WAITING
    changed(locked, "stepped-back", by)


@transaction.atomic
def renew_key(conversation: Conversation, by: Member, new_key: NewKey) -> int:
    """The epoch after somebody parted or lost a device, for exactly those who hold it now. Returns the new version.

    Raises Conflict when another browser was quicker.
    """
    locked = lock_held(conversation, by)
    if not access.needs_new_key(locked):
        raise Conflict
    _narrow(locked, by, new_key, keep=holder_ids(locked))
    changed(locked, "new-key", by)
    return locked.version


@transaction.atomic
def mark_urgent(conversation: Conversation, by: Member) -> None:
    """The shorter promise holds, for what waits now and for what the seeker writes later."""
    locked = lock_held(conversation, by)
    if locked.urgent:
        return
    locked.urgent = True
    if locked.asked_at is not None and locked.due_at is not None:
        due_at = min(locked.due_at, clock.urgent_by(locked, locked.asked_at))
        clock.start(locked, locked.asked_at, due_at, told=locked.told)
    changed(locked, "urgent", by)


@transaction.atomic
def mark_calm(conversation: Conversation, by: Member) -> None:
    """It is urgent no longer: the ordinary promise holds again. Only a person does this, never a rule."""
    locked = lock_held(conversation, by)
    if not locked.urgent:
        return
    locked.urgent = None
    if locked.asked_at is not None and locked.due_at is not None:
        ordinary = locked.asked_at + timedelta(hours=policy.read(locked.policy).promise_hours)
        clock.start(locked, locked.asked_at, max(locked.due_at, ordinary))
    changed(locked, "calm", by)


@transaction.atomic
def not_spam(conversation: Conversation, by: Member) -> None:
    """Out of the spam box, into the queue: the whole promise begins now. Raises Conflict when it is not in it."""
    locked = lock_held(conversation, by)
    if locked.state != Conversation.SPAM:
        raise Conflict
    at = minute(now())
    locked.state = Conversation.WAITING
    clock.begin(locked, at, at + timedelta(hours=policy.read(locked.policy).promise_hours))
    changed(locked, "not-spam", by)


@transaction.atomic
def mark_opened(conversation: Conversation, by: Member) -> None:
    """Keep who opened the page, when first and last, and how often."""
    at = minute(now())
    row, made = Opening.objects.get_or_create(
        conversation=conversation, member=by, defaults={"first_at": at, "last_at": at}
    )
    if not made:
        row.last_at, row.times = at, row.times + 1
        row.save(update_fields=["last_at", "times"])


def _narrow(locked: Conversation, by: Member, new_key: NewKey, *, keep: set[int]) -> None:
    """Start the new epoch; its grants must be for exactly the members in `keep`. Raises Conflict, Refused."""
    if new_key.epoch != newest_key(locked).epoch + 1:
        raise Conflict
    keys = live_keys(new_key.grants)
    if len(keys) != len(new_key.grants) or {key.member_id for key in keys} != keep or not new_key.back_link:
        raise Refused(code="wrong-holders")
    try:
        seal.seal(new_key.recipient, b"")
    except seal.SealError as error:  # what is no recipient would keep every later mail out
        raise Refused(code="recipient") from error
    row = ConversationKey.objects.create(
        conversation=locked,
        epoch=new_key.epoch,
        recipient=new_key.recipient,
        back_link=new_key.back_link,
        made_by=by,
        made_at=minute(now()),
    )
    renew_ways(locked, new_key.ways)
    Grant.objects.filter(conversation=locked).delete()
    insert_grants(row, by, [(key, new_key.grants[key.ref]) for key in keys])
    locked.needs_key = False
