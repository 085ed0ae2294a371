"""The HSDS API: it ..."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from peerline.directory import actions, kept
from peerline.directory.formats.schemas import schema
from peerline.directory.hsds import PROFILE
from peerline.directory.models import Listing, Service
from peerline.directory.tests.entries import LANTERN_CALL, LANTERN_HOUSE, a_service, everything, vocabulary
from peerline.directory.vocabulary import NEED, named, term_id
from peerline.kit.clock import now
from peerline.line.models import Line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lantern")]
ATOM = "{http://www.w3.org/2005/Atom}"


def show(*services: uuid.UUID) -> None:
    """These services are shown."""
    facts = actions.Facts(confidence=Listing.HIGH, source="a list", source_date=date(2026, 8, 8), note="for editors")
    actions.list_services(dict.fromkeys(services, facts), wanted=services, today=date(2026, 11, 3))


@pytest.fixture(autouse=True)
def services(lantern: Line) -> None:
    """One service that is shown, one that is not, and one with everything that HSDS knows."""
    kept.forget()
    actions.save_rows([*vocabulary(), *a_service()], by=None)
    actions.save_rows(a_service("Lantern Hidden", need="legal"), by=None)
    actions.save_rows(everything("Whole"), by=None)
    show(LANTERN_CALL, named("Whole", "service"))


def got(client: Client, address: str, **asked: Any) -> Any:
    """What a program gets."""
    return json.loads(client.get(f"/hsds/{address}", asked).content)


def names(client: Client, address: str = "services", **asked: Any) -> set[str]:
    """The names on a page."""
    return {one["name"] for one in got(client, address, **asked)["contents"]}


def test_says_what_it_is(client: Client) -> None:
    said = got(client, "")
    assert said["profile"] == PROFILE
    assert said["openapi_url"].endswith("/hsds/openapi.json")
    described = got(client, "openapi.json")
    assert {"/", "/services", "/services/{id}"} <= described["paths"].keys()


def test_answers_what_its_schemas_say(client: Client) -> None:
    jsonschema.Draft202012Validator.check_schema(schema("service", strict=True))
    check = jsonschema.Draft202012Validator(schema("service", strict=True), format_checker=jsonschema.FormatChecker())
    for ref in (LANTERN_CALL, named("Whole", "service")):
        check.validate(got(client, f"services/{ref}"))
    for one in got(client, "services", full="true")["contents"]:
        check.validate(one)
    for table, name in (
        ("organization", "organizations"),
        ("taxonomy", "taxonomies"),
        ("taxonomy_term", "taxonomy_terms"),
        ("service_at_location", "service_at_locations"),
        ("service_at_location", "service_at_locations?full=true"),
    ):
        for one in got(client, name)["contents"]:
            jsonschema.Draft202012Validator(schema(table, strict=True)).validate(one)


def test_tells_one_service_with_all_that_belongs_to_it(client: Client) -> None:
    said = got(client, f"services/{named('Whole', 'service')}")
    assert said["organization"]["name"] == "Whole name"
    assert said["service_at_locations"][0]["location"]["addresses"]
    assert said["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["name"] == "Whole name"
    assert said["phones"][0]["languages"]


def test_tells_nothing_of_what_is_not_shown(client: Client) -> None:
    hidden = named("service", "Lantern Hidden")
    number = {"id": str(uuid.UUID(int=5)), "number": "030 99", "service_id": str(hidden)}
    actions.save_rows([("phone", number | {"organization_id": str(LANTERN_HOUSE)})], by=None)
    nowhere = client.get(f"/hsds/services/{uuid.UUID(int=1)}")
    there = client.get(f"/hsds/services/{hidden}")
    assert (there.status_code, there.content) == (404, nowhere.content)
    assert names(client) == {"Lantern Call", "Whole name"}
    for address in (f"organizations/{LANTERN_HOUSE}", "organizations?full=true", "services?full=true", "changes.atom"):
        said = client.get(f"/hsds/{address}").content
        assert b"030 99" not in said
        assert b"Lantern Hidden" not in said
    assert b"for editors" not in client.get(f"/hsds/services/{LANTERN_CALL}").content


def test_tells_no_organization_that_has_nothing_to_show(client: Client) -> None:
    actions.quarantine(LANTERN_CALL, reason="x")
    assert names(client, "organizations") == {"Whole name"}
    assert client.get(f"/hsds/organizations/{LANTERN_HOUSE}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "lantern"}, {"Lantern Call"}),
        ({"search": "moonlight"}, set()),
        ({"taxonomy_term_id": term_id(NEED, "suicide_crisis")}, {"Lantern Call"}),
        ({"taxonomy_id": named("taxonomy", NEED)}, {"Lantern Call"}),
        ({"organization_id": LANTERN_HOUSE}, {"Lantern Call"}),
        ({"organization_id": LANTERN_HOUSE, "search": "whole"}, set()),
        ({"modified_after": "2126-01-01"}, set()),
        ({"modified_after": "2000-01-01T00:00:00+01:00"}, {"Lantern Call", "Whole name"}),
        ({"page": 3, "per_page": 1}, set()),
    ],
)
def test_narrows_by_all_that_is_asked(client: Client, asked: dict[str, Any], found: set[str]) -> None:
    assert names(client, **asked) == found


def test_tells_what_was_changed_since(client: Client) -> None:
    Service.objects.filter(pk=LANTERN_CALL).update(last_modified=now() - timedelta(days=9))
    assert names(client, modified_after=(now() - timedelta(days=1)).isoformat()) == {"Whole name"}


def test_gives_pages(client: Client) -> None:
    first, second = (got(client, "services", per_page=1, page=number) for number in (1, 2))
    assert (first["total_items"], first["total_pages"], first["first_page"], first["last_page"]) == (2, 2, True, False)
    assert (second["page_number"], second["size"], second["last_page"], second["empty"]) == (2, 1, True, False)
    assert first["contents"][0]["id"] != second["contents"][0]["id"]


def test_tells_of_a_place_which_service_is_there(client: Client) -> None:
    (plain,) = got(client, "service_at_locations")["contents"]
    assert (plain["service"]["organization"]["name"], "phones" in plain["service"]) == ("Whole name", False)
    (full,) = got(client, "service_at_locations", full="true")["contents"]
    assert full == got(client, f"service_at_locations/{full['id']}")
    assert full["service"]["phones"][0]["number"] == "Whole number"
    assert "service_at_locations" not in full["service"]
    assert full["service"]["organization"]["contacts"]


def test_tells_little_of_all_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerline.directory.parameters.PER_PAGE", 1)
    page = got(client, "services", minimal="true")
    assert [one.keys() for one in page["contents"]] == [{"id", "last_modified", "modified_date"}] * 2
    assert page["last_page"] is True


@pytest.mark.parametrize(("name", "count"), [("services", 2), ("organizations", 2), ("taxonomies", 4)])
def test_streams_all_of_a_list_without_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch, *, name: str, count: int
) -> None:
    monkeypatch.setattr("peerline.directory.views.hsds.AT_ONCE", 1)
    answer: Any = client.get(f"/hsds/{name}", {"format": "ndjson", "per_page": "1"})
    assert answer.streaming
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/x-ndjson", "*")

    async def read() -> list[bytes]:
        return [piece async for piece in answer]

    pieces = async_to_sync(read)()
    assert all(one.count(b"\n") == 1 for one in pieces)
    assert {json.loads(one)["id"] for one in pieces} == {one["id"] for one in got(client, name)["contents"]}
    assert len(pieces) == count
    assert client.get("/hsds/services", {"format": "ndjson", "full": "x"}).status_code == 400


def test_tells_the_services_of_an_organization(client: Client) -> None:
    (told,) = got(client, f"organizations/{LANTERN_HOUSE}")["services"]
    assert (told["name"], "phones" in told) == ("Lantern Call", False)
    for asked in (f"organizations/{LANTERN_HOUSE}?full_service=true", "organizations?full_service=true"):
        said = got(client, asked)
        page = said.get("contents", [said])
        (told,) = next(one for one in page if one["id"] == str(LANTERN_HOUSE))["services"]
        assert told["phones"][0]["number"] == "030 1234567"
        for one in page:
            jsonschema.Draft202012Validator(schema("organization", strict=True)).validate(one)


def test_narrows_organizations_by_what_their_services_are_for(client: Client) -> None:
    assert names(client, "organizations", taxonomy_term_id=term_id(NEED, "suicide_crisis")) == {"Lantern House"}
    assert names(client, "organizations", taxonomy_term_id=term_id(NEED, "legal")) == set()


@pytest.mark.parametrize("name", ["organizations", "taxonomies", "taxonomy_terms", "service_at_locations"])
def test_lists_the_rest(client: Client, name: str) -> None:
    page = got(client, name)
    assert page["contents"]
    ref = page["contents"][0]["id"]
    assert got(client, f"{name}/{ref}")["id"] == ref


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "0"}, {"page": "x"}, {"page": "9" * 40}, {"per_page": "-1"}, {"full": "maybe"}, {"format": "xml"},
        {"organization_id": "1"}, {"modified_after": "yesterday"}, {"modified_after": "0001-01-01T00:00:00+14:00"},
    ],
)  # fmt: skip
def test_answers_what_it_cannot_read_with_400(client: Client, asked: dict[str, str]) -> None:
    answer = client.get("/hsds/services", asked)
    assert (answer.status_code, json.loads(answer.content)["error"]) == (400, "bad-parameter")
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("asked", [{"postcode": "10115"}, {"proximity": "5000"}])
def test_takes_nothing_for_near_where_it_knows_no_distance(client: Client, asked: dict[str, str]) -> None:
    answer = client.get("/hsds/service_at_locations", asked)
    assert (answer.status_code, json.loads(answer.content)["error"]) == (400, "bad-parameter")
    assert names(client, postcode="", proximity="")


@pytest.mark.parametrize("address", ["moons", "services/x", "moons/1", f"services/{uuid.UUID(int=1)}", "phones"])
def test_answers_404_for_what_is_not_there(client: Client, address: str) -> None:
    answer = client.get(f"/hsds/{address}")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (404, "*")


def test_is_open_to_all_and_keeps_no_trace(client: Client) -> None:
    answer = client.get("/hsds/services")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies
    assert client.get("/hsds/services", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert Client(enforce_csrf_checks=True).post("/hsds/services").status_code == 405


def test_feeds_what_was_changed_last(client: Client) -> None:
    actions.save_rows(a_service(url="https://call.lantern.example/"), by=None)
    client.get("/hsds/changes.atom")
    actions.save_rows(a_service(url="https://call.lantern.example/", email="call@lantern.example"), by=None)
    root = ET.fromstring(client.get("/hsds/changes.atom").content)
    first = root.find(f"{ATOM}entry")
    assert first is not None
    said = [first.findtext(f"{ATOM}{name}") for name in ("title", "summary")]
    assert said == ["Lantern House: Lantern Call", "service.email"]


def test_tells_when_it_was_verified(client: Client, cast: Any) -> None:
    asked = actions.Asked(on=date(2026, 11, 3), method="call", confirmed_by="lead", outcome="reached")
    actions.verify(LANTERN_CALL, asked, by=cast.sol.member, second=cast.noor.member)
    assert got(client, f"services/{LANTERN_CALL}")["assured_date"] == "2026-11-03"
