"""The lists of the movement as a table with tabs: cells as in `tsv`, the heads ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from peerline.directory.access.sheets import rows_of_sheet
from peerline.directory.actions.sheets import SheetRow
from peerline.directory.formats.tsv import NotATable, read_cell, written_cell
from peerline.directory.sheets import Sheet

MOST_BYTES = 10_000_000


def write(path: Path, sheet: Sheet) -> int:
    """Write the list; says how many rows."""
    rows = rows_of_sheet(sheet)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(sheet.fields) + "\n")
        for row in rows:
            file.write("\t".join(written_cell(row[name]) for name in sheet.fields) + "\n")
    return len(rows)


def read(path: Path, sheet: Sheet) -> Iterator[SheetRow]:
    """The rows. Raises NotATable, and OSError of the disk."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    try:
        head, *rows = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise NotATable(_("This file is not a table in UTF-8.")) from None
    fields = [sheet.field_of(one) for one in head.rstrip("\r").split("\t")]
    if "name" not in fields or len(data) > MOST_BYTES:
        raise NotATable(_("The first row has to name the columns of this list."))
    for number, row in enumerate(rows, start=2):
        cells = row.rstrip("\r").split("\t")
        said = {name: read_cell(cell) for name, cell in zip(fields, cells, strict=False) if name}
        if any(said.values()):
            yield SheetRow(_("row %d") % number, said)
