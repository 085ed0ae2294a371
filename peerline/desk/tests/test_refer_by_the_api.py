"""Referrals at the desk: they ..."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import arrive, new_key
from peerline.directory import access as directory
from peerline.directory import actions, kept
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db
ASKED = "/api/referrals?country=DE&language=de"
TALLY = "/api/referrals/tally"


@pytest.fixture(autouse=True)
def _a_line_to_call(db: None) -> None:
    kept.forget()
    actions.save_rows([*vocabulary(), *a_service()], by=None)
    facts = {LANTERN_CALL: actions.Facts(confidence="high")}
    actions.list_services(facts, wanted=[LANTERN_CALL], today=datetime.now(UTC).date())


def test_are_there_for_who_answers(ada: PracticeMember, sol: PracticeMember, seat: Seat) -> None:
    for one in (ada, sol):
        made = seat(one).get(ASKED).json()
        assert [found["name"] for found in made["services"]] == ["Lantern House"]
        assert made["language"] == "de"


def test_are_not_there_for_anybody_else(kim: PracticeMember, ada: PracticeMember, seat: Seat) -> None:
    client = seat(kim)
    said = {"service": str(LANTERN_CALL), "what": "given"}
    assert client.get(ASKED).status_code == 404
    assert client.post(TALLY, said, content_type="application/json").status_code == 404
    client.logout()
    assert client.get(ASKED).status_code == 404
    assert client.post(TALLY, said, content_type="application/json").status_code == 404
    assert seat(ada).get("/api/referrals?country=zz&language=de").status_code == 404


def test_are_counted(ada: PracticeMember, seat: Seat) -> None:
    client = seat(ada)
    for _ in range(5):
        said = {"service": str(LANTERN_CALL), "what": "given"}
        assert client.post(TALLY, said, content_type="application/json").json() == {}
    assert directory.came(LANTERN_CALL).by_helpers == {"given": 5}
    for wrong in ({"service": "x", "what": "given"}, {"service": str(LANTERN_CALL), "what": "x"}):
        assert client.post(TALLY, wrong, content_type="application/json").status_code == 404


def test_are_offered_beside_what_was_taken_only(ada: PracticeMember, sol: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada, sol), seat(ada)
    assert "<peer-find>" not in client.get(f"/desk/c/{given.ref}/").content.decode()
    claiming = {"new_key": new_key(given, ada, sol)}
    client.post(f"/api/conversations/{given.ref}/claim", claiming, content_type="application/json")
    assert "<peer-find>" in client.get(f"/desk/c/{given.ref}/").content.decode()


def test_pack_a_whole_country_for_who_takes_it_so(ada: PracticeMember, seat: Seat) -> None:
    client = seat(ada)
    plain, packed = client.get(ASKED), client.get(ASKED, headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain["Vary"]
    assert json.loads(gzip.decompress(packed.content)) == plain.json()
