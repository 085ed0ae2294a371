from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peerline.conversations import actions
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import arrive
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db


def test_the_heading_is_the_state(ada: PracticeMember, seat: Seat) -> None:
    assert b"Nobody is waiting." in seat(ada).get("/desk/").content
    arrive(ada)
    assert b"One is waiting" in seat(ada).get("/desk/").content
    arrive(ada)
    assert b"Two are waiting" in seat(ada).get("/desk/").content


def test_shows_no_word_of_the_seeker(ada: PracticeMember, seat: Seat) -> None:
    arrive(ada, text="qwertzuiopasdfgh")
    page = seat(ada).get("/desk/").content
    assert b"qwertzuiopasdfgh" not in page
    assert "português".encode() in page


def test_tells_half_three_quarters_and_the_whole_of_the_promise(ada: PracticeMember, seat: Seat) -> None:
    for hours in (1, 25, 40, 50):
        arrive(ada, waited=timedelta(hours=hours))
    page = seat(ada).get("/desk/").content.decode()
    assert "half of the promise is over" in page
    assert "three quarters of the promise are over" in page
    assert "the promise is over" in page
    assert page.index("2 hr over") < page.index("7 hr left") < page.index("22 hr left") < page.index("46 hr left")


def test_what_nobody_holds_stands_first_and_only_before_leads(
    ada: PracticeMember, sol: PracticeMember, seat: Seat
) -> None:
    arrive(sol)
    arrive(ada, sol)
    page = seat(sol).get("/desk/").content.decode()
    assert page.index('id="in-unheld"') < page.index('id="in-waiting"')
    assert 'id="in-unheld"' not in seat(ada).get("/desk/").content.decode()


def test_what_waits_for_the_seeker_rests(ada: PracticeMember, seat: Seat) -> None:
    given = arrive(ada)
    actions.close(given.row(), ada.member, why="helped", said=None)
    actions.reopen(given.row(), ada.member)
    assert b"One is waiting" in seat(ada).get("/desk/").content


def test_a_place_is_shown_by_pages(ada: PracticeMember, seat: Seat) -> None:
    for number in range(31):
        arrive(ada, waited=timedelta(minutes=number))
    client = seat(ada)
    page = client.get("/desk/").content.decode()
    assert page.count("data-row") == 30
    more = page.partition('href="/desk/?place=')[2].partition('"')[0].replace("&amp;", "&")
    assert client.get(f"/desk/?place={more}").content.decode().count("data-row") == 1
    assert client.get("/desk/?place=waiting&after=yesterday").status_code == 404


def test_costs_the_same_however_many_there_are(ada: PracticeMember, seat: Seat) -> None:
    arrive(ada)
    client = seat(ada)
    client.get("/desk/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/desk/")
    for _ in range(20):
        arrive(ada)
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) == len(few)


def test_counts_for_the_dot(ada: PracticeMember, bo: PracticeMember, seat: Seat) -> None:
    arrive(ada)
    found = seat(ada).get("/api/queue").json()
    assert found["waiting"] == 1
    assert found["newest"].endswith("00Z")
    assert seat(bo).get("/api/queue").json() == {"waiting": 0, "mine": 0, "review": 0, "newest": "", "writing": []}


def test_sends_a_coordinator_to_the_members(kim: PracticeMember, seat: Seat) -> None:
    assert seat(kim).get("/desk/").headers["Location"] == "/people/"
