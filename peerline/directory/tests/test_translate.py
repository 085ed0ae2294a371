"""What a service does in other languages: it ..."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from peerline.directory import access, actions, kept, referring
from peerline.directory.models import Change, Listing, Translation
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.people.practice import PracticeMember
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = f"/directory/{LANTERN_CALL}/languages/"


@pytest.fixture(autouse=True)
def _a_line_to_call(db: None) -> None:
    kept.forget()
    actions.save_rows([*vocabulary(), *a_service(description="They listen.")], by=None)
    facts = {LANTERN_CALL: actions.Facts(confidence=Listing.HIGH)}
    actions.list_services(facts, wanted=[LANTERN_CALL], today=datetime.now(UTC).date())


def said(language: str) -> str:
    """What stands in an answer."""
    (one,) = referring.offered(referring.Wish("DE", language), at=datetime.now(UTC))["services"]
    return str(one["about"])


def test_is_told_to_who_reads_it(client: Client, ada: PracticeMember) -> None:
    actions.translate(LANTERN_CALL, {"de": "Sie hören zu."}, of=access.fingerprint("They listen."), by=ada.member)
    assert "Sie hören zu." in said("de")
    assert "They listen." in said("fr")
    assert "Sie hören zu." in client.get("/now/?country=DE&language=de").content.decode()


def test_is_told_to_nobody_when_the_original_has_changed(cast: Cast) -> None:
    actions.translate(LANTERN_CALL, {"de": "Sie hören zu."}, of=access.fingerprint("They listen."), by=cast.ada.member)
    actions.save_rows(a_service(description="They moved."), by=cast.ada.member)
    assert "They moved." in said("de")
    shown = editor(cast).get(PAGE).content.decode()
    assert "Sie hören zu." in shown
    assert "The original has changed since." in shown


def test_is_kept_and_taken_away_by_an_editor(cast: Cast) -> None:
    client = editor(cast)
    form = {"of": access.fingerprint("They listen."), "text-de": " Sie hören zu. ", "text-xx": "x"}
    assert client.post(PAGE, form)["Location"] == f"/directory/{LANTERN_CALL}/"
    assert list(Translation.objects.values_list("language", "description")) == [("de", "Sie hören zu.")]
    client.post(PAGE, {**form, "text-de": ""})
    assert not Translation.objects.exists()


def test_leads_nobody_to_what_is_blocked(cast: Cast) -> None:
    form = {"of": access.fingerprint("They listen."), "text-de": "Ruf 08000 116 016 an.", "text-fr": "transfuzja.pl"}
    page = editor(cast).post(PAGE, form).content.decode()
    assert "This number is blocked: Replaced by 116 016." in page
    assert "This address is blocked: The domain is parked or in other hands." in page
    assert "Ruf 08000 116 016 an." in page
    assert not Translation.objects.exists()


def test_keeps_each_change_in_the_log_and_takes_it_back(cast: Cast) -> None:
    client, mark = editor(cast), access.fingerprint("They listen.")
    for text in ("Sie hören zu.", "Sie hören gut zu.", ""):
        client.post(PAGE, {"of": mark, "text-de": text})
    newest, second, first = access.history(LANTERN_CALL)[:3]
    (field,) = second.fields
    assert (field.table, field.field_name) == ("translation", "de")
    assert (field.before, field.after, second.by) == ("Sie hören zu.", "Sie hören gut zu.", "Ada")
    assert (newest.fields[0].after, first.fields[0].before) == ("", "")
    client.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(newest.ref)})
    assert "Sie hören gut zu." in said("de")
    client.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(first.ref)})
    assert not Translation.objects.exists()


def test_takes_back_to_a_text_that_was_old_as_one_that_is_old(cast: Cast) -> None:
    actions.translate(LANTERN_CALL, {"de": "Sie hören zu."}, of=access.fingerprint("They listen."), by=cast.ada.member)
    actions.save_rows(a_service(description="They moved."), by=cast.ada.member)
    actions.translate(LANTERN_CALL, {"de": "Umgezogen."}, of=access.fingerprint("They moved."), by=cast.ada.member)
    assert "Umgezogen." in said("de")
    actions.take_back(access.history(LANTERN_CALL)[0].ref, by=cast.ada.member)
    assert Translation.objects.get().description == "Sie hören zu."
    assert "They moved." in said("de")


def test_writes_nothing_into_the_log_when_nothing_has_changed(cast: Cast) -> None:
    before = Change.objects.count()
    actions.translate(LANTERN_CALL, {"de": ""}, of=access.fingerprint("They listen."), by=cast.ada.member)
    assert Change.objects.count() == before


def test_loses_nothing_that_was_written_meanwhile(cast: Cast) -> None:
    shown = editor(cast).post(PAGE, {"of": "another", "text-de": "Sie hören zu."}).content.decode()
    assert "Somebody has changed this meanwhile." in shown
    assert "Sie hören zu." in shown
    assert not Translation.objects.exists()


def test_is_there_for_editors_only(cast: Cast) -> None:
    for name in ("bo", "kim", "sol"):
        client = Client()
        client.force_login(getattr(cast, name).member)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, {"text-de": "x"}).status_code == 404


def test_asks_for_no_translation_of_nothing(cast: Cast) -> None:
    actions.save_rows(a_service(description=""), by=cast.ada.member)
    page = editor(cast).get(PAGE).content.decode()
    assert "<textarea" not in page
    assert f'href="/directory/{LANTERN_CALL}/edit/"' in page
