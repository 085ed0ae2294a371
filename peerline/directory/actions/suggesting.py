"""Anybody suggests; an editor takes it or leaves it. What was decided is deleted: the log of changes says the rest."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from peerline.directory.access import Facts, shown_name
from peerline.directory.actions.examine import Given
from peerline.directory.actions.listing import list_services
from peerline.directory.actions.save import EntryChange, change_entry, save_rows
from peerline.directory.models import Suggestion
from peerline.directory.vocabulary import CRISIS_NEEDS
from peerline.kit.errors import NotThere, Refused, Unavailable
from peerline.people.models import Member

MOST_WAITING = 300


class Full(Unavailable):
    """So many wait that no more are taken."""

    code = "too-many-suggestions"


class Used(Refused):
    """This form has sent something already."""

    code = "form-used"


@dataclass(frozen=True, slots=True)
class Suggested:
    """service: which it is about, None for a new one. cells: what was filled in. form: the one it came by."""

    service: uuid.UUID | None
    cells: Mapping[str, str]
    note: str
    form: str


def suggest(said: Suggested) -> None:
    """Keep it for an editor. Raises Full, Used, NotThere for a service that is not shown."""
    if said.service is not None and shown_name(said.service) is None:
        raise NotThere
    if Suggestion.objects.count() >= MOST_WAITING:
        raise Full
    last = Suggestion.objects.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            Suggestion.objects.create(
                service_id=said.service, cells=dict(said.cells), note=said.note, form=said.form, number=last + 1
            )
    except IntegrityError:
        raise Used from None


def take_change(one: Suggestion, change: EntryChange, *, by: Member) -> None:
    """An entry is changed as somebody suggested. Raises what `change_entry` raises."""
    with transaction.atomic():
        assert one.service_id is not None
        change_entry(one.service_id, change, by=by)
        drop_suggestion(one)


def take_new(one: Suggestion, rows: list[Given], cells: Mapping[str, str], *, by: Member) -> uuid.UUID:
    """A new entry, hidden and due today: an editor asks the service itself before it is shown. Raises Faulty."""
    service = uuid.UUID(cells["id"])
    facts = Facts(
        source=_("suggested by a visitor"), note=one.note, is_crisis=bool(CRISIS_NEEDS & set(cells["field"].split()))
    )
    with transaction.atomic():
        save_rows(rows, by=by, why=_("suggested"))
        list_services({service: facts}, wanted=[service], today=date.today())  # noqa: DTZ011
        drop_suggestion(one)
    return service


def drop_suggestion(one: Suggestion) -> None:
    """It is decided."""
    Suggestion.objects.filter(pk=one.pk).delete()
