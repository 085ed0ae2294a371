"""What a program asks of the HSDS API, read out of its address."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from peerline.directory.access import Wished
from peerline.kit.errors import Refused

PER_PAGE, MOST_PER_PAGE = 50, 1000
MOST_PER_PAGE_MINIMAL = 100_000
LAST_PAGE = 1_000_000
FORMATS = ("json", "ndjson")
_NEAR = ("postcode", "proximity")  # of HSDS; nothing here knows where a postcode lies


class NotUnderstood(Refused):
    """A parameter has a value that it cannot have."""

    code = "bad-parameter"
    sentence = _("One of the parameters cannot be read.")


class NotNear(NotUnderstood):
    """A list is asked for by the distance to a postcode. Places from everywhere would be taken for near ones."""

    sentence = _("Places cannot be found by postcode here.")


@dataclass(frozen=True, slots=True)
class Request:
    """Which part of a list, how narrowed, in which form."""

    wished: Wished
    page: int
    per_page: int
    is_minimal: bool
    is_full: bool
    is_with_services: bool
    is_ndjson: bool


def read(said: Mapping[str, str]) -> Request:
    """The parameters of a list. Raises NotUnderstood."""
    if any(said.get(one) for one in _NEAR):
        raise NotNear
    is_minimal = _bool(said, "minimal")
    most = MOST_PER_PAGE_MINIMAL if is_minimal else MOST_PER_PAGE
    chosen = said.get("format") or FORMATS[0]
    if chosen not in FORMATS:
        raise NotUnderstood
    wished = Wished(
        search=said.get("search", "")[:200],
        taxonomy_term=_uuid(said, "taxonomy_term_id"),
        taxonomy=_uuid(said, "taxonomy_id"),
        organization=_uuid(said, "organization_id"),
        parent=_uuid(said, "parent_id"),
        top_only=_bool(said, "top_only"),
        modified_after=_moment(said, "modified_after"),
    )
    return Request(
        wished,
        _number(said, "page", default=1, most=LAST_PAGE),
        min(_number(said, "per_page", default=most if is_minimal else PER_PAGE, most=LAST_PAGE), most),
        is_minimal,
        _bool(said, "full"),
        _bool(said, "full_service"),
        chosen == "ndjson",
    )


def reference(text: str) -> uuid.UUID | None:
    """An identifier, None when it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _uuid(said: Mapping[str, str], name: str) -> uuid.UUID | None:
    if not said.get(name):
        return None
    found = reference(said[name])
    if found is None:
        raise NotUnderstood
    return found


def _number(said: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    text = said.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise NotUnderstood
    return int(text)


def _bool(said: Mapping[str, str], name: str) -> bool:
    text = said.get(name, "").lower()
    if text not in ("", "true", "false", "1", "0"):
        raise NotUnderstood
    return text in ("true", "1")


def _moment(said: Mapping[str, str], name: str) -> datetime | None:
    if not said.get(name):
        return None
    try:
        # A "+" of the zone that was not escaped came as a space.
        read = datetime.fromisoformat(said[name].replace(" ", "+"))
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise NotUnderstood from None
