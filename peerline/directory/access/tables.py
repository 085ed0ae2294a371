"""The directory table by table, for what carries all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from peerline.directory.access.sheets import NEWS
from peerline.directory.access.whole import is_of_contact_alone
from peerline.directory.exchange import CHUNK, row_of, stored
from peerline.directory.hsds import FOR_EDITORS, Said
from peerline.directory.models import Change, Contact, Phone
from peerline.directory.sheets import SHEETS

_NOT_TOLD = ("address", "contact", "location")
WHOLE_ROW = "*"  # the field of a change that made or deleted a row


def rows_of_table(table: str) -> Iterator[list[Said]]:
    """All rows of a table, some hundred at a time, in the order of their identifiers; no contact for editors."""
    hidden, waiting = _for_editors(), list[Said]()
    for one in stored(table).order_by("pk").iterator(chunk_size=CHUNK):
        row = row_of(one)
        if hidden.isdisjoint((row["id"], row.get("phone_id"), row.get("link_id"))):
            waiting.append({name: said for name, said in row.items() if name != "contact_id" or said not in hidden})
        if len(waiting) == CHUNK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _for_editors() -> set[str]:
    """The contacts that editors alone read, and the numbers that are theirs alone."""
    contacts = set(Contact.objects.filter(extra__has_key=FOR_EDITORS).values_list("pk", flat=True))
    phones = (row_of(one) for one in Phone.objects.filter(contact__extra__has_key=FOR_EDITORS))
    return {*map(str, contacts), *(row["id"] for row in phones if is_of_contact_alone(row))}


def changes() -> Iterator[Said]:
    """The log of changes as HSDS has it. Who changed something is told by kind alone: aliases stay inside.

    What was decided about a listing stays inside as well, and where somebody was or who answered once: that was taken
    away for a reason. The lists of the movement are no tables of HSDS.
    """
    hidden = _for_editors()
    told = Change.objects.exclude(resource_type__in=(Change.STANDING, NEWS, *SHEETS, *_NOT_TOLD))
    for one in told.order_by("at", "pk").iterator(chunk_size=CHUNK):
        if str(one.resource_id) in hidden:
            continue
        yield {
            "id": str(one.pk),
            "resource_id": str(one.resource_id),
            "resource_type": one.resource_type,
            "last_action_date": one.at.astimezone(UTC).date().isoformat(),
            "last_action_type": one.action,
            "field_name": one.field_name or WHOLE_ROW,
            "previous_value": one.previous_value or "null",
            "replacement_value": one.replacement_value or "null",
            "updated_by": "editor" if one.by_id else "import",
        }
