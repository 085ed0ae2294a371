"""The descriptor of an HSDS data package: which tables, which columns of which type, what points where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerline.directory.hsds import PROFILE, VERSION, Field, Table

DESCRIPTOR = "datapackage.json"
_TYPES: dict[str, dict[str, str]] = {
    "text": {"type": "string"},
    "time": {"type": "string"},  # as written, 24:00 among them
    "uuid": {"type": "string", "format": "uuid"},
    "date": {"type": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "stamp": {"type": "datetime", "format": "any"},
}


def descriptor(tables: Sequence[tuple[Table, list[str]]]) -> dict[str, Any]:
    """The content of datapackage.json for these tables with their columns."""
    names = {table.name for table, _columns in tables}
    return {
        "profile": "tabular-data-package",
        "name": "human-services-data",
        "title": "Human services data",
        "hsds_version": VERSION,
        "hsds_profile": PROFILE,
        "resources": [_resource(table, columns, names) for table, columns in tables],
    }


def _resource(table: Table, columns: list[str], names: set[str]) -> dict[str, Any]:
    fields = [
        _field(table.by_name[one]) if one in table.by_name else {"name": one, "type": "string"} for one in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": "id"}
    links = [one for one in table.fields if one.table in names]
    if links:
        schema["foreignKeys"] = [_link(table, one) for one in links]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if field.required or field.must_link:
        limits["required"] = True
    if field.values:
        limits["enum"] = list(field.values)
    return {"name": field.name, **_TYPES[field.kind]} | ({"constraints": limits} if limits else {})


def _link(table: Table, field: Field) -> dict[str, Any]:
    resource = "" if field.table == table.name else field.table
    return {"fields": field.name, "reference": {"resource": resource, "fields": "id"}}
