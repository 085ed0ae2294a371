"""May these rows be stored? Types, blocked numbers and domains, links that lead nowhere: everything wrong at once."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from peerline.directory import blocking
from peerline.directory.checking import Fault, check_row
from peerline.directory.exchange import chunks, stored
from peerline.directory.hsds import TABLES
from peerline.kit.errors import Refused

Checked = dict[str, dict[uuid.UUID, dict[str, Any]]]
Countries = dict[uuid.UUID | None, tuple[str, ...]]
_ADDRESSES = {"url", "website", "email", "schedule_link", "uri", "logo"}
_NAMES = {"name", "alternate_name"}
# What people read, and may find a number or an address in.
_TEXTS = {"description", "alert", "fees_description", "application_process", "interpretation_services", "notes"}
_TEXTS |= {"transportation", "details", "attending_type", "address_1", "address_2"}
_LED_BY = ("service", "phone")


class Faulty(Refused):
    """Something in what was given cannot be stored; nothing of it was."""

    code = "faulty-rows"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class Given(NamedTuple):
    """One row that was given: its table, the row as HSDS has it, and where it stood ("row 17"), for the sentences."""

    table: str
    row: dict[str, Any]
    at: str = ""


@dataclass(slots=True)
class _Looked:
    """What was looked at so far: rows in their types, where each stood, what is wrong."""

    rows: Checked = field(default_factory=lambda: defaultdict(dict))
    at: dict[tuple[str, uuid.UUID], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    # Rows that were given and are wrong themselves: what points to them is not blamed for that.
    wrong: set[str] = field(default_factory=set)

    def blame(self, table: str, ref: uuid.UUID, name: str, *, sentence: str) -> None:
        """Something is wrong with a field of a row."""
        self.faults.append(Fault(table, self.at[table, ref], name, sentence))


def examine(given: Iterable[tuple[Any, ...]], *, coming: Collection[uuid.UUID] = ()) -> Checked:
    """Every row in its types, by table and identifier. Raises Faulty with everything that is wrong.

    given   `Given`, or (table, row)
    coming  identifiers of rows that will be given later, to which these may point already
    """
    looked = _Looked()
    for one in given:
        _look_at(Given(*one), looked)
    _look_for_blocked(looked)
    _look_for_loose_ends(looked, coming)
    if looked.faults:
        raise Faulty(looked.faults)
    return looked.rows


def _look_at(one: Given, looked: _Looked) -> None:
    table = TABLES.get(one.table)
    if table is None:
        looked.faults.append(Fault(one.table, one.at, "", _("There is no such table.")))
        return
    values, wrong = check_row(table, one.row, at=one.at)
    looked.faults += wrong
    if wrong:
        looked.wrong.add(str(one.row.get("id")))
        return
    ref = values["id"]
    if ref in looked.rows[table.name]:
        looked.faults.append(Fault(table.name, one.at, "id", _("Another row has this identifier.")))
    looked.rows[table.name][ref] = values
    looked.at[table.name, ref] = one.at


def _look_for_blocked(looked: _Looked) -> None:
    """What stands on the block list."""
    countries = _countries_given(looked.rows)
    for table, rows in looked.rows.items():
        for ref, values in rows.items():
            there = countries.get(_service_of(table, values), ())
            for name, reason in _reasons(table, values, there):
                if reason:
                    looked.blame(table, ref, name, sentence=reason)
    _look_for_numbers_that_stay(looked, countries)


def _reasons(table: str, values: dict[str, Any], countries: Collection[str]) -> Iterator[tuple[str, str]]:
    """(field, why it must not be saved or "") for each field that somebody could be led by."""
    for name in _ADDRESSES & values.keys():
        yield name, blocking.why_address(values[name])
    for name in _TEXTS & values.keys():
        yield name, blocking.why_text(values[name], countries)
    if table == "phone":
        yield "number", blocking.why_number(values["number"], countries)
    if table in ("service", "organization"):
        yield from ((name, blocking.why_name(values[name])) for name in _NAMES & values.keys())


def _service_of(table: str, values: dict[str, Any]) -> uuid.UUID | None:
    found: uuid.UUID | None = values["id"] if table == "service" else values.get("service_id")
    return found


def _look_for_numbers_that_stay(looked: _Looked, countries: Countries) -> None:
    """A number that is stored can be one that is blocked in a country that comes now."""
    areas = {one["service_id"]: ref for ref, one in looked.rows.get("service_area", {}).items() if "service_id" in one}
    given = looked.rows.get("phone", {})
    for chunk in chunks(list(areas)):
        for ref, service, number in stored("phone").filter(service__in=chunk).values_list("id", "service_id", "number"):
            reason = "" if ref in given else blocking.why_number(number, countries[service])
            if reason:
                looked.blame("service_area", areas[service], "extent", sentence=f"{number}: {reason}")


def _countries_given(rows: Checked) -> Countries:
    """The countries of services, of what is stored and of what comes: a short number means something only there."""
    ids = {_service_of(name, one) for name in _LED_BY for one in rows.get(name, {}).values()} - {None}
    found: dict[uuid.UUID | None, set[str]] = defaultdict(set)
    for chunk in chunks(list(ids)):
        for service, extent in stored("service_area").filter(service__in=chunk).values_list("service_id", "extent"):
            found[service].add(extent.partition("-")[0].upper())
    for one in rows.get("service_area", {}).values():
        found[one.get("service_id")].add(one.get("extent", "").partition("-")[0].upper())
    return {service: tuple(sorted(codes)) for service, codes in found.items()}


def _look_for_loose_ends(looked: _Looked, coming: Collection[uuid.UUID]) -> None:
    """Links to rows that are neither given, nor to come, nor stored."""
    asked: dict[str, dict[uuid.UUID, list[tuple[str, uuid.UUID, str]]]] = defaultdict(lambda: defaultdict(list))
    for name, rows in looked.rows.items():
        links = [(one.name, one.table) for one in TABLES[name].fields if one.table]
        for ref, values in rows.items():
            for field_name, target in links:
                pointed = values.get(field_name)
                given = pointed in looked.rows.get(target, {}) or pointed in coming or str(pointed) in looked.wrong
                if pointed and not given:
                    asked[target][pointed].append((name, ref, field_name))
    for target, places in asked.items():
        there = _stored_ids(target, list(places))
        for pointed in places.keys() - there:
            for name, ref, field_name in places[pointed]:
                looked.blame(name, ref, field_name, sentence=_("There is no row with this identifier."))


def _stored_ids(table: str, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for chunk in chunks(ids):
        found.update(stored(table).filter(pk__in=chunk).values_list("pk", flat=True))
    return found
