"""Somebody offers help; the leads note how far it has come, and delete it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from peerline.directory.models import Interest
from peerline.directory.offers import Full, Used
from peerline.kit import traces
from peerline.kit.clock import now
from peerline.kit.errors import Refused
from peerline.people.models import Member
from peerline.people.sealed_person import packed

MOST_WAITING: Final = 200
STATES: Final = (Interest.NEW, Interest.SPOKEN, Interest.JOINED, Interest.DECLINED)
DECIDED: Final = (Interest.JOINED, Interest.DECLINED)
KEPT_DAYS: Final = 90
# What nobody has decided: an address must not wait for ever.
KEPT_UNDECIDED_DAYS: Final = 180


def offer_help(sealed: Mapping[str, bytes], *, form: str, today: date) -> None:
    """Keep it, sealed to each lead by the ref of the key. Raises Full, Used."""
    if Interest.objects.filter(state=Interest.NEW).count() >= MOST_WAITING:
        raise Full
    try:
        with transaction.atomic():
            Interest.objects.create(sealed=packed(sealed), on=today, form=form)
    except IntegrityError:
        raise Used from None


def take_back_offer(form: str) -> None:
    """Who sent it by this form does not want it any more: it is gone, if it is still there."""
    if Interest.objects.filter(form=form).delete()[0]:
        traces.left()


def note_interest(one: Interest, state: str, *, by: Member, today: date) -> None:
    """How far it has come. Raises Refused for a word that is no state."""
    if state not in STATES:
        raise Refused(code="no-such-state")
    one.state, one.by = state, by
    one.decided_on = today if state in DECIDED else None
    one.save(update_fields=["state", "by", "decided_on"])


def delete_interest(one: Interest) -> None:
    """It is gone at once."""
    one.delete()
    traces.left()


def forget_interest() -> int:
    """Delete what was decided 90 days ago, and what came half a year ago and was not. Says how many."""
    today = now().date()
    decided = Q(decided_on__lt=today - timedelta(days=KEPT_DAYS))
    waiting = Q(decided_on=None, on__lt=today - timedelta(days=KEPT_UNDECIDED_DAYS))
    count = Interest.objects.filter(decided | waiting).delete()[0]
    if count:
        traces.left()
    return count
