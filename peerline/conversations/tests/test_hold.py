"""Who holds a conversation, and what an older or another key still opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.models import Conversation, ConversationKey, Grant, Opening
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.people import actions as people
from peerline.people.practice import PracticeMember
from tests.cast import Cast
from tests.sealed import Talk, arrive, read_by, write_again


def holding(talk: Talk) -> set[str]:
    """The aliases of who holds it."""
    return {one.member.alias for one in access.holders(talk.row())}


def places(talk: Talk) -> dict[str, str]:
    """Where the conversation stands, by the alias of the holder."""
    return {one.member.alias: one.place for one in access.holders(talk.row())}


def happened(talk: Talk) -> list[str]:
    """What happened to it, in the words of the program."""
    return [one.name for one in access.events(talk.row())]


def claimed(by: PracticeMember, *leads: PracticeMember) -> Talk:
    """A conversation that a counselor claimed."""
    talk = arrive(by, *leads)
    actions.claim(talk.row(), by.member, talk.narrowed_to(by, *leads))
    return talk


# ---- claim ----------------------------------------------------------------------------------------------------------


def test_makes_the_claimer_responsible_and_leaves_only_leads_beside(cast: Cast) -> None:
    talk = arrive(cast.bo, cast.ada, cast.sol, cast.noor)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol, cast.noor))
    row = talk.row()
    assert holding(talk) == {"Ada", "Sol", "Noor"}
    assert (row.state, row.responsible.alias, happened(talk)) == (Conversation.HELD, "Ada", ["claimed"])
    assert row.claimed_at is not None
    assert places(talk) == {"Ada": "mine", "Sol": "others", "Noor": "others"}


def test_clears_the_language_when_claimed_and_leaves_what_is_urgent(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.mark_urgent(talk.row(), cast.ada.member)
    assert talk.row().language == "pt"
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada))
    assert (talk.row().language, talk.row().urgent) == (None, True)


def test_opens_the_old_epoch_by_the_back_link(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol, text="Before.")
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    write_again(talk, text="After.")
    assert [key.epoch for key in access.keys(talk.row())] == [2, 1]
    assert read_by(cast.ada, talk) == read_by(cast.sol, talk) == ["Before.", "After."]


def test_leaves_only_grants_of_the_newest_key(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    assert {grant.key.epoch for grant in Grant.objects.select_related("key")} == {2}
    assert Grant.objects.count() == 2
    assert talk.row().version == 2


def test_opens_nothing_of_the_new_epoch_with_the_old_key(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.bo, cast.sol)
    old = talk.identity
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    write_again(talk, text="Not for Bo.")
    newest = access.letters(talk.row())[-1]
    assert not Grant.objects.filter(member=cast.bo.member).exists()
    sealed_now = [newest.sealed, access.keys(talk.row())[0].back_link, *(one.sealed for one in Grant.objects.all())]
    for sealed in sealed_now:
        for identity in (old, cast.bo.bundle.identity):
            with pytest.raises(seal.NotForYou):
                seal.unseal(identity, sealed)


def test_refuses_a_second_claim_by_a_lead(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    with pytest.raises(Conflict):
        actions.claim(talk.row(), cast.sol.member, talk.narrowed_to(cast.sol))
    assert talk.row().responsible.alias == "Ada"


def test_refuses_an_epoch_that_another_was_quicker_with(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    late = replace(talk.narrowed_to(cast.ada), epoch=2)
    with pytest.raises(Conflict):
        actions.remove_holder(talk.row(), cast.ada.member, cast.sol.member.ref, new_key=late)
    assert ConversationKey.objects.count() == 2


def test_refuses_wrong_holders_in_a_new_epoch(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    for holders in ([cast.ada], [cast.ada, cast.sol, cast.bo], [cast.sol], []):
        key = talk.narrowed_to(*holders)
        with pytest.raises(Refused, match="wrong-holders"):
            actions.claim(talk.row(), cast.ada.member, replace(key, epoch=2))
    unknown = replace(talk.narrowed_to(cast.ada, cast.sol), epoch=2)
    unknown.grants["x" * 26] = b"sealed"
    with pytest.raises(Refused, match="wrong-holders"):
        actions.claim(talk.row(), cast.ada.member, unknown)
    assert (holding(talk), talk.row().state) == ({"Ada", "Sol"}, Conversation.WAITING)


def test_refuses_a_new_epoch_without_a_way_back(cast: Cast) -> None:
    talk = arrive(cast.ada)
    with pytest.raises(Refused, match="wrong-holders"):
        actions.claim(talk.row(), cast.ada.member, replace(talk.narrowed_to(cast.ada), back_link=b""))


def test_is_not_there_for_who_does_not_hold_it(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    row, sol = talk.row(), cast.sol.member.ref
    for one in (cast.bo, cast.kim, cast.noor):
        by, key = one.member, talk.narrowed_to(one)
        acts: tuple[Callable[[], object], ...] = (
            partial(actions.claim, row, by, key),
            partial(actions.add_holder, row, by, one.key.ref, sealed=b"x"),
            partial(actions.remove_holder, row, by, sol, new_key=key),
            partial(actions.hand_over, row, by, sol, new_key=key, grants={}),
            partial(actions.step_back, row, by, key),
            partial(actions.close, row, by, why="helped", said=None),
            partial(actions.reopen, row, by),
        )
        for act in acts:
            with pytest.raises(NotThere):
                act()
    assert talk.row().version == row.version


# ---- add, remove ----------------------------------------------------------------------------------------------------


def test_adds_a_holder_by_one_small_file(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    grants = talk.grants_for(cast.bo)
    actions.add_holder(talk.row(), cast.ada.member, cast.bo.key.ref, sealed=grants[cast.bo.key.ref])
    assert read_by(cast.bo, talk) == ["I cannot sleep."]
    assert (places(talk)["Bo"], happened(talk)[-1]) == ("others", "granted")
    assert len(access.keys(talk.row())) == 2


def test_adds_nobody_twice(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    before = access.my_grant(cast.sol.member, talk.row()).sealed
    actions.add_holder(talk.row(), cast.ada.member, cast.sol.key.ref, sealed=b"another")
    assert access.my_grant(cast.sol.member, talk.row()).sealed == before
    assert happened(talk) == ["claimed"]


def test_adds_no_coordinator_who_is_nothing_else(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    sealed = talk.grants_for(cast.kim)[cast.kim.key.ref]
    with pytest.raises(NotThere):
        actions.add_holder(talk.row(), cast.ada.member, cast.kim.key.ref, sealed=sealed)
    assert holding(talk) == {"Ada", "Sol"}


def test_adds_nobody_who_has_left(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    people.leave(cast.bo.member)
    with pytest.raises(NotThere):
        actions.add_holder(talk.row(), cast.ada.member, cast.bo.key.ref, sealed=b"sealed")


def test_removes_a_holder_by_a_new_epoch(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol, cast.noor)
    old = talk.identity
    key = talk.narrowed_to(cast.ada, cast.sol)
    actions.remove_holder(talk.row(), cast.ada.member, cast.noor.member.ref, new_key=key)
    write_again(talk, text="After.")
    assert holding(talk) == {"Ada", "Sol"}
    assert read_by(cast.sol, talk)[-1] == "After."
    with pytest.raises(NotThere):
        access.held(cast.noor.member, talk.ref)
    with pytest.raises(seal.NotForYou):
        seal.unseal(old, access.letters(talk.row())[-1].sealed)


def test_removes_neither_the_responsible_one_nor_a_stranger(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    with pytest.raises(Refused, match="responsible"):
        actions.remove_holder(talk.row(), cast.sol.member, cast.ada.member.ref, new_key=talk.narrowed_to(cast.sol))
    with pytest.raises(NotThere):
        actions.remove_holder(
            talk.row(), cast.ada.member, cast.bo.member.ref, new_key=talk.narrowed_to(cast.ada, cast.sol)
        )
    assert holding(talk) == {"Ada", "Sol"}


# ---- hand over ------------------------------------------------------------------------------------------------------


def test_hands_over_and_keeps_the_giver(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    grants = talk.grants_for(cast.bo)
    actions.hand_over(talk.row(), cast.ada.member, cast.bo.member.ref, new_key=None, grants=grants)
    assert (talk.row().responsible.alias, holding(talk)) == ("Bo", {"Ada", "Bo", "Sol"})
    assert places(talk) == {"Ada": "others", "Bo": "mine", "Sol": "others"}


def test_hands_over_and_leaves(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    key = talk.narrowed_to(cast.bo, cast.sol)
    actions.hand_over(talk.row(), cast.ada.member, cast.bo.member.ref, new_key=key, grants={})
    assert (talk.row().responsible.alias, holding(talk)) == ("Bo", {"Bo", "Sol"})
    assert read_by(cast.bo, talk) == ["I cannot sleep."]


def test_hands_over_what_nobody_claimed(cast: Cast) -> None:
    talk = arrive(cast.sol, cast.noor)
    actions.hand_over(talk.row(), cast.sol.member, cast.ada.member.ref, new_key=None, grants=talk.grants_for(cast.ada))
    row = talk.row()
    assert (row.state, row.responsible.alias, row.language) == (Conversation.HELD, "Ada", None)


def test_hands_over_to_nobody_who_could_not_open_it(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    with pytest.raises(Refused, match="no-grant"):
        actions.hand_over(talk.row(), cast.ada.member, cast.bo.member.ref, new_key=None, grants={})
    with pytest.raises(Refused, match="not-another"):
        actions.hand_over(talk.row(), cast.ada.member, cast.ada.member.ref, new_key=None, grants={})
    with pytest.raises(NotThere):
        actions.hand_over(
            talk.row(), cast.ada.member, cast.kim.member.ref, new_key=None, grants=talk.grants_for(cast.kim)
        )
    assert talk.row().responsible.alias == "Ada"


# ---- step back ------------------------------------------------------------------------------------------------------


def test_steps_back_in_favor_of_a_lead(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    actions.step_back(talk.row(), cast.ada.member, talk.narrowed_to(cast.sol))
    row = talk.row()
    assert (row.responsible.alias, row.state, row.claimed_at) == ("Sol", Conversation.WAITING, None)
    assert (holding(talk), places(talk), happened(talk)[-1]) == ({"Sol"}, {"Sol": "unheld"}, "stepped-back")
    with pytest.raises(NotThere):
        access.held(cast.ada.member, talk.ref)


def test_steps_back_in_favor_of_another_holder_where_no_lead_holds(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.bo)
    actions.step_back(talk.row(), cast.ada.member, talk.narrowed_to(cast.bo))
    assert (talk.row().responsible.alias, places(talk)) == ("Bo", {"Bo": "waiting"})


def test_steps_back_without_changing_who_is_responsible(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    actions.step_back(talk.row(), cast.sol.member, talk.narrowed_to(cast.ada))
    assert (talk.row().responsible.alias, talk.row().state) == ("Ada", Conversation.HELD)


def test_steps_back_alone_only_to_leads(cast: Cast) -> None:
    talk = claimed(cast.ada)
    for holders in ([], [cast.bo], [cast.ada, cast.sol]):
        key = replace(talk.narrowed_to(*holders), epoch=3)
        with pytest.raises(Refused):
            actions.step_back(talk.row(), cast.ada.member, key)
    talk.identities = talk.identities[:2]
    actions.step_back(talk.row(), cast.ada.member, talk.narrowed_to(cast.sol, cast.noor))
    assert holding(talk) == {"Sol", "Noor"}
    assert talk.row().responsible.alias in holding(talk)
    assert read_by(cast.noor, talk) == ["I cannot sleep."]


# ---- a holder who left ----------------------------------------------------------------------------------------------


def test_claims_and_narrows_past_a_holder_who_left(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol, cast.noor)
    actions.add_holder(talk.row(), cast.ada.member, cast.bo.key.ref, sealed=talk.grants_for(cast.bo)[cast.bo.key.ref])
    people.leave(cast.bo.member)
    key = talk.narrowed_to(cast.ada, cast.sol)
    actions.remove_holder(talk.row(), cast.ada.member, cast.noor.member.ref, new_key=key)
    assert holding(talk) == {"Ada", "Sol"}


def test_takes_over_from_a_responsible_member_who_left(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    people.leave(cast.ada.member)
    key = talk.narrowed_to(cast.bo)
    actions.hand_over(talk.row(), cast.sol.member, cast.bo.member.ref, new_key=key, grants={})
    assert (talk.row().responsible.alias, holding(talk)) == ("Bo", {"Bo"})


def test_does_nothing_for_a_holder_who_left(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    people.leave(cast.ada.member)
    with pytest.raises(NotThere):
        actions.close(talk.row(), cast.ada.member, why="helped", said=None)


# ---- close, reopen, open --------------------------------------------------------------------------------------------


def test_closes_stops_the_clock_and_reopens(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    actions.close(talk.row(), cast.sol.member, why="helped", said=None)
    row = talk.row()
    assert (row.state, row.due_at, row.responsible.alias) == (Conversation.CLOSED, None, "Ada")
    assert set(places(talk).values()) == {"closed"}
    actions.reopen(row, cast.ada.member)
    row = talk.row()
    assert (row.state, row.due_at, row.closed_at) == (Conversation.HELD, None, None)
    assert places(talk) == {"Ada": "mine", "Sol": "others"}


def test_reopens_as_waiting_what_nobody_had_claimed(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    actions.reopen(talk.row(), cast.ada.member)
    assert (talk.row().state, places(talk)) == (Conversation.WAITING, {"Ada": "waiting", "Sol": "waiting"})


def test_reopens_nothing_that_is_open(cast: Cast) -> None:
    talk = claimed(cast.ada)
    with pytest.raises(Conflict):
        actions.reopen(talk.row(), cast.ada.member)


def test_keeps_who_opened_it_and_how_often(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    for one in (cast.ada, cast.sol, cast.ada):
        actions.mark_opened(talk.row(), one.member)
    assert {one.member.alias: one.times for one in access.openings(talk.row())} == {"Ada": 2, "Sol": 1}
    assert Opening.objects.count() == 2


def test_refuses_an_epoch_that_nothing_can_be_sealed_to(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    key = replace(talk.narrowed_to(cast.ada, cast.sol), recipient="age1nobody")
    with pytest.raises(Refused):
        actions.claim(talk.row(), cast.ada.member, key)
    assert talk.row().state == Conversation.WAITING
