"""Opening hours: it ..."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline.directory.facts import Facts, pack_hours
from peerline.directory.hours import is_open, schedules_of
from peerline.directory.tests.entries import TUESDAY_NOON


def in_zone(text: str, zone: str = "Europe/Berlin") -> list[dict[str, Any]]:
    """The schedules of a text, in a zone."""
    return [{**one, "zone": zone} for one in schedules_of(text)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00")]),
        ("always", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00")]),
        ("Mon-Fri 09:00-17:00", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        ("10:00-22:00 daily", [("MO,TU,WE,TH,FR,SA,SU", "10:00", "22:00")]),
        ("Mon, Wed, Thu 18:30-21:30", [("MO,WE,TH", "18:30", "21:30")]),
        (
            "Mon-Thu 08:00-20:00, Fri 8:00-15:00",
            [("MO,TU,WE,TH", "08:00", "20:00"), ("FR", "08:00", "15:00")],
        ),
        ("Sun-Fri 16:00-21:30", [("SU,MO,TU,WE,TH,FR", "16:00", "21:30")]),
        ("Mon 09:00-12:00 14:00-16:00", [("MO", "09:00", "12:00"), ("MO", "14:00", "16:00")]),
    ],
)
def test_reads_what_people_write(text: str, spans: list[tuple[str, str, str]]) -> None:
    read = schedules_of(text)
    days = [tuple(sorted(one["byday"].split(","))) for one in read]
    assert days == [tuple(sorted(days.split(","))) for days, _, _ in spans]
    assert [(one["opens_at"], one["closes_at"]) for one in read] == [(opens, closes) for _, opens, closes in spans]
    assert read[0]["description"] == text


@pytest.mark.parametrize(
    "text", ["by appointment", "Mon-Fri", "Mon-Fri 10:00-18:00 Pacific", "24/7 (2013)", "about 9", "Mon 25:00-26:00"]
)
def test_leaves_as_words_what_it_is_not_sure_of(text: str) -> None:
    assert schedules_of(text) == [{"description": text}]
    assert is_open(in_zone(text), TUESDAY_NOON) is None


def test_knows_nothing_of_a_service_without_hours() -> None:
    assert is_open([], TUESDAY_NOON) is None


@pytest.mark.parametrize(
    ("text", "zone", "is_so"),
    [
        ("Mon-Fri 09:00-17:00", "Europe/Berlin", True),
        ("Mon-Fri 09:00-13:00", "Europe/Berlin", False),  # it is 13:00 there, and it closes at 13:00
        ("Mon-Fri 13:00-14:00", "Europe/Berlin", True),
        ("Sat 09:00-17:00", "Europe/Berlin", False),
        ("Wed 00:00-02:00", "Pacific/Auckland", True),  # it is Wednesday 01:00 there
        ("Tue 22:00-02:00", "Pacific/Auckland", True),  # it opened on Tuesday and closes on Wednesday
        ("24/7", "", True),
    ],
)
def test_tells_by_the_zone_of_the_service_whether_it_is_open(text: str, zone: str, *, is_so: bool) -> None:
    assert is_open(in_zone(text, zone), TUESDAY_NOON) is is_so


def test_goes_by_summer_time() -> None:
    schedules = in_zone("Mon-Fri 09:00-13:30")
    assert is_open(schedules, datetime(2026, 7, 7, 11, 15, tzinfo=UTC)) is True  # 13:15 in summer
    assert is_open(schedules, datetime(2026, 11, 3, 12, 45, tzinfo=UTC)) is False  # 13:45 in winter


def test_does_not_guess_a_zone() -> None:
    assert is_open(schedules_of("Mon-Fri 09:00-17:00"), TUESDAY_NOON) is None
    assert is_open(in_zone("Mon-Fri 09:00-17:00", "Moon/Crater"), TUESDAY_NOON) is None


@pytest.mark.parametrize(
    ("limit", "is_so"),
    [
        ({}, True),
        ({"interval": 1}, True),
        ({"interval": 2}, None),
        ({"valid_to": "2020-01-01"}, None),
        ({"count": 3}, None),
    ],
)
def test_tells_nothing_by_hours_that_do_not_hold_in_every_week(limit: dict[str, Any], *, is_so: bool | None) -> None:
    (schedule,) = in_zone("Mon-Fri 09:00-17:00")
    assert Facts(hours=pack_hours([{**schedule, **limit}])).is_open(TUESDAY_NOON) is is_so


@given(st.text(max_size=80))
def test_gives_an_answer_to_any_text(text: str) -> None:
    is_open(in_zone(text), TUESDAY_NOON)
