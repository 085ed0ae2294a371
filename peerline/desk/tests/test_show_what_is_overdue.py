"""Beside the queue stands what somebody has to see to now: past its promise, and to be asked how they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from peerline.conversations import actions
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import arrive
from peerline.kit.clock import shifted
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_tells_leads_what_waits_past_its_promise(
    ada: PracticeMember, sol: PracticeMember, noor: PracticeMember, *, seat: Seat
) -> None:
    given = arrive(ada, sol, waited=timedelta(hours=50))
    arrive(ada, waited=timedelta(hours=100))
    actions.tell_clocks()
    assert "Past the promise" not in seat(ada).get("/desk/").content.decode()
    assert seat(noor).get("/desk/").context["past"] == []
    (one,) = seat(sol).get("/desk/").context["past"]
    assert (one["conversation"].ref, one["clock"].stage) == (given.ref, 1)
    assert "long past the promise" in seat(ada).get("/desk/").content.decode()
    with shifted(timedelta(hours=50)):
        actions.tell_clocks()
    assert "long past the promise" in seat(sol).get("/desk/").content.decode()


def test_plans_to_ask_later_and_shows_it_on_its_day(
    ada: PracticeMember, bo: PracticeMember, sol: PracticeMember, *, seat: Seat
) -> None:
    given = arrive(ada, sol)
    path = f"/api/conversations/{given.ref}/ask-later"
    assert seat(bo).post(path, {"days": 7}, content_type="application/json").status_code == 404
    assert seat(ada).post(path, {"days": 8}, content_type="application/json").status_code == 400
    assert seat(ada).post(path, {"days": 7}, content_type="application/json").status_code == 200
    assert "Ask today how they are" not in seat(ada).get("/desk/").content.decode()
    with shifted(WEEK):
        assert [one.ref for one in seat(sol).get("/desk/").context["to_ask"]] == [given.ref]
        assert seat(bo).get("/desk/").context["to_ask"] == []
