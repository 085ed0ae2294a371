"""A flood at the door: it costs who makes it, is bounded in memory and work, and delays at most. It ..."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.door import started
from peerline.door.pace import Pace
from peerline.door.views import plain
from peerline.kit.errors import Conflict, TooMany

TRIES = 50


def worked_out(of: started.Started) -> int:
    """The number, found as a browser finds it."""
    goals = (hashlib.sha256(f"{of.word}{number}".encode()).hexdigest() for number in range(of.tries))
    return next(number for number, found in enumerate(goals) if found == of.goal)


@pytest.fixture(autouse=True)
def _nothing_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(started, "_used", {})


def test_lets_a_word_serve_once_for_the_number_that_was_worked_out(settings: Settings) -> None:
    settings.PEERLINE_DOOR_WORK = TRIES
    given = started.give()
    number = worked_out(given)
    for wrong in ((number + 1) % TRIES, number + TRIES):
        with pytest.raises(Conflict):
            started.take(given.word, wrong)
    started.take(given.word, number)
    with pytest.raises(Conflict):
        started.take(given.word, number)


def test_takes_from_a_page_no_more_work_than_it_was_told_of(settings: Settings) -> None:
    told_of_none = started.give()
    settings.PEERLINE_DOOR_WORK = TRIES
    given = started.give()
    settings.PEERLINE_DOOR_WORK = 0
    started.take(told_of_none.word, 0)
    with pytest.raises(Conflict):
        started.take(given.word, (worked_out(given) + 1) % TRIES)


def test_draws_another_number_for_each_word(settings: Settings) -> None:
    settings.PEERLINE_DOOR_WORK = TRIES
    assert len({worked_out(started.give()) for _ in range(20)}) > 5


@pytest.mark.parametrize("word", ["", ":", "a:b:c", "WyJhIiwwXQ:1v:x", "é:é:é"])
def test_takes_no_word_of_somebody_else(word: str) -> None:
    with pytest.raises(Conflict):
        started.take(word, 0)


def test_remembers_a_bounded_number_of_used_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(started, "MOST_REMEMBERED", 3)
    words = [started.give().word for _ in range(5)]
    for word in words:
        started.take(word, 0)
    assert len(started._used) == 3
    with pytest.raises(Conflict):
        started.take(words[-1], 0)


def test_paces_slow_work_and_goes_on_by_itself() -> None:
    at = [0.0]
    pace = Pace(at_once=2, seconds=3.0, clock=lambda: at[0])
    for rest in (0.0, 100.0):
        at[0] += rest
        pace.step()
        pace.step()
        with pytest.raises(TooMany):
            pace.step()
    at[0] += 3.0
    pace.step()


@pytest.mark.usefixtures("lantern", "ada", "sol")
def test_loses_nothing_without_script_while_a_flood_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    at = [0.0]
    monkeypatch.setattr(plain, "SLOW_WORK", Pace(at_once=1, seconds=3.0, clock=lambda: at[0]))
    plain.SLOW_WORK.step()
    word = started.give().word
    sent = {"say": "They wrote to my employer.", "started": word}
    page = Client().post("/write/?plain", sent).content.decode()
    assert "They wrote to my employer." in page
    assert "Try again in a minute." in page
    assert "Too many are asking" in Client().post("/write/?plain&back", {"code": "moon " * 7}).content.decode()
    assert Client().get("/now/").status_code == 200
    at[0] += 3.0
    assert "It has arrived" in Client().post("/write/?plain", sent).content.decode()
