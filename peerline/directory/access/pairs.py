"""Services that are shown together or not at all, such as the lines for women and for men of one place."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from peerline.directory.exchange import chunks
from peerline.directory.models import Listing, Service


def paired(services: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The others of the pairs of these services, shown or not; a service without a pair is left out."""
    pairs: dict[uuid.UUID, uuid.UUID] = {}
    for ids in chunks(list(services)):
        found = Listing.objects.filter(service__in=ids, pair__isnull=False).values_list("service_id", "pair")
        pairs.update((service, pair) for service, pair in found if pair)
    members = _members(pairs.values())
    return {service: [one for one in members[pair] if one != service] for service, pair in pairs.items()}


def halves(listings: Iterable[Listing]) -> list[uuid.UUID]:
    """Those of these shown services whose pair is not shown wholly."""
    shown = [one for one in listings if one.pair]
    whole = {one.pair: 0 for one in shown}
    for pair, state, status in _states(whole):
        whole[pair] += 0 if state == Listing.SHOWN and status == "active" else 1
    return [one.service_id for one in shown if whole[one.pair]]


def partner(service: uuid.UUID) -> Service | None:
    """The service that one is shown together with, for editors; None for one alone."""
    others = paired([service]).get(service, [])
    return Service.objects.select_related("organization").filter(pk__in=others).first()


def _members(pairs: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for ids in chunks(list(set(pairs))):
        rows = Listing.objects.filter(pair__in=ids).order_by("service").values_list("pair", "service_id")
        for pair, service in rows:
            if pair:
                found[pair].append(service)
    return found


def _states(pairs: Iterable[uuid.UUID | None]) -> list[tuple[uuid.UUID | None, str, str]]:
    rows: list[tuple[uuid.UUID | None, str, str]] = []
    for ids in chunks([one for one in pairs if one]):
        found = Listing.objects.filter(pair__in=ids).values_list("pair", "state", "service__status")
        rows += list(found)
    return rows
