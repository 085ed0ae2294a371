"""The languages that pages are shown in are those with a catalog, and a fault in a catalog is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import ngettext, override

CATALOG = "peerline/locale/{tag}/LC_MESSAGES/django.po"
# What a catalog of three sentences may get wrong.
FAULTS = {
    "not translated": ('msgid "One"\nmsgstr ""\n', "One"),
    "fuzzy": ('#, fuzzy\nmsgid "One"\nmsgstr "Eins"\n', "One"),
    "other placeholders or tags": ('msgid "%(time)s left"\nmsgstr "noch %(zeit)s"\n', "%(time)s left"),
}


def test_it_offers_just_the_languages_that_have_a_catalog(checkout: Path) -> None:
    found = {path.parts[-3] for path in checkout.glob(CATALOG.format(tag="*"))}
    assert {tag for tag, _name in settings.LANGUAGES} == found | {"en"}


def test_it_names_each_language_in_the_guide(checkout: Path) -> None:
    guide = (checkout / "docs" / "how-to" / "translate.md").read_text()
    missing = [tag for tag, name in settings.LANGUAGES if f"| `{tag}` | {name} |" not in guide]
    assert missing == []


@pytest.mark.parametrize("fault", FAULTS)
def test_it_finds_a_fault_in_a_catalog(checkout: Path, tmp_path: Path, *, fault: str) -> None:
    entry, sentence = FAULTS[fault]
    said = faults_of(checkout, tmp_path, entry)
    assert any(f": {fault}: {sentence!r}" in row for row in said.splitlines()), said[:400]


def test_it_finds_nothing_in_what_is_right(checkout: Path, tmp_path: Path) -> None:
    said = faults_of(checkout, tmp_path, 'msgid "One"\nmsgstr "Eins"\n')
    assert not any(row.endswith(": 'One'") for row in said.splitlines())


def test_it_knows_the_six_numbers_of_arabic() -> None:
    with override("ar"):
        said = [ngettext("One is waiting", "%(number)s are waiting", count) for count in (1, 2, 3, 11)]
    assert len(set(said)) == 3
    assert said[2] == said[3]


def faults_of(checkout: Path, folder: Path, entry: str) -> str:
    """What the check says of a German catalog that has this one entry."""
    place = folder / CATALOG.format(tag="de")
    place.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    place.write_text(head + entry)
    command = [sys.executable, str(checkout / "tools" / "catalogs.py"), "check", str(folder / "peerline" / "locale")]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr
