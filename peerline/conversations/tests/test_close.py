"""A holder closes a conversation with a reason: a signed note says it, and of it only a week's number is readable."""

from __future__ import annotations

import pytest

from peerline.conversations import access, actions
from peerline.conversations.models import Conversation, Message, WeekCount
from peerline.kit.errors import Conflict, NotThere, Refused
from tests.cast import Cast
from tests.sealed import arrive, read_by


def counted() -> dict[str, int]:
    return dict(WeekCount.objects.values_list("name", "count"))


def test_keeps_the_reason_as_a_signed_note_and_as_a_number(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    said = talk.said(cast.ada, kind="note", text="They wrote that it helped.")
    actions.close(talk.row(), cast.ada.member, why="helped", said=said)
    assert talk.row().state == Conversation.CLOSED
    assert read_by(cast.sol, talk)[-1] == "They wrote that it helped."
    assert counted() == {"closed-helped": 1}
    # Nothing that names the conversation names the reason.
    assert [one.name for one in access.events(talk.row())] == ["closed"]


def test_counts_each_closing_in_its_week(cast: Cast) -> None:
    for why in ("helped", "helped", "abuse"):
        actions.close(arrive(cast.ada).row(), cast.ada.member, why=why, said=None)
    assert counted() == {"closed-helped": 2, "closed-abuse": 1}
    assert {one.week.weekday() for one in WeekCount.objects.all()} == {0}


@pytest.mark.parametrize("why", ["", "bored", "closed-helped"])
def test_needs_a_reason_of_the_list(cast: Cast, why: str) -> None:
    talk = arrive(cast.ada)
    with pytest.raises(Refused):
        actions.close(talk.row(), cast.ada.member, why=why, said=None)
    assert (talk.row().state, counted()) == (Conversation.WAITING, {})


def test_counts_nothing_twice_and_nothing_for_others(cast: Cast) -> None:
    talk = arrive(cast.ada)
    with pytest.raises(NotThere):
        actions.close(talk.row(), cast.bo.member, why="helped", said=None)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    with pytest.raises(Conflict):
        actions.close(talk.row(), cast.ada.member, why="helped", said=talk.said(cast.ada, kind="note"))
    assert counted() == {"closed-helped": 1}
    assert not Message.objects.filter(kind=Message.NOTE).exists()
