"""What editors see: the queue of what must be asked again, and of one entry who asked and what was changed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from peerline.directory.exchange import row_of, stored
from peerline.directory.hsds import TABLES, Said
from peerline.directory.models import Attribute, Change, Listing, ServiceArea, Verification
from peerline.directory.vocabulary import NEED, NEEDS, term_id
from peerline.kit.errors import NotThere

DUE, ALL = "due", "all"
STATES = (DUE, ALL, Listing.HIDDEN, Listing.SHOWN, Listing.QUARANTINED, Listing.REFUSED)
A_PAGE = 50
MOST_AHEAD = 2000  # of the queue, looked through for the one after another
WAITS_FOR_A_SECOND = (Verification.REACHED, Verification.CHANGED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an editor wants to see. state: of STATES; mine: only what this member owns."""

    state: str = DUE
    country: str = ""
    need: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field that was changed, and as texts what stood there before and after; field_name "" for a whole row."""

    table: str
    field_name: str
    before: str
    after: str


@dataclass(slots=True)
class ChangeSet:
    """What was changed in one go. `is_own`: nothing of another service was changed with it."""

    ref: uuid.UUID
    at: datetime
    by: str
    why: str
    is_own: bool
    fields: list[Field] = field(default_factory=list)


def queue(wanted: Wanted, *, today: date) -> QuerySet[Listing]:
    """The entries that fit; what was doubted first, then what has been due for longest, crisis lines before others."""
    found = Listing.objects.select_related("service__organization", "owner")
    if wanted.state == DUE:
        found = found.filter(due_on__lte=today)
    elif wanted.state != ALL:
        found = found.filter(state=wanted.state)
    if wanted.country:
        areas = ServiceArea.objects.filter(Q(extent=wanted.country) | Q(extent__startswith=f"{wanted.country}-"))
        found = found.filter(service__in=areas.values("service"))
    if wanted.need in NEEDS:
        tags = Attribute.objects.filter(link_entity="service", taxonomy_term=term_id(NEED, wanted.need))
        found = found.filter(service__in=tags.values("link_id"))
    for word in wanted.words.split()[:5]:
        found = found.filter(Q(service__name__icontains=word) | Q(service__organization__name__icontains=word))
    return found.order_by("-doubts", "due_on", "-is_crisis", "-state", "service")


def following(service: uuid.UUID, *, today: date) -> uuid.UUID | None:
    """The one after this in the queue of what is due; its first when this is the last, or not in it."""
    due = list(queue(Wanted(), today=today).values_list("pk", flat=True)[:MOST_AHEAD])
    at = due.index(service) + 1 if service in due else 0
    others = [one for one in (*due[at:], *due[:at]) if one != service]
    return others[0] if others else None


def said_elsewhere(one: Listing, *, today: date) -> date | None:
    """The day on which another directory says that it asked the service, when that is later than ours."""
    day = one.service.assured_date
    if day is None or day > today:
        return None
    return day if one.verified_on is None or day > one.verified_on else None


def overdue(today: date) -> tuple[int, int]:
    """Of the shown entries that are in the queue: how many were due before today, and how many there are."""
    shown = Listing.objects.filter(state=Listing.SHOWN, due_on__isnull=False)
    return shown.filter(due_on__lt=today).count(), shown.count()


def listing(service: uuid.UUID) -> Listing:
    """Whether and how one service is shown. Raises NotThere."""
    found = Listing.objects.select_related("service__organization", "owner").filter(service=service).first()
    if found is None:
        raise NotThere
    return found


def verifications(service: uuid.UUID) -> list[Verification]:
    """Who asked the service, newest first."""
    return list(Verification.objects.filter(service=service).select_related("by", "second").order_by("-pk")[:A_PAGE])


def waiting(service: uuid.UUID) -> Verification | None:
    """The newest word of one person about a crisis entry that still needs a second; None when there is none.

    What was said of ways to reach it that have changed since waits for nobody.
    """
    newest = Verification.objects.filter(service=service).select_related("by").order_by("-pk").first()
    is_one = newest is not None and newest.second_id is None and not newest.is_outdated
    if newest is None or not is_one or newest.outcome not in WAITS_FOR_A_SECOND:
        return None
    return newest if Listing.objects.filter(service=service, is_crisis=True).exists() else None


def history(service: uuid.UUID) -> list[ChangeSet]:
    """What was changed about a service, newest first."""
    rows = Change.objects.filter(service=service).select_related("by").order_by("-at", "field_name")[:500]
    sets: dict[uuid.UUID, ChangeSet] = {}
    stood = _rows_there(rows)
    for one in rows:
        alias = one.by.alias if one.by else ""
        made = sets.setdefault(one.change_set, ChangeSet(one.change_set, one.at, alias, one.why, is_own=True))
        before, after = _read(one.previous_value), _read(one.replacement_value)
        if one.action == "create":  # the log has nothing of a new row but that it came
            after = after or _read(json.dumps(stood.get(one.resource_id)))
        else:
            _step_back(stood, one)
        made.fields.append(Field(one.resource_type, one.field_name, before, after))
    decided = {one.change_set for one in rows if one.resource_type == Change.STANDING}
    for ref in _wide(sets, service) | decided:
        sets[ref].is_own = False
    return list(sets.values())


def change_set_of(service: uuid.UUID, ref: uuid.UUID) -> uuid.UUID:
    """A change set that is about this service and nothing else. Raises NotThere."""
    rows = Change.objects.filter(change_set=ref, service=service).exclude(resource_type=Change.STANDING)
    if not rows.exists() or _wide([ref], service):
        raise NotThere
    return ref


def _rows_there(changes: Iterable[Change]) -> dict[uuid.UUID, Said]:
    """The rows that came by these changes, as they are now, by identifier."""
    came: dict[str, set[uuid.UUID]] = {}
    for one in changes:
        if one.action == "create" and one.resource_type in TABLES:
            came.setdefault(one.resource_type, set()).add(one.resource_id)
    return {one.pk: row_of(one) for table, refs in came.items() for one in stored(table).filter(pk__in=refs)}


def _step_back(stood: dict[uuid.UUID, Said], change: Change) -> None:
    """A row as it was before a change."""
    before = json.loads(change.previous_value) if change.previous_value else None
    if change.action == "delete" and isinstance(before, dict):
        stood[change.resource_id] = before
    elif change.action == "update" and change.resource_id in stood:
        stood[change.resource_id] = {**stood[change.resource_id], change.field_name: before}


def _read(value: str) -> str:
    """What the log has of a field, as somebody reads it: a text bare, a translation without what it was made from."""
    said = json.loads(value) if value else None
    if isinstance(said, dict) and said.keys() <= {"text", "of"}:
        said = said.get("text")
    return "" if said is None else said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def _wide(sets: Iterable[uuid.UUID], service: uuid.UUID) -> set[uuid.UUID]:
    """Those of the change sets that changed other services too, as imports do."""
    others = Change.objects.filter(change_set__in=list(sets), service__isnull=False).exclude(service=service)
    return set(others.values_list("change_set", flat=True))
