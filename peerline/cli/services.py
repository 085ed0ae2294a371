"""The directory of a new line: the facts that come with the program, by the same importer that anybody uses."""

from __future__ import annotations

from typing import Any

from peerline.directory import actions
from peerline.directory.formats import DATA, STARTER, sheet_tsv, tsv
from peerline.directory.sheets import SHEETS
from peerline.line import access as line


def load_starter(**options: Any) -> actions.Imported:
    """Bring the starter facts in; what is for the line's countries has to be verified and may be shown.

    Brought in again they leave alone what a person of the line has changed or asked.
    """
    return actions.import_batches(tsv.read(STARTER, is_sparing=True), wanted=wanted(), **options)


def load_lists() -> None:
    """Bring in the networks, partner organizations and needs that were named on Meta."""
    for sheet in SHEETS.values():
        actions.take_in(sheet, sheet_tsv.read(DATA / f"{sheet.name}.tsv", sheet))


def wanted() -> actions.Wanted:
    """What the line works with: its countries; everything, as long as it has named none."""
    return actions.Wanted(countries=line.countries_of(line.the_line()))
