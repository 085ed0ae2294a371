"""Somebody says that a number did not work."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db.models import F, Q

from peerline.directory.models import Listing

LOOKED_AT_DAYS = 7
MOST_DOUBTS = 999


def doubt(service: uuid.UUID, *, today: date) -> None:
    """Count it and have the service asked within a week. It stays shown: else anybody could take a line out."""
    shown = Listing.objects.filter(service=service, state=Listing.SHOWN)
    shown.filter(doubts__lt=MOST_DOUBTS).update(doubts=F("doubts") + 1)
    ask_soon(service, today=today)


def ask_soon(service: uuid.UUID, *, today: date) -> None:
    """Have the service asked within a week, when it is shown."""
    shown = Listing.objects.filter(service=service, state=Listing.SHOWN)
    by = today + timedelta(days=LOOKED_AT_DAYS)
    shown.filter(Q(due_on__gt=by) | Q(due_on=None)).update(due_on=by)
