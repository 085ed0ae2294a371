"""Services as a table on a wiki page, both ways: the cells are those of `flat`, the table that of `wikitext`.

A page of a wiki holds some thousand rows; for a longer list there are the other formats.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from peerline.directory.access import all_services, listed
from peerline.directory.actions.importing import BATCH, Batch
from peerline.directory.formats.flat import COLUMNS, KNOWN_BUT_LEFT, NAMES, flat_of
from peerline.directory.formats.held import Source
from peerline.directory.formats.settling import Row, Seen, in_several, settle
from peerline.directory.formats.tsv import NotATable, checked_names
from peerline.directory.formats.wiki_cells import Cell
from peerline.directory.formats.wikitext import plain, tables, words_of

HEADS = {name: name.replace("_", " ").capitalize() for name in COLUMNS}
_FIELDS = {head.casefold(): name for name, head in HEADS.items()}


def write(path: Path, *, progress: Callable[[int], None] = lambda _count: None) -> int:
    """Write every service there is, shown or not, as one table; says how many."""
    services = all_services()
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for count, piece in enumerate(texts(services)):
            file.write(piece)
            if count % BATCH == 0 and count:
                progress(min(count, len(services)))
    return len(services)


def texts(services: Sequence[uuid.UUID]) -> Iterator[str]:
    """The table in pieces: its heads, one for each of these services, and its end."""
    yield f'{{| class="wikitable sortable"\n! {" !! ".join(HEADS.values())}\n'
    for entry, facts in listed(services):
        cells = flat_of(entry.rows, facts)
        rows = "\n".join(f"| {plain(' '.join(cells[name].split()))}" for name in COLUMNS)
        yield f"|-\n{rows}\n"
    yield "|}\n"


def read(path: Source, *, mapping: Mapping[str, str] | None = None) -> Iterator[Batch]:
    """The first table with columns of ours, in batches. `mapping`: their head -> ours. Raises NotATable, OSError."""
    for heads, rows in tables(path):
        names = [_name(head, mapping or {}) for head in heads]
        if {"organization", "service"} & set(names):
            yield from _batches(checked_names(names), rows)
            return
    raise NotATable(_("There is no table on this page whose heads are those of this list."))


def _name(head: str, mapping: Mapping[str, str]) -> str:
    """The column a head names. One of another name is refused later: it could be a slip."""
    said = mapping.get(head, head)
    return said if said in (*COLUMNS, *KNOWN_BUT_LEFT) else _FIELDS.get(said.casefold(), said)


def _batches(names: list[str], rows: list[list[Cell]]) -> Iterator[Batch]:
    seen = Seen(in_several(words_of(cells, names, at="")[0] for cells in rows))
    batch, taken = Batch(names=NAMES), list[Row]()
    for number, cells in enumerate(rows, start=1):
        batch.count += 1
        _take(batch, names, cells, at=_("row %d") % number, rows=taken)
        if batch.count == BATCH:
            yield settle(batch, taken, seen=seen)
            batch, taken = Batch(names=NAMES), []
    if batch.count:
        yield settle(batch, taken, seen=seen)


def _take(batch: Batch, names: list[str], cells: list[Cell], *, at: str, rows: list[Row]) -> None:
    """One row of the table to the rows of the batch, or what is wrong with it."""
    said, faults = words_of(cells, names, at=at)
    batch.faults += faults
    if any(said.values()) and not faults:
        rows.append(Row(at, said))
