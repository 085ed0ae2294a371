"""Where a service is found: made anew whenever something changes that finding depends on."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from peerline.directory.exchange import chunks
from peerline.directory.models import Attribute, Listing, Reach, ServiceArea
from peerline.directory.vocabulary import NEED, NEEDS, term_id

ANYWHERE = "INT"
ANY_NEED = ""
_EPOCH = date(1970, 1, 1)
_NOT_VERIFIED = 3652  # days: what nobody here has verified stands behind everything that somebody has
_NEED_OF_TERM = {term_id(NEED, code): code for code in NEEDS}


def renew_reach(services: Iterable[uuid.UUID]) -> None:
    """Make the index rows of these services anew. Only what is shown and active is found."""
    for ids in chunks(list(dict.fromkeys(services))):
        with transaction.atomic():
            _renew(ids)


def _renew(ids: list[uuid.UUID]) -> None:
    Reach.objects.filter(service__in=ids).delete()
    listings = Listing.objects.filter(service__in=ids, state=Listing.SHOWN, service__status="active")
    countries, needs = countries_of(ids), needs_of(ids)
    Reach.objects.bulk_create(
        Reach(service_id=one.service_id, country=country, need=need, freshness=freshness(one))
        for one in listings
        for country in countries[one.service_id] or {ANYWHERE}
        for need in {ANY_NEED, *needs[one.service_id]}
    )


def freshness(listing: Listing) -> int:
    """Days since 1970 of the last verification, or of the source less ten years."""
    if listing.verified_on:
        return (listing.verified_on - _EPOCH).days
    return ((listing.source_date or _EPOCH) - _EPOCH).days - _NOT_VERIFIED


def countries_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """The countries of each service: of its areas, a region counting as its country."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = ServiceArea.objects.filter(service__in=ids).values_list("service_id", "extent")
    for service, extent in rows:
        code = extent.partition("-")[0].upper()
        if len(code) in (2, 3) and code.isalpha():
            found[service].add(code)
    return found


def needs_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """The needs that each service is tagged with."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = Attribute.objects.filter(link_id__in=ids, link_entity="service", taxonomy_term__in=_NEED_OF_TERM)
    for service, term in rows.values_list("link_id", "taxonomy_term_id"):
        found[service].add(_NEED_OF_TERM[term])
    return found
