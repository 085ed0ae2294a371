"""Who does not hold it, who only coordinates and who is nobody here get one answer, the same as for what never was."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from peerline.desk.endpoints import ENDPOINTS, Endpoint
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive, cargo, message_by, new_key
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db

PAGES = ("/desk/c/{ref}/", "/desk/c/{ref}/erase/", "/desk/review/{message}/")


@pytest.fixture
def given(ada: PracticeMember, sol: PracticeMember) -> Given:
    return arrive(ada, sol)


@pytest.fixture
def strangers(bo: PracticeMember, kim: PracticeMember, seat: Seat) -> list[Client]:
    return [seat(bo), seat(kim), Client()]


def seen(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    """All that a client could tell apart; the second in `Expires` is that of the asking."""
    return answer.status_code, answer.content, {**dict(sorted(answer.headers.items())), "Expires": ""}


@pytest.mark.parametrize("path", PAGES)
def test_by_page(given: Given, strangers: list[Client], path: str) -> None:
    there = path.format(ref=given.ref, message=given.message)
    nowhere = path.format(ref=new_ref(), message=new_ref())
    answers = {repr(seen(client.get(one))) for client in strangers for one in (there, nowhere)}
    assert len(answers) == 1
    assert answers.pop().startswith("(404,")


GETS = [one for one in ENDPOINTS if one.method == "get" and "{ref}" in one.path]
POSTS = [one for one in ENDPOINTS if one.method == "post" and "{ref}" in one.path]


def ref_for(path: str, given: Given) -> str:
    return given.ref if "/conversations/" in path else given.attachment if "/attachments/" in path else given.message


@pytest.mark.parametrize("endpoint", GETS, ids=lambda one: one.name)
def test_by_the_reading_api(given: Given, strangers: list[Client], endpoint: Endpoint) -> None:
    paths = [endpoint.path.format(ref=ref) for ref in (ref_for(endpoint.path, given), new_ref(), "x", "1")]
    answers = {repr(seen(client.get(one))) for client in strangers for one in paths}
    assert len(answers) == 1
    assert answers.pop().startswith("(404,")


@pytest.mark.parametrize("endpoint", POSTS, ids=lambda one: one.name)
def test_by_the_writing_api(given: Given, bo: PracticeMember, *, strangers: list[Client], endpoint: Endpoint) -> None:
    good = {
        "message": message_by(given, bo, "out"),
        "cargo": cargo(),
        "version": 1,
        "new_key": new_key(given, bo),
        "grants": {},
        "key_ref": bo.key.ref,
        "member": bo.member.ref,
        "sealed": "AAAA",
        "note": None,
    }
    paths = [endpoint.path.format(ref=ref) for ref in (ref_for(endpoint.path, given), new_ref(), "x")]
    for body in (good, {}):
        answers = {
            repr(seen(client.post(one, body, content_type="application/json"))) for client in strangers for one in paths
        }
        assert len(answers) == 1
        assert answers.pop().startswith("(404,")


def test_by_counts_and_lists(given: Given, bo: PracticeMember, *, seat: Seat) -> None:
    client = seat(bo)
    assert client.get("/api/queue").json()["waiting"] == 0
    assert given.ref not in client.get("/desk/").content.decode()
    assert "data-row" not in client.get("/desk/").content.decode()


def test_who_was_taken_off_is_a_stranger(ada: PracticeMember, sol: PracticeMember, *, given: Given, seat: Seat) -> None:
    client = seat(sol)
    assert client.get(f"/desk/c/{given.ref}/").status_code == 200
    asked = {"member": sol.member.ref, "new_key": new_key(given, ada)}
    answer = seat(ada).post(f"/api/conversations/{given.ref}/remove", asked, content_type="application/json")
    assert answer.status_code == 200
    assert client.get(f"/desk/c/{given.ref}/").status_code == 404
    assert client.get(f"/api/messages/{given.message}/sealed").status_code == 404
    assert client.get(f"/api/attachments/{given.attachment}").status_code == 404
