"""The editors' pages: it ..."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client

from peerline.directory import access, actions
from peerline.directory.models import Listing, Service, Verification
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
from peerline.directory.views import chosen as chosen_page
from peerline.directory.vocabulary import named
from peerline.people import actions as people
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)
ENTRY = f"/directory/{LANTERN_CALL}/"
CHOSEN = "/directory/chosen/"
OTHER = named("service", "Lantern Other")
REACHED = {"on": "2026-11-03", "method": "call", "outcome": "reached", "confirmed_by": "shift lead"}


@pytest.fixture(autouse=True)
def _a_crisis_line(db: None) -> object:
    """One service that is shown and due today."""
    with time_machine.travel(datetime(2026, 11, 3, 12, tzinfo=UTC), tick=False):
        actions.save_rows([*vocabulary(), *a_service()], by=None)
        facts = actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 8, 8), is_crisis=True)
        actions.list_services({LANTERN_CALL: facts}, wanted=[LANTERN_CALL], today=TODAY)
        yield


def editor(cast: Cast, name: str = "ada") -> Client:
    """A client of somebody who also edits."""
    member = getattr(cast, name).member
    people.set_duties(member, ["counselor", "editor"], reviewed=False)
    client = Client()
    client.force_login(member)
    return client


def second() -> dict[str, str]:
    """What the button of the second person sends now."""
    found = access.entry(LANTERN_CALL)
    assert found is not None
    return {"act": "second", "seen": access.seen(found)}


def listing() -> Listing:
    """The entry as it stands."""
    return Listing.objects.get(service=LANTERN_CALL)


def shown(client: Client, address: str, **query: str) -> str:
    """A page as text."""
    response = client.get(f"{address}?{urlencode(query)}" if query else address)
    assert response.status_code == 200
    return response.content.decode()


def test_is_there_for_editors_only(cast: Cast) -> None:
    for name in ("bo", "sol", "kim", "tess"):
        client = Client()
        client.force_login(getattr(cast, name).member)
        for address in ("/directory/", ENTRY):
            assert client.get(address).status_code == 404
        for verb in ("asked/", "act/", "take-back/"):
            assert client.post(ENTRY + verb, {**REACHED, "act": "refuse", "reason": "x"}).status_code == 404
        assert client.post("/directory/chosen/").status_code == 404
    assert Client().get("/directory/").status_code == 302
    assert Client().post(ENTRY + "act/", {"act": "refuse", "reason": "x"}).status_code == 302
    assert listing().state == Listing.SHOWN


def test_shows_what_is_due_with_doubts_first(cast: Cast) -> None:
    actions.save_rows(a_service("Lantern Doubted"), by=None)
    doubted = named("service", "Lantern Doubted")
    facts = actions.Facts(confidence=Listing.HIGH)
    actions.list_services({doubted: facts}, wanted=[doubted], today=TODAY)
    actions.doubt(doubted, today=TODAY)
    page = shown(editor(cast), "/directory/")
    assert page.index("Lantern Doubted") < page.index("Lantern Call")
    assert "said not to work: 1" in page
    assert "needs two people" in page


def test_narrows_by_state_country_need_and_name(cast: Cast) -> None:
    client = editor(cast)
    for query in ({"country": "de"}, {"need": "suicide_crisis"}, {"words": "lantern hous"}, {"state": "shown"}):
        assert ENTRY in shown(client, "/directory/", **{"state": "all", **query}), query
    for query in ({"country": "FR"}, {"need": "legal"}, {"words": "zebra"}, {"state": "hidden"}, {"page": "99"}):
        page = shown(client, "/directory/", **{"state": "all", **query})
        assert (ENTRY in page) is ("page" in query), query


def test_gives_what_was_chosen_to_an_editor(cast: Cast) -> None:
    client = editor(cast)
    chosen = {"service": [str(LANTERN_CALL)], "act": "give", "to": cast.ada.member.ref, "query": "state=all"}
    assert client.post(CHOSEN, chosen)["Location"] == "/directory/?state=all&changed=1"
    assert listing().owner == cast.ada.member
    assert client.post(CHOSEN, {**chosen, "to": cast.bo.member.ref}).status_code == 404
    client.post(CHOSEN, {**chosen, "to": ""})
    assert listing().owner is None


def test_lets_a_second_editor_look_at_a_crisis_entry(cast: Cast) -> None:
    ada, bo = editor(cast), editor(cast, "bo")
    ada.post(ENTRY + "asked/", REACHED)
    assert listing().verified_on is None
    assert "I have looked too" not in shown(ada, ENTRY)
    assert ada.post(ENTRY + "act/", second()).status_code == 400
    assert "I have looked too" in shown(bo, ENTRY)
    bo.post(ENTRY + "act/", second())
    assert (listing().verified_on, listing().due_on) == (TODAY, date(2027, 2, 1))
    made = Verification.objects.get()
    assert (made.by, made.second) == (cast.ada.member, cast.bo.member)
    assert bo.post(ENTRY + "act/", second()).status_code == 404


def test_lets_nobody_say_they_looked_at_what_they_have_not_seen(cast: Cast) -> None:
    ada, bo = editor(cast), editor(cast, "bo")
    ada.post(ENTRY + "asked/", REACHED)
    looked_at = second()
    assert f'name="seen" value="{looked_at["seen"]}"' in shown(bo, ENTRY)
    rows = a_service()
    rows[2][1]["number"] = "030 7654321"
    actions.save_rows(rows, by=cast.ada.member)
    ada.post(ENTRY + "asked/", REACHED)
    answer = bo.post(ENTRY + "act/", looked_at)
    assert (answer.status_code, listing().verified_on) == (400, None)
    assert "Somebody has changed this meanwhile." in answer.content.decode()
    bo.post(ENTRY + "act/", second())
    assert listing().verified_on == TODAY


def test_takes_an_older_word_for_nothing_after_a_newer_one(cast: Cast) -> None:
    ada, bo = editor(cast), editor(cast, "bo")
    ada.post(ENTRY + "asked/", REACHED)
    bo.post(ENTRY + "asked/", {**REACHED, "outcome": "unreachable"})
    assert bo.post(ENTRY + "act/", second()).status_code == 404
    assert listing().verified_on is None


def test_takes_an_entry_out_with_a_reason(cast: Cast) -> None:
    client = editor(cast)
    assert "This field is required." in client.post(ENTRY + "act/", {"act": "quarantine"}).content.decode()
    client.post(ENTRY + "act/", {"act": "quarantine", "reason": "a stranger answered"})
    assert listing().state == Listing.QUARANTINED
    assert access.candidates("DE", "") == []
    assert "a stranger answered" in shown(client, ENTRY)


@pytest.mark.parametrize("where", [ENTRY + "act/", CHOSEN])
def test_writes_down_who_took_an_entry_out_and_tells_no_other_directory(cast: Cast, where: str) -> None:
    client = editor(cast)
    client.post(where, {"act": "quarantine", "reason": "a stranger answered", "service": [str(LANTERN_CALL)]})
    (made,) = (one for one in access.history(LANTERN_CALL) if one.by)
    assert (made.by, made.why, made.is_own) == ("Ada", "a stranger answered", False)
    assert "State: <del><bdi>shown</bdi></del> <ins><bdi>taken out until somebody has looked" in shown(client, ENTRY)
    assert client.post(ENTRY + "take-back/", {"change_set": str(made.ref)}).status_code == 404
    assert "listing" not in {one["resource_type"] for one in access.changes()}


def test_writes_down_who_looked_whether_a_listing_is_safe(cast: Cast) -> None:
    Listing.objects.update(safe_to_list="needed")
    client = editor(cast)
    client.post(ENTRY + "act/", {"act": "safe"})
    assert "Ada" in {one.by for one in access.history(LANTERN_CALL)}
    assert "Safe to list: <del><bdi>not looked at yet</bdi></del>" in shown(client, ENTRY)


@pytest.mark.parametrize("day", ["", "2062-11-03", "9999-12-31", "3.11."])
def test_keeps_what_was_written_when_something_is_missing(cast: Cast, day: str) -> None:
    page = editor(cast).post(ENTRY + "asked/", {**REACHED, "on": day, "note": "they moved"}).content.decode()
    assert "they moved" in page
    assert not Verification.objects.exists()


def test_takes_a_change_back_but_no_import(cast: Cast) -> None:
    client = editor(cast)
    actions.save_rows(a_service("Lantern Other"), by=None)
    saved = actions.save_rows(a_service(description="New words."), by=cast.ada.member)
    assert "New words." in shown(client, ENTRY)
    client.post(ENTRY + "take-back/", {"change_set": str(saved.change_set)})
    assert Service.objects.get(pk=LANTERN_CALL).description == ""
    both = actions.save_rows(
        [*a_service(description="a"), *a_service("Lantern Other", description="b")[1:]], by=cast.ada.member
    )
    for ref in (both.change_set, named("nothing"), "x"):
        assert client.post(ENTRY + "take-back/", {"change_set": str(ref)}).status_code == 404
    assert Service.objects.get(pk=LANTERN_CALL).description == "a"


def test_asks_whether_a_listing_is_safe_before_it_is_shown(cast: Cast) -> None:
    Listing.objects.update(safe_to_list="needed", state=Listing.HIDDEN, is_crisis=False)
    client = editor(cast)
    client.post(ENTRY + "asked/", REACHED)
    assert listing().state == Listing.HIDDEN
    client.post(ENTRY + "act/", {"act": "safe"})
    client.post(ENTRY + "asked/", REACHED)
    assert listing().state == Listing.SHOWN


def test_says_how_much_is_overdue(cast: Cast) -> None:
    assert access.overdue(TODAY) == (0, 1)
    assert access.overdue(date(2026, 11, 4)) == (1, 1)
    with time_machine.travel(datetime(2026, 11, 4, tzinfo=UTC), tick=False):
        assert "Overdue: 1 of 1 that are shown." in shown(editor(cast), "/directory/")


def another() -> dict[str, list[str]]:
    """One more that is shown, and both chosen."""
    actions.save_rows(a_service("Lantern Other", need="legal"), by=None)
    actions.list_services({OTHER: actions.Facts(confidence=Listing.HIGH)}, wanted=[OTHER], today=TODAY)
    return {"service": [str(LANTERN_CALL), str(OTHER)]}


def test_does_one_thing_to_all_that_is_chosen(cast: Cast) -> None:
    client, chosen = editor(cast), another()
    client.post(CHOSEN, {**chosen, "act": "reached", "method": "call"})
    assert Listing.objects.get(pk=OTHER).verified_on == TODAY
    assert (listing().verified_on, access.waiting(LANTERN_CALL) is not None) == (None, True)
    assert client.post(CHOSEN, {**chosen, "act": "quarantine", "reason": " "}).status_code == 400
    client.post(CHOSEN, {**chosen, "act": "quarantine", "reason": "moved"})
    assert set(Listing.objects.values_list("state", "reason")) == {(Listing.QUARANTINED, "moved")}


def test_does_nothing_to_nothing(cast: Cast) -> None:
    client = editor(cast)
    assert client.post(CHOSEN, {"act": "give"}).status_code == 400
    assert client.post(CHOSEN, {"service": [str(LANTERN_CALL)], "act": "x"}).status_code == 404
    assert client.post(CHOSEN, {"service": [str(named("no"))], "act": "quarantine", "reason": "x"}).status_code == 404


def test_pairs_two_and_takes_them_apart(cast: Cast) -> None:
    client, chosen = editor(cast), another()
    assert client.post(CHOSEN, {"service": chosen["service"][:1], "act": "pair"}).status_code == 400
    client.post(CHOSEN, {**chosen, "act": "pair"})
    assert "Lantern Other" in shown(client, ENTRY)
    assert client.get(f"/hsds/services/{OTHER}").json()["peerline"] == {"shown_with": str(LANTERN_CALL)}
    assert client.post(CHOSEN, {**chosen, "act": "pair"}).status_code == 400
    actions.quarantine(OTHER, reason="moved")
    assert client.get(f"/hsds/services/{LANTERN_CALL}").status_code == 404
    assert access.candidates("DE", "") == []
    client.post(ENTRY + "act/", {"act": "apart"})
    assert access.candidates("DE", "") == [LANTERN_CALL]


def test_goes_to_the_next_that_is_due(cast: Cast) -> None:
    client = editor(cast)
    another()
    assert client.post(ENTRY + "asked/", {**REACHED, "then": "next"})["Location"] == f"/directory/{OTHER}/"
    client.post(f"/directory/{OTHER}/asked/", REACHED)
    assert client.post(ENTRY + "asked/", {**REACHED, "then": "next"})["Location"] == "/directory/"


def test_leads_from_one_that_is_due_to_the_one_after_it(cast: Cast) -> None:
    client = editor(cast)
    assert client.get(ENTRY + "next/")["Location"] == "/directory/"
    another()
    assert client.get(ENTRY + "next/")["Location"] == f"/directory/{OTHER}/"
    assert client.get(f"/directory/{OTHER}/next/")["Location"] == ENTRY
    client.post(ENTRY + "act/", {"act": "quarantine", "reason": "moved"})
    Listing.objects.filter(pk=OTHER).update(due_on=None)
    assert client.get(f"/directory/{OTHER}/next/")["Location"] == ENTRY


@pytest.mark.parametrize("outcome", [None, "unreachable", "changed"])
def test_asks_nobody_again_about_what_is_never_shown(cast: Cast, outcome: str | None) -> None:
    client = editor(cast)
    client.post(ENTRY + "act/", {"act": "refuse", "reason": "moved"})
    if outcome:
        asked = actions.Asked(TODAY, "call", "", outcome)
        actions.verify(LANTERN_CALL, asked, by=cast.ada.member, second=cast.bo.member)
    assert (listing().state, listing().due_on) == (Listing.REFUSED, None)
    assert not access.queue(access.Wanted(), today=date(2028, 1, 1)).exists()
    assert "Nothing is due." in shown(client, "/directory/")
    assert "Nothing fits" in shown(client, "/directory/", words="call")
    assert "Lantern Call" in shown(client, "/directory/", state="refused")


def test_takes_over_with_its_day_that_another_directory_has_asked(cast: Cast) -> None:
    another()
    actions.save_rows(a_service("Lantern Other", need="legal", assured_date="2026-10-20"), by=None)
    client, entry = editor(cast), f"/directory/{OTHER}/"
    assert "somebody asked them on Oct. 20, 2026" in shown(client, entry)
    client.post(entry + "act/", {"act": "take-over"})
    one, found = Verification.objects.get(service=OTHER), Listing.objects.get(pk=OTHER)
    assert (one.method, one.on, found.verified_on) == ("line", date(2026, 10, 20), date(2026, 10, 20))
    assert "somebody asked them" not in shown(client, entry)
    assert client.post(entry + "act/", {"act": "take-over"}).status_code == 404


@pytest.mark.parametrize("day", ["2026-12-01", "2026-08-01"])
def test_takes_over_nothing_of_tomorrow_and_nothing_older_than_its_own(cast: Cast, day: str) -> None:
    actions.quarantine(LANTERN_CALL, reason="moved")
    Listing.objects.update(verified_on=date(2026, 9, 1))
    actions.save_rows(a_service(assured_date=day), by=None)
    assert editor(cast).post(ENTRY + "act/", {"act": "take-over"}).status_code == 404
    assert not Verification.objects.exists()


def test_takes_a_crisis_line_over_only_with_a_second_person(cast: Cast) -> None:
    actions.save_rows(a_service(assured_date="2026-10-20"), by=None)
    editor(cast).post(ENTRY + "act/", {"act": "take-over"})
    assert listing().verified_on is None
    editor(cast, "bo").post(ENTRY + "act/", second())
    assert listing().verified_on == date(2026, 10, 20)


def test_writes_the_day_into_the_row_of_the_exchange(cast: Cast) -> None:
    another()
    editor(cast).post(f"/directory/{OTHER}/asked/", REACHED)
    assert Service.objects.get(pk=OTHER).assured_date == TODAY
    assert "assured_date" in {one.field_name for made in access.history(OTHER) for one in made.fields}


def test_tells_what_came_of_referrals_from_five_on(cast: Cast) -> None:
    client = editor(cast)
    for _ in range(4):
        actions.count(LANTERN_CALL, "refused", by="anybody", today=TODAY)
    assert "Fewer than five, or none." in shown(client, ENTRY)
    actions.count(LANTERN_CALL, "refused", by="anybody", today=TODAY)
    assert "Visitors say: They were refused 5+" in shown(client, ENTRY)


def test_carries_away_what_is_chosen_and_all_that_fit(cast: Cast) -> None:
    client, chosen = editor(cast), another()
    table = client.post(CHOSEN, {"service": chosen["service"][1:], "act": "export", "format": "tsv"})
    assert table["Content-Disposition"] == 'attachment; filename="services.tsv"'
    assert [row.split("\t")[2] for row in table.content.decode().splitlines()] == ["service", "Lantern Other"]
    for said, names in (("state=all", 2), ("state=all&words=other", 1), ("state=quarantined", 0)):
        found = client.post(CHOSEN, {"query": said, "act": "export-all", "format": "hsds-json"}).json()
        assert len(found) == names
    wiki = client.post(CHOSEN, {"query": "state=all", "act": "export-all", "format": "wikitext"}).content.decode()
    assert wiki.count("\n|-\n") == 2
    assert client.post(CHOSEN, {"act": "export", "format": "tsv"}).status_code == 400
    assert Client().post(CHOSEN, {"act": "export-all"}).status_code in {302, 404}


def test_carries_no_more_than_a_page_can(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    another()
    monkeypatch.setattr(chosen_page, "MOST_CARRIED", 1)
    assert editor(cast).post(CHOSEN, {"query": "state=all", "act": "export-all"}).status_code == 400


def test_takes_out_of_the_queue_what_was_refused_before_that_was_so() -> None:
    Listing.objects.update(state=Listing.REFUSED, due_on=TODAY)
    migration = importlib.import_module("peerline.directory.migrations.0013_refused_is_not_due")
    migration.take_out_of_the_queue(apps, connection.schema_editor())
    assert listing().due_on is None
