"""Who gets the letters to a network or a partner, and by which tags letters are answered."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from peerline.directory.models import Partner, Relay, RelayContact
from peerline.directory.sheets import Listed
from peerline.post.models import Outgoing


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


def has_said_stop(address_hash: bytes) -> bool:
    """Whether whoever has this address wants no mail of this kind, whatever it is about."""
    return RelayContact.objects.filter(address_hash=address_hash, state=RelayContact.STOPPED).exists()


def mails_to(address_hash: bytes, day: date) -> int:
    """How often this address was asked, or told what came of a suggestion, on a day."""
    return RelayContact.objects.filter(address_hash=address_hash, on=day).count()


def relay_by_tag(tag_hash: bytes) -> Relay | None:
    """The letter that is answered."""
    return Relay.objects.select_related("contact").filter(tag_hash=tag_hash).first()


def without_letters() -> set[uuid.UUID]:
    """Networks and partners whose newest contact takes no mail any more: an editor has to ask elsewhere."""
    newest = {one.network_id or one.partner_id: one.state for one in RelayContact.objects.order_by("pk")}
    return {row for row, state in newest.items() if row is not None and state == RelayContact.FAILED}


def has_lost_letters(contact: RelayContact) -> bool:
    """Whether a letter to them did not arrive lately, as long as the post remembers."""
    return Relay.objects.filter(contact=contact, to_contact=False, outgoing__state=Outgoing.FAILED).exists()


def is_withdrawn(contact: RelayContact) -> bool:
    """Whether what the letters are about is shown to nobody any more. Of no row it is never."""
    row = contact.network or contact.partner
    return row is not None and row.is_withdrawn


def name_of(contact: RelayContact) -> str:
    """What the network or the partner is called."""
    row = contact.network or contact.partner
    return row.name if row else ""
