"""TSV: it ..."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.directory import access, actions
from peerline.directory.exchange import row_of
from peerline.directory.formats import STARTER, flat, tsv
from peerline.directory.models import Listing, Organization, Phone, Schedule, Service, TaxonomyTerm
from peerline.directory.vocabulary import ANONYMITY, ANONYMITY_TERMS, AUDIENCES, NEEDS, term_id
from tests.cast import Cast

HEAD = "organization\tservice\tfield\tcountry\tphone\thours\tconfidence\tsource_date"
ROW = "Lantern House\tLantern Call\tsuicide_crisis\tDE\t030 1234567\tMon-Fri 09:00-17:00\thigh\t2026-08-08"
ANYTHING = actions.Wanted()


def load(path: Path, *, dry_run: bool = False, **options: Any) -> actions.Imported:
    """Import a file."""
    return actions.import_batches(tsv.read(path, **options), wanted=ANYTHING, dry_run=dry_run)


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """A file of these rows."""

    def made(*rows: str) -> Path:
        path = tmp_path / "services.tsv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return made


@pytest.mark.django_db
def test_takes_the_starter_facts_without_a_fault() -> None:
    done = load(STARTER)
    assert done.faults == []
    assert (done.read, Service.objects.count()) == (604, 604)


@pytest.mark.django_db
def test_reads_one_row_as_the_rows_of_hsds(file: Any) -> None:
    load(file(HEAD, ROW))
    entry = access.entry(Service.objects.get().pk)
    assert entry is not None
    assert entry.organization["name"] == "Lantern House"
    assert [one["number"] for one in entry.rows["phone"]] == ["030 1234567"]
    assert [one["extent"] for one in entry.rows["service_area"]] == ["DE"]
    assert Schedule.objects.get().zone == "Europe/Berlin"
    assert Listing.objects.get().state == Listing.SHOWN


@pytest.mark.django_db
def test_stores_nothing_in_a_dry_run_and_says_the_same(file: Any) -> None:
    path = file(HEAD, ROW)
    dry = load(path, dry_run=True)
    assert not Service.objects.exists()
    assert not TaxonomyTerm.objects.exists()
    assert dry == load(path)
    again = load(path)
    assert (again.created, again.changed, again.same) == (0, 0, dry.created)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ROW.replace("suicide_crisis", "moon"), "field"),
        (ROW.replace("DE", "Germany"), "country"),
        (ROW.replace("2026-08-08", "8.8.2026"), "source_date"),
        (ROW.replace("high", "very"), "confidence"),
        (ROW.replace("Lantern Call", ""), "service"),
        (ROW.replace("030 1234567", "08000 116 016"), "phone"),
        (ROW + "\tone more", ""),
    ],
)
def test_names_row_and_column_of_what_is_wrong_and_stores_nothing(file: Any, row: str, column: str) -> None:
    done = load(file(HEAD, ROW.replace("House", "Hut"), row))
    assert [(one.at, one.field) for one in done.faults] == [("row 3", column)]
    assert not Service.objects.exists()


@pytest.mark.django_db
def test_maps_the_columns_of_others(file: Any) -> None:
    head = HEAD.replace("organization", "Träger").replace("hours", "comment")
    done = load(file(head, ROW), mapping={"Träger": "organization", "comment": ""})
    assert done.faults == []
    assert not Schedule.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("head", ["", "name\tnumber", "organization\tservice\tservice", "\ufeff", "organization"])
def test_refuses_what_is_no_table(file: Any, head: str) -> None:
    with pytest.raises(tsv.NotATable):
        load(file(head, ROW))


@pytest.mark.django_db
def test_names_the_row_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_bytes(HEAD.encode() + b"\n\xff\xfe\x00\n")
    assert [one.at for one in load(path).faults] == ["row 2"]


@pytest.mark.django_db
def test_stores_nothing_when_it_is_stopped(file: Any) -> None:
    def stop(_done: actions.Imported) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.import_batches(tsv.read(file(HEAD, ROW)), wanted=ANYTHING, progress=stop)
    assert not Service.objects.exists()


def again(file: Any, **cells: str) -> actions.Imported:
    """The one service is read again with some cells, by its identifier."""
    said = {"id": str(Service.objects.get().pk), "organization": "Lantern House", "service": "Lantern Call", **cells}
    return load(file("\t".join(said), "\t".join(said.values())))


@pytest.mark.django_db
def test_puts_another_number_in_the_place_of_the_old_one(file: Any) -> None:
    load(file(HEAD, ROW))
    done = again(file, phone="030 7654321", hours="Mon 10:00-11:00", country="AT")
    assert (done.faults, done.deleted) == ([], 2)
    entry = access.entry(Service.objects.get().pk)
    assert entry is not None
    assert [one["number"] for one in entry.rows["phone"]] == ["030 7654321"]
    assert [one["extent"] for one in entry.rows["service_area"]] == ["AT"]
    assert [one["description"] for one in entry.rows["schedule"]] == ["Mon 10:00-11:00"]


@pytest.mark.django_db
def test_knows_a_row_without_an_identifier_by_its_names_when_its_number_is_another(file: Any) -> None:
    load(file(HEAD, ROW, ROW.replace("Call", "Chat")))
    path = file(HEAD, ROW.replace("1234567", "7654321").replace("suicide_crisis", "legal"))
    dry = load(path, dry_run=True)
    assert [(one.at, one.name, one.field, one.before, one.after) for one in dry.changes] == [
        ("row 2", "Lantern Call", "field", "suicide_crisis", "legal"),
        ("row 2", "Lantern Call", "phone", "030 1234567", "030 7654321"),
    ]
    assert load(path) == dry
    numbers = set(Phone.objects.values_list("service__name", "number"))
    assert numbers == {("Lantern Call", "030 7654321"), ("Lantern Chat", "030 1234567")}
    again = load(path)
    assert (again.changed, again.deleted, again.changes) == (0, 0, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rows",
    [
        (ROW.replace("1234567", "7654321"), ROW + "\tde"),
        (ROW.replace("1234567", "7654321"), ROW.replace("1234567", "1111111")),
        (ROW.replace("1234567", "7654321") + "\ten",),
        (ROW.replace("1234567", "7654321").replace("DE", "AT"),),
        (ROW.replace("1234567", "7654321").replace("House", "Hut"),),
    ],
)
def test_takes_no_other_service_for_a_known_one(file: Any, rows: tuple[str, ...]) -> None:
    """Two rows of one name, another language, country or organization: each is a service of its own."""
    load(file(f"{HEAD}\tlanguages", f"{ROW}\tde"))
    done = load(file(f"{HEAD}\tlanguages", *rows))
    assert (done.faults, done.deleted, done.changes) == ([], 0, [])
    assert Phone.objects.filter(number="030 1234567").exists()
    assert Phone.objects.filter(number="030 7654321").exists()


@pytest.mark.django_db
def test_takes_a_row_for_no_service_where_two_are_called_so(file: Any) -> None:
    load(file(HEAD, ROW, ROW.replace("1234567", "1111111")))
    assert load(file(HEAD, ROW.replace("1234567", "7654321"))).changes == []
    assert Service.objects.count() == 3


@pytest.mark.django_db
def test_leaves_alone_what_a_table_has_no_column_for(file: Any) -> None:
    load(file(HEAD + "\tsources", ROW + "\tLantern"))
    Service.objects.update(alternate_name="Night Call", eligibility_description="Anybody.")
    Organization.objects.update(name="Lantern Home", website="https://lantern.example/")
    before = access.entry(Service.objects.get().pk)
    assert again(file, organization="Lantern Home", description="They\tlisten.".replace("\t", " ")).faults == []
    service, owner, listing = Service.objects.get(), Organization.objects.get(), Listing.objects.get()
    assert (service.alternate_name, service.eligibility_description) == ("Night Call", "Anybody.")
    assert (service.description, owner.website) == ("They listen.", "https://lantern.example/")
    assert (listing.source, listing.confidence, listing.is_crisis) == ("Lantern", "high", True)
    after = access.entry(service.pk)
    assert before is not None
    assert after is not None
    assert after.rows["phone"] == before.rows["phone"]


@pytest.mark.django_db
def test_moves_one_service_to_another_organization_and_renames_none(file: Any) -> None:
    load(file(HEAD, ROW, ROW.replace("Call", "Chat")))
    Service.objects.filter(name="Lantern Chat").update(alternate_name="x")
    chat = Service.objects.get(name="Lantern Chat")
    cells = {"id": str(chat.pk), "organization": "Open Door", "service": "Lantern Chat"}
    assert load(file("\t".join(cells), "\t".join(cells.values()))).faults == []
    owners = dict(Service.objects.values_list("name", "organization__name"))
    assert owners == {"Lantern Call": "Lantern House", "Lantern Chat": "Open Door"}


@pytest.mark.django_db
def test_spares_what_a_person_has_mended(file: Any, cast: Cast) -> None:
    path = file(HEAD, ROW, ROW.replace("House", "Hut"))
    load(path, is_sparing=True)
    mine = Service.objects.get(organization__name="Lantern House")
    row = {**row_of(Phone.objects.get(service=mine)), "number": "030 7654321"}
    actions.save_rows([("phone", row)], by=cast.ada.member)
    done = load(path, is_sparing=True)
    assert (done.faults, done.created, done.changed, done.deleted) == ([], 0, 0, 0)
    assert Phone.objects.get(service=mine).number == "030 7654321"
    assert load(path).deleted == 0
    assert Phone.objects.get(service=mine).number == "030 1234567"


@pytest.mark.django_db
def test_shows_no_lgbt_service_where_a_listing_can_endanger_people(file: Any) -> None:
    load(file(HEAD, ROW.replace("DE", "UG").replace("suicide_crisis", "lgbt")))
    listing = Listing.objects.get()
    assert (listing.state, listing.safe_to_list) == (Listing.HIDDEN, "needed")


@pytest.mark.django_db
def test_writes_no_cell_that_a_spreadsheet_would_run(file: Any, tmp_path: Path) -> None:
    load(file(HEAD, ROW.replace("Lantern Call", "=HYPERLINK(1)")))
    out = tmp_path / "out.tsv"
    tsv.write(out)
    cells = [cell for row in out.read_text().splitlines() for cell in row.split("\t")]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


WORDS = st.text("aZ09=+-@'\"äßжعヘ𝒳", min_size=1, max_size=12)
COUNTRY = st.sampled_from(["DE", "BR", "INT", "CA-QC", "DE FR"])
CELLS = st.fixed_dictionaries(
    {
        "organization": WORDS,
        "service": WORDS,
        "field": st.lists(st.sampled_from(sorted(NEEDS)), unique=True).map(" ".join),
        "audience": st.lists(st.sampled_from(sorted(AUDIENCES)), unique=True).map(" ".join),
        "country": COUNTRY,
        "languages": st.lists(st.sampled_from(["de", "pt-BR", "zh-Hant"]), unique=True).map(" ".join),
        "phone": st.lists(st.integers(10**6, 10**7 - 1), max_size=2, unique=True).map(
            lambda ends: "; ".join(f"+49 30 {end}" for end in ends)
        ),
        "hours": st.sampled_from(
            ["", "24/7", "Mon-Fri 09:00-17:00", "by appointment", "Mon 09:00-10:00, Tue 1:00-2:00"]
        ),
        "cost": st.sampled_from(["", "free", "a local call"]),
        "anonymity": st.sampled_from(["", *ANONYMITY_TERMS]),
        "description": WORDS,
        "notes_fact": WORDS,
        "sources": WORDS,
        "source_date": st.dates().map(lambda day: day.isoformat()),
        "confidence": st.sampled_from(["high", "medium", "low"]),
    }
)


@settings(max_examples=40)
@given(CELLS)
def test_writes_what_it_has_read(cells: dict[str, str]) -> None:
    rows: dict[str, list[dict[str, Any]]] = {}
    for one in flat.rows_of(cells, at=""):
        rows.setdefault(one.table, []).append(one.row)
    written = flat.flat_of(rows, flat.facts_of(cells))
    assert {name: _in_order(written[name]) for name in cells} == {name: _in_order(cells[name]) for name in cells}


def _in_order(cell: str) -> list[str]:
    """What is in a cell: of codes and numbers the order means nothing."""
    return sorted(cell.replace(";", " ").split())


@pytest.mark.django_db
def test_reads_what_it_has_written_as_the_same(file: Any, tmp_path: Path) -> None:
    load(file(HEAD, ROW, ROW.replace("Call", "Chat").replace("DE", "DE FR"), ROW.replace("House", "Hut")))
    first, second = tmp_path / "1.tsv", tmp_path / "2.tsv"
    assert tsv.write(first) == 3
    actions.delete_rows([("organization", one.organization_id) for one in Service.objects.all()], by=None)
    assert not Service.objects.exists()
    assert load(first).faults == []
    tsv.write(second)
    assert first.read_text() == second.read_text()


@pytest.mark.django_db
def test_tells_a_number_for_whatsapp_from_one_for_texts(file: Any, tmp_path: Path) -> None:
    load(file(f"{HEAD}\tsms", f"{ROW}\tWhatsApp +65 9151 1767; 50808"))
    entry = access.entry(Service.objects.get().pk)
    assert entry is not None
    kinds = {one["number"]: one["type"] for one in entry.rows["phone"]}
    assert kinds == {"030 1234567": "voice", "+65 9151 1767": "whatsapp", "50808": "sms"}
    tsv.write(tmp_path / "1.tsv")
    assert "\t50808; WhatsApp +65 9151 1767\t" in (tmp_path / "1.tsv").read_text()


@pytest.mark.django_db
def test_says_whether_a_name_is_asked_and_of_both_the_warning(file: Any) -> None:
    load(file(f"{HEAD}\tanonymity", f"{ROW}\tno_name"))
    [(entry, facts)] = access.listed(access.all_services())
    assert flat.flat_of(entry.rows, facts)["anonymity"] == "no_name"
    both = [{"taxonomy_term_id": str(term_id(ANONYMITY, code))} for code in reversed(ANONYMITY_TERMS)]
    assert flat.flat_of({**entry.rows, "attribute": both}, facts)["anonymity"] == "name_asked"


@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["no_name name_asked", "perhaps"])
def test_takes_no_two_words_about_a_name(file: Any, cell: str) -> None:
    done = load(file(f"{HEAD}\tanonymity", f"{ROW}\t{cell}"))
    assert [(one.field, one.sentence) for one in done.faults] == [("anonymity", f"This is not understood: {cell}")]
    assert not Service.objects.exists()
