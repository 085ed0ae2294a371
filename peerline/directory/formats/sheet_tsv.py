"""The lists of the movement as a table with tabs: cells as in `tsv`, the heads ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from peerline.directory.access.sheets import rows_of_sheet
from peerline.directory.actions.sheets import SheetRow
from peerline.directory.checking import CUT_OFF, Fault
from peerline.directory.formats.tsv import NotATable, UnknownColumns, half_quoted, read_cell, written_cell
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


def read(path: Path, sheet: Sheet, *, mapping: Mapping[str, str] | None = None) -> Iterator[SheetRow]:
    """The rows. `mapping`: their head -> ours. Raises NotATable, and OSError of the disk."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotATable(_("This is too long."))
    try:
        head, *rows = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise NotATable(_("This file is not a table in UTF-8.")) from None
    fields = checked_fields(head.rstrip("\r").split("\t"), sheet, mapping or {})
    for number, row in enumerate(rows, start=2):
        at, cells = _("row %d") % number, row.rstrip("\r").split("\t")
        if len(cells) > len(fields):
            yield SheetRow(at, {}, [Fault("", at, "", _("This row has more cells than there are columns."))])
        elif faults := half_quoted(fields, cells, at=at):
            yield SheetRow(at, {}, faults)
        elif row and number == len(rows) + 1 and len(cells) < len(fields):
            yield SheetRow(at, {}, [Fault("", at, "", str(CUT_OFF))])
        elif any(one.strip() for one in cells):
            cells += [""] * (len(fields) - len(cells))
            yield SheetRow(at, {name: read_cell(cell) for name, cell in zip(fields, cells, strict=True) if name})


def fields_of(heads: list[str], sheet: Sheet, mapping: Mapping[str, str]) -> list[str]:
    """The field that each head names, "" for none of ours."""
    return [sheet.field_of(mapping.get(one.strip(), one)) for one in heads]


def checked_fields(heads: list[str], sheet: Sheet, mapping: Mapping[str, str]) -> list[str]:
    """The same. Raises NotATable where the name is missing, a field is there twice, or a head is none of ours."""
    fields = fields_of(heads, sheet, mapping)
    named = [one for one in fields if one]
    if "name" not in named or len(named) != len(set(named)):
        raise NotATable(_("The heads have to name the columns of this list, the name among them, each once."))
    unknown = [
        head.strip()
        for head, field in zip(heads, fields, strict=True)
        if not field and mapping.get(head.strip(), head).strip()
    ]
    if unknown:
        raise UnknownColumns(unknown)
    return fields
