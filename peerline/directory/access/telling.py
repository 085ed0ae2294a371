"""What a page tells of a service beside its rows: when it was checked, and with which it is shown or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerline.directory.exchange import chunks
from peerline.directory.facts import unpack
from peerline.directory.models import Edition, Listing, Reach

from .finding import Hit


@dataclass(frozen=True, slots=True)
class Standing:
    """verified_on: when somebody of this line asked the service; source_date: of the list it comes from otherwise.

    due_on: when it must be asked again; doubts: how often it was said not to work since.
    """

    verified_on: date | None
    source_date: date | None
    pair: uuid.UUID | None
    due_on: date | None = None
    doubts: int = 0


def standings(services: Sequence[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """Of those that are shown."""
    found: dict[uuid.UUID, Standing] = {}
    for ids in chunks(list(services)):
        rows = Listing.objects.filter(service__among=ids, state=Listing.SHOWN, service__status="active")
        found.update((one.service_id, _standing(one)) for one in rows)
    return found


def wholly(hits: list[Hit]) -> list[Hit]:
    """Of each pair both halves, one after the other, or neither: who was found alone brings the other half along."""
    halves = _halves([uuid.UUID(one.facts.pair) for one in hits if one.facts.pair])
    found = {one.service: one for one in hits}
    whole: dict[uuid.UUID, Hit] = {}
    for one in hits:
        both = halves.get(one.facts.pair, []) if one.facts.pair else [one.service]
        for half in both:
            whole.setdefault(half, found.get(half) or _like(one, half))
    return list(whole.values())


def first(hits: list[Hit], most: int) -> list[Hit]:
    """The first of them, at most so many; no pair is parted for it. `hits` are whole (`wholly`)."""
    cut = hits[:most]
    if len(hits) > most and cut and (pair := cut[-1].facts.pair) and hits[most].facts.pair == pair:
        return [one for one in cut if one.facts.pair != pair]
    return cut


def edition() -> int:
    """A number that is another one whenever what is found may be another."""
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _halves(pairs: Sequence[uuid.UUID]) -> dict[str, list[uuid.UUID]]:
    """The services of each pair; of a pair that is not shown wholly, none."""
    found: dict[str, list[Listing]] = {}
    for ids in chunks(list(pairs)):
        for one in Listing.objects.filter(pair__in=ids).select_related("service").order_by("service"):
            found.setdefault(str(one.pair), []).append(one)
    return {pair: [one.service_id for one in some] if _whole(some) else [] for pair, some in found.items()}


def _like(one: Hit, half: uuid.UUID) -> Hit:
    """The other half, standing where the one stands, for the same reasons."""
    packed = Reach.objects.filter(service=half).values_list("facts", flat=True)[0]
    return Hit(half, one.freshness, unpack(packed), one.reasons)


def _standing(one: Listing) -> Standing:
    return Standing(one.verified_on, one.source_date, one.pair, one.due_on, one.doubts)


def _whole(some: list[Listing]) -> bool:
    return all(one.state == Listing.SHOWN and one.service.status == "active" for one in some)
