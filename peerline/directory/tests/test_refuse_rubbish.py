"""Files that are none: every format refuses them with a sentence, or names what is wrong, and stores nothing."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peerline.directory import access, actions
from peerline.directory.formats import FORMATS, SHEET_FORMATS, STARTER, tsv
from peerline.directory.models import Network, Service
from peerline.directory.sheets import SHEETS
from peerline.directory.tests.entries import empty, stored_rows
from peerline.kit.errors import Refused

pytestmark = pytest.mark.django_db
LONGEST_SENTENCE = 500
ONE, TWO = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
WORDS = "organization\tservice\tcountry\nLantern House\tLantern Call\tDE\n"


def zipped(size: int) -> bytes:
    """A packed file, small, that is large when it is unpacked, and leads out of its folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../services.csv", b"0" * size)
    return made.getvalue()


RUBBISH = {
    "nothing": b"",
    "rows of nothing": b"\n\n\n",
    "bytes": bytes(range(256)) * 40,
    "zero bytes": b"\x00" * 5000,
    "utf-16": WORDS.encode("utf-16"),
    "a mark alone": b"\xef\xbb\xbf",
    "rows that end as on old machines": WORDS.replace("\n", "\r").encode(),
    "one row that does not end": b"x" * 3_000_000,
    "one cell that does not end": WORDS.encode() + b"x" * 3_000_000,
    "a quote that does not end": b'id,name\n"' + b"x" * 300_000,
    "lists in lists": b"[" * 50_000,
    "a packed file": zipped(5_000_000),
    "tables in tables": b"{|\n" * 2000,
    "templates in templates": b"{{a|" * 20_000,
    "links in links": b"[[a|" * 20_000,
    "marks of a terminal": b"\x1b]0;x\x07\t\x1b[2J\n",
}


def read(name: str, path: Path) -> actions.Imported:
    """Import a file, that of a package as its services."""
    if name in FORMATS:
        return actions.import_batches(FORMATS[name].read(path), wanted=actions.Wanted())
    sheet = SHEETS["networks"]
    return actions.take_in(sheet, SHEET_FORMATS[name.removeprefix("list-")].read(path, sheet))


def written(name: str, folder: Path, said: bytes) -> Path:
    """A file of this content."""
    path = folder / str(uuid.uuid4())
    if name == "hsds-csv":
        path.mkdir()
        (path / "services.csv").write_bytes(said)
    else:
        path.write_bytes(said)
    return path


def is_refused(name: str, path: Path) -> bool:
    """Whether nothing is stored of it, and it is said in a sentence why."""
    before = stored_rows()
    try:
        done = read(name, path)
    except Refused as error:
        sentences = [str(error.sentence)]
    else:
        sentences = [str(one) for one in done.faults]
    assert all(len(one) < LONGEST_SENTENCE and one.isprintable() for one in sentences)
    assert not sentences or stored_rows() == before
    return bool(sentences)


@pytest.mark.parametrize("said", RUBBISH.values(), ids=RUBBISH)
@pytest.mark.parametrize("name", [*FORMATS, *(f"list-{one}" for one in SHEET_FORMATS)])
def test_of_every_kind(name: str, said: bytes, tmp_path: Path) -> None:
    is_none = is_refused(name, written(name, tmp_path, said))
    assert is_none or not (Service.objects.exists() or Network.objects.exists())


@pytest.fixture(scope="module")
def some() -> str:
    """The first of the starter facts."""
    return "".join(STARTER.read_text(encoding="utf-8").splitlines(keepends=True)[:6])


def ends(data: bytes, every: int) -> Iterator[bytes]:
    """The data, cut off at every so many bytes."""
    return (data[:end] for end in range(0, len(data) - 1, every))


def filled(folder: Path, some: str) -> None:
    """The starter facts are stored."""
    path = folder / "some.tsv"
    path.write_text(some, encoding="utf-8")
    assert read("tsv", path).faults == []


def phones() -> set[str]:
    """Every number that is stored."""
    return {row["number"] for ref, row in stored_rows().items() if ref.startswith("phone ")}


@pytest.mark.parametrize("name", ["tsv", "wikitext", "hsds-json"])
def test_that_were_cut_off(name: str, tmp_path: Path, some: str) -> None:
    filled(tmp_path, some)
    FORMATS[name].write(tmp_path / "whole")
    numbers = phones()
    data = (tmp_path / "whole").read_bytes()
    for part in ends(data, 101):
        empty()
        # What ends between two rows of a table cannot be told from a shorter table.
        if not is_refused(name, written(name, tmp_path, part)):
            assert name == "tsv"
            assert phones() <= numbers


def test_that_were_cut_off_in_a_package(tmp_path: Path, some: str) -> None:
    filled(tmp_path, some)
    FORMATS["hsds-csv"].write(tmp_path / "whole")
    numbers = phones()
    data = (tmp_path / "whole" / "phones.csv").read_bytes()
    for part in ends(data, 43):
        empty()
        (tmp_path / "whole" / "phones.csv").write_bytes(part)
        if not is_refused("hsds-csv", tmp_path / "whole"):
            assert phones() <= numbers


SERVICE = {"id": ONE, "name": "Lantern Call", "status": "active"}
OWNER = {"id": TWO, "name": "Lantern House", "description": "-"}
WHOLE: dict[str, Any] = {**SERVICE, "organization": OWNER}
TERM = {"id": str(uuid.UUID(int=3)), "name": "t", "description": "-"}
TAG = {"id": str(uuid.UUID(int=4))}
CAPACITY = {"id": str(uuid.UUID(int=5)), "available": 1, "unit": {"id": str(uuid.UUID(int=6)), "name": "u"}}


@pytest.mark.parametrize(
    "said",
    [
        {**WHOLE, "attributes": [{**TAG, "taxonomy_term": {**TERM, "parent": {**TERM}}}]},
        {**WHOLE, "attributes": [{**TAG, "taxonomy_term": {**TERM, "parent_id": TERM["id"]}}]},
        {**WHOLE, "organization": {**OWNER, "parent_organization_id": TWO}},
        {
            **WHOLE,
            "attributes": [
                {**TAG, "taxonomy_term": {**TERM, "attributes": [{**TAG, "id": ONE, "taxonomy_term_id": TERM["id"]}]}}
            ],
        },
        {
            **WHOLE,
            "attributes": [{**TAG, "taxonomy_term": TERM, "attributes": [{**TAG, "taxonomy_term_id": TERM["id"]}]}],
        },
        {**WHOLE, "capacities": [{**CAPACITY, "updated": "0001-01-01T00:00:00+14:00"}]},
        {**WHOLE, "capacities": [{**CAPACITY, "updated": "9999-12-31T23:59:00-14:00"}]},
        {**WHOLE, "peerline": {"note": "\ud800", "source": "a\x00b"}},
        {**WHOLE, "peerline": {"note": "x" * 3_000_000}},
        {**WHOLE, "ours": {"\ud800": ["a\x00", "\udfff"]}},
        {**WHOLE, "ours": "x" * 3_000_000},
        {**WHOLE, "name": "\ud800"},
        {**WHOLE, "id": "\ud800"},
        {**WHOLE, "minimum_age": 1e308},
        {**WHOLE, "minimum_age": 10**400},
    ],
)
def test_of_one_service_or_carry_them_as_they_are(said: dict[str, Any], tmp_path: Path) -> None:
    if is_refused("hsds-json", written("hsds-json", tmp_path, json.dumps(said).encode())):
        return
    for name, module in FORMATS.items():
        module.write(tmp_path / name)
    rows = access.told_rows("service", access.all_services(), with_all=True)
    assert json.dumps(rows)
    before = stored_rows()
    empty()
    assert not is_refused("hsds-csv", tmp_path / "hsds-csv")
    assert stored_rows() == before


@pytest.mark.parametrize("name", ["tsv", "wikitext"])
def test_that_have_a_row_twice_far_apart(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (tsv, FORMATS["wikitext"]):
        monkeypatch.setattr(module, "BATCH", 2)
    head = "organization\tservice\tcountry\n"
    rows = "".join(f"Lantern House\tCall {one}\tDE\n" for one in (1, 2, 3, 1))
    (tmp_path / "twice.tsv").write_text(head + rows)
    path = tmp_path / "twice.tsv"
    if name == "wikitext":
        cells = [one.replace("\t", " || ") for one in rows.splitlines()]
        text = "{|\n! Organization !! Service !! Country\n|-\n| " + "\n|-\n| ".join(cells) + "\n|}"
        path = written(name, tmp_path, text.encode())
    done = read(name, path)
    assert [(one.at, one.field) for one in done.faults] == [("row 5" if name == "tsv" else "row 4", "id")]
    assert not Service.objects.exists()
