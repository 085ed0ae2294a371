"""The coordinator's page for a member who leaves: numbers first, then the act."""

from __future__ import annotations

import pytest
from django.test import Client

from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import arrive, new_key
from peerline.kit.tokens import new_ref
from peerline.people import access as people
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db


def path(one: PracticeMember) -> str:
    return f"/people/{one.member.ref}/leave/"


def test_is_not_there_for_others(seat: Seat, *, ada: PracticeMember, sol: PracticeMember, kim: PracticeMember) -> None:
    for one in (ada, sol):
        client = seat(one)
        nowhere = client.get(f"/people/{new_ref()}/leave/")
        assert client.get(path(kim)).content == nowhere.content
        assert client.post(path(kim)).status_code == nowhere.status_code == 404
    assert Client().get(path(kim)).status_code == 302
    assert people.member_by_ref(kim.member.ref).is_active


def test_says_how_much_they_hold(seat: Seat, *, ada: PracticeMember, sol: PracticeMember, kim: PracticeMember) -> None:
    given = arrive(ada, sol)
    arrive(sol, ada)
    page = seat(kim).get(path(ada)).content.decode()
    assert "responsible for one open conversation" in page
    assert "can open 2 conversations" in page
    assert given.ref not in page
    assert 'name="lose"' not in page


def test_passes_on_what_they_had(seat: Seat, *, ada: PracticeMember, sol: PracticeMember, kim: PracticeMember) -> None:
    given = arrive(ada, sol)
    assert seat(kim).post(path(ada)).status_code == 302
    lead = seat(sol)
    said = lead.get(f"/api/conversations/{given.ref}").json()
    assert (said["responsible"], said["needs_key"]) == (sol.member.ref, True)
    answer = lead.post(
        f"/api/conversations/{given.ref}/new-key", {"new_key": new_key(given, sol)}, content_type="application/json"
    )
    assert answer.status_code == 200
    said = lead.get(f"/api/conversations/{given.ref}").json()
    assert (said["needs_key"], said["version"], said["keys"][0]["epoch"]) == (False, answer.json()["version"], 2)


def test_asks_before_something_is_lost(
    seat: Seat, *, ada: PracticeMember, sol: PracticeMember, kim: PracticeMember
) -> None:
    arrive(ada)
    client = seat(kim)
    assert 'name="lose"' in client.get(path(ada)).content.decode()
    refused = client.post(path(ada))
    assert (refused.status_code, people.member_by_ref(ada.member.ref).alias) == (400, "Ada")
    assert client.post(path(ada), {"lose": "yes"}).status_code == 302
    assert ada.member.ref not in {one.ref for one in people.members()}
