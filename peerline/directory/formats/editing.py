"""One service as a form of a few fields, and back: what an editor changed, as rows of HSDS to store and to delete.

A field that was left as it was touches nothing, so that what this form cannot show (an extension, a second schedule,
the rows of another directory) stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from peerline.directory.access import Entry, Facts
from peerline.directory.actions import Given
from peerline.directory.formats.flat import flat_of, is_area, rows_of
from peerline.directory.hours import is_usual
from peerline.directory.numbers import NOT_FOR_PEOPLE, TEXTED, WHATSAPP
from peerline.directory.vocabulary import ANONYMITY, ANONYMITY_TERMS, AUDIENCE, AUDIENCES, NEED, NEEDS, term_id

# What an editor may change; one field each, several values as in a table.
FIELDS = (
    "organization", "service", "description", "field", "audience", "country", "region", "languages", "phone", "sms",
    "chat_url", "email", "homepage", "hours", "cost", "anonymity",
)  # fmt: skip
_OF_SERVICE = {
    "service": "name",
    "description": "description",
    "email": "email",
    "homepage": "url",
    "cost": "fees_description",
}
_Rows = dict[tuple[str, ...], dict[str, Any]]
# The table that these fields fill -> what makes two of its rows the same.
_TABLES: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {
    ("field", "audience", "anonymity"): ("attribute", ("taxonomy_term_id",)),
    ("country", "region"): ("service_area", ("extent",)),
    ("languages",): ("language", ("code",)),
    ("phone", "sms"): ("phone", ("number", "written")),
    ("chat_url",): ("url", ("url", "label")),
    ("hours",): ("schedule", ("description", "byday", "opens_at", "closes_at")),
    ("cost",): ("cost_option", ("option",)),
}

# The field that shows most of a row.
_OF_ROW = {table: names[0] for names, (table, _key) in _TABLES.items()} | {
    "organization": "organization",
    "service": "service",
}


def field_of(table: str, name: str) -> str:
    """The field of the form in which a change of the log is seen (`name` "": of a whole row), "" when it is in none."""
    if not name or table not in ("organization", "service"):
        return _OF_ROW.get(table, "")
    if table == "organization":
        return "organization" if name == "name" else ""
    return next((one for one, field in _OF_SERVICE.items() if field == name), "")


def cells_of(entry: Entry) -> dict[str, str]:
    """The fields as they stand."""
    cells = flat_of(entry.rows, Facts())
    return {name: cells[name] for name in FIELDS}


def changes(entry: Entry, wanted: dict[str, str]) -> tuple[list[Given], list[tuple[str, uuid.UUID]]]:
    """Rows to store and rows to delete, so that the fields become what is wanted. Raises NotFlat."""
    before = cells_of(entry)
    touched = {name for name in FIELDS if before[name] != wanted[name]}
    cells = {**before, **wanted, "id": str(entry.id)}
    if touched.isdisjoint(("country", "region")):  # an area of another directory may be any text, and stays
        cells["country"] = " ".join(filter(is_area, cells["country"].split()))
    made = rows_of(cells, at="")
    given = list(_texts(entry, wanted, touched))
    gone: list[tuple[str, uuid.UUID]] = []
    for names, (table, key) in _TABLES.items():
        if touched.isdisjoint(names):
            continue
        there = {_key(row, key): row for row in entry.rows.get(table, []) if _is_shown(table, row)}
        new = {_key(one.row, key): one.row for one in made if one.table == table}
        rows = _rows(there, new)
        given += [Given(table, row, "") for row in rows]
        kept = {row["id"] for row in rows}
        gone += [(table, uuid.UUID(row["id"])) for row in there.values() if row["id"] not in kept]
    return given, gone


def _rows(there: _Rows, new: _Rows) -> list[dict[str, Any]]:
    """Rows to store: what is there, with what is said of it; others in the place of one that goes, or beside all."""
    keys = {row["id"]: key for key, row in there.items()}
    rows: list[dict[str, Any]] = []
    for key, row in new.items():
        if key in there:
            # Of a number the form knows texts, WhatsApp and everything else: what kind of everything else stays.
            stays: dict[str, Any] = {name: there[key][name] for name in ("id", "type") if name in there[key]}
            rows.append({**there[key], **row, **stays})
        elif keys.get(row["id"]) in new:
            rows.append({**row, "id": str(uuid.uuid4())})
        else:
            rows.append(row)
    return rows


def _texts(entry: Entry, wanted: dict[str, str], touched: set[str]) -> Iterator[Given]:
    """The organization's name and the texts of the service, where they changed."""
    if "organization" in touched:
        yield Given("organization", {**entry.organization, "name": wanted["organization"]}, "")
    if touched & _OF_SERVICE.keys():
        said = {field: wanted[name] for name, field in _OF_SERVICE.items() if name in touched}
        yield Given("service", {**entry.service, **said}, "")


def _key(row: dict[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    kind = row.get("type")
    said: dict[str, Any] = {**row, "written": "sms" if kind in TEXTED else kind if kind == WHATSAPP else ""}
    return tuple(str(said.get(one) or "") for one in names)


def _is_shown(table: str, row: dict[str, Any]) -> bool:
    """Whether the form shows this row, and may therefore take it away."""
    if table == "phone":
        return row.get("type") not in NOT_FOR_PEOPLE
    if table == "url":
        return row.get("label") == "chat"
    if table == "schedule":
        return is_usual(row)
    if table == "cost_option":
        return row.get("option") == "free"
    if table == "attribute":
        return str(row.get("taxonomy_term_id")) in _OURS
    return True


_OURS = frozenset(
    str(term_id(kind, code))
    for kind, codes in ((NEED, NEEDS), (AUDIENCE, AUDIENCES), (ANONYMITY, ANONYMITY_TERMS))
    for code in codes
)
