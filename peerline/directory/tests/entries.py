"""Rows of HSDS for tests."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peerline import seal
from peerline.directory.exchange import row_of, stored
from peerline.directory.hsds import BESIDE, TABLES, Field
from peerline.directory.vocabulary import NEED, named, rows, term_id
from peerline.kit.secret_files import SecretsFolder

TUESDAY_NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
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


def stored_rows() -> dict[str, dict[str, Any]]:
    """Everything that is stored, without the moment of the change."""
    there = {f"{name} {one.pk}": row_of(one) for name in TABLES for one in stored(name).all()}
    return {ref: {key: value for key, value in row.items() if key != "last_modified"} for ref, row in there.items()}


def empty() -> None:
    """Delete all that is stored."""
    for name in TABLES:
        stored(name).all().delete()


_SAID = {
    "date": "2026-11-03",
    "time": "18:00",
    "integer": 3,
    "number": -2.5,
    "stamp": "2026-11-03T18:00:00Z",
    "uri": "https://lantern.example/",
    "email": "call@lantern.example",
}


def everything(name: str = "Lantern", text: str = "") -> list[tuple[str, dict[str, Any]]]:
    """One row of every table with every field said, all hanging together; `text` is what every text says."""
    made = []
    for table in TABLES.values():
        row = {
            one.name: _said(name, one, text or f"{name} {one.name}")
            for one in table.fields
            if _is_said(one, table.name)
        }
        made.append((table.name, {**row, "id": str(named(name, table.name))}))
    made[-1][1].update(link_id=str(named(name, "service")), link_entity="service")
    return made


def _is_said(field: Field, table: str) -> bool:
    return not (field.table == table and field.table in BESIDE.get(table, {}).get(field.name, ("", ""))[1:])


def _said(name: str, field: Field, text: str) -> Any:
    if field.table:
        return str(named(name, field.table))
    if field.values:
        return field.values[0]
    return _SAID.get(field.kind, text)


def a_secrets_folder(path: Path) -> SecretsFolder:
    """The secrets that sealed addresses rest on."""
    folder = SecretsFolder(path / "secrets")
    for name in ("mac.key", "tag.key"):
        folder.write(name, os.urandom(32))
    folder.write("address.age", seal.new_identity().encode())
    return folder
