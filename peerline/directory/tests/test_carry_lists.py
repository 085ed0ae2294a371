"""Networks, partners and needs: shown to anybody, and carried to a wiki page and back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerline.directory.access.sheets import rows_of_sheet
from peerline.directory.actions import SheetRow, take_in
from peerline.directory.formats import DATA, SHEET_FORMATS, NotATable, sheet_tsv, wikitext
from peerline.directory.models import Change, Network, Partner
from peerline.directory.sheets import SHEETS, STATES, Sheet

pytestmark = pytest.mark.django_db

NETWORKS, PARTNERS = SHEETS["networks"], SHEETS["partners"]
# What a cell can hold: one row of visible text, markup of wikis and formulas among it.
CELL = st.text(
    st.one_of(st.sampled_from("[]{}|'!<>&#*:;=-+~_/ @"), st.characters(codec="utf-8", exclude_categories=("C", "Z"))),
    max_size=30,
).map(lambda text: " ".join(text.split()))


def networks(*rows: dict[str, str]) -> list[SheetRow]:
    """Rows of a file."""
    return [SheetRow(f"row {number}", row) for number, row in enumerate(rows, start=1)]


def page(text: str) -> Path:
    """A file with this text."""
    path = Path(tempfile.mkdtemp(prefix="peerline-lists-")) / "page"
    path.write_text(text)
    return path


def test_brings_what_was_named_on_meta() -> None:
    for sheet in SHEETS.values():
        assert not take_in(sheet, sheet_tsv.read(DATA / f"{sheet.name}.tsv", sheet)).faults
    assert (Network.objects.count(), Partner.objects.count()) == (1, 12)


def rows_of(sheet: Sheet) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows as they can be stored: any cell in a column of words."""
    words = {"state": st.sampled_from(STATES), "became_on": st.sampled_from(["", "2026-11-03"])}
    return st.lists(st.fixed_dictionaries({name: words.get(name, CELL) for name in sheet.fields}), max_size=4)


@pytest.mark.parametrize("form", sorted(SHEET_FORMATS))
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_reads_what_it_wrote(form: str, sheet: Sheet, data: st.DataObject) -> None:
    sheet.model._default_manager.all().delete()
    for number, row in enumerate(data.draw(rows_of(sheet))):
        sheet.model._default_manager.create(**{**row, "name": f"Name {number} {row['name']}".strip()})
    before = rows_of_sheet(sheet)
    with tempfile.TemporaryDirectory(prefix="peerline-lists-") as folder:
        SHEET_FORMATS[form].write(Path(folder) / "list", sheet)
        rows = list(SHEET_FORMATS[form].read(Path(folder) / "list", sheet))
    # The wiki has the columns of the page on Meta; a table with tabs has everything.
    names = sheet.fields if form == "tsv" else tuple(column.field for column in sheet.on_wiki)
    assert [row.cells for row in rows] == [{name: row[name] for name in names} for row in before]


def test_takes_in_what_was_edited_on_the_wiki() -> None:
    take_in(NETWORKS, networks({"name": "Lantern circle", "languages": "English", "contact": "kept"}))
    edited = """Some words above.

{| class="wikitable"
|+ Networks
! '''Network''' !! Languages used !! Wiki page
|-
| [[Lantern circle|Lantern&nbsp;circle]] || English<br />Deutsch<ref>Since May</ref> || [[meta:Lantern circle|our page]]
|- style="color:red"
| Harbour group
| [[English]], {{lang|ar}}''Arabic''
| [https://wiki.example/harbour Harbour]
|}
"""
    done = take_in(NETWORKS, wikitext.read(page(edited), NETWORKS))
    assert (done.created, done.changed, done.faults) == (1, 1, [])
    assert rows_of_sheet(NETWORKS) == [
        dict.fromkeys(NETWORKS.fields, "")
        | {"name": "Harbour group", "languages": "English, Arabic", "page": "https://wiki.example/harbour"},
        dict.fromkeys(NETWORKS.fields, "")
        | {"name": "Lantern circle", "languages": "English Deutsch", "page": "meta:Lantern circle", "contact": "kept"},
    ]
    assert Change.objects.filter(resource_type="networks", field_name="languages").count() == 3


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "Mind", "homepage": "javascript:alert(1)"}, "homepage"),
    ],
)
def test_stores_nothing_of_a_file_with_a_bad_row(row: dict[str, str], field: str) -> None:
    done = take_in(PARTNERS, networks({"name": "Harbour"}, row))
    assert [(fault.at, fault.field) for fault in done.faults] == [("row 2", field)]
    assert not Partner.objects.exists()


def test_names_a_row_that_is_there_twice() -> None:
    done = take_in(PARTNERS, networks({"name": "Mind", "place": "A"}, {"name": "Mind"}, {"name": "Mind", "place": "A"}))
    assert [fault.at for fault in done.faults] == ["row 3"]


def test_changes_nothing_when_it_is_only_tried() -> None:
    assert take_in(PARTNERS, networks({"name": "Mind"}), dry_run=True).created == 1
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "{|", "{| \n! Country !! Flag\n|-\n| x || y\n|}", "{{" * 3000, "<table><tr><td>x", "\0"]
)
@pytest.mark.parametrize("form", sorted(SHEET_FORMATS))
def test_says_so_when_a_file_is_no_list(form: str, text: str) -> None:
    with pytest.raises(NotATable):
        list(SHEET_FORMATS[form].read(page(text), NETWORKS))


def test_shows_the_lists_to_anybody(client: Client) -> None:
    for sheet in SHEETS.values():
        take_in(sheet, sheet_tsv.read(DATA / f"{sheet.name}.tsv", sheet))
    shown = client.get("/networks/?language=de")
    said = shown.content.decode()
    assert "Volunteer Supporters Network" in said
    assert 'href="https://meta.wikimedia.org/wiki/Volunteer_Supporters_Network"' in said
    assert "Partnerorganisationen" in said
    assert "Set-Cookie" not in shown.headers
