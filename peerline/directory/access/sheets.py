"""The rows of the movement's lists: those that are shown, to anybody; all of them with their history, to editors."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from peerline.directory.models import Change, Network, News
from peerline.directory.sheets import SHEETS, Listed, Sheet
from peerline.kit.errors import NotThere

NEWEST = 30
NEWS = "news"  # in the log


@dataclass(slots=True)
class RowChange:
    """What was changed of one row in one go; `fields` are field, before, after."""

    ref: uuid.UUID
    at: datetime
    by: str
    why: str
    action: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


def rows_of_sheet(sheet: Sheet) -> list[dict[str, str]]:
    """Every row that is shown, by field, by name and then by the rest of its key."""
    return list(sheet.model._default_manager.filter(is_withdrawn=False).order_by(*sheet.key).values(*sheet.fields))


def shown_rows(sheet: Sheet) -> list[Any]:
    """The same as they are stored, so that a page can lead to them."""
    return list(sheet.model._default_manager.filter(is_withdrawn=False).order_by(*sheet.key))


def every_row(sheet: Sheet) -> list[Listed]:
    """Every row, withdrawn ones last, for editors."""
    return list(sheet.model._default_manager.order_by("is_withdrawn", *sheet.key))


def shown_row(sheet: Sheet, ref: uuid.UUID) -> Listed:
    """One row, for anybody. Raises NotThere, also for what is withdrawn."""
    found = row_of_sheet(sheet, ref)
    if found.is_withdrawn:
        raise NotThere
    return found


def row_of_sheet(sheet: Sheet, ref: uuid.UUID) -> Listed:
    """One row, for editors. Raises NotThere."""
    found: Listed | None = sheet.model._default_manager.filter(pk=ref).first()
    if found is None:
        raise NotThere
    return found


def sheet_called(name: str) -> Sheet:
    """One of the lists. Raises NotThere."""
    if name not in SHEETS:
        raise NotThere
    return SHEETS[name]


def cells_of_row(sheet: Sheet, row: Listed) -> dict[str, str]:
    """A row by field."""
    return {name: getattr(row, name) for name in sheet.fields}


def seen_row(sheet: Sheet, row: Listed) -> str:
    """Fingerprint of a row as an editor sees it."""
    return _fingerprint(cells_of_row(sheet, row), is_withdrawn=row.is_withdrawn)


def changes_of_row(kind: str, ref: uuid.UUID) -> list[RowChange]:
    """What was changed of a row of a list, or of a piece of news, newest first."""
    rows = Change.objects.filter(resource_type=kind, resource_id=ref).select_related("by")
    sets: dict[uuid.UUID, RowChange] = {}
    for one in rows.order_by("-at", "field_name")[:500]:
        alias = one.by.alias if one.by else ""
        made = sets.setdefault(one.change_set, RowChange(one.change_set, one.at, alias, one.why, one.action))
        made.fields.append((one.field_name, _said(one.previous_value), _said(one.replacement_value)))
    return list(sets.values())


def news_of(network: uuid.UUID) -> list[News]:
    """What a network tells, newest first, for anybody."""
    return list(_shown_news().filter(network=network)[:NEWEST])


def all_news() -> list[News]:
    """What all networks tell, newest first."""
    return list(_shown_news()[:NEWEST])


def news_to_edit(network: uuid.UUID) -> list[News]:
    """All of a network's, withdrawn ones too, for editors."""
    return list(News.objects.filter(network=network).order_by("-on", "-pk"))


def news_called(network: uuid.UUID, ref: uuid.UUID) -> News:
    """One piece of news, for editors. Raises NotThere."""
    found = News.objects.filter(network=network, pk=ref).select_related("network").first()
    if found is None:
        raise NotThere
    return found


def cells_of_news(row: News) -> dict[str, str]:
    """A piece of news by field; its day as in 2026-11-29."""
    return {"on": row.on.isoformat(), "title": row.title, "text": row.text}


def seen_news(row: News) -> str:
    """Fingerprint of a piece of news as an editor sees it."""
    return _fingerprint(cells_of_news(row), is_withdrawn=row.is_withdrawn)


def network_called(ref: uuid.UUID) -> Network:
    """A network that is shown. Raises NotThere."""
    found = shown_row(SHEETS["networks"], ref)
    assert isinstance(found, Network)
    return found


def _shown_news() -> QuerySet[News]:
    return (
        News.objects.filter(is_withdrawn=False, network__is_withdrawn=False)
        .select_related("network")
        .order_by("-on", "-pk")
    )


def _fingerprint(cells: dict[str, str], *, is_withdrawn: bool) -> str:
    said = json.dumps([cells, is_withdrawn], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _said(value: str) -> str:
    """A value of the log as a page shows it."""
    said = json.loads(value)
    return said if isinstance(said, str) else ("yes" if said else "")
