"""Closing at the desk asks why; the coordinator sees numbers of weeks that are over, and no small ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from peerline.conversations import access, actions
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive, message_by
from peerline.kit.clock import shifted
from peerline.kit.secret_files import SecretsFolder
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def close(client: Client, given: Given, **data: Any) -> Any:
    return client.post(f"/api/conversations/{given.ref}/close", data, content_type="application/json")


def test_offers_seven_reasons_and_chooses_none(ada: PracticeMember, seat: Seat) -> None:
    shown = seat(ada).get(f"/desk/c/{arrive(ada).ref}/").content.decode()
    closing = shown.partition("<peer-close>")[2].partition("</peer-close>")[0]
    assert closing.count('name="why"') == len(actions.CLOSED) == 7
    assert " checked" not in closing


def test_closes_with_a_signed_note(ada: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada), seat(ada)
    said = message_by(given, ada, "note")
    assert close(client, given, why="referred", said=said).status_code == 200
    assert access.letters(given.row())[-1].ref == said["ref"]
    shown = client.get(f"/desk/c/{given.ref}/?done=closed").content.decode()
    assert shown.count("Open it again") == 1
    assert "This conversation is closed." in shown
    assert "<peer-compose" not in shown
    assert client.post(f"/api/conversations/{given.ref}/reopen", {}, content_type="application/json").status_code == 200
    assert "This conversation is closed." not in client.get(f"/desk/c/{given.ref}/").content.decode()
    assert "referred" not in shown.partition("<peer-close>")[0]


@pytest.mark.parametrize("data", [{}, {"why": ""}, {"why": "bored", "said": None}, {"why": "helped", "said": 1}])
def test_refuses_what_is_no_reason(ada: PracticeMember, seat: Seat, data: dict[str, Any]) -> None:
    given = arrive(ada)
    assert close(seat(ada), given, **data).status_code == 400
    assert given.row().state == "waiting"


def test_is_not_there_for_others(ada: PracticeMember, bo: PracticeMember, *, kim: PracticeMember, seat: Seat) -> None:
    given = arrive(ada)
    for client in (seat(bo), seat(kim)):
        assert close(client, given, why="helped", said=None).status_code == 404
    assert given.row().state == "waiting"


def test_tells_the_coordinator_of_weeks_that_are_over_and_of_no_small_number(
    ada: PracticeMember, kim: PracticeMember, *, secrets: SecretsFolder, seat: Seat
) -> None:
    for name in ("address.age", "django.key", "mac.key"):
        secrets.write(name, b"secret")
    for why in (*["helped"] * 5, "abuse"):
        actions.close(arrive(ada).row(), ada.member, why=why, said=None)
    for _ in range(6):
        actions.count_answers("door", helped=5, again=None)
    assert "Weeks that are over" not in seat(kim).get("/desk/line/").content.decode()
    with shifted(WEEK):
        (week,) = seat(kim).get("/desk/line/").context["weeks"]
        rows = {str(sentence): number for sentence, number in week["rows"]}
        assert rows["It helped, or they have their answer."] == "5"
        assert rows["It was abuse."] == "<5"
        assert rows["Did it help? Answers behind seven words, from least to most:"] == "0 · 0 · 0 · 0 · 6"
    with shifted(WEEK * 20):
        assert seat(kim).get("/desk/line/").context["weeks"] == []
