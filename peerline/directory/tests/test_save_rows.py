"""Saving rows: it ..."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from peerline.directory import access, actions
from peerline.directory.exchange import MODELS, column, stored
from peerline.directory.hsds import TABLES
from peerline.directory.models import Change, Listing, Phone, Reach, Service
from peerline.directory.tests.entries import LANTERN_CALL, LANTERN_HOUSE, a_service, vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


def faults(rows: Any) -> list[tuple[str, str]]:
    """What is wrong with rows: table and field."""
    with pytest.raises(actions.Faulty) as raised:
        actions.save_rows(rows, by=None)
    return [(one.table, one.field) for one in raised.value.faults]


def test_has_a_column_for_every_field_of_every_table() -> None:
    for name, table in TABLES.items():
        attributes = {one.attname for one in MODELS[name]._meta.concrete_fields}
        assert {column(name, one.name) for one in table.fields} <= attributes, name


def test_stores_rows_in_any_order() -> None:
    saved = actions.save_rows(reversed(a_service()), by=None)
    assert (saved.created, saved.changed, saved.services) == (5, 0, {LANTERN_CALL})
    entry = access.entry(LANTERN_CALL)
    assert entry is not None
    assert entry.service["name"] == "Lantern Call"
    assert entry.organization["name"] == "Lantern House"
    assert [one["number"] for one in entry.rows["phone"]] == ["030 1234567"]


def test_changes_nothing_when_the_same_comes_again() -> None:
    actions.save_rows(a_service(), by=None)
    again = actions.save_rows(a_service(), by=None)
    assert (again.created, again.changed, again.same) == (0, 0, 5)
    assert not Change.objects.filter(change_set=again.change_set).exists()


def test_logs_each_field_that_changes() -> None:
    actions.save_rows(a_service(), by=None)
    saved = actions.save_rows(a_service(url="https://call.lantern.example/"), by=None, why="asked them")
    logged = Change.objects.get(change_set=saved.change_set)
    assert (logged.field_name, logged.previous_value, logged.replacement_value, logged.why) == (
        "url",
        "null",
        '"https://call.lantern.example/"',
        "asked them",
    )


def test_logs_a_new_service_with_what_comes_with_it_as_one() -> None:
    actions.save_rows(vocabulary(), by=None)
    made = actions.save_rows(a_service(), by=None)
    logged = Change.objects.filter(change_set=made.change_set)
    assert set(logged.values_list("resource_type", "action")) == {("organization", "create"), ("service", "create")}
    later = actions.save_rows([("phone", {**a_service()[2][1], "id": str(uuid.UUID(int=1))})], by=None)
    assert Change.objects.get(change_set=later.change_set).resource_type == "phone"
    actions.take_back(made.change_set, by=None)
    left = {name for name in TABLES if stored(name).exists()}
    assert left == {"taxonomy", "taxonomy_term"}


def test_takes_a_change_back() -> None:
    actions.save_rows(a_service(description="Day and night."), by=None)
    changed = actions.save_rows(a_service(description="Closed."), by=None)
    actions.take_back(changed.change_set, by=None)
    assert Service.objects.get(pk=LANTERN_CALL).description == "Day and night."


def test_takes_a_deletion_back_with_all_that_hung_on_it() -> None:
    actions.save_rows(a_service(), by=None)
    before = access.entry(LANTERN_CALL)
    gone = actions.delete_rows([("service", LANTERN_CALL)], by=None)
    assert gone.deleted == 4
    assert access.entry(LANTERN_CALL) is None
    actions.take_back(gone.change_set, by=None)
    after = access.entry(LANTERN_CALL)
    assert before is not None
    assert after is not None
    del before.service["last_modified"], after.service["last_modified"]
    assert before.rows == after.rows


def test_keeps_fields_that_hsds_does_not_have() -> None:
    actions.save_rows(a_service(signal_number="+49 30 1"), by=None)
    entry = access.entry(LANTERN_CALL)
    assert entry is not None
    assert entry.service["signal_number"] == "+49 30 1"


def test_stores_nothing_when_one_row_is_wrong() -> None:
    rows = [*a_service(), ("phone", {"id": "no-uuid", "number": "1"})]
    assert faults(rows) == [("phone", "id")]
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("table", "row", "field"),
    [
        ("service", {"id": str(uuid.UUID(int=1)), "name": "X", "status": "active"}, "organization_id"),
        ("organization", {"id": str(uuid.UUID(int=1)), "name": " ", "description": "x"}, "name"),
        ("location", {"id": str(uuid.UUID(int=1)), "location_type": "moon"}, "location_type"),
        ("schedule", {"id": str(uuid.UUID(int=1)), "valid_from": "3.11.2026"}, "valid_from"),
        ("schedule", {"id": str(uuid.UUID(int=1)), "opens_at": "25:00"}, "opens_at"),
        ("location", {"id": str(uuid.UUID(int=1)), "location_type": "virtual", "latitude": "nan"}, "latitude"),
        ("phone", {"id": str(uuid.UUID(int=1)), "number": "1", "service_id": str(uuid.UUID(int=9))}, "service_id"),
        ("phone", {"id": str(uuid.UUID(int=1)), "number": {"a": 1}}, "number"),
        ("moon", {"id": str(uuid.UUID(int=1))}, ""),
    ],
)
def test_names_the_field_that_is_wrong(table: str, row: dict[str, Any], field: str) -> None:
    assert (table, field) in faults([(table, row)])


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("US", "+1 800 273 8255"), ("US", "1-800-273-8255"), ("KR", "1393"), ("GB", "0300 330 0630"),
        ("NL", "0900 0113"), ("US", "1-800-273-TALK"), ("KR", "١٣٩٣"), ("KR", "１３９３"), ("KR", "+82 1393"),
        ("KR", "1393 (24h)"), ("FR", "00 44 300 330 0630"), ("DE", "(08000) 116-016"),
        ("NL", "113; 0900 0113"), ("KR", "109 / 1393"),
        ("CA-QC", "1 (833) 456.4566"), ("KR US", "1393"),
    ],
)  # fmt: skip
def test_refuses_a_blocked_number_however_it_is_written(country: str, number: str) -> None:
    rows = a_service(country=country.split(maxsplit=1)[0])
    rows[2][1]["number"] = number
    rows += [("service_area", {**rows[3][1], "id": str(uuid.UUID(int=2)), "extent": country.rsplit(maxsplit=1)[-1]})]
    assert faults(rows) == [("phone", "number")]


def test_refuses_a_blocked_number_that_an_organization_has() -> None:
    row = {"id": str(uuid.UUID(int=1)), "organization_id": str(LANTERN_HOUSE), "number": "08000 116 016"}
    assert faults([*a_service(), ("phone", row)]) == [("phone", "number")]


def test_refuses_the_country_in_which_a_number_is_blocked() -> None:
    rows = a_service()
    rows[2][1]["number"] = "1393"
    actions.save_rows([*vocabulary(), *rows], by=None)
    area = {"id": str(uuid.UUID(int=1)), "service_id": str(LANTERN_CALL), "extent": "KR"}
    assert faults([("service_area", area)]) == [("service_area", "extent")]


@pytest.mark.parametrize("text", ["Ring 08000 116 016.", "See also transfuzja.pl!", "https://www.Transfuzja.pl/x"])
def test_refuses_a_text_that_leads_to_what_is_blocked(text: str) -> None:
    assert faults(a_service(description=text)) == [("service", "description")]
    assert faults(a_service(alert=text)) == [("service", "alert")]


@pytest.mark.parametrize(("field", "name"), [("name", " HOPELINE-UK "), ("alternate_name", "NEDA \u00a0 Helpline")])
def test_refuses_a_blocked_name_however_it_is_written(field: str, name: str) -> None:
    rows = a_service()
    rows[1][1][field] = name
    assert faults(rows) == [("service", field)]


def test_lets_a_short_number_stand_that_is_blocked_in_another_country() -> None:
    rows = a_service(country="DE")
    rows[2][1]["number"] = "1393"
    actions.save_rows(rows, by=None)
    assert Phone.objects.get().number == "1393"


@pytest.mark.parametrize(
    "url",
    [
        "https://transfuzja.pl/", "www.transfuzja.pl", "http://chat.TRANSFUZJA.pl/x", "https://transfuzja.pl./",
        "transfuzja.pl:8080/x", "https:\\\\transfuzja.pl", "https:///transfuzja.pl", "https://a:b@transfuzja.pl/",
        "https://transfuzja.pl\\@lantern.example/", "https://lantern.example, https://transfuzja.pl/",
        "https://trans%66uzja.pl/", "https://ｔｒａｎｓｆｕｚｊａ．ｐｌ/", "https://transfuzja。pl", "https://trans\nfuzja.pl/",
        "mailto:help@transfuzja.pl?subject=x", "Help <help@transfuzja.pl>",
    ],
)  # fmt: skip
def test_refuses_a_blocked_domain_and_what_is_below_it(url: str) -> None:
    assert faults(a_service(url=url)) == [("service", "url")]


@pytest.mark.parametrize(
    "url", ["https://nottransfuzja.pl/", "https://lantern.example/transfuzja.pl", "x@lantern.example"]
)
def test_lets_other_addresses_stand(url: str) -> None:
    actions.save_rows(a_service(url=url), by=None)


def test_lets_nothing_be_found_before_it_is_shown() -> None:
    actions.save_rows(a_service(), by=None)
    assert access.candidates("DE", "suicide_crisis") == []
    facts = actions.Facts(confidence=Listing.HIGH, source="a list", source_date=date(2026, 8, 8))
    actions.list_services({LANTERN_CALL: facts}, wanted=[LANTERN_CALL], today=date(2026, 11, 3))
    assert access.candidates("DE", "suicide_crisis") == [LANTERN_CALL]
    assert access.candidates("DE", "") == [LANTERN_CALL]
    assert access.candidates("DE", "legal") == []
    assert access.candidates("FR", "") == []


def test_never_shows_what_rests_on_little() -> None:
    actions.save_rows(a_service(), by=None)
    facts = actions.Facts(confidence=Listing.LOW, source="a list", source_date=date(2026, 8, 8))
    actions.list_services({LANTERN_CALL: facts}, wanted=[LANTERN_CALL], today=date(2026, 11, 3))
    assert access.candidates("DE", "") == []
    assert Listing.objects.get().due_on == date(2026, 11, 3)


def test_finds_by_country_where_the_area_is_a_region() -> None:
    actions.save_rows(a_service(country="CA-QC"), by=None)
    facts = actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 8, 8))
    actions.list_services({LANTERN_CALL: facts}, wanted=[LANTERN_CALL], today=date(2026, 11, 3))
    assert set(Reach.objects.values_list("country", flat=True)) == {"CA", ""}


def test_leaves_every_table_empty_when_all_is_deleted() -> None:
    actions.save_rows(a_service(), by=None)
    entry = access.entry(LANTERN_CALL)
    assert entry is not None
    actions.delete_rows([("organization", uuid.UUID(entry.organization["id"]))], by=None)
    left = {name for name in TABLES if stored(name).exists()}
    assert left == {"taxonomy", "taxonomy_term"}


def test_can_store_the_tables_in_the_order_of_the_list() -> None:
    there: set[str] = set()
    for name, table in TABLES.items():
        there.add(name)
        assert {one.table for one in table.fields if one.table} <= there, name
