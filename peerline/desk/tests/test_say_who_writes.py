"""Who is writing in a conversation: the other holders see it for a minute, and nobody else ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive, message_by, new_key
from peerline.kit.clock import now
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_writes() -> None:
    cache.clear()


def post(client: Client, given: Given, verb: str, **data: Any) -> Any:
    return client.post(f"/api/conversations/{given.ref}/{verb}", data, content_type="application/json")


def heard(client: Client, given: Given) -> list[str]:
    """Who writes there, as the quiet question of an open page is answered."""
    found: list[str] = client.get(f"/api/queue?conversation={given.ref}").json()["writing"]
    return found


def test_says_it_to_the_other_holders(ada: PracticeMember, sol: PracticeMember, *, seat: Seat) -> None:
    given, of_ada, of_sol = arrive(ada, sol), seat(ada), seat(sol)
    assert post(of_ada, given, "writing").json() == {"writing": []}
    assert heard(of_sol, given) == ["Ada"]
    assert heard(of_ada, given) == []
    assert post(of_sol, given, "writing").json() == {"writing": ["Ada"]}


def test_forgets_it_after_a_minute(ada: PracticeMember, sol: PracticeMember, *, seat: Seat) -> None:
    given, of_sol, at = arrive(ada, sol), seat(sol), now()
    with time_machine.travel(at, tick=False):
        post(seat(ada), given, "writing")
    with time_machine.travel(at + timedelta(seconds=59), tick=False):
        assert heard(of_sol, given) == ["Ada"]
    with time_machine.travel(at + timedelta(seconds=60), tick=False):
        assert heard(of_sol, given) == []


def test_forgets_it_when_it_is_kept(ada: PracticeMember, sol: PracticeMember, *, seat: Seat) -> None:
    given, of_ada = arrive(ada, sol), seat(ada)
    post(of_ada, given, "writing")
    assert post(of_ada, given, "note", message=message_by(given, ada, "note")).status_code == 200
    assert heard(seat(sol), given) == []


def test_says_nothing_to_who_does_not_hold_it(
    ada: PracticeMember, sol: PracticeMember, *, bo: PracticeMember, seat: Seat
) -> None:
    given, of_sol = arrive(ada, sol), seat(sol)
    post(seat(ada), given, "writing")
    assert heard(seat(bo), given) == []
    assert heard(of_sol, given) == ["Ada"]
    assert post(seat(ada), given, "remove", member=sol.member.ref, new_key=new_key(given, ada)).status_code == 200
    assert heard(of_sol, given) == []
    assert Client().get(f"/api/queue?conversation={given.ref}").status_code == 404
