"""What is urgent has the shorter promise, until a person says otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from peerline.conversations import access, actions
from peerline.kit.clock import minute, now, shifted
from peerline.kit.errors import NotThere
from peerline.people.practice import PracticeMember
from tests.cast import Cast
from tests.sealed import PROMISE, Talk, arrive, cargo, write_again

URGENT = timedelta(hours=24)


def answer(talk: Talk, by: PracticeMember) -> None:
    actions.reply(talk.row(), by.member, talk.said(by), cargo=cargo(), version=talk.row().version)


def test_shortens_what_waits_and_what_is_written_later(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    asked = talk.row().asked_at
    assert asked is not None
    actions.mark_urgent(talk.row(), cast.sol.member)
    row = talk.row()
    assert (row.asked_at, row.due_at, row.tell_at) == (asked, asked + URGENT, asked + URGENT / 2)
    assert {one.queue_at for one in access.holders(row)} == {asked + URGENT}
    answer(talk, cast.ada)
    write_again(talk)
    row = talk.row()
    assert row.due_at is not None
    assert row.asked_at is not None
    assert (row.urgent, row.due_at - row.asked_at) == (True, URGENT)


def test_tells_at_once_what_is_over_of_the_shorter_promise(cast: Cast) -> None:
    talk = arrive(cast.ada, at=minute(now()) - timedelta(hours=13))
    actions.mark_urgent(talk.row(), cast.ada.member)
    assert actions.tell_clocks() == 1
    assert talk.row().told == 50


def test_is_calm_again_when_a_person_says_so(cast: Cast) -> None:
    talk = arrive(cast.ada)
    asked = talk.row().asked_at
    assert asked is not None
    actions.mark_urgent(talk.row(), cast.ada.member)
    actions.mark_calm(talk.row(), cast.ada.member)
    row = talk.row()
    assert (row.urgent, row.due_at) == (None, asked + PROMISE)
    assert [one.name for one in access.events(row)] == ["urgent", "calm"]


def test_says_it_once(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.mark_calm(talk.row(), cast.ada.member)
    actions.mark_urgent(talk.row(), cast.ada.member)
    actions.mark_urgent(talk.row(), cast.ada.member)
    assert [one.name for one in access.events(talk.row())] == ["urgent"]


def test_never_makes_a_promise_longer(cast: Cast) -> None:
    talk = arrive(cast.ada)
    row = talk.row()
    assert row.asked_at is not None
    row.due_at = row.asked_at + timedelta(hours=3)
    row.save()
    actions.mark_urgent(talk.row(), cast.ada.member)
    assert talk.row().due_at == row.due_at


def test_ends_with_the_conversation(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.mark_urgent(talk.row(), cast.ada.member)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    assert talk.row().urgent is None


def test_is_for_holders(cast: Cast) -> None:
    talk = arrive(cast.ada)
    for act in (actions.mark_urgent, actions.mark_calm):
        with pytest.raises(NotThere):
            act(talk.row(), cast.bo.member)


def test_starts_no_clock_when_it_is_their_turn(cast: Cast) -> None:
    talk = arrive(cast.ada)
    answer(talk, cast.ada)
    actions.mark_urgent(talk.row(), cast.ada.member)
    assert talk.row().due_at is None
    with shifted(timedelta(days=3)):
        assert actions.tell_clocks() == 0
