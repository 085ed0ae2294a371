"""The rows of the movement's lists are stored: from a file, all of them or none, and one by one by an editor.

Rows that a file does not name stay as they are, and what an editor has withdrawn stays withdrawn. Every change is in
the log, by field, and can be taken back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from peerline.directory.access.sheets import cells_of_row, row_of_sheet, seen_row, shown_rows
from peerline.directory.actions.examine import Faulty
from peerline.directory.actions.importing import Changed, Imported
from peerline.directory.actions.log import Deed, fields_before, note_fields
from peerline.directory.actions.save import Meanwhile
from peerline.directory.blocking import why_address, why_name
from peerline.directory.checking import Fault, clean
from peerline.directory.sheets import SHEETS, STATES, Listed, Sheet
from peerline.people.models import Member

LONGEST_KEY, LONGEST_CELL = 200, 2_000
LETTERS = "letters"  # in the log: not a field, and not to be taken back


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a file: where it stood, what it says by field, and what of it cannot be read."""

    at: str
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RowWanted:
    """What an editor wants of a row: its fields, the fingerprint of what was seen ("" for a new one), and why."""

    cells: dict[str, str]
    seen: str = ""
    why: str = ""


def take_in(sheet: Sheet, rows: Iterable[SheetRow], *, dry_run: bool = False) -> Imported:
    """Store the rows, or only say what would be stored; a file with one bad row changes nothing."""
    done = Imported()
    seen: set[tuple[str, ...]] = set()
    with transaction.atomic():
        for given in rows:
            done.read += 1
            cells = _cleaned(sheet, given.cells)
            key = tuple(cells[name] for name in sheet.key)
            faults = given.faults or list(_faults(sheet, cells, at=given.at, is_twice=key in seen))
            seen.add(key)
            done.faults += faults
            done.wrong += len(faults)
            if not faults:
                _store(sheet, {name: cells[name] for name in sheet.fields if name in given.cells}, done, at=given.at)
        done.unnamed = [
            row.name for row in shown_rows(sheet) if tuple(getattr(row, name) for name in sheet.key) not in seen
        ]
        if done.faults or dry_run:
            transaction.set_rollback(True)
    return done


def add_row(sheet: Sheet, wanted: RowWanted, *, by: Member) -> Listed:
    """A new row. Raises Faulty, also when there is one of that name."""
    cells = _checked(sheet, wanted.cells, but=None)
    with transaction.atomic():
        row: Listed = sheet.model._default_manager.create(**cells)
        changes = {name: ("", text) for name, text in cells.items() if text}
        note_fields(sheet.name, row.pk, Deed("create", by, wanted.why), changes=changes)
    return row


def change_row(sheet: Sheet, ref: uuid.UUID, wanted: RowWanted, *, by: Member) -> None:
    """Other words in a row. Raises Faulty, Meanwhile, NotThere."""
    cells = _checked(sheet, wanted.cells, but=ref)
    with transaction.atomic():
        row = _locked(sheet, ref)
        if seen_row(sheet, row) != wanted.seen:
            raise Meanwhile
        _put(sheet, row, dict(cells), deed=Deed("update", by, wanted.why))


def withdraw_row(sheet: Sheet, ref: uuid.UUID, *, by: Member, why: str, is_withdrawn: bool = True) -> None:
    """A row is shown to nobody any more, or again. Raises NotThere."""
    with transaction.atomic():
        _put(sheet, _locked(sheet, ref), {"is_withdrawn": is_withdrawn}, deed=Deed("update", by, why))


def take_row_back(sheet: Sheet, ref: uuid.UUID, change_set: uuid.UUID, *, by: Member) -> None:
    """A change of a row is undone; a row that was made by it is withdrawn. Raises NotThere, Faulty."""
    before = fields_before(sheet.name, ref, change_set, but=(LETTERS,))
    with transaction.atomic():
        row = _locked(sheet, ref)
        _checked(sheet, {**cells_of_row(sheet, row), **before}, but=ref)
        _put(sheet, row, before, deed=Deed("update", by, _("taken back")))


def log_letters(row: Listed, state: str, *, by: Member | None) -> None:
    """Who asked at an address whether letters may go there, or ended it, is in the log of the row; no address is."""
    sheet = next(one for one in SHEETS.values() if one.model is type(row))
    note_fields(sheet.name, row.pk, Deed("update", by), changes={LETTERS: ("", state)})


def _cleaned(sheet: Sheet, cells: dict[str, str]) -> dict[str, str]:
    return {name: " ".join(clean(str(cells.get(name, ""))).split()) for name in sheet.fields}


def _checked(sheet: Sheet, cells: dict[str, str], *, but: uuid.UUID | None) -> dict[str, str]:
    """The fields as they are stored. Raises Faulty: also when another row than `but` has the same key."""
    cells = _cleaned(sheet, cells)
    same = sheet.model._default_manager.filter(**{name: cells[name] for name in sheet.key}).first()
    faults = list(_faults(sheet, cells, at="", is_twice=same is not None and same.pk != but))
    if faults:
        raise Faulty(faults)
    return cells


def _locked(sheet: Sheet, ref: uuid.UUID) -> Listed:
    list(sheet.model._default_manager.select_for_update().filter(pk=ref))
    return row_of_sheet(sheet, ref)


def _put(sheet: Sheet, row: Listed, wanted: dict[str, Any], *, deed: Deed) -> dict[str, tuple[Any, Any]]:
    """Store what differs; by field what it was and what it is."""
    changes = {name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value}
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
    if changes:
        row.save(update_fields=list(changes))
    note_fields(sheet.name, row.pk, deed, changes=changes)
    return changes


def _faults(sheet: Sheet, cells: dict[str, str], *, at: str, is_twice: bool) -> Iterable[Fault]:
    if not cells["name"]:
        yield Fault(sheet.name, at, "name", _("This field has to be there."))
    if is_twice:
        yield Fault(sheet.name, at, "name", _("This row is there twice."))
    for name, text in cells.items():
        if len(text) > (LONGEST_KEY if name in sheet.key else LONGEST_CELL):
            yield Fault(sheet.name, at, name, _("This is too long."))
        if reason := _why_not(name, text):
            yield Fault(sheet.name, at, name, reason)


def _why_not(name: str, text: str) -> str:
    """The reason of the block list, for a name and for each address in a text; what is no state and no day."""
    if name == "name":
        return why_name(text)
    if name == "homepage" and text and not text.startswith(("https://", "http://")):
        return _("This is not the address of a website.")
    if name == "state" and text not in STATES:
        return _("This is not one of: %s.") % ", ".join(filter(None, STATES))
    if name == "became_on" and text and not _is_day(text):
        return _("This is not a date, such as 2026-11-03.")
    addresses = [word for word in text.split() if "://" in word or "@" in word]
    return next(filter(None, map(why_address, addresses)), "")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _store(sheet: Sheet, said: dict[str, str], done: Imported, *, at: str) -> None:
    """One row: new, changed or as before. A column that the file does not have keeps what is there."""
    row = sheet.model._default_manager.filter(**{name: said.get(name, "") for name in sheet.key}).first()
    if row is None:
        row = sheet.model._default_manager.create(**said)
        done.created += 1
        done.changes.append(Changed(at, row.name))
        note_fields(
            sheet.name, row.pk, Deed("create"), changes={name: ("", text) for name, text in said.items() if text}
        )
        return
    changes = _put(sheet, row, dict(said), deed=Deed("update"))
    done.changes += [Changed(at, row.name, name, before, after) for name, (before, after) in changes.items()]
    done.changed += bool(changes)
    done.same += not changes
