"""Rows come in, from a form or a file: all of them or none, each change in the log, nothing blocked among them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from peerline.directory.access.entries import entry, seen
from peerline.directory.actions.checks import look_again_at, take_checks_away
from peerline.directory.actions.examine import Checked, Given, examine
from peerline.directory.actions.log import Difference, Saved, Work
from peerline.directory.actions.reach import renew_reach
from peerline.directory.exchange import CHUNK, chunks, column, hanging_on, instance_of, row_of, stored, table_of
from peerline.directory.hsds import TABLES, Table
from peerline.directory.models import Change, Listing, Service
from peerline.directory.models.rows import Row
from peerline.directory.vocabulary import rows as vocabulary_rows
from peerline.kit.clock import now
from peerline.kit.errors import Refused
from peerline.people.models import Member


class Meanwhile(Refused):
    """Somebody else has changed the entry since the editor saw it."""

    code = "meanwhile"
    sentence = gettext_lazy("Somebody has changed this meanwhile. Nothing of yours is lost: compare, and keep again.")


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What an editor wants: rows to store and to delete, the fingerprint of the entry as it was seen, and why."""

    given: Sequence[Given]
    gone: Sequence[tuple[str, uuid.UUID]]
    seen: str
    why: str = ""


def save_rows(
    given: Iterable[tuple[Any, ...]],
    *,
    by: Member | None,
    why: str = "",
    coming: Collection[uuid.UUID] = (),
    gone: Iterable[tuple[str, uuid.UUID]] = (),
) -> Saved:
    """Store rows of HSDS, new or changed, in any order. Raises Faulty with everything that is wrong.

    given   `Given`, or (table, row as HSDS has it); a row whose id is known replaces the one that is there
    by      who does it; None for an import by command
    why     a sentence for the log
    coming  identifiers of rows that will be given later, in the same transaction, to which these may point already
    gone    rows to delete, with what hangs on them
    """
    checked = examine(given, coming=coming)
    work = Work(by, why)
    with transaction.atomic():
        _keep(checked, gone, work)
    return work.saved


def save_vocabulary() -> None:
    """Store our terms where they are not yet. A list may be empty, or older than a term that an entry is now given."""
    save_rows(vocabulary_rows(), by=None)


def delete_rows(which: Iterable[tuple[str, uuid.UUID]], *, by: Member | None, why: str = "") -> Saved:
    """Delete rows; what hangs on them goes too and is in the log, so that it can be taken back."""
    work = Work(by, why)
    with transaction.atomic():
        _keep({}, which, work)
    return work.saved


def change_entry(service: uuid.UUID, change: EntryChange, *, by: Member) -> Saved:
    """An editor changes one service: one row of the log a field, one change set. Raises Faulty, Meanwhile."""
    work = Work(by, change.why, about=service)
    with transaction.atomic():
        save_vocabulary()
        checked = examine(change.given)
        Listing.objects.select_for_update().get(service=service)
        found = entry(service)
        if found is None or seen(found) != change.seen:
            raise Meanwhile
        _keep(checked, change.gone, work)
    return work.saved


def _keep(checked: Checked, gone: Iterable[tuple[str, uuid.UUID]], work: Work) -> None:
    for table in TABLES.values():
        _store(table, checked.get(table.name, {}), work)
    for name, ref in gone:
        row = stored(name).filter(pk=ref).first()
        if row is not None:
            _delete(row, work)
    _finish(work)


def _store(table: Table, rows: dict[uuid.UUID, dict[str, Any]], work: Work) -> None:
    """Create what is new, change what differs, leave the rest."""
    for chunk in chunks(list(rows)):
        present = stored(table.name).in_bulk(chunk)
        new, changed = [], []
        for ref in chunk:
            coming = instance_of(table, rows[ref])
            there = present.get(ref)
            if there is None:
                new.append(coming)
                work.note_new(table, coming)
            elif work.note_differences(table, before=row_of(there), coming=coming):
                changed.append(coming)
            else:
                work.saved.same += 1
        _write(table, work, new=new, changed=changed)


def _write(table: Table, work: Work, *, new: list[Row], changed: list[Row]) -> None:
    columns = [
        column(table.name, one.name).removesuffix("_id") if one.table else column(table.name, one.name)
        for one in table.fields
        if one.name != "id"
    ]
    stored(table.name).bulk_create(new)
    if changed:
        stored(table.name).bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=[*columns, "extra"]
        )
    work.saved.created += len(new)
    work.saved.changed += len(changed)
    for one in (*new, *changed):
        work.touch(one)


def _delete(row: Row, work: Work) -> None:
    table = table_of(row)
    for child in list(hanging_on(row)):
        _delete(child, work)
    work.touch(row)
    work.note(table, row, action="delete", difference=Difference(previous=row_of(row)))
    row.delete()
    work.saved.deleted += 1


def _finish(work: Work) -> None:
    """The log, the moment of the change, a listing for what is new, and where it is found."""
    work.settle_places()
    touched = list(work.saved.services)
    for chunk in chunks(touched):
        Service.objects.filter(id__in=chunk).update(last_modified=now())
        there = set(Listing.objects.filter(service__in=chunk).values_list("service_id", flat=True))
        stored = set(Service.objects.filter(id__in=chunk).values_list("id", flat=True))
        Listing.objects.bulk_create(Listing(service_id=one) for one in chunk if one in stored and one not in there)
    take_checks_away(work, today=now().date())
    Change.objects.bulk_create(work.rows, batch_size=CHUNK)
    look_again_at(work.moved)
    renew_reach(one for one in touched if one not in work.new)  # what is new is hidden
