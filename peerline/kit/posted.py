"""What a browser posted as JSON, as a dataclass.

Bytes travel as standard base64. A field that is missing, of another type or too large is refused by its name.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from peerline.kit.errors import Refused

Form = TypeVar("Form")
LONGEST_TEXT = 4096
LARGEST_BODY_BYTES = 64 * 1024 * 1024
MOST_ENTRIES = 200


def read(body: bytes, form: type[Form]) -> Form:
    """The posted JSON as `form`. Raises Refused, with the path of the first wrong field as code."""
    if len(body) > LARGEST_BODY_BYTES:
        raise Refused(code="too-large")
    try:
        data = json.loads(body or b"{}")
    except ValueError as error:
        raise Refused(code="not-json") from error
    found: Form = _value(data, form, "body")
    return found


def _value(data: Any, kind: Any, path: str) -> Any:
    if dataclasses.is_dataclass(kind):
        return _object(data, kind, path)
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if data is None else _value(data, _only(kind), path)
    if origin is tuple:
        return tuple(_value(one, get_args(kind)[0], path) for one in _sized(data, list, path))
    if origin in {dict, Mapping} or (isinstance(origin, type) and issubclass(origin, Mapping)):
        inner = get_args(kind)[1]
        return {_text(name, path): _value(one, inner, path) for name, one in _sized(data, dict, path).items()}
    return _SIMPLE[kind](data, path)


def _object(data: Any, kind: Any, path: str) -> Any:
    if not isinstance(data, dict):
        raise Refused(code=f"field-{path}")
    hints = get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    read_fields = {
        name: _value(data.get(name), hints[name], name)
        for name, field in fields.items()
        if name in data or field.default is field.default_factory is dataclasses.MISSING
    }
    return kind(**read_fields)


def _only(kind: Any) -> Any:
    return next(one for one in get_args(kind) if one is not types.NoneType)


def _sized(data: Any, kind: type, path: str) -> Any:
    if not isinstance(data, kind) or len(data) > MOST_ENTRIES:  # type: ignore[arg-type]
        raise Refused(code=f"field-{path}")
    return data


def _text(data: Any, path: str) -> str:
    if not isinstance(data, str) or len(data) > LONGEST_TEXT:
        raise Refused(code=f"field-{path}")
    return data


def _number(data: Any, path: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not 0 <= data < 2**31:
        raise Refused(code=f"field-{path}")
    return data


def _bytes(data: Any, path: str) -> bytes:
    try:
        found = base64.b64decode(data, validate=True) if isinstance(data, str) else b""
    except (binascii.Error, ValueError):
        found = b""
    if not found:
        raise Refused(code=f"field-{path}")
    return found


def _flag(data: Any, path: str) -> bool:
    if not isinstance(data, bool):
        raise Refused(code=f"field-{path}")
    return data


_SIMPLE: dict[Any, Callable[[Any, str], Any]] = {str: _text, int: _number, bytes: _bytes, bool: _flag}
