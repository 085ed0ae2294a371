"""A thread stands in the order in which it was said, though times are cut to the minute."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from peerline.desk import shown
from peerline.desk.shown import Letter

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def letter(number: int, kind: str, at: datetime = NOON) -> Letter:
    """A message stored as the `number`th."""
    row = SimpleNamespace(pk=number, kind=kind, at=at)
    return Letter(row=row, author="", who="", is_mine=False, verify="", sealed="", src="")


def event(name: str, at: datetime = NOON) -> SimpleNamespace:
    return SimpleNamespace(at=at, name=name, by=None, about=None, number=0)


def order(letters: list[Letter], *events: SimpleNamespace) -> list[object]:
    """The numbers of messages and the names of events, as they stand."""
    found = shown.thread(letters, events, is_whole=True)
    return [one.row.pk if isinstance(one, Letter) else one.name for one in found]


def test_stands_as_it_was_said_within_one_minute() -> None:
    assert order([letter(1, "in"), letter(2, "out"), letter(3, "in"), letter(4, "note")]) == [1, 2, 3, 4]


def test_puts_what_led_to_an_answer_before_it_and_an_end_last() -> None:
    said = [letter(1, "in"), letter(2, "in"), letter(3, "out"), letter(4, "in")]
    assert order(said, event("claimed"), event("closed")) == [1, 2, "claimed", 3, 4, "closed"]


def test_goes_by_time_first() -> None:
    later = NOON.replace(minute=1)
    said = [letter(1, "in", later), letter(2, "in")]
    assert order(said, event("claimed", later)) == [2, 1, "claimed"]
