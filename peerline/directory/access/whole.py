"""Services with everything that belongs to them, down to the languages of a contact's number: what exchange carries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from peerline.directory.exchange import chunks, column, row_of, stored
from peerline.directory.hsds import BELOW, BESIDE, FOR_EDITORS, TABLES, Said

Rows = dict[str, dict[str, Said]]


def whole(services: Iterable[uuid.UUID]) -> Rows:
    """Rows by table and identifier: the services, what they point to, and all that hangs on either."""
    return gathered("service", services, with_all=True)


def gathered(table: str, ids: Iterable[uuid.UUID], *, with_all: bool) -> Rows:
    """Rows of a table and what they point to; `with_all` with what hangs on either. Services hang on nothing."""
    rows: Rows = {name: {} for name in TABLES}
    waiting: dict[str, set[str]] = {table: {str(one) for one in ids}}
    while waiting:
        name = next(iter(waiting))
        new = [uuid.UUID(one) for one in waiting.pop(name) if one not in rows[name]]
        for chunk in chunks(new):
            found = _beside(name, chunk, rows)
            for target, refs in (found | _below(name, chunk) if with_all else found).items():
                waiting.setdefault(target, set()).update(refs - rows[target].keys())
        waiting = {target: left for target, left in waiting.items() if left}
    _leave_out(rows)
    return rows


def is_for_editors(row: Said) -> bool:
    """Whether this is a contact that editors alone read."""
    return FOR_EDITORS in row


def _leave_out(rows: Rows) -> None:
    """Contacts for editors go, and the numbers and words that are theirs alone; a number of the service stays."""
    hidden = {ref for ref, row in rows["contact"].items() if is_for_editors(row)}
    for ref in hidden:
        del rows["contact"][ref]
    for ref, row in list(rows["phone"].items()):
        if row.get("contact_id") in hidden:
            rows["phone"].pop(ref) if is_of_contact_alone(row) else row.pop("contact_id")
            hidden.add(ref)
    for table, link in (("language", "phone_id"), ("attribute", "link_id")):
        for ref in [ref for ref, row in rows[table].items() if row.get(link) in hidden - rows["phone"].keys()]:
            del rows[table][ref]


def is_of_contact_alone(phone: Said) -> bool:
    """Whether nothing but a contact has this number."""
    return not any(phone.get(f"{name}_id") for name in ("service", "organization", "location", "service_at_location"))


def _beside(name: str, ids: list[uuid.UUID], rows: Rows) -> dict[str, set[str]]:
    """Read these rows; give what they point to."""
    found: dict[str, set[str]] = defaultdict(set)
    links = BESIDE.get(name, {})
    for one in stored(name).filter(pk__in=ids).order_by("pk"):
        said = rows[name][str(one.pk)] = row_of(one)
        for link, (_key, target) in links.items():
            if link in said:
                found[target].add(said[link])
    return found


def _below(name: str, ids: list[uuid.UUID]) -> dict[str, set[str]]:
    """What hangs on these rows."""
    found: dict[str, set[str]] = defaultdict(set)
    for _key, child, link in BELOW[name]:
        query = stored(child).filter(**{f"{column(child, link)}__in": ids})
        found[child].update(str(one) for one in query.values_list("pk", flat=True))
    tags = stored("attribute").filter(link_id__in=ids, link_entity=name)
    found["attribute"].update(str(one) for one in tags.values_list("pk", flat=True))
    return found
