"""From mail to the door: a link in an answer opens once; what is begun by it is a conversation of its own."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from peerline import seal
from peerline.conversations import access, actions, linked
from peerline.conversations.cargo import GoingOn
from peerline.conversations.models import Conversation, DoorLink, Message
from peerline.kit.clock import shifted
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember
from tests.cast import Cast
from tests.sealed import Talk, arrive, cargo, offered, read_by, write_again


def claimed(by: PracticeMember, *leads: PracticeMember) -> Talk:
    talk = arrive(by, *leads)
    actions.claim(talk.row(), by.member, talk.narrowed_to(by, *leads))
    return talk


def begun(*holders: PracticeMember) -> tuple[Talk, GoingOn]:
    """What the browser makes that opened the link: sealed to these."""
    door = Talk(new_ref(), [seal.new_identity()])
    said = replace(door.said(text=""), epoch=1)
    return door, GoingOn(door.ref, door.recipient, door.grants_for(*holders), said, os.urandom(32), "web")


def gone_on(talk: Talk, *holders: PracticeMember) -> Talk:
    door, new = begun(*holders)
    actions.go_on(offered(talk, holders[0]), new)
    return door


def test_begins_a_conversation_of_its_own_for_those_who_hold_the_older_one(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    door = gone_on(talk, cast.ada, cast.sol)
    row = door.row()
    assert (row.channel, row.state, row.responsible) == ("web", Conversation.HELD, cast.ada.member)
    assert (row.due_at, row.goes_on_from_id) == (None, talk.row().pk)
    assert read_by(cast.sol, door) == [""]
    assert linked.older(cast.ada.member, row) == talk.row()
    assert linked.newer(cast.ada.member, talk.row()) == [row]
    assert [one.name for one in access.events(row)] == ["goes-on"]
    assert [one.name for one in access.events(talk.row())][-2:] == ["door-offered", "door-opened"]


def test_opens_nothing_old(cast: Cast) -> None:
    talk = claimed(cast.ada)
    door = gone_on(talk, cast.ada)
    assert {one.conversation.ref for one in access.said_to_seeker(door.row())} == {door.ref}
    opens = [seal.unseal(talk.identity, access.sealed_bytes(one)) for one in access.letters(talk.row())[-1:]]
    assert opens
    for one in access.letters(talk.row()):
        with pytest.raises(seal.NotForYou):
            seal.unseal(door.identity, access.sealed_bytes(one))


def test_ends_with_the_first_use(cast: Cast) -> None:
    talk = claimed(cast.ada)
    token = offered(talk, cast.ada)
    assert linked.by_link(token) == talk.row()
    _, first = begun(cast.ada)
    actions.go_on(token, first)
    actions.go_on(token, first)  # the answer got lost
    with pytest.raises(NotThere):
        actions.go_on(token, begun(cast.ada)[1])
    with pytest.raises(NotThere):
        linked.by_link(token)
    assert Conversation.objects.count() == 2
    actions.erase(Conversation.objects.get(ref=first.ref))
    with pytest.raises(NotThere):
        actions.go_on(token, first)


def test_ends_after_three_days(cast: Cast) -> None:
    talk = claimed(cast.ada)
    token = offered(talk, cast.ada)
    with shifted(timedelta(hours=71, minutes=58)):
        assert linked.by_link(token) == talk.row()
        assert actions.forget_links() == 0
    with shifted(timedelta(hours=72, minutes=1)):
        with pytest.raises(NotThere):
            linked.by_link(token)
        with pytest.raises(NotThere):
            actions.go_on(token, begun(cast.ada)[1])
        assert actions.forget_links() == 1
    assert not DoorLink.objects.exists()


def test_keeps_of_a_link_no_more_than_its_hash(cast: Cast) -> None:
    token = offered(claimed(cast.ada), cast.ada)
    (link,) = DoorLink.objects.values()
    assert token.encode() not in repr(link).encode()


def test_ends_when_its_answer_is_taken_back_or_the_address_is_retired(cast: Cast) -> None:
    taken, retired = claimed(cast.ada), claimed(cast.ada)
    tokens = offered(taken, cast.ada), offered(retired, cast.ada)
    actions.take_back(access.letters(taken.row())[-1], cast.ada.member)
    why = retired.said(cast.ada, kind="note")
    actions.retire_tag(retired.row(), cast.ada.member, why, number=1, tag_hash=os.urandom(32))
    for token in tokens:
        with pytest.raises(NotThere):
            linked.by_link(token)


def test_is_open_three_times_at_most(cast: Cast) -> None:
    talk = claimed(cast.ada)
    tokens = [offered(talk, cast.ada) for _ in range(3)]
    with pytest.raises(Refused):
        offered(talk, cast.ada)
    assert talk.row().messages.filter(kind=Message.OUT).count() == 3
    actions.go_on(tokens[0], begun(cast.ada)[1])
    offered(talk, cast.ada)


def test_wants_grants_for_exactly_those_who_hold_it_now(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    token = offered(talk, cast.ada)
    for holders in ((cast.ada,), (cast.ada, cast.sol, cast.bo), (cast.bo, cast.sol), ()):
        with pytest.raises(Conflict):
            actions.go_on(token, begun(*holders)[1])
    assert Conversation.objects.count() == 1
    actions.go_on(token, begun(cast.ada, cast.sol)[1])


def test_has_no_link_where_no_mail_leaves(cast: Cast) -> None:
    talk = claimed(cast.ada)
    door = gone_on(talk, cast.ada)
    row = door.row()
    copy = replace(cargo(), door_link=os.urandom(32))
    with pytest.raises(Refused):
        actions.reply(row, cast.ada.member, door.said(cast.ada), cargo=copy, version=row.version)
    row = talk.row()
    copy = replace(copy, door_link=b"short")
    with pytest.raises(Refused):
        actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=copy, version=row.version)


def test_makes_who_writes_an_answer_by_mail_look_again(cast: Cast) -> None:
    talk = claimed(cast.ada)
    token, seen = offered(talk, cast.ada), talk.row()
    actions.go_on(token, begun(cast.ada)[1])
    with pytest.raises(Conflict, match="changed"):
        actions.reply(seen, cast.ada.member, talk.said(cast.ada), cargo=cargo(), version=seen.version)


def test_waits_for_a_holder_where_the_older_one_does(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    token = offered(talk, cast.ada)
    actions.step_back(talk.row(), cast.ada.member, talk.narrowed_to(cast.sol))
    door, new = begun(cast.sol)
    actions.go_on(token, new)
    assert (door.row().state, door.row().responsible) == (Conversation.WAITING, cast.sol.member)


# ---- adding what was said before ------------------------------------------------------------------------------------


def test_shows_the_seeker_what_a_holder_adds_and_stops_no_clock(cast: Cast) -> None:
    talk = claimed(cast.ada)
    door = gone_on(talk, cast.ada)
    door.tag_hash = Conversation.objects.get(ref=door.ref).tag_hash or b""
    write_again(door)
    due_at = door.row().due_at
    actions.add_past(door.row(), cast.ada.member, [door.said(cast.ada, kind="past", text="Long ago.")])
    assert [one.kind for one in access.said_to_seeker(door.row())] == ["in", "in", "past"]
    assert (door.row().due_at, due_at is not None) == (due_at, True)
    assert read_by(cast.ada, door)[-1] == "Long ago."


def test_adds_nothing_for_who_may_not(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    door = gone_on(talk, cast.ada, cast.sol)
    said = [door.said(cast.ada, kind="past")]
    with pytest.raises(NotThere):
        actions.add_past(door.row(), cast.bo.member, said)
    with pytest.raises(Refused):  # nothing was before
        actions.add_past(talk.row(), cast.ada.member, [talk.said(cast.ada, kind="past")])
    for wrong in ([], said * 51):
        with pytest.raises(Refused):
            actions.add_past(door.row(), cast.ada.member, wrong)
    # Who does not hold the older one has nothing to add from it.
    key = talk.narrowed_to(cast.sol)
    actions.step_back(talk.row(), cast.ada.member, key)
    with pytest.raises(Refused):
        actions.add_past(door.row(), cast.ada.member, said)
    assert not Message.objects.filter(kind=Message.PAST).exists()


def test_needs_a_second_person_for_who_is_reviewed(cast: Cast) -> None:
    talk = claimed(cast.ada)
    actions.add_holder(talk.row(), cast.ada.member, cast.tess.key.ref, sealed=b"x")
    door = gone_on(talk, cast.ada, cast.tess)
    with pytest.raises(Refused):
        actions.add_past(door.row(), cast.tess.member, [door.said(cast.tess, kind="past")])


def test_leaves_the_other_when_one_is_erased(cast: Cast) -> None:
    talk = claimed(cast.ada)
    door = gone_on(talk, cast.ada)
    actions.erase(talk.row())
    assert door.row().goes_on_from is None
    assert read_by(cast.ada, door) == [""]
    assert not DoorLink.objects.exists()
