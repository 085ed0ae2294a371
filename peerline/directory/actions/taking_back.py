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
    changes = list(Change.objects.filter(change_set=change_set))
    for one in changes:
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
    rows = [
        (table, _but_nothing(_present(table, ref) | values | {"id": str(ref)}))
        for (table, ref), values in before.items()
    ]
    with transaction.atomic():
        saved = save_rows(rows, by=by, why=_("taken back"))
        sets = [saved.change_set]
        for some in (_but_organizations(created), _left_empty(created)):
            deleted = delete_rows(some, by=by, why=_("taken back"))
            saved.deleted += deleted.deleted
            sets.append(deleted.change_set)
        _tell_of(changes, sets)
        put_back(texts, by=by, why=_("taken back"))
    return saved


def _tell_of(changes: list[Change], sets: list[uuid.UUID]) -> None:
    """What belongs to no service by itself, such as the place of several, stands in the history where it stood."""
    services = {one.service for one in changes if one.service}
    if len(services) == 1:
        Change.objects.filter(change_set__in=sets, service=None).update(service=services.pop())


def _but_organizations(created: list[Place]) -> list[Place]:
    return [one for one in created if one[0] != "organization"]


def _left_empty(created: list[Place]) -> Iterator[Place]:
    """The organizations that nobody has given another service meanwhile."""
    yield from (one for one in created if one[0] == "organization" and not _has_services(one[1]))


def _has_services(organization: uuid.UUID) -> bool:
    return Service.objects.filter(organization=organization).exists()


def _but_nothing(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what was not there: of a field that is not of HSDS, nothing is something else than none."""
    return {name: said for name, said in row.items() if said is not None}


def _present(table: str, ref: uuid.UUID) -> dict[str, Any]:
    row = stored(table).filter(pk=ref).first()
    return row_of(row) if row else {}
