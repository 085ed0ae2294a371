"""The form of an entry: it ..."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from peerline.directory import access, actions, forms
from peerline.directory.formats.editing import FIELDS, cells_of, changes
from peerline.directory.models import (
    Change,
    Language,
    Listing,
    Organization,
    Phone,
    Schedule,
    Service,
    Taxonomy,
    TaxonomyTerm,
)
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.directory.vocabulary import ANONYMITY, named
from tests.cast import Cast

pytestmark = pytest.mark.django_db
EDIT = f"/directory/{LANTERN_CALL}/edit/"


@pytest.fixture(autouse=True)
def _a_service(db: None) -> None:
    """One service, with a schedule and an extension that the form does not show."""
    hours = {"id": str(named("hours")), "service_id": str(LANTERN_CALL), "description": "by appointment"}
    rows = a_service()
    next(row for table, row in rows if table == "phone")["extension"] = "7"
    actions.save_rows([*vocabulary(), *rows, ("schedule", hours)], by=None)


def as_posted(**more: Any) -> dict[str, Any]:
    """The form as it stands, with some fields changed."""
    found = access.entry(LANTERN_CALL)
    assert found is not None
    return {**forms.initial_of(cells_of(found)), "seen": access.seen(found), **more}


def test_changes_nothing_when_nothing_was_changed(cast: Cast) -> None:
    before = Change.objects.count()
    assert editor(cast).post(EDIT, as_posted()).status_code == 302
    assert Change.objects.count() == before


def test_keeps_texts_numbers_languages_and_hours(cast: Cast) -> None:
    said = {
        "organization": "Lantern Home",
        "description": "They listen.",
        "phone": "030 1234567; 030 7654321",
        "sms": "50808",
        "languages": "de ar",
        "country": "DE AT",
        "hours": "Mon-Fri 09:00-17:00",
        "cost": "free",
        "field": ["legal", "youth"],
        "why": "they told me",
    }
    assert editor(cast).post(EDIT, as_posted(**said)).status_code == 302
    found = access.entry(LANTERN_CALL)
    assert found is not None
    cells = cells_of(found)
    assert {name: cells[name] for name in said if name not in ("field", "why", "languages", "country")} == {
        name: value for name, value in said.items() if name not in ("field", "why", "languages", "country")
    }
    assert (cells["field"], cells["languages"], cells["country"]) == ("legal youth", "ar de", "AT DE")
    assert Organization.objects.get().name == "Lantern Home"
    assert Phone.objects.get(number="030 1234567").extension == 7
    newest = access.history(LANTERN_CALL)[0]
    assert (newest.by, newest.why, newest.is_own) == ("Ada", "they told me", True)
    page = editor(cast).get(f"/directory/{LANTERN_CALL}/").content.decode()
    assert "What they do: <del>" in page
    assert "<code>" not in page


def test_takes_away_what_was_taken_away_and_brings_it_back(cast: Cast) -> None:
    client = editor(cast)
    client.post(EDIT, as_posted(languages="de"))
    client.post(EDIT, as_posted(languages="", phone=""))
    assert not Phone.objects.exists()
    assert not Language.objects.exists()
    newest = access.history(LANTERN_CALL)[0]
    client.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(newest.ref)})
    assert Phone.objects.get().extension == 7
    assert Language.objects.get().code == "de"


def test_puts_other_hours_and_another_chat_in_the_place_of_those_from_a_table(cast: Cast) -> None:
    named_by_tables = {
        "schedule": {"id": str(named(str(LANTERN_CALL), "hours", "0")), "description": "Mon 09:00-10:00"},
        "url": {"id": str(named(str(LANTERN_CALL), "url", "chat")), "label": "chat", "url": "https://old.example/"},
    }
    Schedule.objects.all().delete()
    actions.save_rows(
        [(table, {**row, "service_id": str(LANTERN_CALL)}) for table, row in named_by_tables.items()], by=None
    )
    client = editor(cast)
    for hours in ("Tue 09:00-10:00", "Wed 09:00-10:00, Tue 09:00-10:00", "by appointment"):
        assert client.post(EDIT, as_posted(hours=hours, chat_url="https://chat.example/")).status_code == 302
        cells = as_posted()
        assert (cells["hours"], cells["chat_url"]) == (hours, "https://chat.example/")


@pytest.mark.parametrize("kind", ["fax", "cell", "text", "whatsapp"])
def test_leaves_a_number_the_kind_it_has(cast: Cast, kind: str) -> None:
    Phone.objects.update(type=kind)
    cells = as_posted()
    cell = "sms" if kind in ("text", "whatsapp") else "phone"
    said = "; ".join(filter(None, (cells[cell], "030 7654321")))
    assert editor(cast).post(EDIT, as_posted(**{cell: said})).status_code == 302
    assert ("030 1234567", kind) in set(Phone.objects.values_list("number", "type"))
    assert Phone.objects.count() == 2


def test_makes_a_number_for_whatsapp_one_for_texts_and_back(cast: Cast) -> None:
    client = editor(cast)
    for said, kind in (("030 1234567", "sms"), ("WhatsApp 030 1234567", "whatsapp"), ("030 1234567", "sms")):
        assert client.post(EDIT, as_posted(phone="", sms=said)).status_code == 302
        assert list(Phone.objects.values_list("number", "type")) == [("030 1234567", kind)]
        assert as_posted()["sms"] == said


def test_shows_all_that_is_known_beside_the_form_for_who_asked(cast: Cast) -> None:
    client = editor(cast)
    client.post(EDIT, as_posted(description="They listen.", field=["legal", "youth"], languages="de ar", cost="free"))
    page = client.get(f"/directory/{LANTERN_CALL}/").content.decode()
    for label, said in (
        ("What they do", "They listen."),
        ("Needs", "Legal questions, Children and young people"),
        ("Languages", "ar de"),
        ("Cost", "free"),
    ):
        assert f'<dt class="strong">{label}</dt><dd><bdi>{said}</bdi></dd>' in page


def test_keeps_whether_a_name_is_asked_and_logs_it_in_words(cast: Cast) -> None:
    TaxonomyTerm.objects.filter(taxonomy=named("taxonomy", ANONYMITY)).delete()  # a line that is older than the term
    client = editor(cast)
    for said in ("no_name", "name_asked"):
        assert client.post(EDIT, as_posted(anonymity=said)).status_code == 302
        assert as_posted()["anonymity"] == said
    page = client.get(f"/directory/{LANTERN_CALL}/").content.decode()
    assert '<dt class="strong">Whether they ask for a name</dt><dd><bdi>They ask for a name</bdi></dd>' in page
    for gone, new in (("", "No name is asked"), ("No name is asked", ""), ("", "They ask for a name")):
        assert f"Whether they ask for a name: <del><bdi>{gone}</bdi></del> <ins><bdi>{new}</bdi></ins>" in page
    assert "taxonomy_term_id" not in page
    assert '<option value="name_asked" selected>' in client.get(EDIT).content.decode()
    client.post(EDIT, as_posted(anonymity=""))
    assert as_posted()["anonymity"] == ""
    assert as_posted()["field"] == ["suicide_crisis"]


def test_makes_the_first_entry_of_an_empty_list(cast: Cast) -> None:
    Taxonomy.objects.all().delete()
    assert editor(cast).post("/directory/new/", a_new_one(anonymity="no_name")).status_code == 302


def test_keeps_the_rows_of_a_text(cast: Cast) -> None:
    actions.save_rows(a_service(description="They listen.\nThey call back."), by=None)
    client, before = editor(cast), Change.objects.count()
    assert "They listen.\nThey call back.</textarea>" in client.get(EDIT).content.decode()
    client.post(EDIT, as_posted(description="They listen.\r\nThey call back."))
    assert Change.objects.count() == before


def a_new_one(**more: Any) -> dict[str, Any]:
    """The form of a new entry, filled in."""
    empty: dict[str, Any] = {**dict.fromkeys(FIELDS, ""), "field": ["suicide_crisis"], "audience": []}
    return {**empty, "organization": "Open Door", "service": "Night Call", "country": "DE", **more}


def test_makes_a_new_entry_that_nobody_sees_before_it_was_asked(cast: Cast) -> None:
    client = editor(cast)
    assert 'href="/directory/new/"' in client.get("/directory/").content.decode()
    address = client.post("/directory/new/", a_new_one(phone="030 7654321", why="they wrote"))["Location"]
    made = Listing.objects.get(service__name="Night Call")
    assert address == f"/directory/{made.pk}/"
    assert (made.state, made.is_crisis, made.due_on is not None) == (Listing.HIDDEN, True, True)
    assert client.post("/directory/new/", a_new_one(phone="030 7654321"))["Location"] == address
    assert Service.objects.count() == 2


def test_takes_a_new_entry_back_and_no_other_of_its_organization(cast: Cast) -> None:
    client = editor(cast)
    for name in ("Night Call", "Law"):
        client.post("/directory/new/", a_new_one(service=name, phone="030 7654321"))
    for name, left in (("Night Call", {"Lantern Call", "Law"}), ("Law", {"Lantern Call"})):
        entry = Service.objects.get(name=name).pk
        made = access.history(entry)[-1]
        taken = {"change_set": str(made.ref)}
        assert client.post(f"/directory/{entry}/take-back/", taken)["Location"] == "/directory/"
        assert set(Service.objects.values_list("name", flat=True)) == left
    assert not Phone.objects.filter(number="030 7654321").exists()
    assert Organization.objects.filter(name="Open Door").exists() is True  # made with the one, kept for the other


@pytest.mark.parametrize("said", [{"organization": ""}, {"phone": "08000 116 016"}, {"country": "Germany"}])
def test_makes_no_new_entry_of_what_is_wrong(cast: Cast, said: dict[str, Any]) -> None:
    page = editor(cast).post("/directory/new/", a_new_one(description="They listen.", **said)).content.decode()
    assert "They listen.</textarea>" in page
    assert Service.objects.count() == 1


def test_renames_no_organization_by_a_new_entry(cast: Cast) -> None:
    client = editor(cast)
    client.post("/directory/new/", a_new_one())
    Organization.objects.filter(name="Open Door").update(name="Open House", website="https://lantern.example/")
    client.post("/directory/new/", a_new_one(service="Law"))
    assert set(Service.objects.filter(name="Law").values_list("organization__name", "organization__website")) == {
        ("Open House", "https://lantern.example/")
    }


def test_tells_a_conflict_and_loses_nothing(cast: Cast) -> None:
    ada, bo = editor(cast), editor(cast, "bo")
    mine, theirs = as_posted(description="Mine."), as_posted(description="Theirs.")
    ada.post(EDIT, theirs)
    page = bo.post(EDIT, mine).content.decode()
    assert "Somebody has changed this meanwhile." in page
    assert "Mine.</textarea>" in page
    assert "<bdi>Theirs.</bdi>" in page
    assert Service.objects.get().description == "Theirs."
    found = access.entry(LANTERN_CALL)
    assert found is not None
    assert f'value="{access.seen(found)}"' in page
    bo.post(EDIT, {**mine, "seen": access.seen(found)})
    assert Service.objects.get().description == "Mine."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"country": "Germany!"}, "This is not understood: Germany!"),
        ({"organization": ""}, "This field is required."),
        ({"phone": "08000 116 016"}, "This number is blocked: Replaced by 116 016."),
        ({"field": ["magic"]}, "magic is not one of the available choices."),
    ],
)
def test_refuses_with_a_sentence_and_keeps_what_was_typed(cast: Cast, said: dict[str, Any], sentence: str) -> None:
    before = Change.objects.count()
    page = editor(cast).post(EDIT, as_posted(homepage="https://lantern.example/", **said)).content.decode()
    assert sentence in page
    assert 'value="https://lantern.example/"' in page
    assert Change.objects.count() == before


def test_is_there_for_editors_only(cast: Cast, client: Client) -> None:
    client.force_login(cast.bo.member)
    assert client.get(EDIT).status_code == 404
    assert client.post(EDIT, as_posted(description="x")).status_code == 404
    assert client.post("/directory/new/", a_new_one()).status_code == 404
    assert editor(cast).get(f"/directory/{named('nothing')}/edit/").status_code == 404
    assert Service.objects.get().description == ""


def test_leaves_alone_what_it_does_not_show() -> None:
    found = access.entry(LANTERN_CALL)
    assert found is not None
    cells = cells_of(found)
    assert set(cells) == set(FIELDS)
    assert changes(found, cells) == ([], [])
    given, gone = changes(found, {**cells, "description": "New."})
    assert [one.table for one in given] == ["service"]
    assert gone == []
    assert Listing.objects.count() == 1


def test_keeps_the_groups_of_a_number_in_their_order_in_arabic(cast: Cast) -> None:
    form = editor(cast).get(EDIT).context["form"]
    assert all('dir="auto"' in str(form[name]) for name in ("phone", "homepage", "description"))
