"""The address card: the sealed way back to a mail writer.

What stands in it is the writer's address and name and the ids that answers refer to. It is sealed to the address key
here and travels inside the sealed message, so opening it takes two keys: the conversation's, then the server's. Its mac
is keyed by the server and covers the conversation's ref: a card made elsewhere, or of another conversation, sends
nothing.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from peerline import seal
from peerline.kit.errors import Refused
from peerline.kit.secret_files import SecretsFolder
from peerline.kit.tokens import keyed_hash


class ForgedCard(Refused):
    """The card is damaged, was not made by this server, or belongs to another conversation."""

    code = "forged-card"


@dataclass(frozen=True, slots=True)
class AddressCard:
    """Where an answer goes.

    conversation  its ref
    address       the writer's mail address, as it came
    name          the writer's display name, or ""
    references    Message-IDs with angle brackets, oldest first; the last one is what is answered
    notice        the ref of the one notice that this address was given for, and nothing else; "" where answers go
    """

    conversation: str
    address: str
    name: str
    references: tuple[str, ...]
    notice: str = ""


def seal_card(card: AddressCard) -> bytes:
    """The card, with its mac, sealed to the address key."""
    fields = _fields(card)
    fields["mac"] = _mac(fields)
    return seal.seal(_recipient(_secrets()), seal.pad(json.dumps(fields, separators=(",", ":")).encode()))


def open_card(sealed: bytes, conversation: str) -> AddressCard:
    """The card that answers of this conversation go to.

    Raises ForgedCard for any other, and for one that serves a notice; Unavailable when the address key is away.
    """
    card = _open(sealed, conversation)
    if card.notice:
        raise ForgedCard
    return card


def open_notice_card(sealed: bytes, conversation: str) -> AddressCard:
    """The card of a notice of this conversation. Raises what `open_card` does, and ForgedCard where answers go."""
    card = _open(sealed, conversation)
    if not card.notice:
        raise ForgedCard
    return card


def _open(sealed: bytes, conversation: str) -> AddressCard:
    identity = _secrets().read("address.age").decode()
    try:
        fields = json.loads(seal.unseal(identity, sealed))
        mac, notice = str(fields.pop("mac")), str(fields.get("notice", ""))
        named = fields["conversation"], fields["address"], fields["name"], tuple(fields["references"])
        card = AddressCard(*named, notice)
    except (seal.NotForYou, seal.Broken, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ForgedCard from error
    is_ours = fields.get("v") == 1 and hmac.compare_digest(mac, _mac(_fields(card)))
    if not is_ours or card.conversation != conversation:
        raise ForgedCard
    return card


def _fields(card: AddressCard) -> dict[str, object]:
    fields: dict[str, object] = {
        "v": 1,
        "conversation": card.conversation,
        "address": card.address,
        "name": card.name,
        "references": list(card.references),
    }
    return fields | ({"notice": card.notice} if card.notice else {})


def _mac(fields: dict[str, object]) -> str:
    said = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return keyed_hash(_secrets().read("mac.key"), b"address card 1", said).hex()


@lru_cache(maxsize=4)
def _recipient(secrets: SecretsFolder) -> str:
    return seal.recipient_of(secrets.read("address.age").decode())


def _secrets() -> SecretsFolder:
    folder: SecretsFolder = settings.PEERLINE_SECRETS
    return folder
