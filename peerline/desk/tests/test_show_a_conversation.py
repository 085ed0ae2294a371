from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import arrive
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db

BLOB = {"iv": "AAAA", "identity": "BBBB", "seed": "CCCC", "epoch": 1}


def data_in(page: str) -> Any:
    return json.loads(re.findall(r'<script id="conversation" type="application/json">(.*?)</script>', page)[0])


def unlock(client: Client) -> None:
    client.post("/api/unlock", {"blob": BLOB}, content_type="application/json")


def test_gives_keys_my_grant_and_whom_i_may_add(
    ada: PracticeMember, bo: PracticeMember, kim: PracticeMember, *, seat: Seat
) -> None:
    given = arrive(ada)
    data = data_in(seat(ada).get(f"/desk/c/{given.ref}/").content.decode())
    assert [key["epoch"] for key in data["keys"]] == [1]
    assert [holder["member"] for holder in data["holders"]] == [ada.member.ref]
    assert {one["alias"] for one in data["people"]} == {"Ada", "Bo"}
    assert data["delivery"]["recipient"].startswith("age1")
    assert data["grant"]


def test_frames_a_letter_with_what_opens_and_checks_it(ada: PracticeMember, seat: Seat) -> None:
    given = arrive(ada, text="qwertzuiopasdfgh")
    page = seat(ada).get(f"/desk/c/{given.ref}/").content.decode()
    assert f'<peer-letter ref="{given.message}" epoch="1" kind="in" author="writer" way="mail" at="' in page
    assert "qwertzuiopasdfgh" not in page
    assert "by e-mail, readable on its way" in page


def test_says_what_was_done_and_nothing_that_was_not(ada: PracticeMember, seat: Seat) -> None:
    given = arrive(ada)
    for done, words in (("sent", "It leaves in 30 seconds."), ("on-page", "It waits on the seeker’s page now.")):
        assert words in seat(ada).get(f"/desk/c/{given.ref}/?done={done}").content.decode()
    assert 'data-part="done"' not in seat(ada).get(f"/desk/c/{given.ref}/?done=anything").content.decode()


def test_says_who_can_open_it_and_who_did(ada: PracticeMember, sol: PracticeMember, seat: Seat) -> None:
    given = arrive(ada, sol)
    first, second = seat(ada), seat(sol)
    unlock(second)
    second.get(f"/desk/c/{given.ref}/")
    page = first.get(f"/desk/c/{given.ref}/").content.decode()
    assert "can open this. Not the coordinator, not the server." in page
    opened = page.partition("Who opened it")[2].partition("</section>")[0]
    assert "Sol" in opened
    assert "Ada" not in opened


def test_alone_is_said_as_alone(ada: PracticeMember, seat: Seat) -> None:
    page = seat(ada).get(f"/desk/c/{arrive(ada).ref}/").content.decode()
    assert "<b>Only you</b> can open this." in page


def test_a_locked_page_was_not_opened(ada: PracticeMember, seat: Seat) -> None:
    client, given = seat(ada), arrive(ada)
    client.get(f"/desk/c/{given.ref}/")
    assert "Nobody yet." in client.get(f"/desk/c/{given.ref}/").content.decode()


def test_costs_the_same_however_many_conversations_there_are(ada: PracticeMember, seat: Seat) -> None:
    client, given = seat(ada), arrive(ada)
    client.get(f"/desk/c/{given.ref}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/desk/c/{given.ref}/")
    for _ in range(20):
        arrive(ada)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/desk/c/{given.ref}/")
    assert len(many) == len(few)
    assert len(many) < 40


def test_the_page_holds_no_more_than_the_api(ada: PracticeMember, seat: Seat) -> None:
    client, given = seat(ada), arrive(ada)
    path = f"/api/conversations/{given.ref}"
    before = client.get(path).json()
    by_page = data_in(client.get(f"/desk/c/{given.ref}/").content.decode())
    # The key of the day is another one when midnight lies between.
    assert by_page in (before, client.get(path).json())


def test_gives_the_sealed_bytes_to_a_holder(ada: PracticeMember, seat: Seat) -> None:
    client, given = seat(ada), arrive(ada)
    message = client.get(f"/api/messages/{given.message}/sealed")
    attachment = client.get(f"/api/attachments/{given.attachment}")
    for answer in (message, attachment):
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"age-encryption.org/v1\n")
