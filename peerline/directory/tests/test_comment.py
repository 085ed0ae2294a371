"""Comments of anybody on public pages, and support of a need: they ..."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from peerline.directory.models import Comment, Need, Network, Partner
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.line import wording
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
NOBODY = "00000000-0000-0000-0000-000000000000"


def send(client: Client, about: str, said: dict[str, str], *, after: float = 20, kind: str = "") -> Any:
    """Open the form, wait so many seconds, and send it."""
    address = f"/comment/?about={about}&kind={kind}"
    with time_machine.travel(NOON, tick=False):
        found = re.search(r'name="form" value="([^"]+)"', client.get(address).content.decode())
    assert found
    with time_machine.travel(NOON + timedelta(seconds=after), tick=False):
        return client.post(address, {"form": found[1], **said}, headers={"Sec-Fetch-Site": "same-origin"})


def text(key: str, language: str = "en") -> str:
    return wording.text(key, language)


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_are_asked_for_in_ten_languages_without_a_trace(client: Client, language: str) -> None:
    shown = client.get(f"/comment/?about=card:posted&language={language}")
    said = shown.content.decode()
    assert text("net-comment-lead", language) in said
    assert text("card-posted-title", language) in said
    assert "about=card:posted" in said[said.index("<footer") :]
    assert not shown.cookies
    assert b"<script" not in shown.content.partition(b"<main")[2]


def test_are_led_to_from_every_public_page(client: Client, cast: Cast) -> None:
    network, partner = Network.objects.create(name="Harbour group"), Partner.objects.create(name="Door")
    pages = {
        "/now/": "now",
        "/cards/": "cards",
        "/cards/posted/": "card:posted",
        "/networks/": "networks",
        f"/networks/{network.pk}/": f"network:{network.pk}",
        f"/partners/{partner.pk}/": f"partner:{partner.pk}",
        "/promises/": "promises",
        "/who/": "who",
        "/key/": "key",
    }
    for address, about in pages.items():
        assert f'href="/comment/?about={about}&amp;language=' in client.get(address).content.decode()


def test_are_shown_after_a_yes_with_an_answer(client: Client, cast: Cast) -> None:
    assert (
        text("now-suggest-thanks") in send(client, "networks", {"text": "The Harbour group\nmoved."}).content.decode()
    )
    one = Comment.objects.get()
    assert (one.about, one.text, one.state) == ("networks", "The Harbour group\nmoved.", Comment.WAITING)
    assert "Harbour" not in client.get("/comment/?about=networks").content.decode()
    ada = editor(cast)
    assert "The Harbour group<br>moved." in ada.get("/directory/comments/").content.decode()
    with time_machine.travel(NOON, tick=False):
        ada.post(f"/directory/comments/{one.pk}/", {"act": "shown", "answer": "Thank you, it is changed."})
    said = client.get("/comment/?about=networks").content.decode()
    assert "moved." in said
    assert "Thank you, it is changed." in said
    assert "Ada" not in said
    assert f"{text('net-said')}: 1" in client.get("/networks/").content.decode()


def test_are_kept_as_a_note_and_deleted(client: Client, cast: Cast) -> None:
    for words in ("one lamp", "two lamps", "three lamps"):
        send(client, "now", {"text": words})
    first, second, third = Comment.objects.order_by("number")
    ada = editor(cast)
    ada.post(f"/directory/comments/{first.pk}/", {"act": "noted"})
    ada.post(f"/directory/comments/{second.pk}/", {"act": "drop"})
    ada.post("/directory/comments/", {"comment": [str(third.pk)]})
    assert Comment.objects.get().state == Comment.NOTED
    assert "one lamp" not in client.get("/comment/?about=now").content.decode()
    assert "one lamp" in ada.get("/directory/comments/?state=noted").content.decode()
    assert ada.post(f"/directory/comments/{second.pk}/", {"act": "shown"}).status_code == 404


def test_support_a_need_by_name_or_by_number(client: Client, cast: Cast) -> None:
    need = Need.objects.create(name="Training", support="Lantern")
    for who in ("Harbour group", "", ""):
        assert (
            text("now-suggest-thanks")
            in send(client, f"need:{need.pk}", {"text": who}, kind="support").content.decode()
        )
    assert f'{text("net-support")}: <bdi lang="">Lantern</bdi>' in client.get("/networks/").content.decode()
    ada = editor(cast)
    for one in Comment.objects.all():
        ada.post(f"/directory/comments/{one.pk}/", {"act": "shown"})
    said = client.get("/networks/").content.decode()
    assert "Lantern, Harbour group" in said
    assert f"{text('net-support-others')} 2" in said


def test_support_nothing_but_needs(client: Client) -> None:
    assert client.get("/comment/?about=now&kind=support").status_code == 404


@pytest.mark.parametrize("about", ["", "x", "card:x", "network:x", f"need:{NOBODY}", "now:now"])
def test_are_about_public_pages_only(client: Client, about: str) -> None:
    assert client.get(f"/comment/?about={about}").status_code == 404


@pytest.mark.parametrize(
    ("said", "after", "notice"),
    [
        ({"text": "x"}, 1, "now-suggest-again"),
        ({"text": "x"}, 25 * 3600, "now-suggest-again"),
        ({"text": "x", "form": "forged"}, 20, "now-suggest-again"),
        ({"text": " "}, 20, "net-comment-missing"),
        ({"text": "x", "address": "x"}, 20, "now-suggest-thanks"),
    ],
)
def test_are_not_taken_from_a_program(client: Client, *, said: dict[str, str], after: float, notice: str) -> None:
    assert text(notice) in send(client, "now", said, after=after).content.decode()
    assert not Comment.objects.exists()


def test_have_an_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerline.directory.actions.commenting.MOST_WAITING", 1)
    send(client, "now", {"text": "one"})
    shown = send(client, "now", {"text": "another"}).content.decode()
    assert text("now-suggest-again") in shown
    assert "another" in shown
    assert Comment.objects.count() == 1


def test_come_from_our_own_page_only(client: Client) -> None:
    sent = client.post("/comment/?about=now", {"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 400
