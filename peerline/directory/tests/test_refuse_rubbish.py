"""Files that are none: every format refuses them with a sentence, or names what is wrong, and stores nothing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peerline.directory import access, actions
from peerline.directory.formats import FORMATS, STARTER
from peerline.directory.tests.entries import empty, stored_rows
from peerline.kit.errors import Refused

pytestmark = pytest.mark.django_db
LONGEST_SENTENCE = 500
ONE, TWO = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def read(name: str, path: Path) -> actions.Imported:
    """Import a file, that of a package as its services."""
    return actions.import_batches(FORMATS[name].read(path), wanted=actions.Wanted())


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
