"""Services with everything that belongs to them, down to the languages of a contact's number: what exchange carries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from peerline.directory.exchange import chunks, column, row_of, stored
from peerline.directory.hsds import BELOW, BESIDE, TABLES, Said

Rows = dict[str, dict[str, Said]]


def whole(services: Iterable[uuid.UUID]) -> Rows:
    """Rows by table and identifier: the services, what they point to, and all that hangs on either."""
    return _gathered("service", services)


def whole_organizations(organizations: Iterable[uuid.UUID]) -> Rows:
    """The same for organizations, without their services."""
    return _gathered("organization", organizations)


def _gathered(table: str, ids: Iterable[uuid.UUID]) -> Rows:
    rows: Rows = {name: {} for name in TABLES}
    waiting: dict[str, set[str]] = {table: {str(one) for one in ids}}
    while waiting:
        name = next(iter(waiting))
        new = [uuid.UUID(one) for one in waiting.pop(name) if one not in rows[name]]
        for chunk in chunks(new):
            for target, found in _around(name, chunk, rows).items():
                waiting.setdefault(target, set()).update(found - rows[target].keys())
        waiting = {target: left for target, left in waiting.items() if left}
    return rows


def _around(name: str, ids: list[uuid.UUID], rows: Rows) -> dict[str, set[str]]:
    """Read these rows; give what they point to and what hangs on them."""
    found: dict[str, set[str]] = defaultdict(set)
    links = BESIDE.get(name, {})
    for one in stored(name).filter(pk__in=ids).order_by("pk"):
        said = rows[name][str(one.pk)] = row_of(one)
        for link, (_key, target) in links.items():
            if link in said:
                found[target].add(said[link])
    for _key, child, link in BELOW[name]:
        query = stored(child).filter(**{f"{column(child, link)}__in": ids})
        found[child].update(str(one) for one in query.values_list("pk", flat=True))
    tags = stored("attribute").filter(link_id__in=ids, link_entity=name)
    found["attribute"].update(str(one) for one in tags.values_list("pk", flat=True))
    return found
