"""Somebody who wished it is asked later how they are: it stands before holders on its day, until an answer leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from peerline.conversations import access, actions, overdue
from peerline.kit.clock import now, shifted
from peerline.kit.errors import NotThere, Refused
from peerline.people.practice import PracticeMember
from tests.cast import Cast
from tests.sealed import Talk, arrive, cargo


def reply(talk: Talk, by: PracticeMember) -> None:
    row = talk.row()
    actions.reply(row, by.member, talk.said(by), cargo=cargo(), version=row.version)


@pytest.mark.parametrize("days", [7, 14, 30])
def test_stands_before_its_holders_from_that_day_on(cast: Cast, days: int) -> None:
    talk = arrive(cast.ada, cast.sol)
    actions.ask_later(talk.row(), cast.ada.member, days)
    assert talk.row().ask_on == now().date() + timedelta(days=days)
    with shifted(timedelta(days=days - 1)):
        assert overdue.to_ask(cast.ada.member) == []
    with shifted(timedelta(days=days + 3)):
        assert overdue.to_ask(cast.ada.member) == overdue.to_ask(cast.sol.member) == [talk.row()]
        assert overdue.to_ask(cast.bo.member) == []


def test_goes_when_an_answer_leaves_on_that_day_and_not_before(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.ask_later(talk.row(), cast.ada.member, 7)
    reply(talk, cast.ada)
    assert talk.row().ask_on is not None
    with shifted(timedelta(days=8)):
        reply(talk, cast.ada)
        assert (talk.row().ask_on, overdue.to_ask(cast.ada.member)) == (None, [])


def test_can_be_dropped_and_stands_in_what_happened(cast: Cast) -> None:
    talk = arrive(cast.ada)
    for days in (None, 7, None):
        actions.ask_later(talk.row(), cast.ada.member, days)
    assert talk.row().ask_on is None
    assert [one.name for one in access.events(talk.row())] == ["ask-planned", "ask-dropped"]


def test_is_there_also_when_it_was_closed(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.ask_later(talk.row(), cast.ada.member, 7)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    with shifted(timedelta(days=7)):
        assert overdue.to_ask(cast.ada.member) == [talk.row()]


def test_refuses_another_number_and_who_does_not_hold_it(cast: Cast) -> None:
    talk = arrive(cast.ada)
    for days in (0, 1, 365):
        with pytest.raises(Refused):
            actions.ask_later(talk.row(), cast.ada.member, days)
    with pytest.raises(NotThere):
        actions.ask_later(talk.row(), cast.bo.member, 7)
