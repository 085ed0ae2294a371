from __future__ import annotations

import pytest
from django.test import Client

from peerline.kit.errors import Refused
from peerline.people import actions
from peerline.people.models import Wrap
from peerline.people.practice import PracticeMember
from tests.cast import make_member


def test_ends_the_session_and_deletes_the_wraps(ada: PracticeMember, client: Client) -> None:
    client.force_login(ada.member)
    actions.leave(ada.member)
    assert client.get("/me/").status_code == 302
    assert not Wrap.objects.filter(key__member=ada.member).exists()


def test_lets_the_alias_be_taken_anew(ada: PracticeMember) -> None:
    actions.leave(ada.member)
    assert make_member("ada").member.alias == "Ada"


def test_keeps_the_last_coordinator(kim: PracticeMember) -> None:
    with pytest.raises(Refused):
        actions.leave(kim.member)
    with pytest.raises(Refused):
        actions.set_duties(kim.member, ["counselor"], reviewed=False)


def test_lets_a_coordinator_go_when_there_is_another(kim: PracticeMember, sol: PracticeMember) -> None:
    actions.set_duties(sol.member, ["lead", "coordinator"], reviewed=False)
    actions.leave(kim.member)
    assert not kim.member.is_active


def test_keeps_the_last_lead(kim: PracticeMember, sol: PracticeMember) -> None:
    with pytest.raises(Refused, match="last-lead"):
        actions.leave(sol.member)
    with pytest.raises(Refused, match="last-lead"):
        actions.set_duties(sol.member, ["counselor"], reviewed=False)


def test_lets_a_lead_go_when_there_is_another(ada: PracticeMember, kim: PracticeMember, sol: PracticeMember) -> None:
    actions.set_duties(ada.member, ["counselor", "lead"], reviewed=False)
    actions.leave(sol.member)
    assert not sol.member.is_active
