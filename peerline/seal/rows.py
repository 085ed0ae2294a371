"""Reading JSON that somebody else wrote: plain objects only, with the types that the format names.

Python's reader takes more than JSON is (NaN, lone halves of surrogate pairs, duplicate names, True where a number is
asked for); what it takes too much is refused here, so that a browser reads the same.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

from peerline.seal.errors import Broken


def written(row: dict[str, Any]) -> str:
    """The object as JSON without spaces and without escapes that are not needed. Raises ValueError.

    row  of no NaN: `refuse_nan` looks through what others made
    """
    try:
        return orjson.dumps(row).decode()
    except TypeError as error:  # also for lone surrogates
        raise ValueError(str(error)) from None


_no_nan = json.JSONEncoder(allow_nan=False).encode


def refuse_nan(row: Any) -> None:
    """Return if there is no NaN and no infinity in it: they are no JSON. Raises ValueError."""
    _no_nan(row)


def read_object(data: bytes | str) -> dict[str, Any]:
    """The JSON object that `data` is. Raises Broken."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        text.encode()
        row = json.loads(text, parse_constant=_refuse)
        json.dumps(row, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Broken("no JSON") from None
    if type(row) is not dict:
        raise Broken("no JSON object")
    return row


def read_version_1(data: bytes | str) -> dict[str, Any]:
    """The JSON object, whose `v` has to be 1. Raises Broken."""
    row = read_object(data)
    if type(row.get("v")) is not int or row["v"] != 1:
        raise Broken("unknown version")
    return row


def text_in(row: dict[str, Any], name: str) -> str:
    """The text called `name`. Raises Broken."""
    value = row.get(name)
    if type(value) is not str:
        raise Broken(f"{name} is no text")
    return value


def number_in(row: dict[str, Any], name: str) -> int:
    """The number called `name`, not negative and exact in a browser too. Raises Broken."""
    return checked_number(row.get(name), name)


def checked_number(value: Any, name: str) -> int:
    """`value`, if it is a number as above. Raises Broken."""
    if type(value) is not int or not 0 <= value < 1 << 53:
        raise Broken(f"{name} is no number")
    return value


def list_in(row: dict[str, Any], name: str) -> list[Any]:
    """The list called `name`. Raises Broken."""
    value = row.get(name)
    if type(value) is not list:
        raise Broken(f"{name} is no list")
    return value


def _refuse(constant: str) -> None:
    raise ValueError(constant)
