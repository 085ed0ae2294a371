"""When was it written, by its own word? (RFC 5322 dates and other spellings; always told in UTC.)"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_tz
from time import struct_time

FIRST_YEAR, LAST_YEAR = 1970, 8999
LAST_SECOND = 59  # a leap second is told as the one before


def read_date(text: str) -> datetime | None:
    """Read a Date header; None when there is none or it names no moment between FIRST_YEAR and LAST_YEAR."""
    text = text.strip()[:200]
    if not text:
        return None
    try:
        return _rfc_date(text) or _iso_date(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _rfc_date(text: str) -> datetime | None:
    fields = parsedate_tz(text)
    if fields is None:
        return None
    year, month, day, hour, minute, second = struct_time(fields[:9])[:6]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    naive = datetime(year, month, day, hour, minute, min(second, LAST_SECOND), tzinfo=UTC)
    return datetime.fromtimestamp(naive.timestamp() - (fields[9] or 0), UTC)


def _iso_date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    return date if FIRST_YEAR <= date.year <= LAST_YEAR else None
