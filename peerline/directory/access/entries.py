"""Services with everything that hangs on them."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from peerline.directory.exchange import chunks, row_of, rows_with, stored
from peerline.directory.hsds import TABLES
from peerline.directory.models import (
    Change,
    Contact,
    Language,
    Listing,
    Organization,
    Service,
    ServiceAtLocation,
    Verification,
)

# What hangs on a service, in the order of the exchange; and those of them that pages tell.
_CHILDREN = [*(one.name for one in TABLES.values() if "service_id" in one.by_name), "attribute"]
_TOLD = ("phone", "schedule", "service_area", "language", "url", "attribute")
_Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a service beside HSDS: what its source is worth, which it is, when it was read."""

    confidence: str = Listing.LOW
    source: str = ""
    source_date: date | None = None
    is_crisis: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One service with everything that hangs on it, as HSDS rows by table.

    further  what hangs on these rows: its places with address and access, the languages of its numbers; of one that was
             asked for alone also the contacts of its places and of its organization
    """

    id: uuid.UUID
    rows: _Rows
    further: _Rows = field(default_factory=dict)

    @property
    def service(self) -> dict[str, Any]:
        """The row of the service."""
        return self.rows["service"][0]

    @property
    def organization(self) -> dict[str, Any]:
        """The row of its organization."""
        return self.rows["organization"][0]


def shown_services() -> int:
    """How many services this line shows."""
    return Listing.objects.filter(state=Listing.SHOWN).count()


def service_count() -> int:
    """How many services the directory has, shown or not."""
    return Service.objects.count()


def entry(service: uuid.UUID) -> Entry | None:
    """One service with all its rows, shown or not; None when there is none."""
    found = next(entries([service], with_further=True), None)
    if found and (contacts := _contacts_beside(found)):
        found.further["contact"] = contacts
    return found


def _contacts_beside(one: Entry) -> list[dict[str, Any]]:
    """The contacts of its organization and of its places."""
    there = ServiceAtLocation.objects.filter(service=one.id)
    beside = Q(organization=one.organization["id"]) | Q(service_at_location__in=there)
    beside |= Q(location__in=there.values("location"))
    return [row_of(found) for found in Contact.objects.filter(beside, service=None).order_by("pk")]


def seen(one: Entry) -> str:
    """A fingerprint of an entry, by which an action notices that somebody changed it meanwhile."""
    return hashlib.sha256(json.dumps([one.rows, one.further], sort_keys=True).encode()).hexdigest()[:32]


def all_services() -> list[uuid.UUID]:
    """The identifiers of all services, shown or not: for what carries the directory away."""
    return list(Service.objects.order_by("pk").values_list("pk", flat=True))


def entries(services: Sequence[uuid.UUID], *, with_further: bool = False) -> Iterator[Entry]:
    """Services with all their rows, in the order asked for: a few statements for each five hundred of them."""
    for ids in chunks(list(services)):
        yield from _entries(ids, _CHILDREN, _further(ids) if with_further else {})


def told_entries(services: Sequence[uuid.UUID]) -> Iterator[Entry]:
    """The same with those rows alone that a page tells of a service, and its places: a country has many of them."""
    for ids in chunks(list(services)):
        yield from _entries(ids, _TOLD, _places(ids))


def _entries(ids: list[uuid.UUID], tables: Iterable[str], further: Mapping[uuid.UUID, _Rows]) -> Iterator[Entry]:
    rows: dict[uuid.UUID, _Rows] = {one: {} for one in ids}
    found = Service.objects.filter(pk__among=ids)
    owners = dict(rows_with(Organization.objects.filter(pk__in=found.values("organization")), "organization", "id"))
    for ref, row in rows_with(found, "service", "id"):
        rows[ref] = {"organization": [dict(owners[uuid.UUID(row["organization_id"])])], "service": [row]}
    for table in tables:
        link = "link_id" if table == "attribute" else "service_id"
        for ref, row in rows_with(_hanging_on(ids, table).order_by("pk"), table, link):
            rows[ref].setdefault(table, []).append(row)
    yield from (Entry(one, said, further.get(one, {})) for one, said in rows.items() if said)


def _hanging_on(ids: list[uuid.UUID], table: str) -> QuerySet[Any]:
    if table == "attribute":
        return stored(table).filter(link_id__among=ids, link_entity="service")
    return stored(table).filter(service__among=ids)


def _further(ids: list[uuid.UUID]) -> dict[uuid.UUID, _Rows]:
    """What hangs on rows of these services, as `Entry.further` has it."""
    found = _places(ids)
    of_numbers = Language.objects.filter(phone__service__among=ids).order_by("pk")
    for ref, row in rows_with(of_numbers, "language", "phone__service_id"):
        found.setdefault(ref, {}).setdefault("language", []).append(row)
    return found


def _places(ids: list[uuid.UUID]) -> dict[uuid.UUID, _Rows]:
    """Where these services are, with address and access."""
    found: dict[uuid.UUID, _Rows] = {}
    at: dict[uuid.UUID, set[uuid.UUID]] = {}
    for service, place in ServiceAtLocation.objects.filter(service__among=ids).values_list("service_id", "location_id"):
        at.setdefault(place, set()).add(service)
    for places in chunks(list(at)):
        for table, link in (("location", "id"), ("address", "location_id"), ("accessibility", "location_id")):
            of_these = stored(table).filter(**{f"{link}__among": places}).order_by("pk")
            for place, row in rows_with(of_these, table, link):
                for service in at[place]:
                    found.setdefault(service, {}).setdefault(table, []).append(dict(row))
    return found


def facts_of(services: Sequence[uuid.UUID]) -> dict[uuid.UUID, Facts]:
    """What is known of these services beside HSDS, for those that there are."""
    return {
        one.pk: Facts(one.confidence, one.source, one.source_date, is_crisis=one.is_crisis, note=one.note)
        for ids in chunks(list(services))
        for one in Listing.objects.filter(pk__in=ids)
    }


def listed(services: Sequence[uuid.UUID]) -> Iterator[tuple[Entry, Facts]]:
    """Services with all their rows and what is known of them beside HSDS."""
    for ids in chunks(list(services)):
        facts = facts_of(ids)
        yield from ((one, facts[one.id]) for one in entries(ids))


def known_services(asked: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Which of these there are."""
    found: list[uuid.UUID] = []
    for ids in chunks(list(asked)):
        found += Service.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return found


def services_of(organizations: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """All services of these organizations."""
    found: list[uuid.UUID] = []
    for ids in chunks(list(organizations)):
        found += Service.objects.filter(organization__in=ids).order_by("pk").values_list("pk", flat=True)
    return found


def touched(services: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these a person of the line has changed or asked."""
    found: set[uuid.UUID | None] = set()
    for ids in chunks(list(services)):
        # Who has left the line is no name in the log any more: what no import did, a person has done.
        changes = Change.objects.filter(service__in=ids).exclude(by=None, why="import")
        found.update(changes.values_list("service", flat=True))
        found.update(Verification.objects.filter(service__in=ids).values_list("service", flat=True))
    return {one for one in found if one}


def brought(table: str, services: Sequence[uuid.UUID]) -> list[tuple[str, uuid.UUID]]:
    """The rows of a table that these services have from imports: (table, identifier), without what a person wrote."""
    found: list[tuple[str, uuid.UUID]] = []
    for ids in chunks(list(services)):
        refs = set(_hanging_on(ids, table).values_list("pk", flat=True))
        mine = Change.objects.filter(service__in=ids, resource_type=table).exclude(why="import")
        found += [(table, one) for one in sorted(refs - set(mine.values_list("resource_id", flat=True)))]
    return found


def only_here(service: uuid.UUID, places: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these places no other service is at."""
    others = ServiceAtLocation.objects.filter(location__in=places).exclude(service=service)
    return set(places) - set(others.values_list("location_id", flat=True))


def known_rows(table: str, refs: Iterable[str]) -> set[uuid.UUID]:
    """Which of these identifiers, as texts of any kind, are those of rows of a table."""
    asked = []
    for one in refs:
        with suppress(ValueError):
            asked.append(uuid.UUID(one))
    found: set[uuid.UUID] = set()
    for ids in chunks(asked):
        found.update(stored(table).filter(pk__in=ids).values_list("pk", flat=True))
    return found
