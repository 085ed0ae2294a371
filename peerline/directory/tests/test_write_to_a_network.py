"""Letters to a network, on its page and on the editors': they ..."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.directory.access.relaying import contact_of
from peerline.directory.access.sheets import changes_of_row
from peerline.directory.actions import relaying
from peerline.directory.models import Network, RelayContact
from peerline.directory.tests.entries import a_secrets_folder
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.line import wording
from peerline.post.models import Outgoing
from tests.cast import Cast

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HARBOUR = "harbour@contact.example"
pytestmark = pytest.mark.django_db


@pytest.fixture
def network(cast: Cast, tmp_path: Path, settings: Settings) -> Network:
    """A network of a line that has its secrets."""
    settings.PEERLINE_SECRETS = a_secrets_folder(tmp_path)
    return Network.objects.create(name="Harbour group")


@pytest.fixture
def writable(network: Network, cast: Cast) -> Network:
    """Its contact has said yes."""
    with time_machine.travel(NOON, tick=False):
        relaying.ask_contact(network, HARBOUR, by=cast.ada.member)
    RelayContact.objects.update(state=RelayContact.ON)
    Outgoing.objects.all().delete()
    return network


def text(key: str, language: str = "en") -> str:
    return wording.text(key, language)


def send(client: Client, network: Network, *, after: float = 20, **said: str) -> str:
    """Open the form, wait so many seconds, and send it; what is shown then."""
    address = f"/networks/{network.pk}/write/"
    with time_machine.travel(NOON, tick=False):
        found = re.search(r'name="form" value="([^"]+)"', client.get(address).content.decode())
    assert found
    with time_machine.travel(NOON + timedelta(seconds=after), tick=False):
        sent: Any = client.post(address, {"form": found[1], **said}, headers={"Sec-Fetch-Site": "same-origin"})
    shown: str = sent.content.decode()
    return shown


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_are_offered_in_ten_languages_where_somebody_takes_them(
    client: Client, writable: Network, language: str
) -> None:
    shown = client.get(f"/networks/{writable.pk}/write/?language={language}")
    assert text("net-write-private", language) in shown.content.decode()
    assert not shown.cookies
    assert b"<script" not in shown.content.partition(b"<main")[2]
    assert "write/?language=" in client.get(f"/networks/{writable.pk}/").content.decode()


def test_are_not_offered_where_nobody_takes_them(client: Client, network: Network, cast: Cast) -> None:
    for state in (None, RelayContact.ASKED, RelayContact.STOPPED, RelayContact.REMOVED):
        if state == RelayContact.ASKED:
            relaying.ask_contact(network, HARBOUR, by=cast.ada.member)
        RelayContact.objects.update(state=state or "")
        assert "write/?language=" not in client.get(f"/networks/{network.pk}/").content.decode()
        assert client.get(f"/networks/{network.pk}/write/").status_code == 404


def test_wait_in_the_post_once_a_form(client: Client, writable: Network) -> None:
    assert text("net-write-next") in send(client, writable, text="May I come?", back="wren@writer.example")
    assert Outgoing.objects.get().kind == "relay"


@pytest.mark.parametrize(
    ("said", "after", "notice"),
    [
        ({"text": "May I come?"}, 1, "now-suggest-again"),
        ({"text": " "}, 20, "net-write-missing"),
        ({"text": "May I come?", "back": "wren"}, 20, "now-suggest-back-wrong"),
        ({"text": "May I come?", "address": "x"}, 20, "net-write-next"),
    ],
)
def test_are_not_taken_from_a_program(
    client: Client, writable: Network, *, said: dict[str, str], after: float, notice: str
) -> None:
    shown = send(client, writable, after=after, **said)
    assert text(notice) in shown
    assert ("May I come?" in shown) is (notice != "net-write-next" and said["text"] != " ")
    assert not Outgoing.objects.exists()


def test_are_not_lost_when_they_end_while_somebody_writes(client: Client, writable: Network) -> None:
    address = f"/networks/{writable.pk}/write/"
    with time_machine.travel(NOON, tick=False):
        found = re.search(r'name="form" value="([^"]+)"', client.get(address).content.decode())
    assert found
    RelayContact.objects.update(state=RelayContact.STOPPED)
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False):
        shown = client.post(address, {"form": found[1], "text": "May I come?"})
    assert text("net-write-ended") in shown.content.decode()
    assert "May I come?" in shown.content.decode()
    assert not Outgoing.objects.exists()


def test_pass_on_what_was_mended_after_going_back(client: Client, writable: Network) -> None:
    address = f"/networks/{writable.pk}/write/"
    with time_machine.travel(NOON, tick=False):
        found = re.search(r'name="form" value="([^"]+)"', client.get(address).content.decode())
    assert found
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False):
        for back in ("wern@writer.example", "wren@writer.example", "wren@writer.example"):
            client.post(address, {"form": found[1], "text": "May I come?", "back": back})
    assert Outgoing.objects.count() == 2


def test_thank_for_the_last_of_a_day_pressed_twice(
    client: Client, writable: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "MOST_TO_ONE", 2)  # the question whether letters may come was the first
    address = f"/networks/{writable.pk}/write/"
    with time_machine.travel(NOON, tick=False):
        found = re.search(r'name="form" value="([^"]+)"', client.get(address).content.decode())
    assert found
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False):
        for _ in range(2):
            sent = client.post(address, {"form": found[1], "text": "May I come?"})
            assert text("net-write-next") in sent.content.decode()
    assert Outgoing.objects.count() == 1


def test_are_few_a_day(client: Client, writable: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "MOST_TO_ONE", 1)
    shown = send(client, writable, text="May I come?")
    assert text("net-write-many") in shown
    assert "May I come?" in shown


def test_are_asked_for_by_an_editor_who_sees_no_address(client: Client, network: Network, cast: Cast) -> None:
    ada, own = editor(cast), f"/directory/lists/networks/{network.pk}/"
    assert "Nobody gets letters" in ada.get(own).content.decode()
    assert "No letters can go" in ada.post(f"{own}contact/", {"mail": "hello@lantern.example"}).content.decode()
    assert ada.post(f"{own}contact/", {"mail": HARBOUR}).status_code == 302
    shown = ada.get(own).content.decode()
    assert "They were asked." in shown
    assert HARBOUR not in shown
    assert "asked at an address" in shown
    assert "Take this back" not in shown
    (asked,) = changes_of_row("networks", network.pk)
    assert ada.post(f"{own}act/", {"change_set": str(asked.ref)}).status_code == 404
    ada.post(f"{own}contact/", {"act": "remove"})
    assert [one.by for one in changes_of_row("networks", network.pk)] == ["Ada", "Ada"]
    found = contact_of(network)
    assert found
    assert (found.state, found.sealed) == (RelayContact.REMOVED, b"")
    assert "Nobody gets letters" in ada.get(own).content.decode()


def test_are_told_to_editors_where_they_come_back(client: Client, writable: Network, cast: Cast) -> None:
    ada, own = editor(cast), f"/directory/lists/networks/{writable.pk}/"
    send(client, writable, text="May I come?")
    Outgoing.objects.update(state=Outgoing.FAILED, status="5.7.1")
    assert "A letter to them did not arrive lately." in ada.get(own).content.decode()
    assert "mail to them comes back" not in ada.get("/directory/lists/").content.decode()
    Outgoing.objects.update(status="5.1.1")
    relaying.note_failures()
    assert "Mail to them comes back" in ada.get(own).content.decode()
    assert "mail to them comes back" in ada.get("/directory/lists/").content.decode()
    assert "write/?language=" not in client.get(f"/networks/{writable.pk}/").content.decode()
    ada.post(f"{own}contact/", {"mail": "maria@other.example"})
    assert "mail to them comes back" not in ada.get("/directory/lists/").content.decode()


def test_go_to_nobody_who_said_stop(client: Client, writable: Network, cast: Cast) -> None:
    RelayContact.objects.update(state=RelayContact.STOPPED)
    ada, own = editor(cast), f"/directory/lists/networks/{writable.pk}/"
    assert "They said STOP" in ada.get(own).content.decode()
    assert "They have said STOP." in ada.post(f"{own}contact/", {"mail": HARBOUR}).content.decode()
    assert not Outgoing.objects.exists()


def test_are_arranged_by_editors_only(network: Network, cast: Cast) -> None:
    for name in ("ada", "kim", "sol"):
        reader = Client()
        reader.force_login(getattr(cast, name).member)
        address = f"/directory/lists/networks/{network.pk}/contact/"
        assert reader.post(address, {"mail": HARBOUR}).status_code == 404
    assert editor(cast).post(f"/directory/lists/needs/{network.pk}/contact/", {"mail": HARBOUR}).status_code == 404
    assert not RelayContact.objects.exists()
