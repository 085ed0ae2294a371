"""A holder erases a conversation in two taps; for anybody else it is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from peerline.conversations import access
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive
from peerline.kit.blobs import blobs
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(ada: PracticeMember, sol: PracticeMember) -> Given:
    return arrive(ada, sol)


def there(given: Given) -> str:
    return f"/desk/c/{given.ref}/erase/"


def test_asks_why_and_says_by_when_backups_forget_it(given: Given, ada: PracticeMember, seat: Seat) -> None:
    client = seat(ada)
    assert there(given) in client.get(f"/desk/c/{given.ref}/").content.decode()
    page = client.get(there(given)).content.decode()
    assert page.count('name="why"') == 3
    day = now().date() + timedelta(days=30)
    assert f"{day.day}, {day.year}" in page
    assert given.row()


def test_erases_with_a_reason(given: Given, ada: PracticeMember, seat: Seat) -> None:
    client = seat(ada)
    answer = client.post(there(given), {"why": "asked"})
    assert answer.status_code == 200
    with pytest.raises(NotThere):
        given.row()
    with pytest.raises(NotThere):
        blobs().get(given.attachment)
    assert access.erasures() == {"asked": 1}
    assert client.get(f"/desk/c/{given.ref}/").status_code == 404


@pytest.mark.parametrize("why", ["", "seeker", "anything"])
def test_changes_nothing_without_a_reason(given: Given, ada: PracticeMember, *, seat: Seat, why: str) -> None:
    answer = seat(ada).post(there(given), {"why": why})
    assert answer.status_code == 400
    assert "Say why first." in answer.content.decode()
    assert given.row()


def test_is_not_there_for_others(given: Given, bo: PracticeMember, *, kim: PracticeMember, seat: Seat) -> None:
    for client in (seat(bo), seat(kim), Client()):
        answer = client.post(there(given), {"why": "asked"})
        nowhere = client.post(f"/desk/c/{new_ref()}/erase/", {"why": "asked"})
        assert (answer.status_code, answer.content) == (nowhere.status_code, nowhere.content)
        assert answer.status_code == 404
    assert given.row()


def test_needs_somebody_else_for_who_is_reviewed(tess: PracticeMember, seat: Seat) -> None:
    given = arrive(tess)
    answer = seat(tess).post(there(given), {"why": "asked"})
    assert answer.status_code == 400
    assert "ask a lead" in answer.content.decode()
    assert given.row()


def test_shows_when_it_goes_by_itself_once_it_is_their_turn(given: Given, ada: PracticeMember, seat: Seat) -> None:
    client = seat(ada)
    assert client.get(f"/desk/c/{given.ref}/").context["erased_by"] is None
    closing = {"why": "helped", "said": None}
    client.post(f"/api/conversations/{given.ref}/close", closing, content_type="application/json")
    page = client.get(f"/desk/c/{given.ref}/")
    assert page.context["erased_by"] == (now() + timedelta(days=90)).date()
    assert "erased by itself by" in page.content.decode()
