"""May these rows be stored? Types, blocked numbers and domains, links that lead nowhere: everything wrong at once."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from peerline.directory import blocking
from peerline.directory.checking import Fault, check_row
from peerline.directory.exchange import chunks, stored
from peerline.directory.hsds import TABLES
from peerline.kit.errors import Refused

Given = tuple[str, dict[str, Any]]
Checked = dict[str, dict[uuid.UUID, dict[str, Any]]]
_ADDRESSES = {"url", "website", "email", "schedule_link"}


class Faulty(Refused):
    """Something in what was given cannot be stored; nothing of it was."""

    code = "faulty-rows"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def examine(given: Iterable[Given]) -> Checked:
    """Every row in its types, by table and identifier. Raises Faulty with everything that is wrong."""
    checked, faults = _checked(given)
    faults += _blocked(checked)
    faults += _dangling(checked)
    if faults:
        raise Faulty(faults)
    return checked


def _checked(given: Iterable[Given]) -> tuple[Checked, list[Fault]]:
    """Every row in its types, by table and id, and what is wrong."""
    checked: Checked = defaultdict(dict)
    counts: dict[str, int] = defaultdict(int)
    faults: list[Fault] = []
    for name, row in given:
        table = TABLES.get(name)
        counts[name] += 1
        if table is None:
            faults.append(Fault(name, counts[name], "", _("There is no such table.")))
            continue
        values, wrong = check_row(table, row, row=counts[name])
        faults += wrong
        if wrong:
            continue
        ref = values["id"]
        if ref in checked[name]:
            faults.append(Fault(name, counts[name], "id", _("Another row has this identifier.")))
        checked[name][ref] = values
    return checked, faults


def _blocked(checked: Checked) -> list[Fault]:
    """What stands on the block list."""
    faults: list[Fault] = []
    countries = _countries_given(checked)
    for table, rows in checked.items():
        for row, values in enumerate(rows.values(), start=1):
            reasons = {name: blocking.why_address(values[name]) for name in _ADDRESSES & values.keys()}
            if table == "phone":
                reasons["number"] = blocking.why_number(values["number"], countries.get(values.get("service_id"), ()))
            if table in ("service", "organization"):
                reasons["name"] = blocking.why_name(values["name"])
            faults += [Fault(table, row, name, reason) for name, reason in reasons.items() if reason]
    return faults


def _countries_given(checked: Checked) -> dict[uuid.UUID | None, tuple[str, ...]]:
    """The countries of services, of what is stored and of what comes: a short number means something only there."""
    ids = {one.get("service_id") for one in checked.get("phone", {}).values()} - {None}
    found: dict[uuid.UUID | None, set[str]] = defaultdict(set)
    areas = stored("service_area")
    for chunk in chunks(list(ids)):
        for service, extent in areas.filter(service__in=chunk).values_list("service_id", "extent"):
            found[service].add(extent.partition("-")[0].upper())
    for one in checked.get("service_area", {}).values():
        found[one.get("service_id")].add(one.get("extent", "").partition("-")[0].upper())
    return {service: tuple(sorted(codes)) for service, codes in found.items()}


def _dangling(checked: Checked) -> list[Fault]:
    """Links to rows that are neither given nor stored."""
    asked: dict[str, dict[uuid.UUID, list[tuple[str, int, str]]]] = defaultdict(lambda: defaultdict(list))
    for name, rows in checked.items():
        links = [(one.name, one.table) for one in TABLES[name].fields if one.table]
        for row, values in enumerate(rows.values(), start=1):
            for field_name, target in links:
                if field_name in values and values[field_name] not in checked.get(target, {}):
                    asked[target][values[field_name]].append((name, row, field_name))
    faults: list[Fault] = []
    for target, places in asked.items():
        stored = _stored_ids(target, list(places))
        faults += [
            Fault(name, row, field_name, _("There is no row with this identifier."))
            for ref, where in places.items()
            if ref not in stored
            for name, row, field_name in where
        ]
    return faults


def _stored_ids(table: str, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for chunk in chunks(ids):
        found.update(stored(table).filter(pk__in=chunk).values_list("pk", flat=True))
    return found
