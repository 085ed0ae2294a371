"""The directory by command: it ..."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from peerline.cli.main import main
from peerline.desk import doctor
from peerline.directory.formats import FORMATS
from peerline.directory.models import Listing, Network, Service
from peerline.directory.sheets import SHEETS
from peerline.line.models import Line

ROWS = (
    "organization\tservice\tfield\tcountry\tphone\tconfidence",
    "Lantern House\tLantern Call\tsuicide_crisis\tDE\t030 1234567\thigh",
    "Lantern House\tLantern Law\tlegal\tFR\t\thigh",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two services."""
    path = tmp_path / "services.tsv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return path


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize("chosen", sorted(FORMATS))
def test_carries_services_out_and_in_again(file: Path, tmp_path: Path, chosen: str) -> None:
    assert main(["import", "directory", "--format", "tsv", str(file)]) == 0
    out = tmp_path / "out"
    assert main(["export", "directory", "--format", chosen, str(out)]) == 0
    Service.objects.all().delete()
    assert main(["import", "directory", "--format", chosen, str(out)]) == 0
    assert set(Service.objects.values_list("name", flat=True)) == {"Lantern Call", "Lantern Law"}


@pytest.mark.usefixtures("lantern")
def test_carries_a_list_to_a_wiki_page_and_takes_its_edits_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, page = tmp_path / "rows.tsv", tmp_path / "page.wiki"
    rows.write_text("name\tlanguages\nHarbour group\tEnglish\nLantern circle\t\n", encoding="utf-8")
    assert main(["import", "networks", str(rows)]) == 0
    assert main(["export", "networks", str(page)]) == 0
    edited = page.read_text().replace("English", "English, العربية").replace("Lantern circle", "Lantern group")
    page.write_text(edited.replace("! Name of the network", "! Who"))
    taken = ["import", "networks", "--format", "wikitext", str(page)]
    assert main(taken) == 2
    assert main([*taken, "--map", "Who=name"]) == 0
    said = capsys.readouterr().out
    assert "row 1, Harbour group: languages: 'English' → 'English, العربية'" in said
    assert "row 2, Lantern group: new" in said
    assert "Not in the file, and left as it is: Lantern circle" in said
    assert Network.objects.get(name="Harbour group").languages == "English, العربية"


@pytest.mark.django_db
def test_counts_services(lantern: Line, file: Path) -> None:
    main(["import", "directory", str(file)])
    assert doctor.counts()["services"] == 2


@pytest.mark.django_db
def test_puts_only_the_countries_of_the_line_in_the_queue(lantern: Line, file: Path) -> None:
    Line.objects.update(countries="DE")
    main(["import", "directory", str(file)])
    assert [one.service.name for one in Listing.objects.exclude(due_on=None)] == ["Lantern Call"]


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "directory", "--format", "moon", "x"], "there is no format moon; there are: "),
        (
            ["import", "networks", "--format", "hsds-json", "x"],
            "there is no format hsds-json; there are: tsv, wikitext",
        ),
        (["import", "networks", "--map", "a=b", "nowhere.tsv"], "nowhere.tsv cannot be read"),
        (["export", "needs", "--format", "moon", "x"], "there is no format moon; there are: tsv, wikitext"),
        (["import", "directory", "nowhere.tsv"], "nowhere.tsv cannot be read"),
        (["export", "directory", "--format", "moon", "x"], "there is no format moon; there are: "),
        (["export", "all", "--format", "tsv", "x"], "carried away as age"),
        (["init", "--name", "X", "--address", "x@lantern.example", "--services"], "say --countries"),
    ],
)
def test_says_what_it_cannot_do(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.django_db
def test_brings_the_facts_that_come_with_the_program(lantern: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "directory", "--dry-run", "starter"]) == 0
    assert "604 rows read" in capsys.readouterr().out
    assert not Service.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "count"), [("networks", 1), ("partners", 12), ("needs", 4), ("resources", 1)])
def test_brings_the_lists_that_come_with_it(capsys: pytest.CaptureFixture[str], *, name: str, count: int) -> None:
    assert main(["import", name, "starter"]) == 0
    assert f"{count} rows read: {count} new" in capsys.readouterr().out
    assert SHEETS[name].model._default_manager.count() == count


@pytest.mark.django_db
def test_names_every_bad_row_of_a_long_file(lantern: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"House {one}\tLine {one}\tmoon\tDE\t\thigh" for one in range(1200)]
    (tmp_path / "bad.tsv").write_text("\n".join([ROWS[0], ROWS[1], *rows]) + "\n", encoding="utf-8")
    assert main(["import", "directory", "--dry-run", str(tmp_path / "bad.tsv")]) == 1
    said = capsys.readouterr()
    assert [row.partition(",")[0] for row in said.err.splitlines()] == [
        f"peerline: row {3 + one}" for one in range(1200)
    ]
    assert said.out == "1201 rows read, 1200 faults. Nothing is stored.\n"


@pytest.mark.django_db
def test_writes_over_nothing(lantern: Line, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_text()
    assert main(["export", "directory", str(file)]) == 2
    assert file.read_text() == before


@pytest.mark.django_db
def test_fills_the_directory_of_a_new_line(tmp_path: Path, settings: LazySettings) -> None:
    settings.PEERLINE_DATA = tmp_path
    words = ["--name", "Lantern", "--address", "hello@lantern.example", "--countries", "DE", "--services"]
    assert main(["init", *words]) == 0
    assert Line.objects.get().countries == "DE"
    due = Listing.objects.exclude(due_on=None)
    assert 0 < due.count() < Service.objects.count()
    assert not Listing.objects.exclude(verified_on=None).exists()
