"""Reading what a browser posted as JSON: every field has a type and a largest size. All raise Refused."""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from peerline.kit.errors import Refused
from peerline.people.cargo import Joining, NewEpoch, NewMailKey, NewWrap, Proof

HEX_32 = re.compile(r"[0-9a-f]{64}")
LARGEST_BODY_BYTES = 64 * 1024
LONGEST_TEXT = 4096
LARGEST_MAIL_KEY_BODY_BYTES = 4 * 1024 * 1024
LONGEST_MAIL_KEY = 64 * 1024  # in base64; each renewal adds half a kilobyte
MOST_PARTS = 200  # members who answer
MOST_COPIES = 20  # coordinators a name can be sealed to


def posted(request: HttpRequest, *, most_bytes: int = LARGEST_BODY_BYTES) -> dict[str, Any]:
    """The object in the body."""
    if len(request.body) > most_bytes:
        raise Refused(code="too-large")
    try:
        found = json.loads(request.body)
    except ValueError as error:
        raise Refused(code="not-json") from error
    if not isinstance(found, dict):
        raise Refused(code="not-json")
    return found


def text(data: dict[str, Any], name: str, *, longest: int = LONGEST_TEXT) -> str:
    """A field that is a text."""
    found = data.get(name)
    if not isinstance(found, str) or len(found) > longest:
        raise Refused(code=f"field-{name}")
    return found


def texts(data: dict[str, Any], name: str) -> tuple[str, ...]:
    """A field that is a list of texts."""
    return tuple(text({name: one}, name) for one in listed(data, name))


def listed(data: dict[str, Any], name: str, *, most: int = 50) -> list[Any]:
    """A field that is a list."""
    found = data.get(name)
    if not isinstance(found, list) or len(found) > most:
        raise Refused(code=f"field-{name}")
    return found


def raw(data: dict[str, Any], name: str, *, size_bytes: int | None = None, longest: int = LONGEST_TEXT) -> bytes:
    """A field that is bytes in standard base64 (of at most `longest` signs), of that size if one is given."""
    try:
        found = base64.b64decode(text(data, name, longest=longest), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(code=f"field-{name}") from error
    if not found or (size_bytes is not None and len(found) != size_bytes):
        raise Refused(code=f"field-{name}")
    return found


def number(data: dict[str, Any], name: str) -> int:
    """A field that is a whole number."""
    found = data.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        raise Refused(code=f"field-{name}")
    return found


def proof(data: dict[str, Any]) -> Proof:
    """{"look_up", "sign_in"}: 64 hex digits each."""
    return Proof(_hex(data, "look_up"), _hex(data, "sign_in"))


def wrap(data: Any) -> NewWrap:
    """{"kind", "look_up", "sign_in", "sealed"}."""
    if not isinstance(data, dict):
        raise Refused(code="field-wrap")
    shown = proof(data)
    return NewWrap(text(data, "kind"), shown.look_up, shown.sign_in, raw(data, "sealed"))


def joining(data: dict[str, Any]) -> Joining:
    """All of a joining."""
    return Joining(
        alias=text(data, "alias"),
        languages=texts(data, "languages"),
        time_zone=text(data, "time_zone"),
        recipient=text(data, "recipient"),
        verify_key=raw(data, "verify_key", size_bytes=32),
        wraps=[wrap(one) for one in listed(data, "wraps", most=2)],
    )


def new_epoch(data: dict[str, Any]) -> NewEpoch:
    """All of a member key made anew."""
    return NewEpoch(
        epoch=number(data, "epoch"),
        recipient=text(data, "recipient"),
        verify_key=raw(data, "verify_key", size_bytes=32),
        back_link=raw(data, "back_link"),
        wraps=[wrap(one) for one in listed(data, "wraps", most=2)],
    )


def sealed_copies(data: dict[str, Any]) -> dict[str, bytes]:
    """{"sealed": {ref of a key: base64}}."""
    found = data.get("sealed")
    if not isinstance(found, dict) or len(found) > MOST_COPIES:
        raise Refused(code="field-sealed")
    return {str(ref): raw(found, ref) for ref in found}


def new_mail_key(data: dict[str, Any]) -> NewMailKey:
    """All of the line's OpenPGP key."""
    return NewMailKey(
        certificate=raw(data, "certificate", longest=LONGEST_MAIL_KEY),
        expires_at=_instant(data, "expires_at"),
        after=number(data, "after"),
        parts=mail_key_parts(data),
    )


def mail_key_parts(data: dict[str, Any]) -> dict[str, bytes]:
    """{"parts": {ref of a member's key: base64}}."""
    found = data.get("parts")
    if not isinstance(found, dict) or not 0 < len(found) <= MOST_PARTS:
        raise Refused(code="field-parts")
    return {str(ref): raw(found, ref, longest=LONGEST_MAIL_KEY) for ref in found}


def _instant(data: dict[str, Any], name: str) -> datetime:
    found = parse_datetime(text(data, name))
    if found is None or found.tzinfo is None:
        raise Refused(code=f"field-{name}")
    return found


def _hex(data: dict[str, Any], name: str) -> str:
    found = text(data, name)
    if not HEX_32.fullmatch(found):
        raise Refused(code=f"field-{name}")
    return found
