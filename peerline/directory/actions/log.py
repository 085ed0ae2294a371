"""The log of changes: what HSDS calls metadata, and the way back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from peerline.directory.exchange import chunks, row_of, table_of
from peerline.directory.hsds import FOR_EDITORS, TABLES, Table
from peerline.directory.models import Attribute, Change, Contact, Service, ServiceAtLocation
from peerline.directory.models.rows import Row
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.people.models import Member

# What tells how a service is reached: whole rows of these tables, and these fields.
_WAYS = ("phone", "url")
_WAYS_OF_A_SERVICE = (("service", "url"), ("service", "email"))
# Rows of a place, which no service has for itself alone; where it is, is a way to reach what is there.
_OF_A_PLACE = ("location", "address", "accessibility")
_WAYS_OF_A_PLACE = (("address", ""), *(("address", one) for one in TABLES["address"].by_name), ("location", "url"))


@dataclass(slots=True)
class Saved:
    """What became of the rows that were given; `services` are those it was about."""

    change_set: uuid.UUID = field(default_factory=uuid.uuid4)
    created: int = 0
    changed: int = 0
    same: int = 0
    deleted: int = 0
    services: set[uuid.UUID] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after; for a row that is deleted, the whole row before."""

    field: str = ""
    previous: Any = None
    replacement: Any = None


@dataclass(slots=True)
class Work:
    """One saving: who does it and why, what became of it, the rows of the log."""

    by: Member | None
    why: str
    # The service that somebody changes: what belongs to several, or to none, is told in its history.
    about: uuid.UUID | None = None
    saved: Saved = field(default_factory=Saved)
    rows: list[Change] = field(default_factory=list)
    # Services whose ways to be reached, or whose needs, became others.
    ways: set[uuid.UUID] = field(default_factory=set)
    needs: set[uuid.UUID] = field(default_factory=set)
    # Services that this work has made.
    new: set[uuid.UUID] = field(default_factory=set)
    # Rows of the log about places, by place; services that are at it no more; and those with another address.
    placed: dict[uuid.UUID, list[Change]] = field(default_factory=dict)
    was_at: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=dict)
    moved: set[uuid.UUID] = field(default_factory=set)

    def note_differences(self, table: Table, *, before: dict[str, Any], coming: Row) -> bool:
        """Write down each field that changes; whether any does."""
        after = row_of(coming)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        changed = [name for name in names if name != "last_modified"]
        for name in changed:
            difference = Difference(name, before.get(name), after.get(name))
            self.note(table, coming, action="update", difference=difference)
        return bool(changed)

    def note_new(self, table: Table, row: Row) -> None:
        """Write down a row that is new. What comes with a new service is one with it: with it it goes again."""
        service = _service_of(row)
        if isinstance(row, Service):
            self.new.add(row.pk)
        elif service in self.new:
            self._remember(row, service, "")
            return
        self.note(table, row, action="create")

    def note(self, table: Table, row: Row, *, action: str, difference: Difference = Difference()) -> None:
        """Write down one change of one row: action is create, update or delete."""
        service = _service_of(row)
        self._remember(row, service, difference.field)
        self.rows.append(
            Change(
                id=uuid.uuid4(),
                change_set=self.saved.change_set,
                service=service or self.about,
                resource_id=row.pk,
                resource_type=table.name,
                action=action,
                field_name=difference.field,
                previous_value=json.dumps(difference.previous, ensure_ascii=False),
                replacement_value=json.dumps(difference.replacement, ensure_ascii=False),
                at=now(),
                by=self.by,
                why=self.why,
            )
        )
        if table.name in _OF_A_PLACE:
            place = row.pk if table.name == "location" else getattr(row, "location_id")  # noqa: B009 - of each of these
            self.placed.setdefault(place, []).append(self.rows[-1])
        elif isinstance(row, ServiceAtLocation) and action == "delete":
            self.was_at.setdefault(row.location_id, set()).add(row.service_id)

    def settle_places(self) -> None:
        """What became of a place became of every service there: it is made anew, and asked again."""
        there = {place: set(services) for place, services in self.was_at.items()}
        for ids in chunks(list(self.placed)):
            rows = ServiceAtLocation.objects.filter(location__in=ids).values_list("location_id", "service_id")
            for place, service in rows:
                there.setdefault(place, set()).add(service)
        for place, changes in self.placed.items():
            services = there.get(place, set())
            self.saved.services |= services
            for one in changes:
                if len(services) == 1:
                    one.service = one.service or next(iter(services))
                if (one.resource_type, one.field_name) in _WAYS_OF_A_PLACE:
                    self.ways |= services - self.new
                    self.moved |= services if one.action != "delete" else set()

    def _remember(self, row: Row, service: uuid.UUID | None, name: str) -> None:
        if service is None:
            return
        table = table_of(row)
        is_way = table.name in _WAYS or (table.name, name) in _WAYS_OF_A_SERVICE or _leads_to_somebody(row, name)
        if is_way and service not in self.new:
            self.ways.add(service)
        elif table.name == "attribute":
            self.needs.add(service)

    def touch(self, row: Row) -> None:
        """Remember the service a row belongs to."""
        service = _service_of(row)
        if service:
            self.saved.services.add(service)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done to a row of a list: create or update, by whom (None: an import), and why."""

    action: str
    by: Member | None = None
    why: str = ""


def note_fields(kind: str, ref: uuid.UUID, deed: Deed, *, changes: Mapping[str, tuple[Any, Any]]) -> None:
    """Write down in one change set what each field of a row was, and what it is; `kind` names its list."""
    at, change_set = now(), uuid.uuid4()
    Change.objects.bulk_create(
        Change(
            id=uuid.uuid4(),
            change_set=change_set,
            resource_id=ref,
            resource_type=kind,
            action=deed.action,
            field_name=name,
            previous_value=json.dumps(before, ensure_ascii=False),
            replacement_value=json.dumps(after, ensure_ascii=False),
            at=at,
            by=deed.by,
            why=deed.why,
        )
        for name, (before, after) in changes.items()
    )


def fields_before(kind: str, ref: uuid.UUID, change_set: uuid.UUID, *, but: Collection[str] = ()) -> dict[str, Any]:
    """What the fields of a row were before a change set; one that it made is to be withdrawn. Raises NotThere."""
    changes = Change.objects.filter(resource_type=kind, resource_id=ref, change_set=change_set)
    before = {one.field_name: json.loads(one.previous_value) for one in changes.exclude(field_name__in=but)}
    if not before:
        raise NotThere
    return {"is_withdrawn": True} if any(one.action == "create" for one in changes) else before


def _leads_to_somebody(row: Row, name: str) -> bool:
    """Whether this is the mail address of a contact that everybody may read."""
    is_told = isinstance(row, Contact) and bool(row.email) and FOR_EDITORS not in row.extra
    return is_told and name in ("", "email", FOR_EDITORS)


def note_standing(service: uuid.UUID, said: Difference, *, by: Member | None, why: str = "") -> None:
    """Write down what somebody decided about a listing, and why."""
    Change.objects.create(
        id=uuid.uuid4(),
        change_set=uuid.uuid4(),
        service=service,
        resource_id=service,
        resource_type=Change.STANDING,
        action="update",
        field_name=said.field,
        previous_value=json.dumps(said.previous),
        replacement_value=json.dumps(said.replacement),
        at=now(),
        by=by,
        why=why,
    )


def _service_of(row: Row) -> uuid.UUID | None:
    """The service a row belongs to, None when it belongs to none or to several."""
    if isinstance(row, Service):
        return row.pk
    if isinstance(row, Attribute):
        return row.link_id if row.link_entity == "service" else None
    found: uuid.UUID | None = getattr(row, "service_id", None)
    return found
