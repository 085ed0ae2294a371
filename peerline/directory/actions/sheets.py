"""A list of the movement comes in: all of its rows or none. Rows that the file does not name stay as they are."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from peerline.directory.actions.importing import Imported
from peerline.directory.blocking import why_address, why_name
from peerline.directory.checking import Fault, clean
from peerline.directory.models import Change
from peerline.directory.sheets import Sheet
from peerline.kit.clock import now

LONGEST_KEY, LONGEST_CELL = 200, 2_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a file: where it stood, and what it says by field."""

    at: str
    cells: dict[str, str]


def take_in(sheet: Sheet, rows: Iterable[SheetRow], *, dry_run: bool = False) -> Imported:
    """Store the rows, or only say what would be stored; a file with one bad row changes nothing."""
    done = Imported()
    seen: set[tuple[str, ...]] = set()
    with transaction.atomic():
        for given in rows:
            done.read += 1
            cells = {name: " ".join(clean(given.cells.get(name, "")).split()) for name in sheet.fields}
            key = tuple(cells[name] for name in sheet.key)
            faults = list(_faults(sheet, cells, at=given.at, is_twice=key in seen))
            seen.add(key)
            done.faults += faults
            if not faults:
                _store(sheet, {name: cells[name] for name in sheet.fields if name in given.cells}, done)
        if done.faults or dry_run:
            transaction.set_rollback(True)
    return done


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
    """The reason of the block list, for a name and for each address in a text."""
    if name == "name":
        return why_name(text)
    if name == "homepage" and text and not text.startswith(("https://", "http://")):
        return _("This is not the address of a website.")
    addresses = [word for word in text.split() if "://" in word or "@" in word]
    return next(filter(None, map(why_address, addresses)), "")


def _store(sheet: Sheet, said: dict[str, str], done: Imported) -> None:
    """One row: new, changed or as before. A column that the file does not have keeps what is there."""
    row = sheet.model.objects.filter(**{name: said.get(name, "") for name in sheet.key}).first()
    if row is None:
        row = sheet.model.objects.create(**said)
        done.created += 1
        _log(sheet, row.pk, action="create", changes={name: ("", text) for name, text in said.items() if text})
        return
    changes = {name: (getattr(row, name), text) for name, text in said.items() if getattr(row, name) != text}
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
    if changes:
        row.save(update_fields=list(changes))
    done.changed += bool(changes)
    done.same += not changes
    _log(sheet, row.pk, action="update", changes=changes)


def _log(sheet: Sheet, ref: uuid.UUID, *, action: str, changes: dict[str, tuple[Any, Any]]) -> None:
    at, change_set = now(), uuid.uuid4()
    Change.objects.bulk_create(
        Change(
            id=uuid.uuid4(),
            change_set=change_set,
            resource_id=ref,
            resource_type=sheet.name,
            action=action,
            field_name=name,
            previous_value=json.dumps(before, ensure_ascii=False),
            replacement_value=json.dumps(after, ensure_ascii=False),
            at=at,
        )
        for name, (before, after) in changes.items()
    )
