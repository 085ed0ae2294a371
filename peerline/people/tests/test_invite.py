from __future__ import annotations

from datetime import timedelta

import pytest

from peerline.kit.clock import shifted
from peerline.kit.errors import NotThere, Refused
from peerline.line.models import Line
from peerline.people import access, actions
from peerline.people.cargo import Invite
from peerline.people.models import Invitation
from peerline.people.practice import PracticeMember


def test_stores_only_a_hash_of_the_token(lantern: Line) -> None:
    token = actions.invite(None, Invite("Bo", ("counselor",)))
    row = Invitation.objects.get()
    assert token not in str(vars(row))
    assert access.invitation(token) == row


def test_expires_after_seven_days(lantern: Line) -> None:
    token = actions.invite(None, Invite("Bo", ("counselor",)))
    with shifted(timedelta(days=6, hours=23)):
        assert access.invitation(token).alias == "Bo"
    with shifted(timedelta(days=7, minutes=1)), pytest.raises(NotThere):
        access.invitation(token)


def test_refuses_an_unknown_role(lantern: Line) -> None:
    with pytest.raises(Refused):
        actions.invite(None, Invite("Bo", ("owner",)))


def test_refuses_an_unknown_language(lantern: Line) -> None:
    with pytest.raises(Refused):
        actions.invite(None, Invite("Bo", ("counselor",), ("gibberish",)))


def test_can_be_taken_back(lantern: Line) -> None:
    token = actions.invite(None, Invite("Bo", ("counselor",)))
    actions.withdraw_invitation(access.invitation(token).name)
    with pytest.raises(NotThere):
        access.invitation(token)


def test_says_nothing_of_one_that_was_used(ada: PracticeMember) -> None:
    assert access.open_invitations() == []
