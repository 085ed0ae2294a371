"""Anybody suggests; an editor takes it or leaves it. What was decided is deleted: the log of changes says the rest.

Who gave an address for that is told the decision once. What is deleted in bulk, as spam is, is told to nobody.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from peerline.directory.access import Facts, shown_name
from peerline.directory.actions.examine import Given
from peerline.directory.actions.listing import add_entry
from peerline.directory.actions.save import EntryChange, change_entry
from peerline.directory.actions.thanking import tell, way_back
from peerline.directory.models import Suggestion
from peerline.directory.offers import Full, Used
from peerline.directory.vocabulary import CRISIS_NEEDS
from peerline.kit import traces
from peerline.kit.errors import NotThere
from peerline.people.models import Member

MOST_WAITING = 300


@dataclass(frozen=True, slots=True)
class Suggested:
    """service: which it is about, None for a new one. cells: what was filled in. form: the one it came by.

    back, language  where and how to tell what becomes of it; "" for nobody
    """

    service: uuid.UUID | None
    cells: Mapping[str, str]
    note: str
    form: str
    back: str = ""
    language: str = ""


def suggest(said: Suggested) -> None:
    """Keep it for an editor. Raises Full, Used, NoAddress, NotThere for a service that is not shown."""
    if said.service is not None and shown_name(said.service) is None:
        raise NotThere
    if Suggestion.objects.count() >= MOST_WAITING:
        raise Full
    ref = uuid.uuid4()
    back = way_back(ref, said.back, said.language) if said.back else {}
    last = Suggestion.objects.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            Suggestion.objects.create(
                pk=ref,
                service_id=said.service,
                cells=dict(said.cells),
                note=said.note,
                form=said.form,
                number=last + 1,
                **back,
            )
    except IntegrityError:
        raise Used from None


def take_change(one: Suggestion, change: EntryChange, *, by: Member) -> None:
    """An entry is changed as somebody suggested. Raises what `change_entry` raises."""
    with transaction.atomic():
        assert one.service_id is not None
        change_entry(one.service_id, change, by=by)
        _decide(one, is_taken=True)


def take_new(one: Suggestion, rows: list[Given], cells: Mapping[str, str], *, by: Member) -> uuid.UUID:
    """A new entry, hidden and due today: an editor asks the service itself before it is shown. Raises Faulty."""
    service = uuid.UUID(cells["id"])
    facts = Facts(
        source=_("suggested by a visitor"), note=one.note, is_crisis=bool(CRISIS_NEEDS & set(cells["field"].split()))
    )
    with transaction.atomic():
        add_entry(service, rows, facts, by=by, why=_("suggested"))
        _decide(one, is_taken=True)
    return service


def leave_suggestion(one: Suggestion) -> None:
    """An editor has looked at it, and it is not taken."""
    with transaction.atomic():
        _decide(one, is_taken=False)


def drop_suggestion(one: Suggestion) -> bool:
    """Delete it without a word. False when it was gone already."""
    count = Suggestion.objects.filter(pk=one.pk).delete()[0]
    traces.left()
    return count > 0


def _decide(one: Suggestion, *, is_taken: bool) -> None:
    # Two editors may decide at once: who deletes it tells.
    if drop_suggestion(one):
        tell(one, is_taken=is_taken)
