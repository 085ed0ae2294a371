"""What an entry may have several of, as cells of a form and back: places, contacts, other hours, and what is known of
each number.

A cell that was left as it was touches nothing, and neither does a part that was not given: what no cell shows stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from peerline.directory.access import Entry, only_here
from peerline.directory.actions import Given
from peerline.directory.hours import is_usual, schedules_of, written
from peerline.directory.hsds import FOR_EDITORS, NOT_SAID
from peerline.directory.numbers import NOT_FOR_PEOPLE

Cells = dict[str, str]
Said = dict[str, Any]
PLACE, CONTACT, TIMES, NUMBER = "place", "contact", "times", "number"
# Of each part its cells, with the table and the field of HSDS that they show.
CELLS: dict[str, dict[str, tuple[str, str]]] = {
    PLACE: {
        "kind": ("location", "location_type"),
        "name": ("location", "name"),
        "street": ("address", "address_1"),
        "street_2": ("address", "address_2"),
        "postcode": ("address", "postal_code"),
        "city": ("address", "city"),
        "state": ("address", "state_province"),
        "land": ("address", "country"),
        "transport": ("location", "transportation"),
        "access": ("accessibility", "description"),
        "link": ("location", "url"),
    },
    CONTACT: {
        "name": ("contact", "name"),
        "title": ("contact", "title"),
        "department": ("contact", "department"),
        "email": ("contact", "email"),
        "told": ("contact", FOR_EDITORS),
    },
    TIMES: {
        "way": ("schedule", "attending_type"),
        "hours": ("schedule", "description"),
        "first": ("schedule", "valid_from"),
        "last": ("schedule", "valid_to"),
    },
    NUMBER: {
        "type": ("phone", "type"),
        "extension": ("phone", "extension"),
        "note": ("phone", "description"),
        "languages": ("language", "code"),
    },
}
# An address is there when one of these is; without them the rest says nothing.
_OF_ADDRESS = ("street", "street_2", "postcode", "city", "state")
_MUST_SAY = ("street", "postcode", "city", "state")
_RULE = ("freq", "interval", "byday", "opens_at", "closes_at")
YES = "yes"


@dataclass(frozen=True, slots=True)
class PartRow:
    """One of a part. ref: the rows of the entry it stands for, "" for a new one; at: where the form has it."""

    ref: str
    cells: Cells
    is_gone: bool = False
    at: str = ""


@dataclass(slots=True)
class _Work:
    """What becomes of an entry. mended: fields that are written over rows, whatever else is done to these."""

    entry: Entry
    given: list[Given] = field(default_factory=list)
    gone: list[tuple[str, uuid.UUID]] = field(default_factory=list)
    mended: list[Given] = field(default_factory=list)

    def add(self, table: str, row: Said, at: str) -> str:
        """A new row; says its identifier."""
        ref = str(uuid.uuid4())
        self.given.append(Given(table, {"id": ref, **row}, at))
        return ref

    def mend(self, one: Given) -> None:
        """Some fields of a row become others: those that are given beside its identifier."""
        if len(one.row) > 1:
            self.mended.append(one)

    def drop(self, table: str, ref: str) -> None:
        """A row goes, with what hangs on it."""
        if (table, uuid.UUID(ref)) not in self.gone:
            self.gone.append((table, uuid.UUID(ref)))


def parts_of(entry: Entry) -> dict[str, list[PartRow]]:
    """What there is of each part."""
    rows = entry.rows
    return {
        PLACE: list(_places(entry)),
        CONTACT: [
            PartRow(one["id"], _contact(one)) for some in (rows, entry.further) for one in some.get("contact", [])
        ],
        TIMES: [PartRow(one["id"], _times(one)) for one in rows.get("schedule", []) if not is_usual(one)],
        NUMBER: [
            PartRow(one["id"], _number(entry, one))
            for one in rows.get("phone", [])
            if one.get("type") not in NOT_FOR_PEOPLE
        ],
    }


def with_parts(
    entry: Entry,
    changed: tuple[list[Given], list[tuple[str, uuid.UUID]]],
    wanted: Mapping[str, Sequence[PartRow]],
) -> tuple[list[Given], list[tuple[str, uuid.UUID]]]:
    """Rows to store and to delete, so that the parts become what is wanted too. `changed` are those of the form."""
    there = {(part, one.ref): one.cells for part, rows in parts_of(entry).items() for one in rows}
    work = _Work(entry)
    for part, rows in wanted.items():
        for one in rows:
            before = there.get((part, one.ref), {})
            if before and (one.is_gone or one.cells != before):
                _CHANGED[part](work, before, one)
            elif not before and not one.is_gone and not one.ref:
                _NEW[part](work, one)
    _let_go_of_places(work, [one for one in wanted.get(PLACE, ()) if one.is_gone])
    given, gone = [*changed[0], *work.given], [*changed[1], *work.gone]
    return list(_mended(work, given, gone)), gone


def new_rows(service: uuid.UUID, organization: str, wanted: Mapping[str, Sequence[PartRow]]) -> list[Given]:
    """The rows of the parts of a service that is new."""
    made = {"id": str(service), "organization_id": organization}
    entry = Entry(service, {"service": [made], "organization": [{"id": organization}]})
    return with_parts(entry, ([], []), wanted)[0]


def _mended(work: _Work, given: list[Given], gone: list[tuple[str, uuid.UUID]]) -> Iterator[Given]:
    rows = {(one.table, one.row["id"]): one for one in given}
    every = (work.entry.rows, work.entry.further)
    there = {(table, row["id"]): row for rows_of in every for table, some in rows_of.items() for row in some}
    for one in work.mended:
        ref = one.row["id"]
        known = rows.get((one.table, ref)) or Given(one.table, there[one.table, ref])
        if (one.table, uuid.UUID(ref)) not in gone:
            rows[one.table, ref] = Given(one.table, _but_empty_mark({**known.row, **one.row}), one.at)
    yield from rows.values()


def _differing(part: str, table: str, *, before: Cells, wanted: Cells) -> Said:
    """The fields of a table whose cells became others."""
    return {
        name: wanted[cell]
        for cell, (one, name) in CELLS[part].items()
        if one == table and before.get(cell, "") != wanted[cell]
    }


def _said(row: Said, name: str) -> str:
    text = str(row.get(name, ""))
    return "" if text == NOT_SAID else text


def _shown(part: str, **rows: Said) -> Cells:
    return {cell: _said(rows.get(table, {}), name) for cell, (table, name) in CELLS[part].items()}


def cells_said(part: str, table: str, row: Said) -> Cells:
    """The cells of a part that a row of one of its tables fills."""
    cells = {CONTACT: _contact, TIMES: _times}[part](row) if part in (CONTACT, TIMES) else _shown(part, **{table: row})
    return {cell: cells[cell] for cell, (one, _name) in CELLS[part].items() if one == table}


def names_of(entry: Entry) -> dict[str, str]:
    """What one of a part is called, by its reference."""
    numbers = {one["id"]: one["number"] for one in entry.rows.get("phone", [])}
    parts = parts_of(entry)
    return numbers | {one.ref: one.cells["name"] for name in (PLACE, CONTACT) for one in parts[name]}


# ---- places ----


def _places(entry: Entry) -> Iterator[PartRow]:
    """A place, once for each of its addresses, of which it mostly has one."""
    for place in entry.further.get("location", []):
        beside = [
            [one for one in entry.further.get(table, []) if one["location_id"] == place["id"]]
            for table in ("address", "accessibility")
        ]
        for address, access in list(zip_longest(*beside, fillvalue={})) or [({}, {})]:
            ref = ":".join((place["id"], address.get("id", ""), access.get("id", "")))
            yield PartRow(ref, _shown(PLACE, location=place, address=address, accessibility=access))


def _address(cells: Cells) -> Said:
    """An address that is new, with a sign where HSDS asks for what is not known or must stay secret."""
    said: Said = {name: cells[cell] for cell, (table, name) in CELLS[PLACE].items() if table == "address"}
    needed = {CELLS[PLACE][cell][1]: cells[cell] or NOT_SAID for cell in _MUST_SAY}
    return {**said, **needed, "address_type": cells["kind"]}


def _new_place(work: _Work, one: PartRow) -> None:
    cells, owner = one.cells, work.entry.organization["id"]
    said = _differing(PLACE, "location", before={}, wanted=cells)
    place = work.add("location", {**said, "organization_id": owner}, one.at)
    work.add("service_at_location", {"service_id": str(work.entry.id), "location_id": place}, one.at)
    if any(cells[name] for name in _OF_ADDRESS):
        work.add("address", {"location_id": place, **_address(cells)}, one.at)
    if cells["access"]:
        work.add("accessibility", {"location_id": place, "description": cells["access"]}, one.at)


def _changed_place(work: _Work, before: Cells, one: PartRow) -> None:
    place, address, access = one.ref.split(":")
    wanted = PartRow(one.ref, dict.fromkeys(one.cells, ""), at=one.at) if one.is_gone else one
    moved = _differing(PLACE, "address", before=before, wanted=wanted.cells)
    said = {} if one.is_gone else _differing(PLACE, "location", before=before, wanted=one.cells)
    if moved:  # where the old address was is told by coordinates too, and no cell shows them
        said |= {"latitude": "", "longitude": ""}
    work.mend(Given("location", {"id": place, **said}, one.at))
    if "location_type" in said:
        moved["address_type"] = one.cells["kind"]
    _changed_address(work, wanted, (place, address), moved=moved)
    _changed_access(work, wanted, (place, access), before=before["access"])


def _changed_address(work: _Work, one: PartRow, refs: tuple[str, str], *, moved: Said) -> None:
    place, address = refs
    if not any(one.cells[name] for name in _OF_ADDRESS):
        if address:
            work.drop("address", address)
    elif address:
        needed = {CELLS[PLACE][cell][1] for cell in _MUST_SAY}
        said = {name: text or (NOT_SAID if name in needed else "") for name, text in moved.items()}
        work.mend(Given("address", {"id": address, **said}, one.at))
    else:
        work.add("address", {"location_id": place, **_address(one.cells)}, one.at)


def _changed_access(work: _Work, one: PartRow, refs: tuple[str, str], *, before: str) -> None:
    place, access = refs
    said = one.cells["access"]
    if not said and access:
        # One that says more than this cell, in details or a link, stays when the cell was empty all the time.
        if before:
            work.drop("accessibility", access)
    elif said != before and access:
        work.mend(Given("accessibility", {"id": access, "description": said}, one.at))
    elif said != before:
        work.add("accessibility", {"location_id": place, "description": said}, one.at)


def _let_go_of_places(work: _Work, gone: Sequence[PartRow]) -> None:
    """A place of which all was taken out goes, unless another service is there; then this one is there no more."""
    refs = {one.ref for one in gone}
    left = {one.ref.split(":")[0] for one in _places(work.entry) if one.ref not in refs}
    places = [uuid.UUID(one) for one in {one.split(":")[0] for one in refs if one} - left]
    alone = only_here(work.entry.id, places) if places else set()
    for place in places:
        work.mended = [one for one in work.mended if one.row["id"] != str(place)]
        for one in work.entry.rows.get("service_at_location", []):
            if one["location_id"] == str(place):
                work.drop("service_at_location", one["id"])
        of_place = {
            (table, uuid.UUID(one["id"]))
            for table in ("address", "accessibility")
            for one in work.entry.further.get(table, [])
            if one["location_id"] == str(place)
        }
        work.gone = [one for one in work.gone if one not in of_place]
        if place in alone:
            work.drop("location", str(place))


# ---- contacts, other hours, numbers ----


def _contact(row: Said) -> Cells:
    return {**_shown(CONTACT, contact=row), "told": "" if FOR_EDITORS in row else YES}


def _of_contact(said: Said) -> Said:
    return {name: ("" if text else YES) if name == FOR_EDITORS else text for name, text in said.items()}


def _but_empty_mark(row: Said) -> Said:
    """A contact that everybody may read has no mark, not an empty one, which would be told as a field of its own."""
    return {name: said for name, said in row.items() if said or name != FOR_EDITORS}


def _new_contact(work: _Work, one: PartRow) -> None:
    said = _of_contact({name: one.cells[cell] for cell, (_table, name) in CELLS[CONTACT].items()})
    work.add("contact", _but_empty_mark({"service_id": str(work.entry.id), **said}), one.at)


def _changed_contact(work: _Work, before: Cells, one: PartRow) -> None:
    if one.is_gone:
        work.drop("contact", one.ref)
    else:
        work.mend(
            Given(
                "contact",
                {"id": one.ref, **_of_contact(_differing(CONTACT, "contact", before=before, wanted=one.cells))},
                one.at,
            )
        )


def _times(row: Said) -> Cells:
    return {**_shown(TIMES, schedule=row), "hours": written(row)}


def _rule(work: _Work, text: str) -> Said:
    """The words of hours, with their rule where it is one; a rule that stood there before goes."""
    read = schedules_of(text)
    rule = read[0] if len(read) == 1 else {}
    zones = [one["zone"] for one in work.entry.rows.get("schedule", []) if one.get("zone")]
    zone = {"zone": zones[0]} if "freq" in rule and zones else {}
    return {**dict.fromkeys(_RULE, ""), **rule, "description": text, **zone}


def _new_times(work: _Work, one: PartRow) -> None:
    said = _differing(TIMES, "schedule", before={}, wanted=one.cells) | _rule(work, one.cells["hours"])
    work.add("schedule", {"service_id": str(work.entry.id), **said}, one.at)


def _changed_times(work: _Work, before: Cells, one: PartRow) -> None:
    if one.is_gone:
        work.drop("schedule", one.ref)
        return
    said = _differing(TIMES, "schedule", before=before, wanted=one.cells)
    if "description" in said:
        said |= _rule(work, one.cells["hours"])
    work.mend(Given("schedule", {"id": one.ref, **said}, one.at))


def _languages(entry: Entry, phone: str) -> list[Said]:
    return [one for one in entry.further.get("language", []) if one.get("phone_id") == phone and one.get("code")]


def _number(entry: Entry, row: Said) -> Cells:
    codes = sorted(one["code"] for one in _languages(entry, row["id"]))
    return {**_shown(NUMBER, phone=row), "languages": " ".join(codes)}


def _new_number(_work: _Work, _one: PartRow) -> None:
    """Numbers come by the field of numbers alone."""


def _changed_number(work: _Work, before: Cells, one: PartRow) -> None:
    work.mend(Given("phone", {"id": one.ref, **_differing(NUMBER, "phone", before=before, wanted=one.cells)}, one.at))
    if before["languages"] == one.cells["languages"]:
        return
    there = {row["code"]: row["id"] for row in _languages(work.entry, one.ref)}
    wanted = one.cells["languages"].split()
    for code in dict.fromkeys(wanted):
        if code not in there:
            work.add("language", {"phone_id": one.ref, "code": code}, one.at)
    for code, ref in there.items():
        if code not in wanted:
            work.drop("language", ref)


_NEW = {PLACE: _new_place, CONTACT: _new_contact, TIMES: _new_times, NUMBER: _new_number}
_CHANGED = {PLACE: _changed_place, CONTACT: _changed_contact, TIMES: _changed_times, NUMBER: _changed_number}
