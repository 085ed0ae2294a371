"""Opening hours: what people write ("Mon-Fri 09:00-17:00, Sat 10-14"), as schedules of HSDS; is it open now?

What is not understood with certainty stays a description, and "open now" is then not known: None is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from peerline.directory.hsds import WEEKDAYS

ALL_DAYS = ",".join(WEEKDAYS)
_DAY_NAMES = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)"
_DAYS = re.compile(rf"({_DAY}(?:\s*[-/,]\s*{_DAY})*)\s+", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*[-\u2013]\s*(\d{1,2}):(\d\d)")
_ALWAYS = re.compile(r"24\s*/\s*7|24 h(?:ours)?,? daily|always|day and night", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2}:\d\d)(?::00)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_DAY_MINUTES = 24 * 60
_LIMITS = ("valid_from", "valid_to", "dtstart", "until", "count", "bymonthday", "byweekno", "byyearday")
ANY_DAY = {"valid_from": None, "valid_to": None}


def schedules_of(text: str) -> list[dict[str, str]]:
    """The schedules that a text says, as fields of HSDS. Understood wholly, or one that is only a description."""
    said = text.strip()
    if not said:
        return []
    if _ALWAYS.fullmatch(said):
        return [{"description": said, **_weekly(ALL_DAYS, "00:00", "24:00")}]
    read = _read(said)
    if not read:
        return [{"description": said}]
    first, *others = [_weekly(*one) for one in read]
    return [{"description": said, **first}, *others]


def is_usual(schedule: Mapping[str, Any]) -> bool:
    """Whether a schedule (fields of HSDS) is of the usual hours: not of some days of a year, nor of one way alone."""
    return not any(map(schedule.get, ("valid_from", "valid_to", "attending_type")))


def written(schedule: Mapping[str, Any]) -> str:
    """A schedule as `schedules_of` reads it; "" for one that has neither words nor a rule that holds every week."""
    opens, closes = (_HOUR.fullmatch(schedule.get(name) or "") for name in ("opens_at", "closes_at"))
    days = [one for one in (schedule.get("byday") or "").split(",") if one in WEEKDAYS]
    if schedule.get("description") or not (opens and closes and days and is_weekly({**schedule, **ANY_DAY})):
        return str(schedule.get("description") or "")
    names = {code: name.title() for name, code in _DAY_NAMES.items()}
    return f"{', '.join(names[one] for one in days)} {opens[1]}-{closes[1]}"


def is_weekly(schedule: Mapping[str, Any]) -> bool:
    """Whether a schedule (fields of HSDS) holds in every week: what begins, ends or skips weeks no rule tells."""
    is_each = schedule.get("freq") == "WEEKLY" and schedule.get("interval") in (None, "", 1, "1")
    return is_each and bool(schedule.get("opens_at")) and not any(map(schedule.get, _LIMITS))


def is_open(schedules: Iterable[dict[str, Any]], at: datetime) -> bool | None:
    """Whether it is open at a moment (aware). None when a schedule cannot be told by rules, or there is none."""
    answers = [_is_open(one, at) for one in schedules]
    if any(answers):
        return True
    return None if None in answers or not answers else False


def _weekly(days: str, opens: str, closes: str) -> dict[str, str]:
    return {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes}


def _read(text: str) -> list[tuple[str, str, str]]:
    """(days, opens, closes) for each span; empty when any piece of the text is left over."""
    found: list[tuple[str, str, str]] = []
    rest, days = text.removesuffix(" daily").strip(), ALL_DAYS if _SPAN.match(text) else ""
    while rest:
        named = _DAYS.match(rest)
        if named:
            days, rest = _days(named[1]), rest[named.end() :]
        span = _SPAN.match(rest)
        if not span or not days:
            return []
        opens, closes = f"{int(span[1]):02}:{span[2]}", f"{int(span[3]):02}:{span[4]}"
        if not (_minutes(opens) < _DAY_MINUTES and 0 < _minutes(closes) <= _DAY_MINUTES):
            return []
        found.append((days, opens, closes))
        rest = rest[span.end() :].lstrip(" ,;")
    return found


def _days(text: str) -> str:
    """ "Mon-Thu" as "MO,TU,WE,TH"; "Mon, Wed" as "MO,WE"."""
    days: list[str] = []
    for piece in re.split(r"\s*[/,]\s*", text.lower()):
        names = [_DAY_NAMES[one.strip()] for one in piece.split("-")]
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        span = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        days += [WEEKDAYS[one] for one in span]
    return ",".join(dict.fromkeys(days))


def _is_open(schedule: dict[str, Any], at: datetime) -> bool | None:
    opens, closes = _minutes(schedule.get("opens_at", "")), _minutes(schedule.get("closes_at", ""))
    days = set(schedule.get("byday", "").split(","))
    if opens < 0 or closes < 0 or schedule.get("freq") != "WEEKLY" or not days <= set(WEEKDAYS):
        return None
    if days == set(WEEKDAYS) and (opens, closes) == (0, _DAY_MINUTES):
        return True
    local = _local(schedule, at)
    if local is None:
        return None
    now, today = local.hour * 60 + local.minute, WEEKDAYS[local.weekday()]
    yesterday = WEEKDAYS[(local - timedelta(days=1)).weekday()]
    if opens < closes:
        return today in days and opens <= now < closes
    return (today in days and now >= opens) or (yesterday in days and now < closes)


def _local(schedule: dict[str, Any], at: datetime) -> datetime | None:
    zone = schedule.get("zone")
    if zone:
        try:
            return at.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            return None
    offset = schedule.get("timezone")
    return None if offset is None else at + timedelta(hours=float(offset)) - (at.utcoffset() or timedelta())


def _minutes(text: str) -> int:
    """Minutes since midnight of "HH:MM…", -1 for none."""
    read = _CLOCK.match(text)
    return int(read[1]) * 60 + int(read[2]) if read else -1
