"""A form that is sent as it came changes nothing, whatever stands in the entry."""

from __future__ import annotations

from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.directory import access, actions
from peerline.directory.formats.editing import cells_of, changes
from peerline.directory.formats.parts import parts_of, with_parts
from peerline.directory.hsds import TABLES
from peerline.directory.models import (
    Listing,
)
from peerline.directory.part_forms import Parts
from peerline.directory.tests.entries import LANTERN_CALL, LANTERN_HOUSE, a_service, everything, vocabulary
from peerline.directory.vocabulary import named

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_service(db: None) -> None:
    """One service that is shown."""
    actions.save_rows([*vocabulary(), *a_service(need="legal")], by=None)
    Listing.objects.update(state=Listing.SHOWN)


TEXTS = ("-", "a\nb c", "x" * 1200, "24/7", "yes", "Germany", "text", "\u202e; |", "1", "closed", "de, ar")


def some_rows(chance: Random, table: str, **links: Any) -> list[dict[str, Any]]:
    """Some rows of a table as an import may have stored them."""
    kinds: dict[str, Any] = {
        "text": TEXTS,
        "date": ("2026-07-01", "2026-08-31"),
        "integer": (-1, 7),
        "time": ("09:00",),
    }
    fields = [one for one in TABLES[table].fields if one.kind in kinds]
    return [
        {
            "id": str(UUID(int=chance.getrandbits(128))),
            **{one.name: chance.choice(one.values or kinds[one.kind]) for one in fields if chance.random() < 0.6},
            **{one.name: chance.choice(one.values or kinds[one.kind]) for one in fields if one.required},
            **links,
        }
        for _number in range(chance.randrange(3))
    ]


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_changes_nothing_by_a_form_that_is_sent_as_it_came(seed: int) -> None:
    chance = Random(seed)
    service = {"id": str(LANTERN_CALL), "name": "Lantern Call", "status": "active"}
    rows = {"service": [service], "organization": [{"id": str(LANTERN_HOUSE), "name": "Lantern House"}]}
    rows |= {name: some_rows(chance, name) for name in ("contact", "schedule", "phone")}
    places = some_rows(chance, "location")
    further = {"location": places, "address": [], "accessibility": []}
    for place in places:
        for table in ("address", "accessibility"):
            further[table] += some_rows(chance, table, location_id=place["id"])
    entry = access.Entry(LANTERN_CALL, rows, further)
    shown = Parts(parts_of(entry), names={})
    post = QueryDict(mutable=True)
    for form in shown.every:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False, "") or name == "ref":
                # As a browser has it in a field of one row.
                post[form[name].html_name] = str(value).replace("\n", "")
    sent = Parts(parts_of(entry), names={}, data=post)
    assert sent.is_valid(), [one.errors for one in sent.every]
    assert with_parts(entry, ([], []), sent.wanted()) == ([], [])


@pytest.mark.parametrize("text", ["", "-", "a | b; c, \u202e 24/7"])
def test_changes_nothing_of_what_it_was_given(text: str) -> None:
    rows = everything(text=text)
    actions.save_rows(rows, by=None)
    service = named("Lantern", "service")
    found = access.entry(service)
    assert found is not None
    parts = parts_of(found)
    assert all(parts[name] for name in ("place", "contact", "times", "number"))
    assert with_parts(found, changes(found, cells_of(found)), parts) == ([], [])


def test_changes_one_field_and_leaves_what_it_cannot_show() -> None:
    actions.save_rows(everything(), by=None)
    found = access.entry(named("Lantern", "service"))
    assert found is not None
    before = {one["id"]: one for some in (*found.rows.values(), *found.further.values()) for one in some}
    for part, rows in parts_of(found).items():
        cells = {**rows[0].cells, "name": "New", "note": "New", "way": "New"}
        one = type(rows[0])(rows[0].ref, {name: cells[name] for name in rows[0].cells})
        given, gone = with_parts(found, ([], []), {part: [one]})
        assert gone == []
        (row,) = [one.row for one in given]
        assert len({name for name in row if row[name] != before[row["id"]].get(name)}) == 1
