"""A referral was given, or somebody tells what came of one: counted for the service, tied to nothing else."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.db.models import F

from peerline.directory.actions.doubt import doubt
from peerline.directory.models import Listing, Tally
from peerline.kit.errors import NotThere

MOST_COUNTED = 1_000_000


def count(service: uuid.UUID, what: str, *, by: str, today: date) -> None:
    """One more. Who answers nobody is doubted too, when a helper says so: visitors have a button of their own for that.

    Raises NotThere for what is not shown, or not counted.
    """
    if what not in Tally.WHAT or not Listing.objects.filter(service=service, state=Listing.SHOWN).exists():
        raise NotThere
    with transaction.atomic():
        Tally.objects.get_or_create(service_id=service, what=what, by=by)
        row = Tally.objects.filter(service=service, what=what, by=by, number__lt=MOST_COUNTED)
        row.update(number=F("number") + 1)
        if what == Tally.SILENT and by == Tally.HELPERS:
            doubt(service, today=today)
