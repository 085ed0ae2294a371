"""What a network has to tell: an editor writes it with its day, corrects it, takes it down, and puts it up again.

Every change is in the log, by field, and can be taken back.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from peerline.directory.access.sheets import NEWS, cells_of_news, news_called, seen_news
from peerline.directory.actions.examine import Faulty
from peerline.directory.actions.log import Deed, fields_before, note_fields
from peerline.directory.actions.save import Meanwhile
from peerline.directory.blocking import why_text
from peerline.directory.checking import Fault, clean
from peerline.directory.models import Network, News
from peerline.kit.clock import now
from peerline.people.models import Member


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of news: its day, its title in one row, its text."""

    on: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor wants of a piece of news, the fingerprint of what was seen, and why."""

    told: Told
    seen: str
    why: str = ""


def tell_news(network: Network, told: Told, *, by: Member) -> News:
    """Put it on the network's page and into its feed. Raises Faulty."""
    wanted = _checked(told)
    with transaction.atomic():
        row = News.objects.create(network=network, by=by, **wanted)
        changes = {name: ("", text) for name, text in cells_of_news(row).items()}
        note_fields(NEWS, row.pk, Deed("create", by), changes=changes)
    return row


def correct_news(network: uuid.UUID, ref: uuid.UUID, wanted: Correction, *, by: Member) -> None:
    """Other words, or another day. Its entry of the feed stays the same one. Raises Faulty, Meanwhile, NotThere."""
    told = _checked(wanted.told)
    with transaction.atomic():
        row = _locked(network, ref)
        if seen_news(row) != wanted.seen:
            raise Meanwhile
        _put(row, told, deed=Deed("update", by, wanted.why))


def withdraw_news(network: uuid.UUID, ref: uuid.UUID, *, by: Member, why: str, is_withdrawn: bool = True) -> None:
    """Take it down, or put it up again. Raises NotThere."""
    with transaction.atomic():
        _put(_locked(network, ref), {"is_withdrawn": is_withdrawn}, deed=Deed("update", by, why))


def take_news_back(network: uuid.UUID, ref: uuid.UUID, change_set: uuid.UUID, *, by: Member) -> None:
    """A change of it is undone; to take back that it was told is to take it down. Raises Faulty, NotThere."""
    before = fields_before(NEWS, ref, change_set)
    with transaction.atomic():
        row = _locked(network, ref)
        said = {**cells_of_news(row), **before}
        told = _checked(Told(date.fromisoformat(said["on"]), said["title"], said["text"]))
        is_withdrawn = said.get("is_withdrawn", row.is_withdrawn)
        _put(row, {**told, "is_withdrawn": is_withdrawn}, deed=Deed("update", by, _("taken back")))


def _checked(told: Told) -> dict[str, Any]:
    """As it is stored. Raises Faulty, also where somebody could be led to what is blocked."""
    wanted = {"on": told.on, "title": " ".join(clean(told.title).split()), "text": clean(told.text)}
    empty = _("This field has to be there.")
    reasons = {name: why_text(str(wanted[name])) if wanted[name] else empty for name in ("title", "text")}
    faults = [Fault(NEWS, "", name, reason) for name, reason in reasons.items() if reason]
    if faults:
        raise Faulty(faults)
    return wanted


def _locked(network: uuid.UUID, ref: uuid.UUID) -> News:
    list(News.objects.select_for_update().filter(network=network, pk=ref))
    return news_called(network, ref)


def _put(row: News, wanted: dict[str, Any], *, deed: Deed) -> None:
    """Store what differs, and write it into the log. What readers are told anew counts as corrected now."""
    differs = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    before = {**cells_of_news(row), "is_withdrawn": row.is_withdrawn}
    for name, value in differs.items():
        setattr(row, name, value)
    if differs.keys() - {"is_withdrawn"}:
        row.corrected_at = now()
    row.save(update_fields=[*differs, "corrected_at"])
    after = {**cells_of_news(row), "is_withdrawn": row.is_withdrawn}
    note_fields(NEWS, row.pk, deed, changes={name: (before[name], after[name]) for name in differs})
