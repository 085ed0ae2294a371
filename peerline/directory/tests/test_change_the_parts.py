"""Places, contacts, other hours and numbers of an entry stand in its form, and are told only to whom they are for."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from peerline.directory import access, actions
from peerline.directory.actions import Asked, Given
from peerline.directory.actions.importing import Batch, Wanted
from peerline.directory.formats import hsds_csv, hsds_json
from peerline.directory.formats.editing import cells_of
from peerline.directory.models import (
    Address,
    Change,
    Contact,
    Listing,
    Location,
    Phone,
    Schedule,
    Service,
    Verification,
)
from peerline.directory.telling import told
from peerline.directory.tests.entries import LANTERN_CALL, LANTERN_HOUSE, a_service, vocabulary
from peerline.directory.tests.test_change_an_entry import EDIT, a_new_one
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.directory.vocabulary import named
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)  # a Tuesday
PLACE = {"kind": "physical", "street": "Main Street 5", "postcode": "10115", "city": "Berlin", "land": "DE"}


@pytest.fixture(autouse=True)
def _a_service(db: None) -> None:
    """One service that is shown."""
    actions.save_rows([*vocabulary(), *a_service(need="legal")], by=None)
    Listing.objects.update(state=Listing.SHOWN)


def posted(client: Client, *parts: dict[str, Any], at: str = EDIT, **said: Any) -> dict[str, Any]:
    """The form as it stands, with these fields changed, and rows of parts more: `part` says of which."""
    context = client.get(at).context
    fields = {one.html_name: one.value() for one in (*context["form"],)}
    for form in context["parts"].every:
        fields |= {form[name].html_name: form[name].value() for name in form.fields}
    for number, one in enumerate(parts, start=20):
        prefix = f"{one['part']}-{number}"
        fields |= {f"{prefix}-ref": "", **{f"{prefix}-{name}": text for name, text in one.items() if name != "part"}}
    return {name: text for name, text in {**fields, **said}.items() if text is not None and text is not False}


def keep(client: Client, *parts: dict[str, Any], **said: Any) -> None:
    assert client.post(EDIT, posted(client, *parts, **said)).status_code == 302


def page_of(client: Client) -> str:
    return client.get(f"/directory/{LANTERN_CALL}/").content.decode()


def facts() -> str:
    """What a public page tells of the service."""
    actions.renew_reach([LANTERN_CALL])
    hits = access.find(access.Asked(country="DE")).hits
    return " · ".join(next(iter(told(hits, language="en", at=NOON))).facts)


def the_entry() -> access.Entry:
    """The entry as it is stored now."""
    found = access.entry(LANTERN_CALL)
    assert found is not None
    return found


def asked(day: date = date(2026, 11, 1)) -> Asked:
    return Asked(day, "call", "the desk", Verification.REACHED)


def test_keeps_a_place_and_tells_it(cast: Cast) -> None:
    client = editor(cast)
    keep(client, {"part": "place", **PLACE, "name": "Lantern House", "transport": "tram 4", "access": "a ramp"})
    assert "where: Lantern House, Main Street 5, 10115 Berlin (tram 4) · getting in: a ramp" in facts()
    assert "Main Street 5" in page_of(client)
    before = Change.objects.count()
    keep(client)
    assert Change.objects.count() == before
    keep(client, **{"place-0-street": "Main Street 7"})
    assert Address.objects.get().address_1 == "Main Street 7"
    page = page_of(client)
    assert "Street and number: <del><bdi>Main Street 5</bdi></del> <ins><bdi>Main Street 7</bdi></ins>" in page
    came = "<ins><bdi>Main Street 5, 10115, Berlin, DE</bdi></ins>"
    assert f"A place: <del><bdi></bdi></del> {came}" in page
    newest = access.history(LANTERN_CALL)[0]
    client.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(newest.ref)})
    assert Address.objects.get().address_1 == "Main Street 5"
    assert access.history(LANTERN_CALL)[0].why == "taken back"


def test_writes_the_city_alone_where_the_address_is_secret(cast: Cast) -> None:
    client = editor(cast)
    keep(client, {"part": "place", **PLACE})
    Location.objects.update(latitude=52.5, longitude=13.4)
    keep(client, **{"place-0-street": "", "place-0-postcode": ""})
    (address,), place = Address.objects.all(), Location.objects.get()
    assert (address.address_1, address.city) == ("-", "Berlin")
    assert (place.latitude, place.longitude) == (None, None)
    assert "where: Berlin" in facts()
    assert 'value="-"' not in client.get(EDIT).content.decode()


def test_takes_a_place_out_and_brings_it_back(cast: Cast) -> None:
    client = editor(cast)
    keep(client, {"part": "place", **PLACE, "access": "a ramp"})
    keep(client, **{"place-0-gone": "on"})
    assert not Location.objects.exists()
    assert "where:" not in facts()
    newest = access.history(LANTERN_CALL)[0]
    client.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(newest.ref)})
    assert "where: Main Street 5, 10115 Berlin · getting in: a ramp" in facts()


def test_leaves_a_place_to_the_other_service_that_is_there(cast: Cast) -> None:
    client = editor(cast)
    keep(client, {"part": "place", **PLACE})
    actions.save_rows(a_service("Law Call", need="legal"), by=None)
    law, place = named("service", "Law Call"), Location.objects.get().pk
    row = {"id": str(named("at")), "service_id": str(law), "location_id": str(place)}
    actions.save_rows([("service_at_location", row)], by=None)
    Listing.objects.filter(service=law).update(verified_on=date(2026, 11, 1))
    keep(client, **{"place-0-city": "Hamburg"})
    assert Listing.objects.get(service=law).verified_on is None
    assert access.history(LANTERN_CALL)[0].fields[0].after == "Hamburg"
    newest = access.history(LANTERN_CALL)[0]
    client.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(newest.ref)})
    assert access.history(LANTERN_CALL)[0].fields[0].after == "Berlin"
    keep(client, **{"place-0-gone": "on"})
    assert Service.objects.get(pk=law).service_at_locations.get().location.addresses.get().city == "Berlin"


@pytest.mark.parametrize(
    ("parts", "is_lost"),
    [
        ({"part": "place", **PLACE}, True),
        ({"part": "contact", "name": "Bo", "email": "bo@lantern.example", "told": "on"}, True),
        ({"part": "contact", "name": "Bo", "email": "bo@lantern.example"}, False),
        ({"part": "times", "way": "chat", "hours": "Mon 09:00-10:00"}, False),
    ],
)
def test_takes_the_check_away_with_another_address(cast: Cast, parts: dict[str, str], *, is_lost: bool) -> None:
    actions.verify(LANTERN_CALL, asked(), by=cast.ada.member)
    keep(editor(cast), parts)
    assert (Listing.objects.get().verified_on is None) is is_lost


def test_asks_for_another_look_at_an_address_that_can_endanger(cast: Cast) -> None:
    Listing.objects.update(safe_to_list="safe")
    client = editor(cast)
    keep(client, {"part": "contact", "name": "Bo"})
    assert Listing.objects.get().state == Listing.SHOWN
    keep(client, {"part": "place", **PLACE})
    assert (Listing.objects.get().state, Listing.objects.get().safe_to_list) == (Listing.HIDDEN, "needed")
    assert "Main Street 5" in page_of(client)


def test_carries_no_contact_of_editors_anywhere(cast: Cast, client: Client, tmp_path: Path) -> None:
    ada = editor(cast)
    keep(ada, {"part": "contact", "name": "Open Bo", "told": "on"}, {"part": "contact", "name": "Quiet Cem"})
    quiet = Contact.objects.get(name="Quiet Cem")
    actions.save_rows([("phone", {"id": str(named("p")), "contact_id": str(quiet.pk), "number": "030 99"})], by=None)
    assert "Quiet Cem, for editors alone" in page_of(ada)
    keep(ada, **{"contact-0-title": "desk", "contact-1-title": "desk"})
    actions.renew_reach([LANTERN_CALL])
    hsds_json.write(tmp_path / "all.json")
    (tmp_path / "csv").mkdir()
    hsds_csv.write(tmp_path / "csv" / "all")
    actions.renew_reach([LANTERN_CALL])
    told_to_all = [
        client.get(f"/hsds/services/{LANTERN_CALL}").content.decode(),
        (tmp_path / "all.json").read_text(),
        "".join(one.read_text() for one in sorted((tmp_path / "csv").rglob("*.csv"))),
    ]
    for text in told_to_all:
        assert "Open Bo" in text
        assert not any(word in text for word in ("Quiet Cem", "030 99", str(quiet.pk)))
    keep(ada, **{"contact-0-told": False})
    newest = access.history(LANTERN_CALL)[0]
    ada.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(newest.ref)})
    assert Contact.objects.get(name="Open Bo").extra == {}


def test_carries_no_address_away_that_was_taken_back(cast: Cast) -> None:
    client = editor(cast)
    keep(client, {"part": "place", **PLACE}, {"part": "contact", "name": "Bo", "told": "on"})
    keep(client, **{"place-0-street": "", "contact-0-gone": "on"})
    log = json.dumps(list(access.changes()))
    assert "service_at_location" in log
    assert not any(word in log for word in ("Main Street", '"Bo"'))


def test_shows_the_contacts_of_the_organization_and_of_a_place(cast: Cast) -> None:
    client = editor(cast)
    keep(client, {"part": "place", **PLACE})
    links = (("organization", LANTERN_HOUSE), ("location", Location.objects.get().pk))
    for name, ref in links:
        row = {"id": str(named(name)), f"{name}_id": str(ref), "name": f"Bo of the {name}"}
        actions.save_rows([("contact", row)], by=None)
    page = client.get(EDIT).content.decode()
    assert page.count('value="Bo of the') == 2
    keep(client, **{"contact-0-gone": "on"})
    assert Contact.objects.count() == 1
    newest = access.history(LANTERN_CALL)[0]
    assert newest.fields[0].table == "contact"
    client.post(f"/directory/{LANTERN_CALL}/take-back/", {"change_set": str(newest.ref)})
    assert Contact.objects.count() == 2


def test_publishes_no_contact_of_editors_by_an_import(cast: Cast) -> None:
    row = {"id": str(named("c")), "service_id": str(LANTERN_CALL), "name": "Quiet Cem"}
    batch = [Given("contact", row)]
    for made_theirs in (False, True):
        if made_theirs:
            keep(editor(cast), **{"contact-0-told": False})
        actions.import_batches([Batch(rows=batch)], wanted=Wanted())
        assert ("for_editors" in Contact.objects.get().extra) is made_theirs


def test_keeps_hours_of_some_days_and_tells_nothing_false_then(cast: Cast) -> None:
    client = editor(cast)
    phone = {"phone": "+49 30 1234567", "hours": "Mon-Fri 09:00-17:00"}
    keep(client, **phone)
    keep(
        client,
        {"part": "times", "hours": "closed", "first": "2026-12-24", "last": "2027-01-01"},
        {"part": "times", "hours": "Sat 10:00-12:00", "way": "chat"},
        {"part": "times", "hours": "closed", "first": "2025-12-24", "last": "2026-01-01"},
        {"part": "times", "hours": "closed", "first": "2027-12-24", "last": "2028-01-01"},
    )
    assert cells_of(the_entry())["hours"] == "Mon-Fri 09:00-17:00"
    assert Schedule.objects.get(attending_type="chat").byday == "SA"
    said = facts()
    assert "Mon–Fri 09:00–17:00; " in said
    assert "chat: Sat 10:00–12:00" in said
    assert "December 24, 2026 – January 1, 2027: closed" in said
    assert not any(year in said for year in ("2025", "2028"))
    (hit,) = access.find(access.Asked(country="DE")).hits
    assert hit.facts.is_open(NOON) is True
    assert hit.facts.is_open(datetime(2026, 12, 28, 12, 0, tzinfo=UTC)) is None
    assert hit.facts.is_open(datetime(2027, 1, 4, 12, 0, tzinfo=UTC)) is True
    keep(client, **{"times-0-hours": "", "times-0-first": "", "times-0-last": "", "times-0-way": ""})
    assert Schedule.objects.count() == 4


def test_shows_hours_that_came_as_rules(cast: Cast) -> None:
    rule = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00", "closes_at": "17:00:00"}
    actions.save_rows(
        [
            ("schedule", {"id": str(named(name)), "service_id": str(LANTERN_CALL), **rule, **more})
            for name, more in (("usual", {}), ("summer", {"valid_from": "2026-07-01"}))
        ],
        by=None,
    )
    page = editor(cast).get(EDIT).content.decode()
    assert page.count('value="Mon, Tue 09:00-17:00"') == 2


def test_keeps_what_is_known_of_a_number(cast: Cast) -> None:
    client = editor(cast)
    keep(client, **{"number-0-type": "sms", "number-0-note": "press 2", "number-0-languages": "tr ar"})
    phone = Phone.objects.get()
    assert (phone.type, phone.description) == ("sms", "press 2")
    assert sorted(phone.languages.values_list("code", flat=True)) == ["ar", "tr"]
    assert cells_of(the_entry())["sms"] == "030 1234567"
    keep(client, sms="030 1234567; 030 7654321", **{"number-0-languages": "tr"})
    assert Phone.objects.get(number="030 1234567").description == "press 2"
    page = page_of(client)
    assert "<code>" not in page
    assert "What kind of number: <del><bdi>to call</bdi></del> <ins><bdi>for text messages</bdi></ins>" in page
    keep(client, sms="", phone="")
    assert not Phone.objects.exists()


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"part": "place", **PLACE, "land": ""}, "An address needs its country."),
        ({"part": "times", "hours": "closed"}, "Say of what these hours are"),
        ({"part": "times", "way": "chat"}, "Say the hours"),
        ({"part": "times", "hours": "x", "first": "2026-07-02", "last": "2026-07-01"}, "This day is before the first."),
        ({"part": "place", **PLACE, "transport": "call 08000 116 016 before"}, "This number is blocked"),
    ],
)
def test_says_at_its_row_what_is_wrong_and_loses_nothing(cast: Cast, part: dict[str, str], sentence: str) -> None:
    client, before = editor(cast), Change.objects.count()
    page = client.post(EDIT, posted(client, part, {"part": "contact", "name": "Bo"})).content.decode()
    assert sentence in page
    assert 'value="Bo"' in page
    assert "<details" in page.split(sentence)[0]
    assert Change.objects.count() == before


@pytest.mark.parametrize("at", [EDIT, "/directory/new/"])
def test_gives_one_row_more_without_script_and_keeps_what_was_typed(cast: Cast, at: str) -> None:
    client = editor(cast)
    first = posted(client, {"part": "contact", "name": "Bo"}, at=at, organization="", more="contact")
    page = client.post(at, first).content.decode()
    assert 'value="Bo"' in page
    assert 'name="contact-21-name"' in page
    assert "This field is required." not in page
    assert not Contact.objects.exists()


def test_makes_a_new_entry_with_a_place(cast: Cast) -> None:
    rows = {f"place-0-{name}": text for name, text in {"ref": "", **PLACE}.items()}
    assert editor(cast).post("/directory/new/", a_new_one(**rows)).status_code == 302
    made = Service.objects.get(name="Night Call")
    place = made.service_at_locations.get().location
    assert (place.organization_id, place.addresses.get().city) == (made.organization_id, "Berlin")


def test_tells_a_conflict_in_words(cast: Cast) -> None:
    ada, bo = editor(cast), editor(cast, "bo")
    keep(ada, {"part": "contact", "name": "Cem"}, {"part": "place", **PLACE})
    mine = posted(bo, field=["youth"], anonymity="no_name", **{"place-0-kind": "virtual"})
    keep(ada, {"part": "contact", "name": "Dov"}, anonymity="name_asked", **{"contact-0-gone": "on"})
    page = bo.post(EDIT, mine).content.decode()
    for words in ("Legal questions", "They ask for a name", "one goes there"):
        assert f"{'Now:'}</span> <bdi>{words}</bdi>" in page
    assert "Somebody has taken this out meanwhile." in page
    assert 'value="Dov"' in page
    seen = access.seen(the_entry())
    assert bo.post(EDIT, {**mine, "seen": seen}).status_code == 302
    assert list(Contact.objects.values_list("name", flat=True)) == ["Dov"]


# What an import may have stored in any text: rows, what is longer than a field, other countries and kinds than ours.
