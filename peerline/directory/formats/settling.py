"""Rows of a table become rows of HSDS, some hundred at once: new services whole, known ones by what is another there.

What a table has no column for stays as it is, and so does every column that the file leaves out. A number that the file
has no more goes, or it would be called for ever.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from peerline.directory import access
from peerline.directory.actions.examine import Given
from peerline.directory.actions.importing import Batch
from peerline.directory.checking import Fault, shown
from peerline.directory.formats.editing import FIELDS, changes
from peerline.directory.formats.flat import NotFlat, facts_of, flat_of, identifier, rows_of

Known = tuple[access.Entry, access.Facts]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: where it stood, and its cells by our columns."""

    at: str
    cells: Mapping[str, str]


def settle(batch: Batch, rows: Sequence[Row], *, met: set[int], is_sparing: bool = False) -> Batch:
    """The batch with these rows in it, or with what is wrong with them.

    met         services of the file so far, by hashes, which take a third
    is_sparing  what a person of the line has changed or asked is left alone, and only its standing looked at anew
    """
    known = _known(rows)
    spared = access.touched(list(known)) if is_sparing else set()
    for row in rows:
        try:
            service = identifier(row.cells)
            if hash(service) in met:
                batch.faults.append(Fault("", row.at, "id", _("Another row has this identifier.")))
                continue
            met.add(hash(service))
            there = known.get(service)
            if there is None:
                facts, made = facts_of(row.cells), rows_of(row.cells, at=row.at)
                batch.facts[service] = facts
                batch.rows += made
            else:
                _take_known(batch, row, there, is_spared=service in spared)
        except NotFlat as error:
            batch.faults.append(Fault("", row.at, error.column, _("This is not understood: %s") % shown(str(error))))
    batch.rows = list(organizations_once(batch.rows))
    batch.same = len(_left(known.values(), batch))
    return batch


def organizations_once(rows: Sequence[Given]) -> Iterator[Given]:
    """Without the organizations that are there, whose name a person may have mended; a new one is given once."""
    owners = {one.row["id"] for one in rows if one.table == "organization"}
    there = {str(one) for one in access.known_rows("organization", owners)}
    for one in rows:
        if one.table != "organization":
            yield one
        elif one.row["id"] not in there:
            there.add(one.row["id"])
            yield one


def _known(rows: Sequence[Row]) -> dict[uuid.UUID, Known]:
    """What there is already of these services."""
    asked: list[uuid.UUID] = []
    for row in rows:
        try:
            asked.append(identifier(row.cells))
        except NotFlat:
            continue
    return {entry.id: (entry, facts) for entry, facts in access.listed(access.known_services(asked))}


def _left(known: Iterable[Known], batch: Batch) -> set[tuple[str, str]]:
    """The rows of known services that the file leaves as they are."""
    there = {(table, row["id"]) for entry, _facts in known for table, rows in entry.rows.items() for row in rows}
    return there - {(one.table, one.row["id"]) for one in batch.rows} - {(name, str(ref)) for name, ref in batch.gone}


def _take_known(batch: Batch, row: Row, there: Known, *, is_spared: bool) -> None:
    entry, facts = there
    before = flat_of(entry.rows, facts)
    # A cell has no rows of text: that these are missing in it says nothing.
    said = {name: cell for name, cell in row.cells.items() if name in before and not _is_same(cell, before[name])}
    wanted = {**before, **said}
    read = facts_of(wanted)
    if not is_spared:
        owner = wanted["organization"]
        given, gone = changes(entry, {name: wanted[name] for name in FIELDS} | {"organization": before["organization"]})
        given = _moved(entry, given, wanted) if owner != before["organization"] else given
        batch.rows += [Given(one.table, one.row, row.at) for one in given]
        batch.gone += gone
    batch.facts[entry.id] = read


def _moved(entry: access.Entry, given: Sequence[Given], wanted: Mapping[str, str]) -> list[Given]:
    """The service under another organization: other services of the one that had it keep its name."""
    owner = next(one.row for one in rows_of(wanted, at="") if one.table == "organization")
    service = next((one.row for one in given if one.table == "service"), entry.service)
    rest = [one for one in given if one.table != "service"]
    return [Given("organization", owner), Given("service", {**service, "organization_id": owner["id"]}), *rest]


def _is_same(cell: str, before: str) -> bool:
    return cell.split() == before.split()
