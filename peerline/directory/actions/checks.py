"""A check speaks for the number that was asked: who changes how a service is reached takes the check away.

Else one person could put another number into a crisis entry that two have looked at, and it would still say so.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F

from peerline.directory.actions.log import Difference, Work, note_standing
from peerline.directory.exchange import chunks
from peerline.directory.hsds import TABLES
from peerline.directory.models import Attribute, Listing, Service, Verification
from peerline.directory.vocabulary import CRISIS_NEEDS, NEED, term_id

_CRISIS_TERMS = [term_id(NEED, code) for code in CRISIS_NEEDS]


def take_checks_away(work: Work, *, today: date) -> None:
    """What this work has made another number or address, or a crisis entry, was checked by nobody, and is due."""
    for chunk in chunks([*work.ways, *(_became_crisis(work.needs) - work.ways)]):
        Verification.objects.filter(service__in=chunk, is_outdated=False).update(is_outdated=True)
        checked = list(Listing.objects.filter(service__in=chunk, verified_on__isnull=False).select_related("service"))
        if checked:
            _take_days_away(checked, work)
            rows = Listing.objects.filter(pk__in=[one.pk for one in checked])
            rows.exclude(state=Listing.REFUSED).update(due_on=today)
            rows.update(verified_on=None, version=F("version") + 1)


def look_again_at(moved: Collection[uuid.UUID]) -> None:
    """Where a listing can endanger people somebody has looked at it without this address: it waits for a look again."""
    for chunk in chunks(list(moved)):
        looked_at = Listing.objects.filter(service__in=chunk, safe_to_list="safe")
        for one in looked_at:
            note_standing(one.pk, Difference("safe_to_list", "safe", "needed"), by=None)
        looked_at.filter(state=Listing.SHOWN).update(state=Listing.HIDDEN)
        looked_at.update(safe_to_list="needed")


def _take_days_away(checked: Iterable[Listing], work: Work) -> None:
    """The day in the row of HSDS, where it is ours."""
    services = [one.service for one in checked if one.service.assured_date == one.verified_on]
    for service in services:
        difference = Difference("assured_date", str(service.assured_date), None)
        work.note(TABLES["service"], service, action="update", difference=difference)
    Service.objects.filter(pk__in=[one.pk for one in services]).update(assured_date=None)


def _became_crisis(services: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the services that are for a crisis now and were not before: from now on they need two people."""
    found: set[uuid.UUID] = set()
    for chunk in chunks(list(services)):
        tags = Attribute.objects.filter(link_id__in=chunk, link_entity="service", taxonomy_term__in=_CRISIS_TERMS)
        rising = Listing.objects.filter(service__in=tags.values("link_id"), is_crisis=False)
        found.update(rising.values_list("pk", flat=True))
    for chunk in chunks(list(found)):
        Listing.objects.filter(pk__in=chunk).update(is_crisis=True)
    return found
