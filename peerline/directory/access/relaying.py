"""Who gets the letters to a network or a partner, and by which tags letters are answered."""

from __future__ import annotations

from typing import Any

from peerline.directory.models import Partner, Relay, RelayContact
from peerline.directory.sheets import Listed


def place_of(row: Listed) -> dict[str, Any]:
    """By what a contact of this row is found."""
    return {"partner": row} if isinstance(row, Partner) else {"network": row}


def contact_of(row: Listed) -> RelayContact | None:
    """The newest contact of a network or a partner, whatever its state; None where there never was one."""
    return RelayContact.objects.filter(**place_of(row)).order_by("-pk").first()


def takes_letters(row: Listed) -> bool:
    """Whether anybody can write to them through this line."""
    found = contact_of(row)
    return found is not None and found.state == RelayContact.ON


def relay_by_tag(tag_hash: bytes) -> Relay | None:
    """The letter that is answered."""
    return Relay.objects.select_related("contact").filter(tag_hash=tag_hash).first()


def name_of(contact: RelayContact) -> str:
    """What the network or the partner is called."""
    row = contact.network or contact.partner
    return row.name if row else ""
