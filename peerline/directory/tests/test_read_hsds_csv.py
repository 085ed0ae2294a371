"""HSDS CSV: it ..."""

from __future__ import annotations

import csv
import json
import uuid
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerline.directory import actions, hsds
from peerline.directory.exchange import stored
from peerline.directory.formats import hsds_csv
from peerline.directory.models import Listing, Phone, Service
from peerline.directory.tests.entries import LANTERN_CALL, a_service, empty, everything, stored_rows, vocabulary
from peerline.directory.vocabulary import NEED, named, term_id
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ONE, TWO = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
TABLES = {
    "organizations.csv": f"id,name,description\n{ONE},Lantern House,Talks with people.\n",
    "services.csv": f"id,organization_id,name,status\n{TWO},{ONE},Lantern Call,active\n",
}


def load(path: Path, **options: Any) -> actions.Imported:
    """Import a package."""
    return actions.import_batches(hsds_csv.read(path), wanted=actions.Wanted(), **options)


@pytest.fixture
def package(tmp_path: Path) -> Any:
    """A folder with these files beside, or instead of, the two."""

    def made(**files: str | bytes | None) -> Path:
        path = tmp_path / "package"
        path.mkdir()
        for name, text in {**TABLES, **{f"{name}.csv": said for name, said in files.items()}}.items():
            if text is not None:
                (path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return made


def test_reads_as_the_same_what_it_has_written(tmp_path: Path) -> None:
    actions.save_rows(
        [*vocabulary(), *everything("Lantern"), *everything("Other"), *a_service(signal="+49 1")], by=None
    )
    child, parent = (str(named(one, "organization")) for one in ("Lantern", "Other"))
    said = {"id": child, "name": "L", "description": "-", "parent_organization_id": parent}
    actions.save_rows([("organization", said)], by=None)
    before = stored_rows()
    assert hsds_csv.write(tmp_path / "out") == 3
    empty()
    assert load(tmp_path / "out").faults == []
    assert stored_rows() == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and "\x00" not in text))
def test_carries_any_text(tmp_path: Path, text: str) -> None:
    empty()
    path = tmp_path / str(uuid.uuid4())
    try:
        actions.save_rows([*vocabulary(), *everything(text=text)], by=None)
    except actions.Faulty:
        return  # a text of control characters alone is none
    before = stored_rows()
    hsds_csv.write(path)
    empty()
    assert load(path).faults == []
    assert stored_rows() == before


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "@SUM(1)", "-1+cmd|' /C calc'!A0", "'=1", "+49 30", "''x", "- a"])
def test_writes_no_cell_that_a_spreadsheet_would_run(tmp_path: Path, text: str) -> None:
    actions.save_rows([*vocabulary(), *a_service(description=text)], by=None)
    hsds_csv.write(tmp_path / "out")
    with (tmp_path / "out" / "services.csv").open(newline="") as file:
        cell = next(csv.DictReader(file))["description"]
    assert cell == text or cell == "'" + text
    assert not cell.startswith(("=", "@", "-"))
    load(tmp_path / "out")
    assert Service.objects.get().description == text


def test_describes_what_stands_in_it(tmp_path: Path) -> None:
    actions.save_rows([*vocabulary(), *a_service()], by=None)
    hsds_csv.write(tmp_path / "out")
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text())["resources"]
    files = {one.name for one in (tmp_path / "out").iterdir()}
    assert files == {"datapackage.json", *(one["path"] for one in described)}
    assert {"services.csv", "organizations.csv", "metadata.csv"} <= files


def test_writes_what_frictionless_finds_valid(tmp_path: Path) -> None:
    actions.save_rows([*vocabulary(), *everything()], by=None)
    actions.save_rows(a_service(signal="=1"), by=None)
    hsds_csv.write(tmp_path / "out")
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.flatten(["title", "type", "message"]) == []
    assert report.stats["tasks"] > 20


def test_tells_no_alias(tmp_path: Path, cast: Any) -> None:
    actions.save_rows([*vocabulary(), *a_service()], by=cast.kim.member)
    hsds_csv.write(tmp_path / "out")
    said = (tmp_path / "out" / "metadata.csv").read_text()
    assert "editor" in said
    assert "Kim" not in said


def test_shows_nothing_where_a_listing_can_endanger_people(tmp_path: Path) -> None:
    actions.save_rows([*vocabulary(), *a_service(country="UG", need="lgbt")], by=None)
    Listing.objects.update(confidence=Listing.HIGH, source="a list")
    hsds_csv.write(tmp_path / "out")
    empty()
    load(tmp_path / "out")
    listing = Listing.objects.get(service=LANTERN_CALL)
    assert (listing.confidence, listing.state, listing.safe_to_list) == (Listing.HIGH, Listing.HIDDEN, "needed")


def test_takes_a_parent_that_comes_later(package: Any) -> None:
    text = f"id,name,description,parent_organization_id\n{ONE},A,-,{TWO}\n{TWO},B,-,\n"
    assert load(package(organizations=text)).faults == []


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"services": f"id,organization_id,name\n{TWO},{ONE},A\n"}, ("services.csv, row 2", "status")),
        ({"services": TABLES["services.csv"].replace(ONE, TWO)}, ("services.csv, row 2", "organization_id")),
        ({"services": f"id,organization_id,name,status\n\n{TWO},{ONE},A,moon\n"}, ("services.csv, row 3", "status")),
        ({"services": f"id,name\n{TWO},A,B,C\n"}, ("services.csv, row 2", "")),
        ({"services": b"id,name\n\xff,A\n"}, ("services.csv, row 2", "")),
        ({"services": f'id,name\n{TWO},"A"x\n'}, ("services.csv, row 2", "")),
        ({"services": f'id,name\n{TWO},"A' + "x" * 200_000}, ("services.csv, row 2", "")),
        ({"organizations": TABLES["organizations.csv"] * 2}, ("organizations.csv, row 3", "id")),
        ({"services": f"id,peerline_extra\n{TWO},[1]\n"}, ("services.csv, row 2", "peerline_extra")),
        ({"phones": f"id,number,service_id\n{ONE},+1-800-273-8255,{TWO}\n"}, ("phones.csv, row 2", "number")),
    ],
)
def test_names_the_file_the_row_and_the_column(package: Any, files: dict[str, Any], fault: tuple[str, str]) -> None:
    done = load(package(**files))
    assert fault in [(one.at, one.field) for one in done.faults]
    assert not Service.objects.exists()


def test_blames_nothing_for_what_it_points_to(package: Any) -> None:
    text = TABLES["organizations.csv"] + f"{uuid.UUID(int=3)},,\n"
    assert {one.at for one in load(package(organizations=text)).faults} == {"organizations.csv, row 3"}


@pytest.mark.parametrize("text", [None, "", "\ufeff", "name\n", "id,id\n", '"\n', "id;name\n"])
def test_refuses_what_is_no_package(package: Any, text: str | None) -> None:
    with pytest.raises(hsds_csv.NotAPackage):
        load(package(services=text, organizations=None))


PHONE = "id,service_id,number\n%s,%s,030 1234567\n"
PART = str(uuid.UUID(int=3))


def again(path: Path, **files: str) -> actions.Imported:
    """The package is read again with other files."""
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text)
    return load(path)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("phone", f"id,service_id,number\n{PART},{TWO},030 1234567\n"),
        ("url", f"id,service_id,url\n{PART},{TWO},https://lantern.example/\n"),
        ("schedule", f"id,service_id,opens_at\n{PART},{TWO},18:00\n"),
        ("language", f"id,service_id,code\n{PART},{TWO},de\n"),
        ("service_area", f"id,service_id,extent\n{PART},{TWO},DE\n"),
        ("cost_option", f"id,service_id,option\n{PART},{TWO},free\n"),
        (
            "attribute",
            f"id,link_id,link_entity,taxonomy_term_id\n{PART},{TWO},service,{term_id(NEED, 'legal')}\n",
        ),
    ],
)
def test_takes_away_what_its_file_has_no_more(package: Any, table: str, text: str) -> None:
    name = hsds.TABLES[table].file.removesuffix(".csv")
    path = package(**{name: text})
    assert load(path).faults == []
    other = str(uuid.UUID(int=4)).upper()
    done = again(path, **{name: text.replace(PART, other)})
    assert (done.faults, done.created, done.deleted) == ([], 1, 1)
    assert [str(one.pk) for one in stored(table).all()] == [other.lower()]
    assert (load(path).deleted, load(path).changed) == (0, 0)
    assert again(path, **{name: text.partition("\n")[0]}).deleted == 1


def test_takes_away_nothing_of_a_person_or_without_a_file_or_of_another_service(package: Any, cast: Cast) -> None:
    path = package(phones=PHONE % (PART, TWO))
    load(path)
    mine = {"id": str(uuid.UUID(int=4)), "service_id": TWO, "number": "030 7654321"}
    actions.save_rows([*vocabulary(), ("phone", mine)], by=cast.ada.member)
    actions.save_rows(a_service(), by=None, why="import")
    (path / "phones.csv").unlink()
    assert load(path).deleted == 0
    assert again(path, phones="id,number\n").deleted == 1
    assert set(Phone.objects.values_list("number", "service")) == {
        ("030 7654321", uuid.UUID(TWO)),
        ("030 1234567", LANTERN_CALL),
    }


def test_tells_in_a_dry_run_how_much_would_go(package: Any) -> None:
    path = package(phones=PHONE % (PART, TWO))
    load(path)
    (path / "phones.csv").write_text("id,number\n")
    assert load(path, dry_run=True).deleted == 1
    assert Phone.objects.count() == 1


def test_refuses_a_table_that_is_shorter_than_the_package_says(tmp_path: Path) -> None:
    for rows in ([*vocabulary(), *a_service("Lantern Call")], a_service("Lantern Chat")):
        actions.save_rows(rows, by=None, why="import")
    hsds_csv.write(tmp_path / "out")
    file = tmp_path / "out" / "phones.csv"
    text = file.read_text()
    last = text.splitlines(keepends=True)[-1]
    file.write_text(text.removesuffix(last))
    with pytest.raises(hsds_csv.NotAPackage) as refused:
        load(tmp_path / "out")
    assert str(refused.value.sentence).startswith("phones.csv is shorter")
    assert Phone.objects.count() == 2
    file.write_text(text + PART + last[36:])
    assert load(tmp_path / "out").faults == []


@pytest.mark.parametrize("said", [b"", b"[", b"[1]", b'{"resources": [1, {"path": []}]}', b"[" * 100_000, b"\xff"])
def test_minds_no_descriptor_that_it_cannot_read(package: Any, said: bytes) -> None:
    path = package()
    (path / "datapackage.json").write_bytes(said)
    assert load(path).faults == []


def test_says_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nowhere")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.binary(max_size=120) | st.text("id,nam\"\n\r'=\x00", max_size=60).map(str.encode))
def test_answers_any_bytes_with_faults_or_a_sentence(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "services.csv").write_bytes(said)
    try:
        done = load(tmp_path)
    except hsds_csv.NotAPackage:
        return
    assert done.faults or not Service.objects.exists()
