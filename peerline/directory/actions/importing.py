"""A file comes in: read in batches, stored all or none. A dry run does the same and takes it back at the end."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from django.db import transaction

from peerline.directory.access import Facts
from peerline.directory.actions.examine import Faulty, Given
from peerline.directory.actions.listing import list_services
from peerline.directory.actions.save import save_rows, save_vocabulary
from peerline.directory.checking import Fault
from peerline.directory.exchange import chunks
from peerline.directory.hsds import FOR_EDITORS, TABLES
from peerline.directory.models import Attribute, Contact, ServiceArea
from peerline.kit.clock import now
from peerline.people.models import Member

BATCH = 500  # rows of a file that a reader gives at once
MOST_FAULTS = 1000  # that are kept; all are told to who watches the progress
_POINTED_TO = {field.table for table in TABLES.values() for field in table.fields if field.table}


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell that is other than before, or a row that is new; `field` is then ""."""

    at: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Batch:
    """Some rows of a file.

    rows    rows of HSDS with the place where they stood
    facts   what the file says of services beside HSDS
    faults  what cannot be read
    coming  identifiers of rows of later batches, to which these may point
    gone    rows that the file has no more
    same    how many rows that are stored it says again
    changes cells of rows that were known by their names alone
    names   (table, field) -> how the file calls it, for the sentences
    count   how many rows of the file these are
    """

    rows: list[Given] = field(default_factory=list)
    facts: dict[uuid.UUID, Facts] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    coming: Collection[uuid.UUID] = ()
    gone: list[tuple[str, uuid.UUID]] = field(default_factory=list)
    same: int = 0
    changes: list[Changed] = field(default_factory=list)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    count: int = 0


@dataclass(slots=True)
class Imported:
    """What an import did, or would do. `faults` are the first MOST_FAULTS of `wrong`, `latest` those of one batch."""

    read: int = 0
    created: int = 0
    changed: int = 0
    deleted: int = 0
    same: int = 0
    wrong: int = 0
    faults: list[Fault] = field(default_factory=list)
    latest: list[Fault] = field(default_factory=list)
    # Of a list of the movement: what is new or other, and which rows the file does not name. Of services: what is other
    # in rows that were known by their names alone, the first MOST_FAULTS.
    changes: list[Changed] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    # Rows that were not stored because others beside them were wrong: what points to them is not blamed for that.
    left: set[uuid.UUID] = field(default_factory=set)

    def blame(self, faults: list[Fault]) -> None:
        """Something more is wrong."""
        self.latest, self.wrong = faults, self.wrong + len(faults)
        self.faults += faults[: MOST_FAULTS - len(self.faults)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the line works with: only such services enter the verification queue. Empty means everything."""

    countries: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def import_batches(
    batches: Iterable[Batch],
    *,
    wanted: Wanted,
    by: Member | None = None,
    dry_run: bool = False,
    progress: Callable[[Imported], None] = lambda _done: None,
) -> Imported:
    """Store everything or nothing. With faults, or in a dry run, nothing.

    progress  called after each batch with what was done so far; raising in it stops the import, and nothing is stored
    """
    done = Imported()
    with transaction.atomic():
        save_vocabulary()
        for batch in batches:
            done.read += batch.count
            done.changes += batch.changes[: MOST_FAULTS - len(done.changes)]
            done.blame(_store(batch, done, wanted=wanted, by=by))
            progress(done)
        if done.faults or dry_run:
            transaction.set_rollback(True)
    return done


def _store(batch: Batch, done: Imported, *, wanted: Wanted, by: Member | None) -> list[Fault]:
    """What is wrong with the batch; where only single rows could not be read the others are stored."""
    coming = {*batch.coming, *done.left} if done.left else batch.coming
    try:
        rows = list(_still_for_editors(batch.rows))
        saved = save_rows(rows, by=by, why="import", coming=coming, gone=batch.gone)
    except Faulty as error:
        done.left.update(_refs(batch))
        return [*batch.faults, *(_in_their_words(one, batch) for one in error.faults)]
    done.created += saved.created
    done.changed += saved.changed
    done.deleted += saved.deleted
    done.same += saved.same + batch.same
    if batch.facts:
        list_services(batch.facts, wanted=_wanted(batch, wanted), today=now().date())
    return batch.faults


def _still_for_editors(rows: Sequence[Given]) -> Iterator[Given]:
    """A contact that was kept for editors stays theirs, whatever a file says that does not know it."""
    refs = [ref for one in rows if one.table == "contact" for ref in _uuids(one)]
    hidden: set[str] = set()
    for ids in chunks(refs):
        kept = Contact.objects.filter(pk__in=ids, extra__has_key=FOR_EDITORS)
        hidden.update(str(one) for one in kept.values_list("pk", flat=True))
    for one in rows:
        is_hidden = one.table == "contact" and any(str(ref) in hidden for ref in _uuids(one))
        yield Given(one.table, {FOR_EDITORS: "yes", **one.row}, one.at) if is_hidden else one


def _uuids(one: Given) -> Iterator[uuid.UUID]:
    with suppress(ValueError):
        yield uuid.UUID(str(one.row.get("id")))


def _refs(batch: Batch) -> Iterator[uuid.UUID]:
    """The rows of a batch to which later ones may point."""
    for one in batch.rows:
        if one.table not in _POINTED_TO:
            continue
        yield from _uuids(one)


def _in_their_words(fault: Fault, batch: Batch) -> Fault:
    """The fault under the name that the file has for the field."""
    name = batch.names.get((fault.table, fault.field))
    return replace(fault, table="", field=name) if name else fault


def _wanted(batch: Batch, wanted: Wanted) -> set[uuid.UUID]:
    ids = set(batch.facts)
    if wanted.countries:
        areas = ServiceArea.objects.filter(service__in=ids).values_list("service_id", "extent")
        ids &= {one for one, extent in areas if extent.partition("-")[0] in (*wanted.countries, "INT")}
    if wanted.needs:
        tags = Attribute.objects.filter(link_id__in=ids, taxonomy_term__code__in=wanted.needs)
        ids &= set(tags.values_list("link_id", flat=True))
    return ids
