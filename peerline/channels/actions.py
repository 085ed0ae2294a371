"""What other rooms may have done to the ways in."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerline.channels import known
from peerline.channels.card import open_card
from peerline.channels.models import AskedAddress, Bar, LeftMail
from peerline.channels.rules import writers
from peerline.conversations import access as conversations
from peerline.conversations import actions
from peerline.conversations.models import Conversation
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.tokens import keyed_hash, new_ref
from peerline.people import roles
from peerline.people.models import Member

PAUSE = timedelta(hours=24)
# One person alone must not make a block out of pauses.
PAUSED_LATELY = timedelta(days=7)
MOST_BLOCK_DAYS = 365
ASKED_ONCE_IN = timedelta(days=30)


def try_again() -> int:
    """Have every mail that was set aside tried anew, at the next look into the mailbox. Returns how many."""
    return LeftMail.objects.filter(set_aside_at__isnull=False).update(tries=0, next_at=None, set_aside_at=None)


@transaction.atomic
def pause_writer(conversation: Conversation, by: Member, card: bytes, *, verified: bool) -> Bar:
    """For 24 hours the mail of a writer goes to the spam box; one holder is enough.

    card      the address card of a message of this conversation, still sealed to the address key
    verified  whether that mail was vouched for
    Raises    NotThere when `by` does not hold it; ForgedCard; Refused when `by` paused the same writer lately
    """
    hashed = _writer(conversation, by, card, verified=verified)
    lately = Bar.objects.filter(writer_hash=hashed, kind=Bar.PAUSE, by=by, made_at__gt=now() - PAUSED_LATELY)
    if lately.exists():
        raise Refused(_("You paused this writer in the last seven days. Ask a second person to block."), code="paused")
    Bar.objects.filter(writer_hash=hashed, kind=Bar.PAUSE).delete()
    return _bar(Bar(kind=Bar.PAUSE, writer_hash=hashed, conversation=conversation, by=by, until=now() + PAUSE))


@transaction.atomic
def ask_for_block(conversation: Conversation, by: Member, card: bytes, *, verified: bool, days: int) -> Bar:
    """Ask that a writer be blocked for so many days; it holds nobody up until a second person confirms it.

    Raises  as `pause_writer`; Refused for a number of days that is none; Conflict when it is asked for already
    """
    if not 1 <= days <= MOST_BLOCK_DAYS:
        raise Refused(_("A block ends: after a year at the latest."), code="days")
    hashed = _writer(conversation, by, card, verified=verified)
    known_ones = Bar.objects.filter(writer_hash=hashed, kind=Bar.BLOCK)
    known_ones.filter(until__lte=now()).delete()
    if known_ones.exists():
        raise Conflict(_("Somebody asked for this block already."), code="asked")
    until = now() + timedelta(days=days)
    return _bar(Bar(kind=Bar.BLOCK, writer_hash=hashed, conversation=conversation, by=by, until=until))


@transaction.atomic
def confirm_block(bar: Bar, by: Member) -> None:
    """The second person: another one, who holds the conversation and so has read why; one of the two is a lead.

    Raises  NotThere when `by` does not hold it, Refused for the same person or without a lead, Conflict when it is done
    """
    if bar.conversation is None:
        raise NotThere
    conversations.held(by, bar.conversation.ref)
    if bar.by_id == by.pk:
        raise Refused(_("A second person has to confirm it."), code="own-block")
    if not by.has_role(roles.LEAD) and not (bar.by is not None and bar.by.has_role(roles.LEAD)):
        raise Refused(_("One of the two has to be a lead."), code="no-lead")
    waiting = Bar.objects.filter(pk=bar.pk, kind=Bar.BLOCK, confirmed_by=None)
    if not waiting.update(confirmed_by=by):
        raise Conflict
    actions.note_event(bar.conversation, "writer-blocked", by, about=bar.by)
    known.forget()


@transaction.atomic
def lift(bar: Bar, by: Member) -> None:
    """End a pause, a block, or the question for one; `by` got the row by `access.bar`."""
    if bar.kind == Bar.PAUSE:
        # Its row stays, so that it cannot be begun again at once.
        Bar.objects.filter(pk=bar.pk).update(until=now())
    else:
        Bar.objects.filter(pk=bar.pk).delete()
    if bar.conversation is not None:
        actions.note_event(bar.conversation, "pause-ended" if bar.kind == Bar.PAUSE else "block-ended", by)
    known.forget()


def note_asked(address: str) -> bool:
    """Note that this address is asked whether a notice may go there. False when it was within 30 days."""
    hashed, today = _asked_hash(address), now().date()
    AskedAddress.objects.filter(address_hash=hashed, on__lte=today - ASKED_ONCE_IN).delete()
    return AskedAddress.objects.get_or_create(address_hash=hashed, defaults={"on": today})[1]


def forget_asked() -> int:
    """Forget after 30 days that an address was asked, and the words that nobody said yes to. Returns how many."""
    rows = AskedAddress.objects.filter(on__lte=now().date() - ASKED_ONCE_IN)
    return rows.delete()[0] + actions.forget_unanswered()


def forget_bars() -> int:
    """Forget what has ended: a pause when the same person may pause again. Returns how many."""
    blocks = Bar.objects.filter(kind=Bar.BLOCK, until__lte=now()).delete()[0]
    return blocks + Bar.objects.filter(kind=Bar.PAUSE, made_at__lte=now() - PAUSED_LATELY).delete()[0]


def _asked_hash(address: str) -> bytes:
    """32 bytes. What stands behind a plus sign, and dots, make other names for one mailbox at many providers."""
    local, _at, domain = address.strip().casefold().rpartition("@")
    key: bytes = settings.PEERLINE_SECRETS.read("mac.key")
    whole = f"{local.partition('+')[0].replace('.', '')}@{domain}".encode("utf-8", "replace")
    return keyed_hash(key, b"asked", whole)


def _writer(conversation: Conversation, by: Member, card: bytes, *, verified: bool) -> bytes:
    conversations.held(by, conversation.ref)
    return writers.hash_of(open_card(card, conversation.ref).address, verified=verified)


def _bar(row: Bar) -> Bar:
    assert row.conversation is not None
    assert row.by is not None
    actions.note_event(row.conversation, "writer-paused" if row.kind == Bar.PAUSE else "block-asked", row.by)
    row.ref, row.made_at, row.until = new_ref(), minute(now()), minute(row.until)
    row.save()
    known.forget()
    return row
