"""Who answers when a seeker writes again: the same, after half the promise any holder, or any holder at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from peerline.conversations import access, actions
from peerline.conversations.models import Conversation
from peerline.kit.clock import shifted
from peerline.kit.errors import Conflict
from peerline.line import actions as line
from peerline.line import policy
from peerline.people.practice import PracticeMember
from tests.cast import Cast
from tests.sealed import Talk, arrive, cargo, read_by, write_again


def answered(who_answers_next: str, by: PracticeMember, *others: PracticeMember) -> Talk:
    """A conversation under such a policy: claimed, answered, and the seeker has written again."""
    line.change_policy(replace(policy.now(), who_answers_next=who_answers_next))
    talk = arrive(by, *others)
    actions.claim(talk.row(), by.member, talk.narrowed_to(by, *others))
    actions.reply(talk.row(), by.member, talk.said(by), cargo=cargo(), version=talk.row().version)
    write_again(talk)
    return talk


def places(talk: Talk) -> dict[str, str]:
    """Where the conversation stands, by the alias of the holder."""
    return {one.member.alias: one.place for one in access.holders(talk.row())}


def test_stays_with_the_same(cast: Cast) -> None:
    talk = answered("same", cast.ada, cast.sol)
    with shifted(timedelta(hours=47)):
        actions.tell_clocks()
    assert places(talk) == {"Ada": "mine", "Sol": "others"}
    with pytest.raises(Conflict):
        actions.claim(talk.row(), cast.sol.member, talk.narrowed_to(cast.ada, cast.sol))


def test_waits_for_any_holder_at_once(cast: Cast) -> None:
    talk = answered("shift", cast.ada, cast.sol)
    assert (talk.row().state, talk.row().responsible.alias) == (Conversation.HELD, "Ada")
    assert places(talk) == {"Ada": "mine", "Sol": "waiting"}


def test_waits_for_any_holder_after_half_of_the_promise(cast: Cast) -> None:
    talk = answered("pair", cast.ada, cast.sol)
    assert places(talk) == {"Ada": "mine", "Sol": "others"}
    with shifted(timedelta(hours=25)):
        assert actions.tell_clocks() == 1
    assert places(talk) == {"Ada": "mine", "Sol": "waiting"}


def test_is_taken_over_and_all_go_on_holding(cast: Cast) -> None:
    talk = answered("shift", cast.ada, cast.sol)
    actions.claim(talk.row(), cast.sol.member, talk.narrowed_to(cast.ada, cast.sol))
    assert (talk.row().responsible.alias, talk.row().shared) == ("Sol", False)
    assert places(talk) == {"Ada": "others", "Sol": "mine"}
    assert len(read_by(cast.ada, talk)) == 3
    with pytest.raises(Conflict):
        actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))


def test_is_their_own_again_when_answered(cast: Cast) -> None:
    talk = answered("shift", cast.ada, cast.sol)
    actions.reply(talk.row(), cast.ada.member, talk.said(cast.ada), cargo=cargo(), version=talk.row().version)
    assert places(talk) == {"Ada": "mine", "Sol": "others"}


def test_is_shared_too_when_a_closed_one_opens_again(cast: Cast) -> None:
    talk = answered("shift", cast.ada, cast.sol)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    assert set(places(talk).values()) == {"closed"}
    write_again(talk)
    assert places(talk) == {"Ada": "mine", "Sol": "waiting"}


def test_keeps_the_policy_under_which_it_began(cast: Cast) -> None:
    talk = answered("shift", cast.ada, cast.sol)
    line.change_policy(replace(policy.now(), who_answers_next="same"))
    actions.reply(talk.row(), cast.ada.member, talk.said(cast.ada), cargo=cargo(), version=talk.row().version)
    write_again(talk)
    assert places(talk)["Sol"] == "waiting"
