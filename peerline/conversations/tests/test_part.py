"""A member leaves or loses a device: nobody who is gone stays responsible, and the next browser makes a new key."""

from __future__ import annotations

from datetime import timedelta

import pytest

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.cargo import Load
from peerline.conversations.models import Conversation, Grant
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.people import actions as people
from peerline.people.cargo import NewEpoch, NewWrap, Proof
from peerline.people.models import Key, Member
from peerline.people.practice import PracticeMember
from peerline.seal import Bundle, new_identity, new_signing_seed, recipient_of, seal_bundle, verify_key_of
from tests.cast import Cast, code_keys
from tests.sealed import Talk, arrive, arriving, joining, read_by, write_again


def claimed(by: PracticeMember, *leads: PracticeMember) -> Talk:
    """A conversation that a counselor claimed."""
    talk = arrive(by, *leads)
    actions.claim(talk.row(), by.member, talk.narrowed_to(by, *leads))
    return talk


def places(talk: Talk) -> dict[str, str]:
    """Where the conversation stands, by the alias of the holder."""
    return {one.member.alias: one.place for one in access.holders(talk.row())}


def test_goes_to_a_lead_who_holds_it_with_the_clock_running(cast: Cast) -> None:
    asked = minute(now()) - timedelta(hours=3)
    talk = arrive(cast.ada, cast.sol, cast.noor, at=asked)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol, cast.noor))
    due = talk.row().due_at
    actions.leave(cast.ada.member, cast.kim.member)
    row = talk.row()
    assert (row.responsible.alias, row.state, row.claimed_at) == ("Sol", Conversation.WAITING, None)
    assert (row.asked_at, row.due_at) == (asked, due)
    assert places(talk) == {"Sol": "unheld", "Noor": "unheld"}
    assert not Grant.objects.filter(member=cast.ada.member).exists()
    left = access.events(row)[-1]
    assert (left.name, left.by, left.about) == ("left", cast.kim.member, cast.ada.member)


def test_shares_what_was_theirs_among_the_leads(cast: Cast) -> None:
    talks = [claimed(cast.ada, cast.sol, cast.noor) for _ in range(4)]
    actions.leave(cast.ada.member, cast.kim.member)
    assert sorted(talk.row().responsible.alias for talk in talks) == ["Noor", "Noor", "Sol", "Sol"]


def test_goes_to_another_holder_where_no_lead_holds_it(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.bo)
    actions.leave(cast.ada.member, cast.kim.member)
    assert (talk.row().responsible.alias, places(talk)) == ("Bo", {"Bo": "waiting"})


def test_leaves_what_others_are_responsible_for_with_them(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol, cast.noor)
    actions.leave(cast.noor.member, cast.kim.member)
    row = talk.row()
    assert (row.responsible.alias, row.state, row.needs_key) == ("Ada", Conversation.HELD, True)
    assert places(talk) == {"Ada": "mine", "Sol": "others"}


def test_says_what_a_member_holds(cast: Cast) -> None:
    claimed(cast.ada, cast.sol)
    claimed(cast.ada)
    actions.close(claimed(cast.ada, cast.sol).row(), cast.ada.member, why="helped", said=None)
    claimed(cast.bo, cast.sol)
    assert access.load_of(cast.ada.member) == Load(held=3, responsible=2, alone=1)


def test_keeps_who_alone_can_open_something(cast: Cast) -> None:
    claimed(cast.ada)
    with pytest.raises(Refused, match="only-holder"):
        actions.leave(cast.ada.member, cast.kim.member)
    assert Member.objects.get(pk=cast.ada.member.pk).left_at is None


def test_closes_what_is_lost_and_lets_the_next_mail_open_anew(cast: Cast) -> None:
    talk = claimed(cast.ada)
    late = joining(talk)
    actions.leave_and_lose(cast.ada.member, cast.kim.member)
    row = talk.row()
    assert (row.state, row.due_at, row.tell_at, row.responsible.alias) == (Conversation.CLOSED, None, None, "Noor")
    assert access.joined([talk.tag_hash]) == {}
    assert actions.receive([late]) == [actions.Outcome.STALE]


def test_seals_no_word_to_the_key_of_who_left(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol, cast.noor)
    old = talk.identity
    actions.leave(cast.ada.member, cast.kim.member)
    with pytest.raises(Conflict, match="new-key-first"):
        actions.note(talk.row(), cast.sol.member, talk.said(cast.sol, kind="note"))
    write_again(talk, text="Between.")
    actions.renew_key(talk.row(), cast.sol.member, talk.narrowed_to(cast.sol, cast.noor))
    actions.note(talk.row(), cast.sol.member, talk.said(cast.sol, text="After.", kind="note"))
    write_again(talk, text="Again.")
    for one in (cast.sol, cast.noor):
        assert read_by(one, talk) == ["I cannot sleep.", "Between.", "After.", "Again."]
    newest = access.letters(talk.row())[-2:]
    back = access.keys(talk.row())[0].back_link
    for sealed in [*(row.sealed for row in newest), back, *(one.sealed for one in Grant.objects.all())]:
        for identity in (old, cast.ada.bundle.identity):
            with pytest.raises(seal.NotForYou):
                seal.unseal(identity, sealed)
    # What came between is sealed to the key before: who left could open it, if they kept that key and got the bytes.
    assert seal.unpack(seal.unseal(old, access.letters(talk.row())[-3].sealed)).body.text == "Between."


def test_renews_only_what_needs_it_and_for_exactly_the_holders(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol, cast.noor)
    with pytest.raises(Conflict):
        actions.renew_key(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol, cast.noor))
    talk.identities.pop()
    actions.leave(cast.noor.member, cast.kim.member)
    for holders in ([cast.ada], [cast.ada, cast.sol, cast.bo]):
        with pytest.raises(Refused, match="wrong-holders"):
            actions.renew_key(talk.row(), cast.ada.member, talk.narrowed_to(*holders))
        talk.identities.pop()
    with pytest.raises(NotThere):
        actions.renew_key(talk.row(), cast.bo.member, talk.narrowed_to(cast.ada, cast.sol))
    talk.identities.pop()
    version = actions.renew_key(talk.row(), cast.sol.member, talk.narrowed_to(cast.ada, cast.sol))
    assert (talk.row().version, talk.row().needs_key) == (version, False)
    with pytest.raises(Conflict):
        actions.renew_key(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))


def test_needs_a_new_key_after_a_lost_device(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    anew = with_new_key(cast.ada)
    assert access.needs_new_key(talk.row())
    with pytest.raises(Conflict, match="new-key-first"):
        actions.note(talk.row(), anew.member, talk.said(anew, kind="note"))
    actions.renew_key(talk.row(), cast.sol.member, talk.narrowed_to(anew, cast.sol))
    assert not access.needs_new_key(talk.row())
    grant = access.my_grant(anew.member, talk.row()).sealed
    with pytest.raises(seal.NotForYou):
        seal.unseal(cast.ada.bundle.identity, grant)
    assert read_by(anew, talk) == ["I cannot sleep."]
    assert talk.row().responsible.alias == "Ada"


def test_takes_what_who_may_hold_no_longer_had(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    people.set_duties(cast.ada.member, ["coordinator"], reviewed=False)
    assert actions.part_gone() == 1
    assert (talk.row().responsible.alias, talk.row().needs_key) == ("Sol", True)
    with pytest.raises(NotThere):
        access.held(cast.ada.member, talk.ref)
    assert actions.part_gone() == 0


def test_takes_what_was_granted_while_somebody_left(cast: Cast) -> None:
    people.leave(cast.ada.member)
    Key.objects.filter(member=cast.ada.member).update(retired_at=None)
    talk, one = arriving(cast.ada, cast.sol)
    assert actions.receive([one]) == [actions.Outcome.STORED]
    assert actions.part_gone() == 1
    assert (talk.row().responsible.alias, places(talk)) == ("Sol", {"Sol": "unheld"})


def with_new_key(one: PracticeMember) -> PracticeMember:
    """The member after "I lost a device": a new key, the old one behind a back link."""
    bundle = Bundle(new_identity(), new_signing_seed())
    recipient = recipient_of(bundle.identity)
    keys = code_keys(one)
    wraps = [NewWrap(kind, at * 64, at * 64, b"sealed") for kind, at in (("code", "1"), ("sheet", "2"))]
    new = NewEpoch(2, recipient, verify_key_of(bundle.seed), seal_bundle(recipient, one.bundle), wraps)
    key = people.rotate(one.member, Proof(keys.look_up, keys.sign_in), new)
    return PracticeMember(one.member, key, one.code, one.sheet, bundle)
