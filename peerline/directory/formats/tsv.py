"""TSV: a table with a row of names, cells with tabs between them, UTF-8. Own columns can be mapped to ours.

A cell has no tab and no new row; when writing, both become a space. Nothing in a cell is ever run as a formula: a cell
that would begin with one, or with a quotation mark, gets an apostrophe in front, and loses it when read.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from peerline.directory.access import all_services, listed
from peerline.directory.actions.importing import BATCH, Batch
from peerline.directory.checking import CUT_OFF, Fault, shown
from peerline.directory.formats.flat import COLUMNS, KNOWN_BUT_LEFT, NAMES, flat_of
from peerline.directory.formats.held import Source
from peerline.directory.formats.settling import Row, Seen, in_several, settle
from peerline.kit.errors import Refused

LONGEST_ROW = 100_000
# What a spreadsheet takes for a formula, in its wide form too.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARKED = (*FORMULA, "'", '"')
# As spreadsheets keep a cell in which there is a quotation mark.
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


class NotATable(Refused):
    """The file has no row of names that we know."""

    code = "not-a-table"


class UnknownColumns(NotATable):
    """Columns that are none of ours. `names` are theirs; of one that is mapped, what it is mapped to."""

    code = "unknown-columns"

    def __init__(self, names: list[str]) -> None:
        self.names = names
        told = ", ".join(map(shown, names[:5]))
        super().__init__(_("There is no column of this name: %s. Say which of ours it is, or leave it out.") % told)


def read(path: Source, *, mapping: Mapping[str, str] | None = None, is_sparing: bool = False) -> Iterator[Batch]:
    """The file in batches. `mapping`: their column -> ours. Raises NotATable, and OSError of the disk.

    is_sparing  what a person of the line has changed or asked is left alone
    """
    with path.open("rb") as file:
        names = _names(file.readline(LONGEST_ROW), mapping or {})
        seen = Seen(in_several(one.cells for one in _readable(names, path)), is_sparing=is_sparing)
        batch, rows = Batch(names=NAMES), list[Row]()
        for number, row in enumerate(_rows(file), start=2):
            _take(batch, names, row, at=_("row %d") % number, rows=rows)
            if batch.count == BATCH:
                yield settle(batch, rows, seen=seen)
                batch, rows = Batch(names=NAMES), []
        if batch.count:
            yield settle(batch, rows, seen=seen)


def write(path: Path, *, progress: Callable[[int], None] = lambda _count: None) -> int:
    """Write every service there is, shown or not, one a row; says how many."""
    count = -1  # the row of names
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for piece in texts(all_services()):
            file.write(piece)
            count += 1
            if count % BATCH == 0 and count:
                progress(count)
    return count


def texts(services: Sequence[uuid.UUID]) -> Iterator[str]:
    """The table in pieces: the row of names, then one for each of these services."""
    yield "\t".join(COLUMNS) + "\n"
    for entry, facts in listed(services):
        cells = flat_of(entry.rows, facts)
        yield "\t".join(written_cell(cells[name]) for name in COLUMNS) + "\n"


def _names(head: bytes, mapping: Mapping[str, str]) -> list[str]:
    try:
        names = head.decode("utf-8-sig").rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        raise NotATable(_("This file is not a table in UTF-8.")) from None
    return checked_names([mapping.get(one.strip(), one.strip()) for one in names])


def checked_names(ours: list[str]) -> list[str]:
    """The names of columns, "" for one that is left out. Raises NotATable for others, and when some are missing."""
    unknown = [one for one in ours if one and one not in (*COLUMNS, *KNOWN_BUT_LEFT)]
    if unknown:
        raise UnknownColumns(unknown)
    twice = {one for one in ours if one and ours.count(one) > 1}
    if twice or not {"organization", "service"} <= set(ours):
        raise NotATable(_("The first row has to name the columns, organization and service among them, each once."))
    return ours


def _readable(names: list[str], path: Source) -> Iterator[Row]:
    """The rows that can be read, ahead of time; what is wrong with the others is said when they come."""
    with path.open("rb") as file:
        file.readline(LONGEST_ROW)
        for row in _rows(file):
            rows: list[Row] = []
            _take(Batch(), names, row, at="", rows=rows)
            yield from rows


def _rows(file: IO[bytes]) -> Iterator[bytes]:
    """The rows of the file; of one that is too long so much that this can be seen."""
    while row := file.readline(LONGEST_ROW):
        yield row
        while _is_too_long(row):
            row = file.readline(LONGEST_ROW)


def _is_too_long(row: bytes) -> bool:
    return len(row) == LONGEST_ROW and not row.endswith(b"\n")


def _take(batch: Batch, names: list[str], row: bytes, *, at: str, rows: list[Row]) -> None:
    """One row of the file to the rows of the batch, or what is wrong with it."""
    batch.count += 1
    if _is_too_long(row):
        batch.faults.append(Fault("", at, "", _("This is too long.")))
        return
    try:
        cells = row.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        batch.faults.append(Fault("", at, "", _("This row is not UTF-8.")))
        return
    if not any(one.strip() for one in cells):
        return
    if len(cells) > len(names):
        batch.faults.append(Fault("", at, "", _("This row has more cells than there are columns.")))
        return
    if faults := half_quoted(names, cells, at=at):
        batch.faults += faults
        return
    if len(cells) < len(names) and not row.endswith(b"\n"):
        batch.faults.append(Fault("", at, "", str(CUT_OFF)))
        return
    rows.append(Row(at, {name: read_cell(cell) for name, cell in zip_longest(names, cells, fillvalue="") if name}))


def read_cell(cell: str) -> str:
    """A cell as it was meant: without the mark that keeps it from being run."""
    text = cell.strip()
    if _QUOTED.fullmatch(text):
        text = text[1:-1].replace('""', '"').strip()
    return text[1:] if text.startswith("'") and text[1:2] and text[1] in _MARKED else text


def half_quoted(names: list[str], cells: list[str], *, at: str) -> list[Fault]:
    """The cells that a spreadsheet has broken over several rows: what follows would stand under other names."""
    sentence = _("A quotation mark begins here and does not end in this row.")
    broken = [
        name for name, cell in zip(names, cells, strict=False) if cell.lstrip().startswith('"') and cell.count('"') % 2
    ]
    return [Fault("", at, name, sentence) for name in broken]


def written_cell(cell: str) -> str:
    """A cell on one row, which no spreadsheet takes for a formula."""
    text = " ".join(cell.split())
    return "'" + text if text.startswith(_MARKED) else text
