"""A flood at the door: it costs who makes it, is bounded in memory and work, and delays at most. It ..."""

from __future__ import annotations

import hashlib
import re
import threading
import time

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.door import started
from peerline.door.pace import Pace
from peerline.door.together import MOST_KEPT, Together
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


@pytest.mark.usefixtures("lantern", "ada", "sol")
@pytest.mark.parametrize("work", [0, 50])
def test_gives_each_reader_of_one_page_a_word_of_their_own(settings: Settings, *, work: int) -> None:
    settings.PEERLINE_DOOR_WORK = work
    pages = [Client().get("/write/").content.decode() for _ in range(2)]
    given = [re.search(r' started="([^"]+)"(?: work="(\d+)" goal="([^"]+)")?', page) for page in pages]
    found = [started.Started(one[1], int(one[2] or 0), one[3] or "") for one in given if one]
    assert found[0].word != found[1].word
    for one in found:
        assert one.tries == work
        started.take(one.word, worked_out(one) if work else 0)


def test_makes_a_page_once_for_all_who_wait_for_it_and_none_for_later() -> None:
    asked, made = threading.Semaphore(0), list[int]()

    def clock() -> float:
        asked.release()
        return time.monotonic()

    together = Together[int](clock)
    may_go_on = threading.Event()

    def make() -> int:
        made.append(len(made))
        assert may_go_on.wait(30)
        return made[-1]

    got: list[int] = []
    readers = [threading.Thread(target=lambda: got.append(together.get("page", make))) for _ in range(6)]
    for reader in readers:
        reader.start()
    for _ in range(len(readers) + 1):  # each has asked, and the first has begun
        assert asked.acquire(timeout=30)
    may_go_on.set()
    for reader in readers:
        reader.join(30)
    # Whoever asked before it was begun got the second one too; nobody got one that was begun before they asked.
    assert sorted(got) == [0, 1, 1, 1, 1, 1]
    assert together.get("page", make) == 2


def test_keeps_no_page_for_who_asks_for_another_and_forgets_what_failed() -> None:
    together = Together[str]()

    def fail() -> str:
        raise Conflict

    with pytest.raises(Conflict):
        together.get("page", fail)
    assert [together.get(one, str(one).strip) for one in range(40)] == [str(one) for one in range(40)]
    assert len(together._made) == MOST_KEPT
