"""What does an invitation or a visiting card say, as rows that people can read? (RFC 5545, RFC 6350)

Values alone, without labels: title, time, place, description. Who invites and who is invited is left out: the name and
address of the writer stay off what is shown. The file itself stays among the files.
"""

from __future__ import annotations

import re
from datetime import date, datetime

LONGEST = 200_000
MOST_BLOCKS = 100
MOST_EVENTS = 20

_FOLD = re.compile(r"\r?\n[ \t]")
# Possessive throughout: what stands before the colon is looked at once.
_FIELD = re.compile(
    r"^(?:item\d{1,3}\.)?([A-Z-]{1,20})(?=[;:])((?:[^:\"\n]++|\"[^\"\n]*+\")*+):(.*)$", re.MULTILINE | re.IGNORECASE
)
_CARD_FIELDS = ("FN", "ORG", "TITLE", "TEL", "EMAIL", "ADR", "URL", "BDAY", "NOTE")
_EVENT_FIELDS = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "COMMENT")


def rows_of_calendar(text: str) -> str:
    """Write the events, tasks and journals of a calendar as rows; "" when there is none."""
    if len(text) > LONGEST or text.upper().count("BEGIN:") > MOST_BLOCKS:
        return _rows_of_fields(text[:LONGEST], _EVENT_FIELDS)
    # Imported at first use: few mails have a calendar.
    from icalendar import Calendar  # noqa: PLC0415

    try:
        blocks = Calendar.from_ical(text).walk()
        rows = ["\n".join(_rows(one)) for one in blocks if one.name in ("VEVENT", "VTODO", "VJOURNAL")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError):
        return _rows_of_fields(text, _EVENT_FIELDS)
    return "\n\n".join(row for row in rows[:MOST_EVENTS] if row)


def rows_of_card(text: str) -> str:
    """Write the fields of a visiting card as rows; "" when there is none."""
    return _rows_of_fields(text[:LONGEST], _CARD_FIELDS)


def _rows(event: object) -> list[str]:
    get = event.get  # type: ignore[attr-defined]
    title = str(get("SUMMARY", "")).strip()
    status = str(get("STATUS", "")).strip()
    rows = [
        f"{title} ({status})" if status == "CANCELLED" else title,
        _time(get("DTSTART"), get("DTEND") or get("DUE")),
    ]
    rows += [str(get(name, "")).strip() for name in ("LOCATION", "URL", "DESCRIPTION", "COMMENT")]
    return [row for row in rows if row]


def _time(start: object, end: object) -> str:
    first, last = getattr(start, "dt", None), getattr(end, "dt", None)
    if not isinstance(first, date):
        return ""
    written = _moment(first)
    if isinstance(last, date) and last != first:
        is_same_day = isinstance(last, datetime) and isinstance(first, datetime) and last.date() == first.date()
        written += " – " + (f"{last:%H:%M}" if is_same_day else _moment(last))
    zone = first.tzinfo if isinstance(first, datetime) else None
    return f"{written} ({getattr(zone, 'key', None) or first.strftime('%Z')})" if zone else written


def _moment(one: date) -> str:
    return one.strftime("%Y-%m-%d %H:%M") if isinstance(one, datetime) else one.isoformat()


def _rows_of_fields(text: str, names: tuple[str, ...]) -> str:
    """Write named fields of a text in the form NAME;PARAMETERS:VALUE, in the order of `names`."""
    found: dict[str, list[str]] = {}
    for name, parameters, value in _FIELD.findall(_FOLD.sub("", text)):
        if "ENCODING=B" not in parameters.upper():
            found.setdefault(name.upper(), []).append(_unescaped(value))
    rows = [value for name in names for value in found.get(name, ())[:MOST_EVENTS]]
    return "\n".join(dict.fromkeys(row for row in rows if row))


def _unescaped(value: str) -> str:
    value = re.sub(r"\\([nN])", "\n", value.strip())
    value = re.sub(r"\\([,;\\])", r"\1", value)
    return re.sub(r"(?: ?; ?)+", ", ", value.strip(" ;")) if ";" in value else value
