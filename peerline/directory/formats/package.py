"""The descriptor of an HSDS data package: which tables, which columns of which type, what points where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peerline.directory.hsds import PROFILE, VERSION, Field, Table

DESCRIPTOR = "datapackage.json"
_TYPES: dict[str, dict[str, str]] = {
    "text": {"type": "string"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "time": {"type": "string"},  # as written, 24:00 among them
    "uuid": {"type": "string", "format": "uuid"},
    "date": {"type": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "stamp": {"type": "datetime", "format": "any"},
}


class Resource(NamedTuple):
    """A table of the package: its columns, and how long its file is."""

    table: Table
    columns: list[str]
    size_bytes: int


def descriptor(resources: Sequence[Resource]) -> dict[str, Any]:
    """The content of datapackage.json for these tables."""
    names = {one.table.name for one in resources}
    return {
        "profile": "tabular-data-package",
        "name": "human-services-data",
        "title": "Human services data",
        "hsds_version": VERSION,
        "hsds_profile": PROFILE,
        "resources": [_resource(one, names) for one in resources],
    }


def said_sizes(path: Path) -> dict[str, int]:
    """How many bytes a descriptor says that each file has; nothing where there is none that can be read."""
    try:
        resources = json.loads(path.read_bytes())["resources"]
        return {str(one["path"]): one["bytes"] for one in resources if isinstance(one.get("bytes"), int)}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _resource(resource: Resource, names: set[str]) -> dict[str, Any]:
    table, columns, size_bytes = resource
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
        "bytes": size_bytes,
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
