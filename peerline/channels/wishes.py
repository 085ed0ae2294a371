"""How somebody who wrote at the door wants to be told that something waits: at which hours, and how the mail looks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from peerline.kit.errors import Refused

HOURS = 24
DAY = timedelta(days=1)
MOST_SUBJECTS = 20
LONGEST_LANGUAGE = 35


@dataclass(frozen=True, slots=True)
class Wishes:
    """The hours are those of the seeker's own clock, told without naming a place. Raises Refused for what is no wish.

    start, end  full hours, 0 to 23 and 0 to 24; the end may lie on the next day; the whole day when both are the same
    ahead       minutes that their clock is ahead of UTC, less than a day: -5 hours are 19, which the hours cannot tell
    language    BCP 47
    subject     which of the line's neutral subjects, from 0
    has_link    the address of the page stands in it
    """

    start: int
    end: int
    ahead: int
    language: str
    subject: int
    has_link: bool

    def __post_init__(self) -> None:
        """Also what came as JSON is checked here."""
        hours = ((self.start, HOURS - 1), (self.end, HOURS), (self.ahead, HOURS * 60 - 1))
        limits = (*hours, (self.subject, MOST_SUBJECTS))
        is_fit = all(type(value) is int and 0 <= value <= most for value, most in limits)
        if not is_fit or type(self.has_link) is not bool or type(self.language) is not str:
            raise Refused(code="wishes")
        if len(self.language) > LONGEST_LANGUAGE:
            raise Refused(code="wishes")

    @classmethod
    def read(cls, fields: dict[str, object]) -> Wishes:
        """From JSON. Raises Refused, KeyError, TypeError."""
        return cls(*(fields[name] for name in cls.__slots__))  # type: ignore[arg-type]

    def as_fields(self) -> dict[str, object]:
        """As JSON has it."""
        return asdict(self)

    def wait(self, at: datetime) -> timedelta:
        """How long from this instant until the hours begin; nothing within them."""
        since = self._since(at)
        return timedelta(0) if since < self._length() else DAY - since

    def left(self, at: datetime) -> timedelta:
        """How much of the hours is left at an instant within them."""
        return self._length() - self._since(at)

    def _since(self, at: datetime) -> timedelta:
        """How long ago the hours last began."""
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return (at - midnight + timedelta(minutes=self.ahead) - timedelta(hours=self.start)) % DAY

    def _length(self) -> timedelta:
        return timedelta(hours=(self.end - self.start) % HOURS) or DAY
