"""What does an invitation or a visiting card say, as rows that people can read? (RFC 5545, RFC 6350)

Values alone, without labels: title, time, place, description. Who invites and who is invited is left out: the name and
address of the writer stay off what is shown. The file itself stays among the files.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from .charsets import read_bytes
from .markup import text_of, words_of
from .transfer import unpack

LONGEST = 200_000
LONGEST_PAGE = 20_000  # that is built by a browser's rules, which can blow up what is hostile
MOST_BLOCKS = 100
MOST_EVENTS = 20

_FOLD = re.compile(r"\r?\n[ \t]")
# Possessive throughout: what stands before the colon is looked at once.
_FIELD = re.compile(
    r"^(?:item\d{1,3}\.)?([A-Z-]{1,20})(?=[;:])((?:[^:\"\n]++|\"[^\"\n]*+\")*+):(.*)$", re.MULTILINE | re.IGNORECASE
)
# Values of the nineties are packed, and go on in the next row behind an "=" (vCard 2.1, vCalendar 1.0).
_OLD = re.compile(
    r"^(?P<head>[^:\n]{1,200}?;(?:ENCODING=)?QUOTED-PRINTABLE[^:\n]{0,200}):(?P<value>(?:[^\n]*=\r?\n){0,2000}[^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_OLD_PARAMETER = re.compile(r";(?:ENCODING=)?QUOTED-PRINTABLE|;CHARSET=([^;:]{1,40})", re.IGNORECASE)
_ANSWERS = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE"})
_CARD_FIELDS = ("FN", "ORG", "TITLE", "TEL", "EMAIL", "ADR", "URL", "BDAY", "NOTE")
_EVENT_FIELDS = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "COMMENT")


def rows_of_calendar(text: str) -> str:
    """Write the events, tasks and journals of a calendar as rows; "" when there is none."""
    text = _unpack_old(text[:LONGEST]) + text[LONGEST:]
    if len(text) > LONGEST or text.upper().count("BEGIN:") > MOST_BLOCKS:
        return _rows_of_fields(text[:LONGEST], _EVENT_FIELDS)
    # Imported at first use: few mails have a calendar.
    from icalendar import Calendar  # noqa: PLC0415

    try:
        whole = Calendar.from_ical(text)
        method = str(whole.get("METHOD", "")).strip().upper()
        blocks = [one for one in whole.walk() if one.name in ("VEVENT", "VTODO", "VJOURNAL")]
        rows = ["\n".join(_rows(one, method)) for one in blocks]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError, OSError):
        # OSError: a zone's name is looked up as a file, and can be that of a folder, or too long for one.
        return _rows_of_fields(text, _EVENT_FIELDS)
    return "\n\n".join(row for row in rows[:MOST_EVENTS] if row)


def rows_of_card(text: str) -> str:
    """Write the fields of a visiting card as rows; "" when there is none."""
    return _rows_of_fields(_unpack_old(text[:LONGEST]), _CARD_FIELDS)


def _rows(event: Any, method: str) -> list[str]:
    get = event.get
    title, state = str(get("SUMMARY", "")).strip(), _state(event, method)
    rows = [f"{title} ({state})" if state else title, _time(event)]
    rows += [str(get(name, "")).strip() for name in ("LOCATION", "URL", "DESCRIPTION")]
    if not rows[-1]:
        page = str(get("X-ALT-DESC", ""))
        rows.append((text_of(page) if len(page) <= LONGEST_PAGE else words_of(page)).strip())
    rows.append(str(get("COMMENT", "")).strip())
    return [row for row in rows if row]


def _state(event: Any, method: str) -> str:
    """Whether the event is off, or what somebody answered to it, in the words of the standard; "" for neither."""
    if method == "CANCEL" or str(event.get("STATUS", "")).strip() == "CANCELLED":
        return "CANCELLED"
    answer = getattr(event.get("ATTENDEE"), "params", {}).get("PARTSTAT", "") if method == "REPLY" else ""
    return answer if answer in _ANSWERS else ""


def _time(event: Any) -> str:
    """When it begins and ends: a day that stands as the end is the first that is free again (RFC 5545, 3.6.1)."""
    start, end = event.get("DTSTART"), event.get("DTEND") or event.get("DUE")
    first, last = getattr(start, "dt", None), getattr(end, "dt", None)
    if not isinstance(first, date):
        return ""
    length = getattr(event.get("DURATION"), "dt", None)
    if last is None and isinstance(length, timedelta):
        last = first + length
    if isinstance(last, date) and not isinstance(last, datetime) and "DTEND" in event:
        last -= timedelta(days=1)
    written = _moment(first)
    if isinstance(last, date) and last != first:
        is_same_day = isinstance(last, datetime) and isinstance(first, datetime) and last.date() == first.date()
        written += " – " + (f"{last:%H:%M}" if is_same_day else _moment(last))
    zone = first.tzinfo if isinstance(first, datetime) else None
    if zone is None:
        return written
    name = getattr(zone, "key", None) or first.strftime("%Z") or getattr(start, "params", {}).get("TZID", "")
    return f"{written} ({name})" if name else written


def _moment(one: date) -> str:
    return one.strftime("%Y-%m-%d %H:%M") if isinstance(one, datetime) else one.isoformat()


def _rows_of_fields(text: str, names: tuple[str, ...]) -> str:
    """Write named fields of a text in the form NAME;PARAMETERS:VALUE, in the order of `names`."""
    found: dict[str, list[str]] = {}
    for name, parameters, value in _FIELD.findall(_FOLD.sub("", text)):
        if "ENCODING=B" not in parameters.upper():
            said = _name(value) if name.upper() == "N" else _unescaped(value).removeprefix("tel:")
            found.setdefault(name.upper(), []).append(said)
    if "FN" in names and not any(found.get("FN", ())):
        found["FN"] = found.get("N", [])
    rows = [value for name in names for value in found.get(name, ())[:MOST_EVENTS]]
    return "\n".join(dict.fromkeys(row for row in rows if row))


def _name(value: str) -> str:
    """Write a name as it is spoken; the card has family name, given name, further ones, title, suffix."""
    pieces = [_unescaped(one) for one in value.split(";")]
    family, given, further, title, suffix = (*pieces, "", "", "", "", "")[:5]
    return " ".join(one for one in (title, given, further, family, suffix) if one)


def _unpack_old(text: str) -> str:
    if "QUOTED-PRINTABLE" not in text.upper():
        return text
    return _OLD.sub(_unpacked, text)


def _unpacked(field: re.Match[str]) -> str:
    """Write a packed value as one row, in today's form."""
    charset = next((one[1] for one in _OLD_PARAMETER.finditer(field["head"]) if one[1]), None)
    data, _ = unpack(field["value"].encode("utf-8", "replace"), "quoted-printable")
    value = read_bytes(data, charset)[0].replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return f"{_OLD_PARAMETER.sub('', field['head'])}:{value}"


def _unescaped(value: str) -> str:
    value = re.sub(r"\\([nN])", "\n", value.strip())
    value = re.sub(r"\\([,;\\])", r"\1", value)
    return re.sub(r"(?: ?; ?)+", ", ", value.strip(" ;")) if ";" in value else value
