"""Reading the directory: what is shown, to anybody; everything, to editors."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from peerline.directory.exchange import row_of, stored
from peerline.directory.hsds import TABLES
from peerline.directory.models import Attribute, Listing, Reach, Service

MOST_CANDIDATES = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One service with everything that hangs on it, as HSDS rows by table."""

    id: uuid.UUID
    rows: dict[str, list[dict[str, Any]]]

    @property
    def service(self) -> dict[str, Any]:
        """The row of the service."""
        return self.rows["service"][0]

    @property
    def organization(self) -> dict[str, Any]:
        """The row of its organization."""
        return self.rows["organization"][0]


def shown_services() -> int:
    """How many services this line shows."""
    return Listing.objects.filter(state=Listing.SHOWN).count()


def candidates(country: str, need: str) -> list[uuid.UUID]:
    """The freshest services found in a country for a need ("" for any), at most MOST_CANDIDATES of them."""
    rows = Reach.objects.filter(country=country, need=need).order_by("-freshness", "service")
    return list(rows.values_list("service_id", flat=True)[:MOST_CANDIDATES])


def entry(service: uuid.UUID) -> Entry | None:
    """One service with all its rows, shown or not; None when there is none."""
    found = Service.objects.select_related("organization").filter(pk=service).first()
    if found is None:
        return None
    rows: dict[str, list[dict[str, Any]]] = {
        "organization": [row_of(found.organization)],
        "service": [row_of(found)],
    }
    for table in TABLES.values():
        if "service_id" in table.by_name:
            children = stored(table.name).filter(service=service).order_by("pk")
            rows[table.name] = [row_of(one) for one in children]
    tags = Attribute.objects.filter(link_id=service, link_entity="service").order_by("pk")
    rows["attribute"] = [row_of(one) for one in tags]
    return Entry(service, {name: said for name, said in rows.items() if said})
