"""Rows of HSDS for tests."""

from __future__ import annotations

from typing import Any

from peerline.directory.vocabulary import NEED, named, rows, term_id

LANTERN_CALL = named("service", "Lantern Call")
LANTERN_HOUSE = named("organization", "Lantern House")


def vocabulary() -> list[tuple[str, dict[str, Any]]]:
    """The vocabularies of this directory."""
    return list(rows())


def a_service(name: str = "Lantern Call", *, country: str = "DE", need: str = "suicide_crisis", **said: Any) -> Any:
    """A service with organization, number, area and need."""
    service, organization = str(named("service", name)), str(LANTERN_HOUSE)
    return [
        ("organization", {"id": organization, "name": "Lantern House", "description": "Talks with people."}),
        ("service", {"id": service, "organization_id": organization, "name": name, "status": "active", **said}),
        ("phone", {"id": str(named("phone", name)), "service_id": service, "number": "030 1234567", "type": "voice"}),
        ("service_area", {"id": str(named("area", name)), "service_id": service, "extent": country}),
        (
            "attribute",
            {
                "id": str(named("attribute", name)),
                "link_id": service,
                "link_entity": "service",
                "taxonomy_term_id": str(term_id(NEED, need)),
            },
        ),
    ]
