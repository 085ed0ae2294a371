"""When was it written, by its own word? (RFC 5322 dates and other spellings; always told in UTC.)

What the standard library reads is read by it. The rest is taken apart into its numbers and words: month names in the
languages that mail programs write, zones by name or sign, clocks of twelve hours. Where day and month cannot be told
apart there is no date.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from functools import lru_cache
from time import struct_time

from .words import decode_words

FIRST_YEAR, LAST_YEAR = 1970, 8999
DAY_SECONDS = 24 * 3600
LAST_SECOND = 59  # a leap second is told as the one before
LONGEST = 200
LARGEST_ZONE = 14 * 3600

_ENGLISH = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_USUAL = re.compile(
    rf"(?:[A-Z][a-z][a-z], ?)?(\d\d?) ({'|'.join(_ENGLISH)}) (\d{{4}}) ([01]\d|2[0-3]):([0-5]\d):([0-6]\d)"
    r" ([+-])(\d\d)([0-5]\d)(?: \([A-Za-z ]{1,40}\))?\Z"
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?\s?m\b\.?|午前|午後|上午|下午)?", re.I
)
# Zones that the standard library knows: any other it reads as none.
_USUAL_END = re.compile(
    r"(?:\s[+-]\d{4}|\s(?:GMT|UTC?|Z|[ECMP][SD]T)|\s\d\d?:\d\d(?::\d\d)?(?: \d{4})?)\s*(?:\(.*)?\Z", re.DOTALL
)
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_ZONE = re.compile(r"(?:(?:GMT|UTC?|Z)\s*)?([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_COMMENT = re.compile(r"\([^()]*\)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{2,4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+\.?", re.UNICODE)
_DIGITS = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_CHINESE_NOON = ("午前", "午後", "上午", "下午")

# Hours east of Greenwich; of a name with two meanings the one that mail more often has.
_ZONES = {
    "gmt": 0, "ut": 0, "utc": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2,
    "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "sast": 2, "cat": 2, "wat": 1, "eat": 3, "msk": 3, "msd": 4, "trt": 3,
    "ist": 5.5, "pkt": 5, "npt": 5.75, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "awst": 8, "pht": 8, "jst": 9,
    "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12, "nzdt": 13, "est": -5, "edt": -4,
    "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "ast": -4,
    "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3,
}  # fmt: skip
_LANGUAGES = (
    "en de fr es it pt nl sv da nb fi pl cs sk hu ro ru uk bg sr hr sl el tr et lv lt ca gl eu id ms vi is ga cy"
    " he ar fa hi th ka hy az kk"
).split()


def read_date(text: str) -> datetime | None:
    """Read a Date header; None when there is none or it names no moment between FIRST_YEAR and LAST_YEAR."""
    text = text.strip()[:LONGEST]
    if not text:
        return None
    try:
        usual = _USUAL.match(text)
        if usual:
            return _usual_date(usual)
        if _USUAL_END.search(text) and not _HALF_DAY.search(text):
            return _rfc_date(text) or _iso_date(text) or _odd_date(decode_words(text))
        return _iso_date(text) or _odd_date(decode_words(text)) or _rfc_date(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _usual_date(found: re.Match[str]) -> datetime | None:
    """Read the one form that nearly every mail has, the short way."""
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    seconds = int(hours) * 3600 + int(minutes) * 60
    offset = timedelta(seconds=-seconds if sign == "-" else seconds)
    clock = int(hour), int(minute), min(int(second), LAST_SECOND)
    date = datetime(int(year), _ENGLISH[month], int(day), *clock, tzinfo=UTC) - offset
    return date if FIRST_YEAR <= date.year <= LAST_YEAR else None


def _rfc_date(text: str) -> datetime | None:
    fields = parsedate_tz(text)
    if fields is None:
        return None
    year, month, day, hour, minute, second = struct_time(fields[:9])[:6]
    if not FIRST_YEAR <= year <= LAST_YEAR or hour > 23:
        return None
    east = fields[9] or 0
    if abs(east) >= DAY_SECONDS:
        return None  # no zone: the library takes any row of digits for one
    return datetime(year, month, day, hour, minute, min(second, LAST_SECOND), tzinfo=UTC) - timedelta(seconds=east)


def _iso_date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    return date if FIRST_YEAR <= date.year <= LAST_YEAR else None


def _odd_date(text: str) -> datetime | None:
    """Read a date that follows no standard: a day, a clock if there is one, a zone if there is one."""
    text = _COMMENT.sub(" ", text)
    clock = _clock_in(text)
    rest = text
    hour, minute, second = 0, 0, 0
    if clock:
        hour, minute, second = _hours(clock), int(clock[2]), int(clock[3] or 0)
        rest = f"{text[: clock.start()]} {text[clock.end() :]}"
    day = _day_in(rest)
    if day is None:
        return None
    offset = _offset_in(text[clock.end() :] if clock else "")
    if hour == 24:
        hour, offset = 0, offset - timedelta(days=1)
    date = datetime(*day, hour, minute, min(second, LAST_SECOND), tzinfo=UTC) - offset
    return date if FIRST_YEAR <= date.year <= LAST_YEAR else None


def _clock_in(text: str) -> re.Match[str] | None:
    """The clock is what has colons; dots and "h" count where nothing has."""
    found = list(_CLOCK.finditer(text))
    return next((one for one in found if ":" in one[0]), None) or next(
        (one for one in found if one[3] or "h" in one[0].lower()), None
    )


def _hours(clock: re.Match[str]) -> int:
    hour, half = int(clock[1]), (clock[4] or "").lower()
    if not half or hour > 12:
        return hour
    return hour % 12 + 12 * (half.startswith("p") or half in ("午後", "下午"))


def _offset_in(rest: str) -> timedelta:
    signed = _ZONE.search(rest)
    if signed:
        hours, minutes = int(signed[2]), int(signed[3] or 0)
        seconds = hours * 3600 + minutes * 60
        if seconds > LARGEST_ZONE:
            raise ValueError
        return timedelta(seconds=-seconds if signed[1] == "-" else seconds)
    word = next((one for one in re.findall(r"[A-Za-z]{1,5}", rest) if one.lower() in _ZONES), "")
    return timedelta(hours=_ZONES.get(word.lower(), 0))


def _day_in(rest: str) -> tuple[int, int, int] | None:
    found = _YEAR_FIRST.search(rest)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = _NUMBERS.search(rest)
    if found:
        return _ordered(int(found[1]), int(found[3]), _year(found[4]), is_dotted=found[2] == ".")
    for word in _WORD.findall(rest):
        month = _months().get(word.rstrip(".").casefold())
        if month:
            return _around(rest, month)
    return None


def _ordered(first: int, second: int, year: int, *, is_dotted: bool) -> tuple[int, int, int] | None:
    """Which is the month? Dots mean day first; else only a number above twelve, or two equal ones, can tell."""
    if is_dotted or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _around(rest: str, month: int) -> tuple[int, int, int] | None:
    """Day and year are the other numbers: the year is the one of four digits, or the last."""
    numbers = _DIGITS.findall(_ZONE.sub(" ", rest))
    if len(numbers) < 2:
        return None
    year = next((one for one in numbers if len(one) == 4), numbers[-1])
    numbers.remove(year)
    return _year(year), month, int(numbers[0])


def _year(digits: str) -> int:
    """RFC 5322 section 4.3: two digits are from 1950 to 2049, three count from 1900."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    if len(digits) == 5 and digits.startswith("19"):
        return 1900 + year % 1000
    return year + 1900 if len(digits) == 3 else year


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Month names of many languages. One that means two months in two languages is none."""
    # Imported at first use: few mails have such a date.
    from babel import Locale  # noqa: PLC0415

    found: dict[str, int] = {}
    twice: set[str] = set()
    for language in _LANGUAGES:
        months = Locale(language).months
        for context, width in (("format", "abbreviated"), ("format", "wide"), ("stand-alone", "wide")):
            for number, name in months[context][width].items():
                key = name.rstrip(".").casefold()
                for word in {key, key[:3]}:
                    is_word = word and not word[:1].isdigit()
                    if is_word and found.setdefault(word, number) != number and language != "en":
                        twice.add(word)
    english = {
        name.casefold() for width in ("abbreviated", "wide") for name in Locale("en").months["format"][width].values()
    }
    return {name: number for name, number in found.items() if name not in twice or name in english}
