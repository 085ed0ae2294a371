"""Who offers help: sealed rows for leads, and the keys that such a row is sealed to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from peerline.directory.models import Interest
from peerline.kit.errors import NotThere
from peerline.people import access as people
from peerline.people.models import Member
from peerline.people.sealed_person import sealed_for


@dataclass(frozen=True, slots=True)
class Offered:
    """One row as a lead gets it: `sealed` is the copy that this lead can open, "" when there is none."""

    ref: uuid.UUID
    on: date
    state: str
    by: str
    sealed: str


def recipients() -> dict[str, str]:
    """What an offer of help is sealed to: the key of each lead, by its ref."""
    return people.recipients_of(people.leads())


def offered(lead: Member, state: str) -> list[Offered]:
    """Those of a state, newest first."""
    own = [key.ref for key in people.keys(lead)]
    rows = Interest.objects.filter(state=state).select_related("by").order_by("-on", "-pk")
    return [
        Offered(one.pk, one.on, one.state, one.by.alias if one.by else "", sealed_for(one.sealed, own)) for one in rows
    ]


def interest(ref: uuid.UUID) -> Interest:
    """One. Raises NotThere."""
    found = Interest.objects.filter(pk=ref).first()
    if found is None:
        raise NotThere
    return found
