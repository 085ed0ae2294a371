from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.people import actions
from peerline.people.models import Wrap
from peerline.people.practice import PracticeMember
from peerline.seal import open_bundle
from tests.cast import code_keys


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def fields(member: PracticeMember, *, sheet: bool = False) -> dict[str, str]:
    keys = code_keys(member, sheet=sheet)
    return {"login": keys.look_up, "password": keys.sign_in}


def test_answers_with_the_wrap_of_the_code(ada: PracticeMember, client: Client) -> None:
    answer = client.post("/api/sign-in", fields(ada), headers={"Accept": "application/json"}).json()
    assert answer["wrap"]["kind"] == Wrap.CODE
    assert answer["next"] == "/desk/"
    assert answer["me"]["member"] == ada.member.ref
    assert answer["me"]["keys"] == [{"ref": ada.key.ref, "epoch": 1, "recipient": ada.key.recipient, "back_link": ""}]
    assert answer["me"]["unlock"] is None
    assert client.get("/me/here/").status_code == 405


def test_the_wrap_opens_with_the_code_alone(ada: PracticeMember, client: Client) -> None:
    for sheet in (False, True):
        answer = client.post("/api/sign-in", fields(ada, sheet=sheet)).json()
        identity = code_keys(ada, sheet=sheet).identity
        assert open_bundle(identity, base64.b64decode(answer["wrap"]["sealed"])) == ada.bundle


def test_takes_a_coordinator_to_the_members(kim: PracticeMember, client: Client) -> None:
    answer = client.post("/api/sign-in", fields(kim))
    assert answer.json().get("next") == "/people/", (answer.status_code, answer.content)


def test_goes_where_somebody_wanted_but_to_no_other_site(ada: PracticeMember, client: Client) -> None:
    for wish, found in (("/me/", "/me/"), ("https://outsider.example/", "/desk/"), ("//outsider.example", "/desk/")):
        assert client.post("/api/sign-in", {**fields(ada), "next": wish}).json()["next"] == found


def test_answers_the_same_for_an_unknown_code_and_a_wrong_secret(ada: PracticeMember, client: Client) -> None:
    answers = [
        client.post("/api/sign-in", {"login": "0" * 64, "password": "0" * 64}),
        client.post("/api/sign-in", {**fields(ada), "password": "0" * 64}),
        client.post("/api/sign-in", {"login": "", "password": "0" * 64}),
    ]
    assert {answer.status_code for answer in answers} == {400}
    assert {answer.content for answer in answers} == {answers[0].content}
    assert answers[0].json()["error"] == "opens-nothing"


def test_slows_down_who_guesses(ada: PracticeMember, client: Client) -> None:
    wrong = {**fields(ada), "password": "0" * 64}
    assert [client.post("/api/sign-in", wrong).status_code for _ in range(6)] == [400] * 5 + [429]
    # Also with the right secret, until the time is over.
    assert client.post("/api/sign-in", fields(ada)).status_code == 429


def test_keeps_no_look_up_id_in_the_session(ada: PracticeMember, client: Client) -> None:
    client.post("/api/sign-in", fields(ada))
    assert fields(ada)["login"] not in str(dict(client.session))


def test_lets_nobody_in_who_has_left(ada: PracticeMember, client: Client) -> None:
    actions.leave(ada.member)
    assert client.post("/api/sign-in", fields(ada)).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/signup/", "/admin/"],
)
def test_has_no_other_way_in(ada: PracticeMember, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_signing_out_clears_what_the_browser_kept(ada: PracticeMember, client: Client) -> None:
    client.post("/api/sign-in", fields(ada))
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"storage"'
    assert "_auth_user_id" not in client.session


def test_demands_the_token_of_the_page(ada: PracticeMember) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/api/sign-in", fields(ada)).status_code == 403


def test_a_code_cannot_be_asked_for_in_a_get(ada: PracticeMember, client: Client) -> None:
    assert client.get("/api/sign-in", fields(ada)).status_code == 405


def test_lets_members_in_at_the_usual_address_alone(ada: PracticeMember, settings: Settings) -> None:
    settings.PEERLINE_ONION, settings.PEERLINE_URL = "http://lantern.onion", "https://lantern.example"
    settings.ALLOWED_HOSTS = ["testserver", "lantern.onion"]
    there = Client(headers={"host": "lantern.onion"})
    for path in ("/sign-in/", "/sign-in/?next=/desk/", "/join/"):
        page = there.get(path).content.decode()
        assert 'href="https://lantern.example/sign-in/"' in page
        assert "<form" not in page
        assert page.count("<script") == page.count("/leave.js") == 1
    for path, posted in (("/api/sign-in", fields(ada)), ("/api/join", {})):
        answer = there.post(path, posted)
        assert (answer.status_code, answer.json()["error"]) == (400, "elsewhere")
    assert not there.cookies
    assert there.get("/desk/").headers["Location"].startswith("/sign-in/")
    assert Client().post("/api/sign-in", fields(ada)).status_code == 200
