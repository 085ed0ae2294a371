"""Rows of a table become rows of HSDS, some hundred at once: new services whole, known ones by what is another there.

What a table has no column for stays as it is, and so does every column that the file leaves out. A number that the file
has no more goes, or it would be called for ever. A row without `id` whose number or need is another means the service
of its country, organization and name, where there is one and no other row has these three: a new service would leave
the old one, and its dead number, beside it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from peerline.directory import access
from peerline.directory.actions.examine import Given
from peerline.directory.actions.importing import Batch, Changed
from peerline.directory.checking import Fault, shown
from peerline.directory.formats.editing import FIELDS, changes
from peerline.directory.formats.flat import NotFlat, facts_of, flat_of, identifier, rows_of
from peerline.directory.vocabulary import named

Known = tuple[access.Entry, access.Facts]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: where it stood, and its cells by our columns."""

    at: str
    cells: Mapping[str, str]


@dataclass(slots=True)
class Seen:
    """What has to be known of a file while it is read in batches; of services and names the hashes, which take a third.

    several    (country, organization, service) that stand in several rows
    is_sparing what a person of the line has changed or asked is left alone, and only its standing looked at anew
    met        services of the file so far
    """

    several: set[int]
    is_sparing: bool = False
    met: set[int] = field(default_factory=set)


def in_several(rows: Iterable[Mapping[str, str]]) -> set[int]:
    """The names that stand in several of these rows."""
    met, several = set[int](), set[int]()
    for cells in rows:
        name = hash(_words(cells))
        (several if name in met else met).add(name)
    return several


def settle(batch: Batch, rows: Sequence[Row], *, seen: Seen) -> Batch:
    """The batch with these rows in it, or with what is wrong with them."""
    known = _known(rows)
    renamed = _known_by_words(rows, known, seen)
    known |= {there[0].id: there for there in renamed.values()}
    spared = access.touched(list(known)) if seen.is_sparing else set()
    for row in rows:
        try:
            service = renamed[row.at][0].id if row.at in renamed else identifier(row.cells)
            if hash(service) in seen.met:
                batch.faults.append(Fault("", row.at, "id", _("Another row has this identifier.")))
                continue
            seen.met.add(hash(service))
            there = known.get(service)
            if there is None:
                facts, made = facts_of(row.cells), rows_of(row.cells, at=row.at)
                batch.facts[service] = facts
                batch.rows += made
                continue
            changed = _take_known(batch, row, there, is_spared=service in spared)
            batch.changes += changed if row.at in renamed else []
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


def _words(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(one, "") for one in ("country", "organization", "service"))


def _known_by_words(rows: Sequence[Row], known: Mapping[uuid.UUID, Known], seen: Seen) -> dict[str, Known]:
    """The services that rows without an identifier mean, where there is one alone: by the place of the row."""
    asked: dict[tuple[uuid.UUID, str], str] = {}
    places: dict[str, Row] = {}
    for row in rows:
        words = _words(row.cells)
        if row.cells.get("id") or hash(words) in seen.several or identifier(row.cells) in known:
            continue
        asked[named("organization", *words[:2]), words[2]] = row.at
        places[row.at] = row
    found: dict[str, list[Known]] = defaultdict(list)
    services = access.services_of([owner for owner, _service in asked])
    for there in access.listed(services):
        at = asked.get((uuid.UUID(there[0].organization["id"]), there[0].service["name"]))
        if at:
            found[at].append(there)
    return {
        at: there[0]
        for at, there in found.items()
        if len(there) == 1 and hash(there[0][0].id) not in seen.met and _is_meant(there[0], places[at].cells)
    }


def _is_meant(there: Known, cells: Mapping[str, str]) -> bool:
    """Whether nothing says that this is another place: a number for another region or language is not this one's."""
    before = flat_of(there[0].rows, there[1])
    asked = [(set(cells.get(one, "").split()), set(before[one].split())) for one in ("country", "region", "languages")]
    return all(said == stored for said, stored in asked if said and stored)


def _left(known: Iterable[Known], batch: Batch) -> set[tuple[str, str]]:
    """The rows of known services that the file leaves as they are."""
    there = {(table, row["id"]) for entry, _facts in known for table, rows in entry.rows.items() for row in rows}
    return there - {(one.table, one.row["id"]) for one in batch.rows} - {(name, str(ref)) for name, ref in batch.gone}


def _take_known(batch: Batch, row: Row, there: Known, *, is_spared: bool) -> list[Changed]:
    """What of a known service is another in the row goes into the batch; says which cells are."""
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
    names = () if is_spared else FIELDS
    return [
        Changed(row.at, entry.service["name"], one, before[one], wanted[one])
        for one in names
        if before[one] != wanted[one]
    ]


def _moved(entry: access.Entry, given: Sequence[Given], wanted: Mapping[str, str]) -> list[Given]:
    """The service under another organization: other services of the one that had it keep its name."""
    owner = next(one.row for one in rows_of(wanted, at="") if one.table == "organization")
    service = next((one.row for one in given if one.table == "service"), entry.service)
    rest = [one for one in given if one.table != "service"]
    return [Given("organization", owner), Given("service", {**service, "organization_id": owner["id"]}), *rest]


def _is_same(cell: str, before: str) -> bool:
    return cell.split() == before.split()
