"""Two questions after the end: their answers come with a word that belongs to no conversation. It ..."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from peerline.conversations import actions
from peerline.conversations.models import Conversation, WeekCount
from peerline.door import asked, unscripted
from peerline.door.pace import Pace
from peerline.door.tests.test_come_back import Wren, ask
from peerline.door.views import told
from peerline.kit.clock import shifted
from peerline.kit.tokens import new_ref
from peerline.line.models import Line
from peerline.people.practice import PracticeMember

REFUSED, CONFLICT = 400, 409


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test gave and used, the next does not know."""
    monkeypatch.setattr(asked, "_given", {})
    monkeypatch.setattr(asked, "_used", {})
    monkeypatch.setattr(told, "OPEN_ANSWERS", Pace(at_once=3, seconds=3600.0))


@pytest.fixture
def wren(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> Wren:
    """Wren has written, and Ada closed it."""
    sent = unscripted.begin("I cannot sleep.", {}, language="en", urgent=False)
    actions.close(Conversation.objects.get(), ada.member, why="helped", said=None)
    return Wren(sent.code, Conversation.objects.get().ref)


def counted() -> dict[str, int]:
    return dict(WeekCount.objects.exclude(name__startswith="closed").values_list("name", "count"))


def opened(wren: Wren) -> str:
    word: str = ask("open", **wren.proof).json()["asked"]
    return word


def test_counts_an_answer_by_the_word_alone(wren: Wren) -> None:
    assert ask("answers", word=opened(wren), helped=4, again=None).status_code == 200
    assert counted() == {"door-helped-4": 1}


def test_says_nothing_of_the_conversation_in_the_word(wren: Wren) -> None:
    found = Conversation.objects.get()
    word = opened(wren)
    for telling in (found.ref, str(found.pk), found.opened_at.strftime("%H%M")):
        assert telling not in re.split(r"[.:]", word)
    assert word != opened(wren)
    # What this process remembers is not beside each other: neither names the other.
    assert not {bytes(key) for key in asked._given} & {bytes(key) for key in asked._used}


def test_gives_three_words_to_a_closed_conversation_and_none_to_an_open_one(wren: Wren, ada: PracticeMember) -> None:
    assert len({opened(wren) for _ in range(3)}) == 3
    assert opened(wren) == ""
    actions.reopen(Conversation.objects.get(), ada.member)
    assert opened(wren) == ""


def test_counts_a_word_once(wren: Wren) -> None:
    word = opened(wren)
    ask("answers", word=word, helped=1, again=5)
    assert ask("answers", word=word, helped=1, again=5).status_code == CONFLICT
    assert counted() == {"door-helped-1": 1, "door-again-5": 1}


@pytest.mark.parametrize("word", ["", "x", "738000.abc:forged", "é"])
def test_counts_nothing_without_a_word_of_ours(lantern: Line, word: str) -> None:
    assert ask("answers", word=word, helped=1, again=1).status_code == CONFLICT
    assert counted() == {}


def test_takes_no_word_of_the_week_before_the_last(wren: Wren) -> None:
    words = opened(wren), opened(wren)
    with shifted(timedelta(days=7)):
        assert ask("answers", word=words[0], helped=1, again=None).status_code == 200
    with shifted(timedelta(days=14)):
        assert ask("answers", word=words[1], helped=1, again=None).status_code == CONFLICT


@pytest.mark.parametrize("answer", [{"helped": 0, "again": 1}, {"helped": 6, "again": 1}, {"helped": "5", "again": 1}])
def test_refuses_what_is_no_step(wren: Wren, answer: dict[str, Any]) -> None:
    assert ask("answers", word=opened(wren), **answer).status_code == REFUSED
    assert counted() == {}


# ---- the page that anybody may open ---------------------------------------------------------------------------------


def page(**posted: str) -> str:
    client = Client()
    response = client.post("/asked/?language=en", posted) if posted else client.get("/asked/?language=en")
    assert (response.status_code, dict(response.cookies)) == (200, {})
    return response.content.decode()


def started_in(shown: str) -> str:
    found = re.search(r'name="started" value="([^"]+)"', shown)
    assert found is not None
    return found[1]


def test_counts_what_comes_openly_apart(lantern: Line) -> None:
    assert "Thank you." in page(started=started_in(page()), helped="5", again="4")
    assert counted() == {"open-helped-5": 1, "open-again-4": 1}


def test_counts_nothing_twice_and_no_flood(lantern: Line) -> None:
    first = started_in(page())
    page(started=first, helped="5")
    assert "Nothing was counted." in page(started=first, helped="5")
    page(started=started_in(page()), helped="5")
    assert "Nothing was counted." in page(started=started_in(page()), helped="5")
    assert "Nothing was counted." in page(started=new_ref(), helped="5")
    assert counted() == {"open-helped-5": 2}


def test_asks_without_script_too(wren: Wren) -> None:
    kept = unscripted.keep(wren.key)
    read = Client().post("/write/?language=en&plain&back", {"kept": kept, "look": "yes"}).content.decode()
    assert "This conversation has come to an end." in read
    word = re.search(r'name="word" value="([^"]+)"', read)
    assert word is not None
    assert kept not in read.partition("<form")[2].partition("</form>")[0]
    assert "Did it help to write to us?" in page(word=word[1], look="yes")
    assert "Thank you." in page(word=word[1], helped="3", again="")
    assert counted() == {"door-helped-3": 1}
