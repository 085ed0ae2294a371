"""A change set is put back: rows as they were before it, and texts in other languages. That is logged as well."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from peerline.directory.actions.log import Saved
from peerline.directory.actions.save import delete_rows, save_rows
from peerline.directory.actions.translating import TRANSLATION, put_back
from peerline.directory.exchange import row_of, stored
from peerline.directory.models import Change, Service
from peerline.people.models import Member

Place = tuple[str, uuid.UUID]


def take_back(change_set: uuid.UUID, *, by: Member | None) -> Saved:
    """Put every row of a change set back as it was before. Raises Faulty when that is no longer possible."""
    before: dict[tuple[str, uuid.UUID], dict[str, Any]] = defaultdict(dict)
    created: list[Place] = []
    texts: list[Change] = []
    for one in Change.objects.filter(change_set=change_set):
        if one.resource_type == TRANSLATION:
            texts.append(one)
            continue
        place = (one.resource_type, one.resource_id)
        if one.action == "create":
            created.append(place)
        elif one.action == "delete":
            before[place] = json.loads(one.previous_value)
        else:
            before[place][one.field_name] = json.loads(one.previous_value)
    rows = [(table, _present(table, ref) | values | {"id": str(ref)}) for (table, ref), values in before.items()]
    with transaction.atomic():
        saved = save_rows(rows, by=by, why=_("taken back"))
        for some in (_but_organizations(created), _left_empty(created)):
            saved.deleted += delete_rows(some, by=by, why=_("taken back")).deleted
        put_back(texts, by=by, why=_("taken back"))
    return saved


def _but_organizations(created: list[Place]) -> list[Place]:
    return [one for one in created if one[0] != "organization"]


def _left_empty(created: list[Place]) -> Iterator[Place]:
    """The organizations that nobody has given another service meanwhile."""
    yield from (one for one in created if one[0] == "organization" and not _has_services(one[1]))


def _has_services(organization: uuid.UUID) -> bool:
    return Service.objects.filter(organization=organization).exists()


def _present(table: str, ref: uuid.UUID) -> dict[str, Any]:
    row = stored(table).filter(pk=ref).first()
    return row_of(row) if row else {}
