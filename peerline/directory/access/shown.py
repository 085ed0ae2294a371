"""What this line shows, as other programs read it. A service is shown when it has its row in the index of finding.

Whoever asks for what is hidden gets the answer for what is not there. Of a service that is not shown nothing is told
either where its organization is.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from peerline.directory.access.finding import EVERY_COUNTRY, EVERY_NEED, Asked, find
from peerline.directory.access.whole import Rows, gathered
from peerline.directory.exchange import chunks
from peerline.directory.models import (
    Attribute,
    Change,
    Listing,
    Organization,
    Reach,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)

MOST_IN_FEED = 50
_SHOWN = {"country": EVERY_COUNTRY, "need": EVERY_NEED}
_NOT_TOLD = ("assurer_email",)  # of a person who works for a line


@dataclass(frozen=True, slots=True)
class Wished:
    """How a list is narrowed; all that is said has to hold."""

    search: str = ""
    taxonomy_term: uuid.UUID | None = None
    taxonomy: uuid.UUID | None = None
    organization: uuid.UUID | None = None
    parent: uuid.UUID | None = None
    top_only: bool = False
    modified_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: how many there are, and the identifiers of these."""

    total: int
    ids: list[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Changed:
    """A service that was changed: its organization and name, when, and which fields in the last change."""

    service: uuid.UUID
    name: str
    at: datetime
    fields: tuple[str, ...]


def part(table: str, wished: Wished, *, start: int, count: int) -> Part:
    """A part of the list of a table: services (the freshest first), organizations, places, vocabularies, terms."""
    if table == "service":
        return _services(wished, start, count)
    query = _LISTS[table](wished)
    if wished.search and table != "service_at_location":
        query = query.filter(name__icontains=wished.search)
    return Part(query.count(), list(query.order_by("pk").values_list("pk", flat=True)[start : start + count]))


def is_told(table: str, ref: uuid.UUID) -> bool:
    """Whether a row is there for everybody."""
    if table == "service":
        return Reach.objects.filter(service=ref, **_SHOWN).exists()
    return bool(_LISTS[table](Wished()).filter(pk=ref).exists())


def told_rows(table: str, ids: Sequence[uuid.UUID], *, with_all: bool) -> Rows:
    """Rows of these identifiers, with what they point to; `with_all` with what hangs on them too."""
    rows = gathered(table, ids, with_all=with_all)
    _hide(rows)
    for ref, verified_on in _verified(rows).items():
        row = rows["service"][ref]
        row["assured_date"] = max(row.get("assured_date", ""), verified_on.isoformat())
    for row in rows["service"].values():
        for name in _NOT_TOLD:
            row.pop(name, None)
    return rows


def shown_of(organizations: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """The shown services of these organizations."""
    found: list[uuid.UUID] = []
    for ids in chunks(list(organizations)):
        query = Reach.objects.filter(service__organization__in=ids, **_SHOWN).order_by("service")
        found += query.values_list("service_id", flat=True)
    return found


def changed() -> list[Changed]:
    """The shown services that were changed last, the newest first."""
    is_shown = Exists(Reach.objects.filter(service=OuterRef("pk"), **_SHOWN))
    query = Service.objects.filter(is_shown, last_modified__isnull=False).order_by("-last_modified")
    return [
        Changed(one.pk, f"{one.organization.name}: {one.name}", one.last_modified, _last_fields(one.pk))
        for one in query.select_related("organization")[:MOST_IN_FEED]
        if one.last_modified
    ]


def _services(wished: Wished, start: int, count: int) -> Part:
    query = _tagged(Reach.objects.filter(**_SHOWN), wished)
    if wished.organization:
        query = query.filter(service__organization=wished.organization)
    if wished.modified_after:
        query = query.filter(service__last_modified__gte=wished.modified_after)
    if wished.search:
        return _found(query, wished.search, start=start, count=count)
    ordered = query.order_by("-freshness", "service").values_list("service_id", flat=True)
    return Part(query.count(), list(ordered[start : start + count]))


def _found(query: QuerySet[Reach], search: str, *, start: int, count: int) -> Part:
    """The same order as everywhere: the best first, of the freshest that have the words."""
    hits = [one.service for one in find(Asked(words=search)).hits]
    kept: set[uuid.UUID] = set()
    for ids in chunks(hits):
        kept.update(query.filter(service__in=ids).values_list("service_id", flat=True))
    fitting = [one for one in hits if one in kept]
    return Part(len(fitting), fitting[start : start + count])


def _tagged(query: QuerySet[Any], wished: Wished) -> QuerySet[Any]:
    """Of rows that point to a service those whose service has the term, and one of the vocabulary."""
    tags = Attribute.objects.filter(link_entity="service").values("link_id")
    if wished.taxonomy_term:
        query = query.filter(service__in=tags.filter(taxonomy_term=wished.taxonomy_term))
    if wished.taxonomy:
        query = query.filter(service__in=tags.filter(taxonomy_term__taxonomy=wished.taxonomy))
    return query


def _organizations(wished: Wished) -> QuerySet[Any]:
    shown = Reach.objects.filter(service__organization=OuterRef("pk"), **_SHOWN)
    return Organization.objects.filter(Exists(_tagged(shown, wished)))


def _places(wished: Wished) -> QuerySet[Any]:
    shown = ServiceAtLocation.objects.filter(Exists(Reach.objects.filter(service=OuterRef("service_id"), **_SHOWN)))
    if wished.organization:
        shown = shown.filter(service__organization=wished.organization)
    shown = _tagged(shown, wished)
    return shown.filter(service__last_modified__gte=wished.modified_after) if wished.modified_after else shown


def _taxonomies(_wished: Wished) -> QuerySet[Any]:
    return Taxonomy.objects.all()


def _terms(wished: Wished) -> QuerySet[Any]:
    query = TaxonomyTerm.objects.all()
    if wished.taxonomy:
        query = query.filter(taxonomy=wished.taxonomy)
    if wished.parent:
        query = query.filter(parent=wished.parent)
    return query.filter(parent=None) if wished.top_only else query


_LISTS = {
    "organization": _organizations,
    "service_at_location": _places,
    "taxonomy": _taxonomies,
    "taxonomy_term": _terms,
}


def _hide(rows: Rows) -> None:
    """Take out what belongs to a service that is not shown, such as a number its organization has for it."""
    named = {row["service_id"] for table in rows.values() for row in table.values() if "service_id" in row}
    shown: set[str] = set()
    for ids in chunks(sorted(named | rows["service"].keys())):
        found = Reach.objects.filter(service__in=ids, **_SHOWN).values_list("service_id", flat=True)
        shown.update(map(str, found))
    for ref in rows["service"].keys() - shown:
        del rows["service"][ref]
    _keep_only(rows, "service_id", shown)
    _keep_only(rows, "service_at_location_id", set(rows["service_at_location"]))


def _keep_only(rows: Rows, link: str, there: set[str]) -> None:
    """Take out rows whose link leads to none of these."""
    for table in rows.values():
        for ref in [ref for ref, row in table.items() if link in row and row[link] not in there]:
            del table[ref]


def _verified(rows: Rows) -> dict[str, date]:
    found: dict[str, date] = {}
    for ids in chunks(list(rows["service"])):
        told = Listing.objects.filter(pk__in=ids, verified_on__isnull=False).values_list("pk", "verified_on")
        found.update((str(ref), day) for ref, day in told if day)
    return found


def _last_fields(service: uuid.UUID) -> tuple[str, ...]:
    """Table and field of everything in the last change of a service."""
    told = Change.objects.filter(service=service).exclude(resource_type=Change.STANDING)
    last = told.order_by("-at").values_list("change_set", flat=True).first()
    if last is None:
        return ()
    query = told.filter(change_set=last).values_list("resource_type", "field_name")
    return tuple(sorted({f"{table}.{name}" if name else table for table, name in query}))
