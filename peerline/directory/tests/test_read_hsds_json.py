"""HSDS JSON: it ..."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerline.directory import access, actions
from peerline.directory.formats import hsds_json
from peerline.directory.formats.schemas import schema
from peerline.directory.models import Contact, Listing, Organization, Phone, Service
from peerline.directory.tests.entries import a_service, empty, everything, stored_rows, vocabulary
from peerline.directory.vocabulary import NEED, named, term_id
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SERVICE = {"id": str(uuid.UUID(int=1)), "name": "Lantern Call", "status": "active"}
OWNER = {"id": str(uuid.UUID(int=2)), "name": "Lantern House", "description": "Talks with people."}
WHOLE = {**SERVICE, "organization": OWNER}


def load(path: Path, **options: Any) -> actions.Imported:
    """Import a file."""
    return actions.import_batches(hsds_json.read(path), wanted=actions.Wanted(), **options)


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """A file of this text."""

    def made(said: Any) -> Path:
        path = tmp_path / "services.json"
        path.write_bytes(said if isinstance(said, bytes) else json.dumps(said).encode())
        return path

    return made


def test_reads_as_the_same_what_it_has_written(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    actions.save_rows([*vocabulary(), *everything("Lantern"), *everything("Other"), *a_service()], by=None)
    parent = {"id": str(named("Lantern", "organization")), "name": "L", "description": "-"}
    actions.save_rows(
        [("organization", parent | {"parent_organization_id": str(named("Other", "organization"))})], by=None
    )
    before = stored_rows()
    assert hsds_json.write(path) == 3
    empty()
    done = load(path)
    assert done.faults == []
    assert stored_rows() == before


def test_takes_a_number_away_that_the_file_has_no_more_unless_a_person_wrote_it(file: Any, cast: Cast) -> None:
    first, second, mine = ({"id": str(uuid.UUID(int=one)), "number": f"030 123456{one}"} for one in (3, 4, 5))
    assert load(file([{**WHOLE, "phones": [first]}])).faults == []
    actions.save_rows([("phone", {**mine, "service_id": SERVICE["id"]})], by=cast.ada.member)
    assert load(file([WHOLE])).deleted == 0
    assert load(file([{**WHOLE, "phones": [second]}])).deleted == 1
    assert set(Phone.objects.values_list("number", flat=True)) == {second["number"], mine["number"]}


def test_says_what_a_service_has_no_more_so_that_others_take_it_away(file: Any, tmp_path: Path) -> None:
    phone = {"id": str(uuid.UUID(int=3)), "number": "030 1234567"}
    load(file(WHOLE))
    hsds_json.write(tmp_path / "out.json")
    load(file({**WHOLE, "phones": [phone]}))
    assert load(tmp_path / "out.json").deleted == 1
    assert not Phone.objects.exists()


def test_takes_every_other_part_away_that_its_list_has_no_more(file: Any) -> None:
    """What there is no list of stays, as does a contact, on which rows of a person may hang."""
    there = {
        "phones": [{"id": str(uuid.UUID(int=3)), "number": "030 1234567"}],
        "schedules": [{"id": str(uuid.UUID(int=4)), "opens_at": "18:00"}],
        "languages": [{"id": str(uuid.UUID(int=5)), "code": "de"}],
        "service_areas": [{"id": str(uuid.UUID(int=6)), "extent": "DE"}],
        "attributes": [{"id": str(uuid.UUID(int=7)), "taxonomy_term_id": str(term_id(NEED, "legal"))}],
    }
    contacts = {"contacts": [{"id": str(uuid.UUID(int=8)), "name": "The desk"}]}
    assert load(file([{**WHOLE, **there, **contacts}])).faults == []
    assert load(file([WHOLE])).deleted == 0
    assert load(file([{**WHOLE, **{key: [] for key in there}, "contacts": []}])).deleted == len(there)
    assert Contact.objects.count() == 1


def test_asks_for_two_people_where_the_directory_knows_the_need(file: Any) -> None:
    actions.save_rows([*vocabulary(), *a_service()], by=None)
    (told,) = json.loads("".join(hsds_json.texts(access.all_services())))
    del told["attributes"]
    assert load(file([told])).faults == []
    assert Listing.objects.get().is_crisis


def test_writes_what_its_schemas_say(tmp_path: Path) -> None:
    actions.save_rows([*vocabulary(), *everything()], by=None)
    hsds_json.write(tmp_path / "out.json")
    check = jsonschema.Draft202012Validator(schema("service", strict=True), format_checker=jsonschema.FormatChecker())
    for one in json.loads((tmp_path / "out.json").read_text()):
        check.validate(one)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and "\x00" not in text))
def test_carries_any_text(tmp_path: Path, text: str) -> None:
    empty()
    path = tmp_path / "any.json"
    path.unlink(missing_ok=True)
    try:
        actions.save_rows([*vocabulary(), *everything(text=text)], by=None)
    except actions.Faulty:
        return  # a text of control characters alone is none
    before = stored_rows()
    hsds_json.write(path)
    empty()
    assert load(path).faults == []
    assert stored_rows() == before


@pytest.mark.parametrize(
    "said",
    [
        WHOLE,
        [WHOLE],
        {"contents": [WHOLE], "total_items": 1},
        json.dumps(WHOLE).encode() + b"\n",
        b"\xef\xbb\xbf" + json.dumps([WHOLE]).encode(),
    ],
)
def test_reads_one_a_list_a_page_and_one_a_row(file: Any, said: Any) -> None:
    assert load(file(said)).faults == []
    assert Service.objects.get().organization.name == "Lantern House"


def test_makes_one_row_of_what_stands_at_two_places(file: Any) -> None:
    phone = {"id": str(uuid.UUID(int=3)), "number": "030 1"}
    contact = {"id": str(uuid.UUID(int=4)), "name": "The desk", "phones": [phone]}
    load(file({**WHOLE, "phones": [phone], "contacts": [contact]}))
    there = Phone.objects.get()
    assert (there.service_id, there.contact_id) == (uuid.UUID(int=1), uuid.UUID(int=4))


def test_keeps_the_name_of_a_parent_that_is_elsewhere(file: Any) -> None:
    parent = str(uuid.UUID(int=9))
    assert load(file({**WHOLE, "organization": {**OWNER, "parent_organization_id": parent}})).faults == []
    assert Organization.objects.get().extra == {"parent_organization_elsewhere": parent}


def test_reads_what_others_write_who_leave_out_what_the_form_leaves_out(file: Any, tmp_path: Path) -> None:
    """The form of the example that the standard publishes: links are only nested, one row stands at many places.

    A term names a parent, and a place an organization, for which there is no object.
    """
    language = {"id": str(uuid.UUID(int=3)), "code": "ur"}
    phone = {"id": str(uuid.UUID(int=4)), "number": "+49 30 1234567", "languages": [language]}
    contact = {"id": str(uuid.UUID(int=5)), "name": "The desk", "phones": [phone]}
    place: dict[str, Any] = {
        "id": str(uuid.UUID(int=6)),
        "location_type": "physical",
        "languages": [language],
        "contacts": [contact],
        "phones": [phone],
    }
    rooms = {"id": str(uuid.UUID(int=15)), "location_type": "physical", "organization_id": str(uuid.UUID(int=9))}
    taxonomy = {"id": str(uuid.UUID(int=10)), "name": "Theirs", "description": "-"}
    term = {"id": str(uuid.UUID(int=11)), "name": "Listening", "description": "-", "parent_id": str(uuid.UUID(int=12))}
    said: dict[str, Any] = {
        **WHOLE,
        "organization": {**OWNER, "contacts": [contact], "phones": [phone], "locations": [place]},
        "program": {"id": str(uuid.UUID(int=7)), "name": "Nights", "description": "-"},
        "service_at_locations": [
            {"id": str(uuid.UUID(int=8)), "location": place, "phones": [phone]},
            {"id": str(uuid.UUID(int=16)), "location": rooms},
        ],
        "languages": [language],
        "contacts": [contact],
        "attributes": [
            {"id": str(uuid.UUID(int=13)), "link_entity": "x", "taxonomy_term": {**term, "taxonomy_detail": taxonomy}}
        ],
        "metadata": [{"id": str(uuid.UUID(int=14))}],
    }
    assert load(file(said)).faults == []
    before = stored_rows()
    assert before[f"program {uuid.UUID(int=7)}"]["organization_id"] == OWNER["id"]
    assert before[f"phone {uuid.UUID(int=4)}"].keys() >= {"location_id", "contact_id", "organization_id"}
    assert before[f"taxonomy_term {uuid.UUID(int=11)}"]["parent_elsewhere"] == term["parent_id"]
    assert before[f"location {uuid.UUID(int=6)}"]["organization_id"] == OWNER["id"]
    assert before[f"location {uuid.UUID(int=15)}"]["organization_elsewhere"] == rooms["organization_id"]
    hsds_json.write(tmp_path / "out.json")
    assert load(tmp_path / "out.json").faults == []
    assert stored_rows() == before


def test_carries_what_the_source_is_worth(file: Any, tmp_path: Path) -> None:
    ours = {"source": "a list", "source_date": "2026-08-08", "confidence": "high", "note": "n"}
    load(file({**WHOLE, "peerline": ours}))
    listing = Listing.objects.get()
    assert (listing.state, listing.source, listing.note) == (Listing.SHOWN, "a list", "n")
    hsds_json.write(tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text())[0]["peerline"] == ours


def test_shows_nothing_that_came_without_a_source(file: Any) -> None:
    load(file(WHOLE))
    assert Listing.objects.get().state == Listing.HIDDEN
    assert access.service_count() == 1


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[",
        b"[{}",
        b"[1 2]",
        b"[{},]",
        b"{",
        b'{"id": NaN}',
        b"\xff\xfe\x00",
        b"nonsense",
        b"[]]",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" + b"9" * 10_000 + b"]",
        b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}",
    ],
)
def test_refuses_what_is_no_json(file: Any, said: bytes) -> None:
    with pytest.raises(hsds_json.NotJson):
        load(file(said))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (1, ("service", "")),
        ({}, ("service", "id")),
        ({**WHOLE, "phones": "none"}, ("service", "phones")),
        ({**WHOLE, "phones": [1]}, ("phone", "")),
        ({**WHOLE, "phones": [{"id": str(uuid.UUID(int=3))}]}, ("phone", "number")),
        ({**WHOLE, "status": "moon"}, ("service", "status")),
        ({**WHOLE, "organization": [OWNER]}, ("organization", "")),
        ({**WHOLE, "url": "https://transfuzja.pl/"}, ("service", "url")),
        ({**WHOLE, "attributes": [{"id": str(uuid.UUID(int=3))}]}, ("attribute", "taxonomy_term_id")),
        ({**WHOLE, "peerline": {"confidence": "very"}}, ("service", "peerline")),
        ({**WHOLE, "name": {"de": "x"}}, ("service", "name")),
    ],
)
def test_names_the_service_and_the_field_of_what_is_wrong(file: Any, said: Any, fault: tuple[str, str]) -> None:
    done = load(file([{**WHOLE, "id": str(uuid.UUID(int=7))}, said]))
    assert (("service 2", *fault)) in [(one.at, one.table, one.field) for one in done.faults]
    assert not Service.objects.exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["id", "name", "phones", "organization", "attributes", "taxonomy_term", "contents"]),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_answers_any_json_with_faults_or_a_sentence(file: Any, said: Any) -> None:
    try:
        done = load(file(said))
    except hsds_json.NotJson:
        return
    assert done.faults or not Service.objects.exists()
