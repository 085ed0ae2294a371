from __future__ import annotations

import pytest

from peerline.kit.errors import NotThere
from peerline.people import access, actions
from tests.cast import Cast


def test_leads_are_those_who_lead(cast: Cast) -> None:
    assert [lead.alias for lead in access.leads()] == ["Noor", "Sol"]


def test_here_are_those_who_take_conversations(cast: Cast) -> None:
    assert {one.alias for one in access.here()} == {"Ada", "Sol", "Tess"}


def test_a_coordinator_who_is_nothing_else_holds_nothing(cast: Cast) -> None:
    actions.set_here(cast.kim.member, True)
    assert "Kim" not in {one.alias for one in [*access.here(), *access.may_hold(), *access.leads()]}


def test_a_member_who_left_is_not_there(cast: Cast) -> None:
    actions.leave(cast.sol.member)
    assert [lead.alias for lead in access.leads()] == ["Noor"]
    assert access.newest_key(cast.sol.member) is None
    with pytest.raises(NotThere):
        access.member_by_ref(cast.sol.member.ref)
    with pytest.raises(NotThere):
        access.key_by_ref(cast.sol.key.ref)


def test_what_a_member_who_left_has_signed_stays_signed(cast: Cast) -> None:
    actions.leave(cast.ada.member)
    assert access.verify_keys([cast.ada.member]) == {cast.ada.member.pk: [cast.ada.key.verify_key]}


def test_unknown_refs_are_not_there(cast: Cast) -> None:
    for ask in (access.member_by_ref, access.key_by_ref):
        with pytest.raises(NotThere):
            ask("a" * 26)


def test_recipients_are_by_key(cast: Cast) -> None:
    assert access.recipients_of([cast.ada.member, cast.bo.member]) == {
        cast.ada.key.ref: cast.ada.key.recipient,
        cast.bo.key.ref: cast.bo.key.recipient,
    }


def test_two_leads_with_confirmed_sheets_can_open_a_line(cast: Cast) -> None:
    assert access.confirmed_leads() == 2
