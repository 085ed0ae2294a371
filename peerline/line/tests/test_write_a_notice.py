"""The mail that says that something waits, and the question before it: in each language it ..."""

from __future__ import annotations

import pytest

from peerline.kit.errors import Refused
from peerline.line import actions, notice, wording
from peerline.line.models import Line
from peerline.line.wording import SHIPPED

pytestmark = pytest.mark.django_db
PAGE = "https://lantern.example"


@pytest.mark.parametrize("language", SHIPPED)
def test_tells_nobody_what_it_is_about(lantern: Line, language: str) -> None:
    for kind in ("question", "notice"):
        for number in range(len(notice.subjects(language))):
            letter = notice.text(kind, language, subject=number, page="")
            assert wording.tell_tale_words(f"{letter.subject} {letter.body}", language) == []
            assert "://" not in letter.body
            assert "{" not in letter.body
            assert letter.language == language


@pytest.mark.parametrize("language", SHIPPED)
def test_says_which_word_to_answer_with(lantern: Line, language: str) -> None:
    assert notice.YES in notice.text("question", language, subject=0, page="").body
    told = notice.text("notice", language, subject=0, page=PAGE).body
    assert "STOP" in told
    assert f"{PAGE}/write/?back&language={language}" in told
    assert PAGE not in notice.text("question", language, subject=0, page="").body


def test_offers_the_same_number_of_subjects_in_each(lantern: Line) -> None:
    assert {len(notice.subjects(language)) for language in SHIPPED} == {3}


def test_takes_the_first_subject_where_the_line_has_fewer_by_now(lantern: Line) -> None:
    actions.set_wording("notice-subjects", "en", "Hello")
    assert notice.text("notice", "en", subject=2, page="").subject == "Hello"


def test_takes_no_wording_that_tells(lantern: Line) -> None:
    for key in ("notice-subjects", "notice-question", "notice-told"):
        with pytest.raises(Refused) as caught:
            actions.set_wording(key, "en", "Your counselor answered")
        assert caught.value.code == "tell-tale"
