"""Suggestions of anybody: they ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.directory import access, actions, offers
from peerline.directory.actions import thanking
from peerline.directory.models import Change, Listing, RelayContact, Service, Suggestion, Tally
from peerline.directory.tests.entries import LANTERN_CALL, a_secrets_folder, a_service, vocabulary
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.directory.vocabulary import named
from peerline.kit.secret_files import SecretsFolder
from peerline.line import wording
from peerline.post.models import Outgoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WANTED_FIRST = ["organization", "phone", "homepage", "description"]
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
NEW = {"organization": "Open Door", "country": "IE", "field": "legal", "phone": "01 679 0000", "note": "I called."}


@pytest.fixture(autouse=True)
def _a_line_to_call(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        actions.save_rows([*vocabulary(), *a_service(need="legal")], by=None)
        facts = {LANTERN_CALL: actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 8, 8))}
        actions.list_services(facts, wanted=[LANTERN_CALL], today=NOON.date())
        yield


def send(client: Client, said: dict[str, str], *, query: str = "", after: float = 20, site: str = "same-origin") -> Any:
    """Open the form, wait so many seconds, and send it."""
    found = re.search(r'name="form" value="([^"]+)"', client.get(f"/suggest/{query}").content.decode())
    assert found
    with time_machine.travel(NOON + timedelta(seconds=after), tick=False):
        return client.post(f"/suggest/{query}", {"form": found[1], **said}, headers={"Sec-Fetch-Site": site})


def text(key: str, language: str = "en") -> str:
    return wording.text(key, language)


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_are_asked_for_in_ten_languages_without_a_trace(client: Client, language: str) -> None:
    shown = client.get(f"/suggest/?language={language}")
    assert text("now-suggest-lead", language) in shown.content.decode()
    assert not shown.cookies
    assert b"<script" not in shown.content.partition(b"<main")[2]
    assert f"/suggest/?language={language}" in client.get(f"/now/?language={language}").content.decode()


def test_wait_for_an_editor_and_change_nothing(client: Client) -> None:
    before = Change.objects.count()
    assert text("now-suggest-thanks") in send(client, NEW).content.decode()
    (one,) = access.suggestions()
    assert (one.cells["organization"], one.note, one.service) == ("Open Door", "I called.", None)
    assert (Change.objects.count(), Service.objects.count()) == (before, 1)
    assert {field.name for field in Suggestion._meta.get_fields()} == {
        "id", "service", "cells", "note", "form", "number", "back", "language", "until",
    }  # fmt: skip
    assert (one.back, one.language, one.until) == (b"", "", None)


@pytest.mark.parametrize("after", [1, 25 * 3600])
def test_are_not_taken_from_a_program_and_lose_nothing(client: Client, after: float) -> None:
    shown = send(client, NEW, after=after).content.decode()
    assert text("now-suggest-again") in shown
    assert "01 679 0000" in shown
    assert access.suggestions_waiting() == 0


def test_can_be_sent_again_by_the_same_form(client: Client) -> None:
    shown = send(client, NEW, after=1).content.decode()
    found = re.search(r'name="form" value="([^"]+)"', shown)
    assert found
    with time_machine.travel(NOON + timedelta(seconds=5), tick=False):
        assert text("now-suggest-thanks") in client.post("/suggest/", {**NEW, "form": found[1]}).content.decode()


def test_are_thanked_for_and_dropped_when_a_hidden_field_is_filled_in(client: Client) -> None:
    assert text("now-suggest-thanks") in send(client, {**NEW, "address": "x"}).content.decode()
    assert access.suggestions_waiting() == 0


def test_are_kept_once_a_form(client: Client) -> None:
    form = offers.new_form()
    with time_machine.travel(NOON + timedelta(seconds=9), tick=False):
        for _ in range(2):
            assert text("now-suggest-thanks") in client.post("/suggest/", {**NEW, "form": form}).content.decode()
    assert access.suggestions_waiting() == 1
    assert text("now-suggest-again") in client.post("/suggest/", {**NEW, "form": "forged"}).content.decode()


def test_say_what_is_missing(client: Client) -> None:
    shown = send(client, {"organization": " "}).content.decode()
    assert text("now-suggest-missing") in shown
    assert access.suggestions_waiting() == 0


def test_come_from_our_own_page_only(client: Client) -> None:
    assert send(client, NEW, site="cross-site").status_code == 400
    assert access.suggestions_waiting() == 0


def test_have_an_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerline.directory.actions.suggesting.MOST_WAITING", 1)
    send(client, NEW)
    assert text("now-suggest-again") in send(client, NEW).content.decode()
    assert access.suggestions_waiting() == 1


def test_are_about_what_is_shown_only(client: Client) -> None:
    query = f"?service={LANTERN_CALL}"
    assert "Lantern House" in client.get(f"/suggest/{query}").content.decode()
    actions.quarantine(LANTERN_CALL, reason="x")
    for address in (f"/suggest/{query}", f"/suggest/?service={named('no')}", "/suggest/?service=x"):
        assert client.get(address).status_code == 404


def test_are_asked_for_in_few_fields_and_stay_about_the_place_in_another_language(client: Client) -> None:
    shown = client.get("/suggest/").content.decode()
    first, folded = shown.split("<details")
    assert re.findall(r'(?:input|textarea|select)[^>]* id="(\w+)"', first) == WANTED_FIRST
    assert "open" not in folded.partition(">")[0]
    about = client.get(f"/suggest/?service={LANTERN_CALL}").content.decode()
    assert f"?language=de&amp;service={LANTERN_CALL}" in about
    assert f"<h1>{text('now-suggest-changed')}</h1>" in about
    assert about.index('id="note"') < about.index("<details")
    wrong = send(client, {**NEW, "back": "wren"}).content.decode()
    assert '<details class="more" open>' in wrong


def test_are_shown_with_what_would_change_and_taken(client: Client, cast: Cast) -> None:
    send(client, {"phone": "030 7654321", "field": "women", "note": "New number."}, query=f"?service={LANTERN_CALL}")
    ada, (one,) = editor(cast), access.suggestions()
    address = f"/directory/suggestions/{one.pk}/"
    shown = ada.get(address).content.decode()
    assert "<del><bdi>030 1234567</bdi></del> <ins><bdi>030 7654321</bdi></ins>" in shown
    assert "<del><bdi>legal</bdi></del> <ins><bdi>legal women</bdi></ins>" in shown
    entry = access.entry(LANTERN_CALL)
    assert entry
    said = {"act": "take", "organization": "Lantern House", "service": "Lantern Call", "phone": "030 7654321"}
    form = {**said, "country": "DE", "field": ["legal", "women"], "seen": access.seen(entry), "why": "they say so"}
    assert ada.post(address, {**form, "phone": "08000 116 016"}).status_code == 200
    assert access.suggestions_waiting() == 1
    assert ada.post(address, form)["Location"] == f"/directory/{LANTERN_CALL}/"
    found = access.entry(LANTERN_CALL)
    assert found
    assert [row["number"] for row in found.rows["phone"]] == ["030 7654321"]
    assert access.suggestions_waiting() == 0
    (taken,) = (made for made in access.history(LANTERN_CALL) if made.why == "they say so")
    ada.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(taken.ref)})
    back = access.entry(LANTERN_CALL)
    assert back
    assert [row["number"] for row in back.rows["phone"]] == ["030 1234567"]


def test_become_an_entry_that_nobody_sees_before_it_was_asked(client: Client, cast: Cast) -> None:
    send(client, NEW)
    ada, (one,) = editor(cast), access.suggestions()
    address = f"/directory/suggestions/{one.pk}/"
    assert "Open Door" in ada.get(address).content.decode()
    form = {"act": "take", "organization": "Open Door", "service": "Open Door", "country": "IE", "field": ["legal"]}
    assert ada.post(address, {**form, "phone": "01 679 0000"})["Location"] == f"/directory/{one.pk}/"
    made = Listing.objects.get(service=one.pk)
    assert (made.state, made.due_on, made.confidence) == (Listing.HIDDEN, NOON.date(), Listing.LOW)
    assert access.candidates("IE", "") == []


def test_are_left_and_deleted(client: Client, cast: Cast) -> None:
    send(client, NEW)
    send(client, NEW)
    ada, (one, other) = editor(cast), access.suggestions()
    assert "Open Door" in ada.get("/directory/suggestions/").content.decode()
    ada.post(f"/directory/suggestions/{one.pk}/", {"act": "leave"})
    ada.post("/directory/suggestions/", {"suggestion": [str(other.pk)]})
    assert access.suggestions_waiting() == 0
    assert ada.get(f"/directory/suggestions/{one.pk}/").status_code == 404


@pytest.fixture
def secrets(tmp_path: Path, settings: Settings) -> SecretsFolder:
    """A line that has its secrets."""
    folder = a_secrets_folder(tmp_path)
    settings.PEERLINE_SECRETS = folder
    return folder


@pytest.fixture
def told(client: Client, cast: Cast, secrets: SecretsFolder) -> Suggestion:
    """One whose sender wants to know what becomes of it."""
    shown = send(client, {**NEW, "back": " wren@writer.example "}, query="?language=de")
    assert text("now-suggest-thanks", "de") in shown.content.decode()
    (one,) = access.suggestions()
    return one


def test_keep_an_address_sealed_and_not_the_day(told: Suggestion) -> None:
    assert (told.language, told.until) == ("de", date(2027, 2, 1))
    assert not [word for word in (b"wren", b"writer.example") if word in told.back]
    assert "writer.example" not in f"{told.cells}{told.note}"


@pytest.mark.parametrize("back", ["wren", "a b@writer.example", "hello@lantern.example"])
def test_are_not_sent_with_what_is_no_address(client: Client, cast: Cast, back: str) -> None:
    shown = send(client, {**NEW, "back": back}).content.decode()
    assert text("now-suggest-back-wrong") in shown
    assert "01 679 0000" in shown
    assert back in shown
    assert access.suggestions_waiting() == 0


@pytest.mark.parametrize(("act", "count"), [("leave", 1), ("take", 1), ("delete", 0)])
def test_are_told_of_once_when_decided_and_not_when_deleted_as_spam(
    cast: Cast, told: Suggestion, *, act: str, count: int
) -> None:
    ada, address = editor(cast), f"/directory/suggestions/{told.pk}/"
    shown = ada.get(address).content.decode()
    assert "One mail tells whoever sent it" in shown
    assert "writer.example" not in shown
    form = {"organization": "Open Door", "service": "Open Door", "country": "IE", "field": ["legal"]}
    if act == "delete":
        ada.post("/directory/suggestions/", {"suggestion": [str(told.pk)]})
    else:
        ada.post(address, {"act": act, **form})
    assert access.suggestions_waiting() == 0
    assert Outgoing.objects.filter(kind="relay").count() == count
    assert RelayContact.objects.filter(state=RelayContact.TOLD, sealed=b"").count() == count
    # Another editor had it open too.
    actions.leave_suggestion(told)
    assert Outgoing.objects.count() == count


def test_say_to_an_editor_when_nobody_is_told(client: Client, cast: Cast) -> None:
    send(client, NEW)
    (one,) = access.suggestions()
    ada = editor(cast)
    assert "One mail tells" not in ada.get(f"/directory/suggestions/{one.pk}/").content.decode()
    ada.post(f"/directory/suggestions/{one.pk}/", {"act": "leave"})
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize(("days", "is_there"), [(88, True), (90, False)])
def test_lose_the_address_after_ninety_days_at_the_latest(told: Suggestion, *, days: int, is_there: bool) -> None:
    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        thanking.erase_addresses()
    (one,) = access.suggestions()
    assert (one.back != b"", one.language, one.until is not None) == (is_there, "de" if is_there else "", is_there)
    assert one.cells == told.cells


def test_are_there_for_editors_only(client: Client, cast: Cast) -> None:
    send(client, NEW)
    (one,) = access.suggestions()
    for name in ("bo", "kim", "sol"):
        reader = Client()
        reader.force_login(getattr(cast, name).member)
        for address in ("/directory/suggestions/", f"/directory/suggestions/{one.pk}/"):
            assert reader.get(address).status_code == 404
            assert reader.post(address, {"act": "leave", "suggestion": str(one.pk)}).status_code == 404
    assert access.suggestions_waiting() == 1


def test_are_thanked_for_what_came_of_a_number(client: Client) -> None:
    shown = client.post("/now/doubt/?language=de", {"service": str(LANTERN_CALL)}).content.decode()
    assert text("now-came-refused", "de") in shown
    for what in ("refused", "silent"):
        said = {"service": str(LANTERN_CALL), "what": what}
        assert text("now-doubted") in client.post("/now/came/", said).content.decode()
    assert set(Tally.objects.values_list("what", "by", "number")) == {
        ("refused", "anybody", 1),
        ("silent", "anybody", 1),
    }
    assert Listing.objects.get().doubts == 1
    for wrong in ({"service": "x", "what": "refused"}, {"service": str(LANTERN_CALL), "what": "x"}):
        assert client.post("/now/came/", wrong).status_code == 404
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/now/came/", said, headers=elsewhere).status_code == 400
