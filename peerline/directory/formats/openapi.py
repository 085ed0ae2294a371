"""The HSDS API in the words of OpenAPI 3.1, made of the list of tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peerline.directory.formats.schemas import definitions
from peerline.directory.hsds import VERSION

_AT = "#/components/schemas/"
_PLAIN = {"search": "string", "page": "integer", "per_page": "integer", "format": "string"}
_NARROW = {
    "taxonomy_term_id": "string",
    "taxonomy_id": "string",
    "organization_id": "string",
    "modified_after": "string",
}
_PARAMETERS = {
    "service": {**_PLAIN, **_NARROW, "minimal": "boolean", "full": "boolean"},
    "service_at_location": {**_PLAIN, **_NARROW, "full": "boolean"},
    "organization": {
        **_PLAIN,
        "taxonomy_term_id": "string",
        "taxonomy_id": "string",
        "full": "boolean",
        "full_service": "boolean",
    },
    "taxonomy_term": {**_PLAIN, "taxonomy_id": "string", "parent_id": "string", "top_only": "boolean"},
}
_ABOUT = {
    "version": {"type": "string"},
    "profile": {"type": "string", "format": "uri"},
    "openapi_url": {"type": "string", "format": "uri"},
    "description": {"type": "string"},
    "publisher": {
        "type": "object",
        "properties": {"name": {"type": "string"}, "website": {"type": "string", "format": "uri"}},
    },
}
_PAGE = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
}


def described(url: str, lists: Mapping[str, str]) -> dict[str, Any]:
    """The whole description. lists: name in the address -> table."""
    paths: dict[str, Any] = {"/": _get("Version and profile of this API.", {"type": "object", "properties": _ABOUT})}
    for name, table in lists.items():
        paths[f"/{name}"] = _get(f"A page of {name}.", _page(table), _PARAMETERS.get(table, _PLAIN))
        paths[f"/{name}/{{id}}"] = {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            **_get(f"One {table} with everything that belongs to it.", {"$ref": _AT + table}),
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Human services", "version": VERSION},
        "servers": [{"url": url.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": definitions(at=_AT)},
    }


def _get(does: str, schema: dict[str, Any], parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
    asked = [{"name": name, "in": "query", "schema": {"type": kind}} for name, kind in (parameters or {}).items()]
    answers = {"200": {"description": does, "content": {"application/json": {"schema": schema}}}}
    return {"get": {"summary": does, "parameters": asked, "responses": answers}}


def _page(table: str) -> dict[str, Any]:
    fields: dict[str, Any] = {name: {"type": kind} for name, kind in _PAGE.items()}
    return {
        "type": "object",
        "properties": fields | {"contents": {"type": "array", "items": {"$ref": _AT + table}}},
        "required": [*_PAGE, "contents"],
    }
