"""The description of the API, made from the forms that read it."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

from peerline.desk.endpoints import ENDPOINTS, Endpoint
from peerline.desk.endpoints_of_members import MEMBERS_ENDPOINTS

ERROR = {
    "type": "object",
    "required": ["error", "sentence"],
    "properties": {"error": {"type": "string"}, "sentence": {"type": "string"}},
}
SIMPLE: dict[Any, dict[str, Any]] = {
    datetime: {"type": "string", "format": "date-time"},
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0},
    bool: {"type": "boolean"},
    bytes: {"type": "string", "contentEncoding": "base64"},
}


def description() -> dict[str, Any]:
    """An OpenAPI 3.1 document."""
    schemas: dict[str, Any] = {"Error": ERROR}
    paths: dict[str, Any] = {}
    for endpoint in (*ENDPOINTS, *MEMBERS_ENDPOINTS):
        paths.setdefault(endpoint.path, {})[endpoint.method] = _operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Peerline desk", "version": "1"},
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "sessionid"}},
        },
        "security": [{"session": []}],
    }


def _operation(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.does,
        "responses": {
            "200": {"description": "Done.", "content": {endpoint.answers: {"schema": {}}}},
            "default": {
                "description": "Refused; not there and not yours are the same.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            },
        },
    }
    if endpoint.is_open:
        found["security"] = []
    if "{ref}" in endpoint.path:
        form = {"type": "string", "pattern": "^[a-z2-7]{26}$"}
        found["parameters"] = [{"name": "ref", "in": "path", "required": True, "schema": form}]
    if endpoint.form is not None:
        found["requestBody"] = {
            "required": True,
            "content": {endpoint.asks: {"schema": _schema(endpoint.form, schemas)}},
        }
    return found


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if dataclasses.is_dataclass(kind):
        return _named(kind, schemas)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema(one, schemas) for one in inner if one is not types.NoneType] + [{"type": "null"}]}
    if origin in {tuple, Sequence}:
        return {"type": "array", "items": _schema(inner[0], schemas)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(inner[1], schemas)}
    return SIMPLE[kind]


def _named(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if kind.__name__ not in schemas:
        hints = get_type_hints(kind)
        schemas[kind.__name__] = {
            "type": "object",
            "description": (kind.__doc__ or "").strip().partition("\n")[0],
            "required": [one.name for one in dataclasses.fields(kind) if one.default is dataclasses.MISSING],
            "properties": {name: _schema(hints[name], schemas) for name in hints},
        }
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
