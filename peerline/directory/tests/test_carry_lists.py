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
from peerline.directory.actions.importing import Changed
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
| [[English]], ''Arabic''
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


PAGE = """<languages/>
<translate>
== Networks == <!--T:1-->
</translate>
{{| class="wikitable"
! colspan="4" | Networks of peers
|-
! scope="col" | <translate><!--T:2--> Network</translate> !! Languages !! Special focus !! Contact information
|-
{rows}
|}}
{{| class="wikitable"
! Organization !! Country
|-
| Door || Ireland
|}}
"""
FOUR = ("name", "languages", "focus", "contact")


def cells_of(rows: str) -> list[SheetRow]:
    """What is read of rows that people wrote into the page."""
    return list(wikitext.read(page(PAGE.format(rows=rows)), NETWORKS))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # What spans rows stands in each of them.
        ("| A || rowspan=2 | en || x || y\n|-\n| B || z", ["A/en/x/y", "B/en/z/"]),
        ('| A || en\n| rowspan="2" | x\n| rowspan=0 | y\n|-\n| B || de', ["A/en/x/y", "B/de/x/y"]),
        # What is nowhere markup but here.
        ("| A || &#91;&#91;en&#93;&#93; &lt;b || <nowiki>''x'' {{y}}</nowiki>", ["A/[[en]] <b/''x'' {{y}}/"]),
        ("<translate>\n| A || en || x || y\n|-\n</translate>\n<noinclude>\n| B\n</noinclude>", ["A/en/x/y", "B///"]),
        # A missing cell at the end is an empty one; the heads once more are no row.
        ("! A\n| en", ["A/en//"]),
        ("! Network !! Languages !! Special focus !! Contact information\n|-\n| A", ["A///"]),
        # Points, rows, marks of a translation, entities, literals, and what is struck or not for readers.
        ("| A ||\n* [[English]]\n* <tvar name=1>Deutsch</tvar>\n|\n# x\n| y<br/>z", ["A/English, Deutsch/x/y z"]),
        (
            "| <translate><!--T:3-->A &amp; B</translate> || en<ref>{{c}}</ref> || <nowiki>[[x]]</nowiki> || <s>y</s>z",
            ["A & B/en/[[x]]/z"],
        ),
        (
            "| A || en {{!}} de || [[File:Flag.svg|20px]] x [[Category:N]] || [mailto:a@b.example a@b.example]",
            ["A/en | de/x/a@b.example"],
        ),
        ("| A || <div>en</div> || <ul><li>x</li><li>y</li></ul> || '''''z'''''", ["A/en/x, y/z"]),
    ],
)
def test_reads_what_a_reader_of_the_page_sees(rows: str, expected: list[str]) -> None:
    found = cells_of(rows)
    assert ["/".join(row.cells[name] for name in FOUR) for row in found] == expected
    assert not any(row.faults for row in found)


@pytest.mark.parametrize(
    ("rows", "at", "fields"),
    [
        ("| A || {{lang|ar|x}} || y || {{{1}}}", "row 1", ["languages", "contact"]),
        ("| A || en\n|-\n| B || {{#if:x|y}}", "row 2", ["languages"]),
        ("| A || en || x || y || too many", "row 1", [""]),
        ("| A ||\n{| class=x\n| nested\n|}\n|| x", "row 1", ["languages"]),
        ("| A\n|-\n| colspan=4 | Europe", "row 2", ["name"]),
        ("| A || colspan=2 | en || x", "row 1", ["languages"]),
        ("| A\n|-\n{{Network row|B}}", "row 2", ["name"]),
        ("| A || '''en || x", "row 1", ["languages"]),
        ("| A || [[en || x", "row 1", ["languages"]),
        ("| A || <small>en || x", "row 1", ["languages"]),
        ("| A || en <!-- x || y", "row 1", ["languages"]),
        ("| A || <gallery>File:X.png</gallery>", "row 1", ["languages"]),
    ],
)
def test_names_row_and_column_of_what_cannot_be_known(rows: str, at: str, fields: list[str]) -> None:
    done = take_in(NETWORKS, cells_of(rows))
    assert [(fault.at, fault.field) for fault in done.faults] == [(at, name) for name in fields]
    assert not Network.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "{| \n! Network !! Notes\n|-\n| A || x\n|}",
        "{| \n! Network\n|-\n| A\n\n{| \n! Organization\n|-\n| B\n|}",
        "{| \n! Network\n|-\n| A\n",
        "{| \n! Network !! Language !! Languages\n|-\n| A || x || y\n|}",
        "{| \n! Network\n|-\n| A\n|}\n{| \n! Network\n|-\n| B\n|}",
    ],
)
def test_takes_no_page_of_which_something_would_be_left_out(text: str) -> None:
    with pytest.raises(NotATable):
        list(wikitext.read(page(text), NETWORKS))


def test_leaves_out_what_is_named_to_be_left_out() -> None:
    mapping = {"Who": "name", "Notes": ""}
    of_wiki = wikitext.read(page("{| \n! Who !! Notes\n|-\n| A || {{x}}\n|}"), NETWORKS, mapping=mapping)
    of_table = sheet_tsv.read(page("Who\tNotes\nA\tx\n"), NETWORKS, mapping=mapping)
    for rows in (of_wiki, of_table):
        assert [(row.cells, row.faults) for row in rows] == [({"name": "A"}, [])]


@pytest.mark.parametrize(
    ("row", "field"), [("B\ten\tx", ""), ('B\t"en', "languages"), ('"B\tde"', "name"), ("\ten", "name")]
)
def test_names_a_row_with_tabs_that_is_wrong(row: str, field: str) -> None:
    done = take_in(NETWORKS, sheet_tsv.read(page(f"name\tlanguages\nA\n{row}\n"), NETWORKS))
    assert [(fault.at, fault.field) for fault in done.faults] == [("row 3", field)]


def test_reads_what_a_spreadsheet_has_put_into_quotation_marks() -> None:
    rows = sheet_tsv.read(page('name\tlanguages\n"The ""Harbour"""\t"en, de"\n"A" and "B"\t"\'=x"\n'), NETWORKS)
    said = [(row.cells["name"], row.cells["languages"]) for row in rows]
    assert said == [('The "Harbour"', "en, de"), ('"A" and "B"', "=x")]


def test_says_what_becomes_other_and_what_the_page_does_not_name() -> None:
    take_in(NETWORKS, networks({"name": "A", "contact": "here"}, {"name": "B"}))
    done = take_in(NETWORKS, networks({"name": "A", "contact": "elsewhere"}, {"name": "C"}), dry_run=True)
    assert done.changes == [Changed("row 1", "A", "contact", "here", "elsewhere"), Changed("row 2", "C")]
    assert done.unnamed == ["B"]
    assert Network.objects.count() == 2


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
