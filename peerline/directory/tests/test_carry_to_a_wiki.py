"""Services on a page of a wiki: they ..."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerline.directory import actions
from peerline.directory.formats import FORMATS, STARTER, tsv, wikitext_services
from peerline.directory.formats.wikitext import plain
from peerline.directory.models import Service
from peerline.directory.tests.entries import empty
from peerline.directory.vocabulary import ANONYMITY_TERMS, AUDIENCES, NEEDS

pytestmark = pytest.mark.django_db
ANYTHING = actions.Wanted()
# Visible text, markup of wikis, formulas, addresses and letters of several scripts among it.
TEXT = st.lists(
    st.sampled_from(
        [*"aZ09=+-@'\"[]{}|!<>&;:*#~_/ ", "''", "[[x|y]]", "{{x}}", "|-", "!!", "||", "~~~~", "__TOC__", "<br>",
         "&amp;", "https://lantern.example/a?b=1&c='d'", "ISBN 1", "-->", "<!--", "ä", "жع", "ヘ", "𝒳"]
    ), min_size=1, max_size=8,
).map(lambda parts: " ".join("".join(parts).split())).filter(bool)  # fmt: skip
PAGE = st.sampled_from(["", "https://lantern.example/help?a=1&b=2", "https://lantern.example/~ada/(x)'y'|z"])
CELLS = st.fixed_dictionaries(
    {
        "organization": TEXT,
        "service": TEXT,
        "field": st.sampled_from(["", "legal", " ".join(sorted(NEEDS))]),
        "audience": st.sampled_from(["", "women", " ".join(sorted(AUDIENCES))]),
        "country": st.sampled_from(["DE", "INT", "CA-QC"]),
        "region": TEXT,
        "languages": st.sampled_from(["", "de pt-BR"]),
        "phone": st.sampled_from(["", "+49 30 1234567"]),
        "chat_url": PAGE,
        "homepage": PAGE,
        "hours": st.sampled_from(["", "24/7", "Mon-Fri 09:00-17:00", "by appointment"]),
        "cost": TEXT,
        "anonymity": st.sampled_from(["", *ANONYMITY_TERMS]),
        "description": TEXT,
        "notes_fact": TEXT,
        "sources": TEXT,
        "confidence": st.sampled_from(["high", "low"]),
    }
)


def load(path: Path, **options: Any) -> actions.Imported:
    """Import a page."""
    return actions.import_batches(wikitext_services.read(path, **options), wanted=ANYTHING)


def page(folder: Path, text: str) -> Path:
    """A page of a wiki as a file."""
    path = folder / f"{uuid.uuid4()}.wiki"
    path.write_text(text, encoding="utf-8")
    return path


def as_table(folder: Path) -> str:
    """Everything that is stored, as the plainer format has it."""
    path = folder / f"{uuid.uuid4()}.tsv"
    tsv.write(path)
    return path.read_text()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(CELLS, min_size=1, max_size=3, unique_by=lambda cells: (cells["organization"], cells["service"])))
def test_come_back_from_the_page_as_they_were(tmp_path: Path, services: list[dict[str, str]]) -> None:
    empty()
    rows = ["\t".join(services[0]), *("\t".join(tsv.written_cell(cell) for cell in one.values()) for one in services)]
    (tmp_path / "in.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    if actions.import_batches(tsv.read(tmp_path / "in.tsv"), wanted=ANYTHING).faults:
        return  # a text that is none, or an address that is none
    before, path = as_table(tmp_path), tmp_path / f"{uuid.uuid4()}.wiki"
    assert wikitext_services.write(path) == len(services)
    empty()
    assert load(path).faults == []
    assert as_table(tmp_path) == before


def test_come_back_with_what_was_edited_there(tmp_path: Path) -> None:
    facts, path = tmp_path / "facts.tsv", tmp_path / "page.wiki"
    facts.write_text("".join(STARTER.read_text().splitlines(keepends=True)[:41]))
    actions.import_batches(tsv.read(facts), wanted=ANYTHING)
    assert FORMATS["wikitext"].write(path) == 40
    again = load(path)
    assert (again.faults, again.created, again.changed) == ([], 0, 0)
    text, name = path.read_text(), Service.objects.order_by("pk").values_list("name", flat=True)[0]
    assert f"\n| {plain(name)}\n" in text
    path.write_text(text.replace(f"\n| {plain(name)}\n", "\n| Lantern Call\n", 1))
    again = load(path)
    assert (again.faults, again.created, again.changed) == ([], 0, 1)
    assert Service.objects.filter(name="Lantern Call").exists()


def test_are_read_as_somebody_writes_them_on_a_wiki(tmp_path: Path) -> None:
    done = load(
        page(
            tmp_path,
            """Before.
{| class="wikitable"
|+ Places
! Organization !! Service !! Country !! Homepage !! Contact !! Field
|-
| '''Lantern House''' || [[Help|Lantern Call]] || DE || [https://lantern.example/ their site] || x || legal
|-
| Open Door
| Law<ref>a source</ref>
| AT
|
|
|
|}
After.""",
        ),
        mapping={"Contact": ""},
    )
    assert done.faults == []
    found = {one.name: (one.organization.name, one.url) for one in Service.objects.select_related("organization")}
    assert found == {"Lantern Call": ("Lantern House", "https://lantern.example/"), "Law": ("Open Door", "")}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("| A || B || moon || DE", "field"),
        ("| A || B || legal || Spain", "country"),
        ("| A || || ||", "service"),
        ("| A || B || legal || DE || x", ""),
        ("| A || {{tl|nothing}} || legal || DE", "service"),
    ],
)
def test_name_row_and_column_of_what_is_wrong(tmp_path: Path, row: str, field: str) -> None:
    head = "{|\n! Organization !! Service !! Field !! Country\n|-\n| Good || One || legal || DE\n|-\n"
    done = load(page(tmp_path, head + row + "\n|}"))
    assert [(fault.at, fault.field) for fault in done.faults] == [("row 2", field)]
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{|",
        "{|\n! Country !! Flag\n|-\n| x || y\n|}",
        "{{" * 3000,
        "{|\n! Organization\n|-\n| x\n|}",
        "{|\n! Organization !! Service !! Flag\n|}",
    ],
)
def test_say_so_when_a_page_has_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(tsv.NotATable):
        load(page(tmp_path, text))
