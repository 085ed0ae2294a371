"""Who offers help: it ..."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from peerline import seal
from peerline.directory.access import interest as access
from peerline.directory.actions import interest as actions
from peerline.directory.models import Interest
from peerline.line import wording
from peerline.people import actions as people
from peerline.people.practice import PracticeMember
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
SAID = {
    "role": "translator",
    "name": "Wren",
    "contact": "wren@writer.example",
    "languages": "ar, fr",
    "text": "On Sundays.\nAlways.",
}


def text(key: str, language: str = "en") -> str:
    return wording.text(key, language)


def send(client: Client, said: dict[str, str], *, after: float = 20) -> Any:
    """Open the form, wait so many seconds, and send it."""
    with time_machine.travel(NOON, tick=False):
        found = re.search(r'name="form" value="([^"]+)"', client.get("/interest/").content.decode())
    assert found
    with time_machine.travel(NOON + timedelta(seconds=after), tick=False):
        return client.post("/interest/", {"form": found[1], **said}, headers={"Sec-Fetch-Site": "same-origin"})


def sealed_as_a_browser(said: dict[str, str], keys: dict[str, str]) -> str:
    plain = seal.pad(json.dumps({"v": 1, **said}).encode())
    return json.dumps({ref: base64.b64encode(seal.seal(one, plain)).decode() for ref, one in keys.items()})


def opened(copy: str, lead: PracticeMember) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(seal.unseal(lead.bundle.identity, base64.b64decode(copy)))
    return found


def client_of(member: PracticeMember) -> Client:
    client = Client()
    client.force_login(member.member)
    return client


def copy_for(lead: PracticeMember, page: str) -> dict[str, Any]:
    found = re.search(r'sealed="([^"]+)"', page)
    assert found
    return opened(found[1], lead)


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_is_asked_for_in_ten_languages_without_a_trace(client: Client, cast: Cast, language: str) -> None:
    shown = client.get(f"/interest/?language={language}")
    said = shown.content.decode()
    assert text("net-interest-plain", language) in said
    assert text("net-role-translator", language) in said
    assert not shown.cookies


@pytest.mark.parametrize("has_script", [True, False])
def test_is_opened_by_each_lead_and_stands_nowhere_in_the_clear(
    client: Client, cast: Cast, *, has_script: bool
) -> None:
    said = {"sealed": sealed_as_a_browser(SAID, access.recipients())} if has_script else SAID
    assert text("net-interest-next") in send(client, said).content.decode()
    stored = Interest.objects.get()
    assert (stored.state, stored.on) == (Interest.NEW, NOON.date())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM directory_interest")
        row = repr([bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchone()])
    assert not [word for word in ("Wren", "writer.example", "translator", "Sundays") if word in row]
    for lead in (cast.sol, cast.noor):
        page = client_of(lead).get("/directory/interest/").content.decode()
        assert copy_for(lead, page) == {"v": 1, **SAID}


def test_is_there_for_leads_only(client: Client, cast: Cast) -> None:
    send(client, SAID)
    ref = Interest.objects.get().pk
    people.set_duties(cast.ada.member, ["counselor", "editor"], reviewed=False)
    for name in ("ada", "bo", "kim"):
        reader = client_of(getattr(cast, name))
        assert reader.get("/directory/interest/").status_code == 404
        assert reader.post(f"/directory/interest/{ref}/", {"state": "delete"}).status_code == 404
    assert client.post(f"/directory/interest/{ref}/", {"state": "delete"}).status_code == 302
    assert Interest.objects.get().state == Interest.NEW


def test_goes_from_new_to_spoken_with_to_joined_and_is_forgotten(client: Client, cast: Cast) -> None:
    send(client, SAID)
    one = Interest.objects.get()
    sol = client_of(cast.sol)
    with time_machine.travel(NOON, tick=False):
        for state in ("spoken", "joined"):
            sol.post(f"/directory/interest/{one.pk}/", {"state": state})
            assert 'sealed="' in sol.get(f"/directory/interest/?state={state}").content.decode()
            assert 'sealed="' not in sol.get("/directory/interest/").content.decode()
    one.refresh_from_db()
    assert (one.state, one.decided_on, one.by) == (Interest.JOINED, NOON.date(), cast.sol.member)
    for days, there in ((90, True), (91, False)):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            actions.forget_interest()
        assert Interest.objects.exists() is there


def test_is_taken_back_by_who_sent_it(client: Client, cast: Cast) -> None:
    found = re.search(r'name="gone" value="([^"]+)"', send(client, SAID).content.decode())
    assert found
    client.post("/interest/", {"gone": "0" * 32})
    assert Interest.objects.count() == 1
    for _ in range(2):
        assert text("net-interest-gone") in client.post("/interest/", {"gone": found[1]}).content.decode()
    assert not Interest.objects.exists()


def test_does_not_wait_for_ever(client: Client, cast: Cast) -> None:
    assert text("net-interest-kept") in send(client, SAID).content.decode()
    for days, there in ((180, True), (181, False)):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            actions.forget_interest()
        assert Interest.objects.exists() is there


def test_is_deleted_at_once(client: Client, cast: Cast) -> None:
    send(client, SAID)
    sol, ref = client_of(cast.sol), Interest.objects.get().pk
    assert sol.post(f"/directory/interest/{ref}/", {"state": "perhaps"}).status_code == 400
    sol.post(f"/directory/interest/{ref}/", {"state": "delete"})
    assert not Interest.objects.exists()
    assert sol.post(f"/directory/interest/{ref}/", {"state": "joined"}).status_code == 404


def test_is_told_when_a_later_lead_has_no_copy(client: Client, cast: Cast) -> None:
    send(client, SAID)
    people.set_duties(cast.bo.member, ["lead"], reviewed=False)
    assert "another lead can open it" in client_of(cast.bo).get("/directory/interest/").content.decode()


@pytest.mark.parametrize(
    "sealed",
    ["x", "[]", "{}", '{"a": "x"}', json.dumps({"nobody": base64.b64encode(b"age-encryption.org/v1").decode()})],
)
def test_takes_nothing_that_is_sealed_to_nobody(client: Client, cast: Cast, sealed: str) -> None:
    assert text("net-interest-missing") in send(client, {"sealed": sealed}).content.decode()
    assert not Interest.objects.exists()


def test_takes_nothing_that_is_no_sealed_file(client: Client, cast: Cast) -> None:
    for copy in (b"Wren, in the clear", an_age_file() + bytes(24 * 1024)):
        sealed = json.dumps(dict.fromkeys(access.recipients(), base64.b64encode(copy).decode()))
        send(client, {"sealed": sealed})
    assert not Interest.objects.exists()


def an_age_file() -> bytes:
    return seal.seal(seal.recipient_of(seal.new_identity()), b"")


def test_keeps_what_was_sealed_when_it_came_too_soon(client: Client, cast: Cast) -> None:
    sealed = sealed_as_a_browser(SAID, access.recipients())
    shown = send(client, {"sealed": sealed}, after=1).content.decode()
    assert text("now-suggest-again") in shown
    found = re.search(r'name="form" value="([^"]+)"', shown)
    assert found
    assert sealed.replace('"', "&quot;") in shown
    with time_machine.travel(NOON + timedelta(seconds=9), tick=False):
        for _ in range(2):
            again = client.post("/interest/", {"form": found[1], "sealed": sealed}).content.decode()
            assert text("net-interest-next") in again
    assert Interest.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "notice"),
    [({"contact": " "}, "net-interest-missing"), ({"address": "x"}, "net-interest-next")],
)
def test_is_not_taken_from_a_program_or_without_a_way_back(
    client: Client, cast: Cast, *, said: dict[str, str], notice: str
) -> None:
    shown = send(client, {**SAID, **said}).content.decode()
    assert text(notice) in shown
    assert not Interest.objects.exists()


def test_has_an_end(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerline.directory.actions.interest.MOST_WAITING", 1)
    send(client, SAID)
    shown = send(client, SAID).content.decode()
    assert text("now-suggest-again") in shown
    assert "wren@writer.example" in shown
    assert Interest.objects.count() == 1


def test_asks_for_nothing_when_nobody_could_open_it(client: Client, cast: Cast) -> None:
    for lead in (cast.sol, cast.noor):
        type(lead.member).objects.filter(pk=lead.member.pk).update(left_at=NOON)
    assert text("net-interest-closed") in client.get("/interest/").content.decode()
