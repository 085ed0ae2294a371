"""The directory table by table, for what carries all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from peerline.directory.access.sheets import NEWS
from peerline.directory.exchange import CHUNK, row_of, stored
from peerline.directory.hsds import Said
from peerline.directory.models import Change
from peerline.directory.sheets import SHEETS

WHOLE_ROW = "*"  # the field of a change that made or deleted a row


def rows_of_table(table: str) -> Iterator[list[Said]]:
    """All rows of a table, some hundred at a time, in the order of their identifiers."""
    waiting: list[Said] = []
    for one in stored(table).order_by("pk").iterator(chunk_size=CHUNK):
        waiting.append(row_of(one))
        if len(waiting) == CHUNK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def changes() -> Iterator[Said]:
    """The log of changes as HSDS has it. Who changed something is told by kind alone: aliases stay inside.

    What was decided about a listing stays inside as well. The lists of the movement are no tables of HSDS.
    """
    told = Change.objects.exclude(resource_type__in=(Change.STANDING, NEWS, *SHEETS))
    for one in told.order_by("at", "pk").iterator(chunk_size=CHUNK):
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
