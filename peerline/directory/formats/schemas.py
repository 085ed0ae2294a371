"""JSON schemas of the objects of HSDS, made of the one list of tables: what exports hold to and the API publishes."""

from __future__ import annotations

from typing import Any

from peerline.directory.hsds import BELOW, BESIDE, TABLES, Field, Table

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "time": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "stamp": {"type": "string", "format": "date-time"},
}


def schema(table: str, *, strict: bool = False, at: str = "#/$defs/") -> dict[str, Any]:
    """The schema of one object; `strict` allows no field that HSDS and we do not know."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"{at}{table}",
        "$defs": definitions(strict=strict, at=at),
    }


def definitions(*, strict: bool = False, at: str = "#/$defs/") -> dict[str, Any]:
    """The schemas of all objects by name, pointing to each other below `at`."""
    return {name: _object(table, strict=strict, at=at) for name, table in TABLES.items()}


def _object(table: Table, *, strict: bool, at: str) -> dict[str, Any]:
    properties: dict[str, Any] = {one.name: _value(one) for one in table.fields}
    beside = BESIDE.get(table.name, {})
    for key, target in beside.values():
        properties[key] = {"$ref": f"{at}{target}"}
    for key, child, _link in BELOW[table.name]:
        properties[key] = {"type": "array", "items": {"$ref": f"{at}{child}"}}
    properties["attributes"] = {"type": "array", "items": {"$ref": f"{at}attribute"}}
    if table.name == "service":
        properties["peerline"] = {"type": "object"}
    if table.name == "organization":  # only in answers of the API
        properties["services"] = {"type": "array", "items": {"$ref": f"{at}service"}}
    if table.name == "service_at_location":  # likewise
        properties["service"] = {"$ref": f"{at}service"}
    made: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": [beside.get(one.name, (one.name,))[0] for one in table.fields if one.required],
    }
    return made | ({"additionalProperties": False} if strict else {})


def _value(field: Field) -> dict[str, Any]:
    return dict(_TYPES[field.kind]) | ({"enum": list(field.values)} if field.values else {})
