"""What ranking asks of a service, packed into one text of its index rows: written once, split only when asked for.

Fields, with "|" between them: languages and audiences (codes with spaces), channels (call, sms, chat, mail, web),
"free", region, pair, hours. Region: the names of regions with ";" between them. Hours: schedules with ";" between
them, each "days@opens@closes@zone"; "?" for one that no rule tells, "?2026-07-01/2026-08-31" for days with hours of
their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from peerline.directory.hours import is_open, is_usual, is_weekly

CALL, SMS, CHAT, MAIL, WEB = "call", "sms", "chat", "mail", "web"
KEPT = 50_000  # texts whose facts are kept in memory, about a kilobyte each
CHANNELS = (CALL, SMS, CHAT, MAIL, WEB)


@dataclass(frozen=True, slots=True)
class Facts:
    """The same, unpacked. region: "" for a whole country."""

    languages: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    is_free: bool = False
    region: str = ""
    pair: str = ""
    hours: str = ""

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions by name, as they are stored; none for a whole country."""
        return tuple(filter(None, map(str.strip, self.region.split(";"))))

    def is_of(self, region: str) -> bool:
        """Whether it is there for a region by itself."""
        return bool(self.region) and region.casefold() in map(str.casefold, self.regions)

    def is_open(self, at: datetime) -> bool | None:
        """Whether it is open at a moment; None when that is not known."""
        return _is_open(self.hours, at) if self.hours else None


def pack(facts: Facts) -> str:
    """One text."""
    sets = (" ".join(sorted(one)) for one in (facts.languages, facts.audiences, facts.channels))
    rest = ("free" if facts.is_free else "", facts.region, facts.pair, facts.hours)
    return "|".join((*sets, *(one.replace("|", " ") for one in rest)))


@lru_cache(maxsize=KEPT)
def unpack(packed: str) -> Facts:
    """The facts of a text that `pack` gave. Texts are many and searches more: what was unpacked is kept."""
    languages, audiences, channels, free, region, pair, hours = packed.split("|")
    return Facts(
        frozenset(languages.split()),
        frozenset(audiences.split()),
        frozenset(channels.split()),
        free == "free",
        region,
        pair,
        hours,
    )


def pack_hours(schedules: Iterable[dict[str, Any]]) -> str:
    """The schedules (fields of HSDS) of one service: the usual ones, and the days on which others take their place.

    Where there are none but those of one way, they count as the usual.
    """
    some = list(schedules)
    usual = [one for one in some if is_usual(one)] or [one for one in some if not _is_dated(one)]
    dated = [f"?{one.get('valid_from', '')}/{one.get('valid_to', '')}" for one in some if _is_dated(one)]
    return ";".join([*map(_packed, usual), *dated])


def _packed(schedule: dict[str, Any]) -> str:
    if not is_weekly(schedule):
        return "?"
    zone = schedule.get("zone") or (f"{schedule['timezone']:+}" if schedule.get("timezone") is not None else "")
    return "@".join((schedule.get("byday", ""), schedule["opens_at"], schedule.get("closes_at", ""), zone))


def _is_dated(schedule: dict[str, Any]) -> bool:
    return bool(schedule.get("valid_from") or schedule.get("valid_to"))


def _holds(packed: str, at: datetime) -> bool:
    """Whether a moment may be on one of these days, wherever that is."""
    first, _slash, last = packed[1:].partition("/")
    days = [(at + timedelta(days=one)).date().isoformat() for one in (-1, 0, 1)]
    return any((not first or first <= day) and (not last or day <= last) for day in days)


@lru_cache(maxsize=2048)  # many have the same hours, and a list is made at one moment
def _is_open(hours: str, at: datetime) -> bool | None:
    packed = hours.split(";")
    if any(_holds(one, at) for one in packed if one[:1] == "?" and len(one) > 1):
        return None
    return is_open((_schedule(one) for one in packed if one[:1] != "?" or len(one) == 1), at)


def _schedule(packed: str) -> dict[str, Any]:
    if packed == "?":
        return {}
    days, opens, closes, zone = packed.split("@")
    said: dict[str, Any] = {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes}
    return said | ({"timezone": float(zone)} if zone[:1] in ("+", "-") else {"zone": zone})
