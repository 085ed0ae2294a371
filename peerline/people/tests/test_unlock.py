from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from peerline.kit.clock import shifted
from peerline.people.practice import PracticeMember
from peerline.people.tests.test_sign_in import fields

BLOB = {"iv": "AAAA", "identity": "BBBB", "seed": "CCCC", "epoch": 1}


@pytest.fixture
def signed_in(ada: PracticeMember, client: Client) -> Client:
    client.force_login(ada.member)
    return client


def unlocked(client: Client, **headers: Any) -> bool:
    return bool(client.post("/api/alive", headers=headers).json()["unlocked"])


def keep(client: Client, blob: object = BLOB) -> int:
    return client.post("/api/unlock", {"blob": blob}, content_type="application/json").status_code


def test_keeps_the_blob_for_the_session(signed_in: Client) -> None:
    assert keep(signed_in) == 200
    assert unlocked(signed_in)


def test_dies_15_minutes_after_the_last_request(signed_in: Client) -> None:
    keep(signed_in)
    with shifted(timedelta(minutes=14)):
        assert unlocked(signed_in)
    with shifted(timedelta(minutes=28)):
        assert unlocked(signed_in)
    with shifted(timedelta(minutes=43, seconds=1)):
        assert not unlocked(signed_in)
    assert not unlocked(signed_in)


def test_what_a_page_asks_by_itself_is_no_sign_of_life(signed_in: Client) -> None:
    keep(signed_in)
    with shifted(timedelta(minutes=10)):
        assert unlocked(signed_in, **{"X-Peerline-Unattended": "yes"})
    with shifted(timedelta(minutes=15, seconds=1)):
        assert not unlocked(signed_in)


@pytest.mark.parametrize("path", ["/lock/", "/api/lock", "/sign-out/"])
def test_is_gone_when_locked_and_at_sign_out(signed_in: Client, path: str) -> None:
    keep(signed_in)
    signed_in.post(path)
    assert "unlock" not in signed_in.session


def test_locking_comes_back_to_the_page(signed_in: Client) -> None:
    assert signed_in.post("/lock/", {"next": "/me/"})["Location"] == "/unlock/?next=%2Fme%2F"


@pytest.mark.parametrize("blob", [None, {}, {**BLOB, "iv": "?"}, {**BLOB, "epoch": "1"}, {**BLOB, "seed": "A" * 9000}])
def test_refuses_what_is_no_blob(signed_in: Client, blob: object) -> None:
    assert keep(signed_in, blob) == 400


def test_keeps_nothing_but_the_blob(signed_in: Client) -> None:
    keep(signed_in, {**BLOB, "words": "seven of them"})
    assert set(signed_in.session["unlock"]) == {*BLOB, "at"}


def test_is_not_for_outsiders(ada: PracticeMember, client: Client) -> None:
    assert keep(client) == 404
    assert client.post("/api/alive").status_code == 404


def test_the_wrap_is_given_to_its_member_only(ada: PracticeMember, bo: PracticeMember, client: Client) -> None:
    cache.clear()
    client.force_login(bo.member)
    shown = {"look_up": fields(ada)["login"], "sign_in": fields(ada)["password"]}
    assert client.post("/api/wrap", shown, content_type="application/json").status_code == 400
    client.force_login(ada.member)
    answer = client.post("/api/wrap", shown, content_type="application/json")
    assert answer.json()["wrap"]["epoch"] == 1
