"""What time it is: aware UTC, and the one place where tests set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift: timedelta = timedelta(0)


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.now(UTC) + _shift


def minute(at: datetime) -> datetime:
    """Cut to the minute: the only precision in which times of a conversation are stored in the clear."""
    return at.replace(second=0, microsecond=0)


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let the clock of this process run ahead by `by` (tests only)."""
    global _shift  # noqa: PLW0603 - the clock is the one global there is
    before, _shift = _shift, _shift + by
    try:
        yield
    finally:
        _shift = before
