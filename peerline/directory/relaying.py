"""What passing letters on rests on: tags, sealed addresses, and the cargo that waits in the post.

A tag is a code of 77 bits that stands in one mail and nowhere here; its keyed hash finds the letter. The address of
who wrote is sealed to the identity of the tag, so that only an answer opens the way back, and inside to the address
key, so that the tag alone opens nothing. See docs/decisions/0027.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from peerline import seal
from peerline.kit.errors import Refused
from peerline.kit.tokens import base32, keyed_hash
from peerline.line.access import the_line

KIND = "relay"
MARK = re.compile(r"r-([a-z2-7]{16})")
SPARE_BITS = 3  # 16 letters hold 80 bits, a code has 77


class Forged(Refused):
    """Something was not made by this server, or for another place."""

    code = "forged-relay"


@dataclass(frozen=True, slots=True)
class Leaving:
    """One letter as it waits to leave: to which address, the tag that an answer to it goes to, and what is said.

    subject  "" for the line's neutral one: to who wrote, whose mailbox others may look at
    """

    outgoing: str
    address: str
    tag: str
    text: str
    language: str
    subject: str = ""


def new_tag() -> str:
    """A tag: 16 characters of lower-case base32."""
    return base32((seal.new_code(7).number << SPARE_BITS).to_bytes(10, "big"))


def tag_of(mark: str) -> str:
    """The tag behind the plus sign of a recipient address, "" for none."""
    found = MARK.fullmatch(mark)
    return found[1] if found else ""


def hash_of_tag(tag: str) -> bytes:
    """What is stored of a tag: 32 bytes."""
    return keyed_hash(_secret("tag.key"), b"relay", tag.encode())


def hash_of_address(address: str) -> bytes:
    """What is stored of an address, so that it is not asked again: 32 bytes."""
    return keyed_hash(_secret("mac.key"), b"relay address", address.strip().casefold().encode())


def seal_address(place: str, address: str) -> bytes:
    """An address sealed to the address key. `place`: what it is the address of; it opens nowhere else."""
    return seal.seal(_address_recipient(), seal.pad(_signed({"place": place, "address": address})))


def open_address(place: str, sealed: bytes) -> str:
    """The address. Raises Forged."""
    try:
        said = _checked(seal.unseal(_secret("address.age").decode(), sealed))
    except seal.SealError as error:
        raise Forged from error
    if said.get("place") != place:
        raise Forged
    return str(said.get("address", ""))


def seal_back(tag: str, exchange: str, address: str) -> bytes:
    """The way back to who wrote, which only an answer to this tag opens. Takes about 0.15 s."""
    return seal.seal(seal.recipient_of(_identity_of(tag)), seal_address(exchange, address))


def open_back(tag: str, exchange: str, sealed: bytes) -> str:
    """The address. Raises Forged. Takes about 0.15 s."""
    try:
        return open_address(exchange, seal.unseal(_identity_of(tag), sealed))
    except seal.SealError as error:
        raise Forged from error


def pack(leaving: Leaving) -> bytes:
    """The plaintext of a cargo: padded JSON with a mac, so that nobody who writes to the database sends mail by it."""
    return seal.pad(_signed({"kind": KIND, **asdict(leaving)}))


def unpack(plain: bytes, *, outgoing: str) -> Leaving:
    """Read a cargo; it must name the row it was found in. Raises Forged."""
    said = _checked(plain)
    try:
        leaving = Leaving(**{name: str(said[name]) for name in Leaving.__slots__})
    except KeyError as error:
        raise Forged from error
    if said.get("kind") != KIND or leaving.outgoing != outgoing:
        raise Forged
    return leaving


def _signed(said: dict[str, Any]) -> bytes:
    return json.dumps({**said, "v": 1, "mac": _mac({**said, "v": 1})}, ensure_ascii=False).encode()


def _checked(plain: bytes) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(plain)
        mac = str(said.pop("mac"))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Forged from error
    if not hmac.compare_digest(mac, _mac(said)) or said.get("v") != 1:
        raise Forged
    return said


def _mac(said: dict[str, Any]) -> str:
    return keyed_hash(_secret("mac.key"), b"relay 1", json.dumps(said, sort_keys=True).encode()).hex()


def _identity_of(tag: str) -> str:
    number = int.from_bytes(base64.b32decode(tag.upper()), "big") >> SPARE_BITS
    return seal.keys_of_code(seal.Code(number, 7), the_line().ref).identity


def _address_recipient() -> str:
    return seal.recipient_of(_secret("address.age").decode())


def _secret(name: str) -> bytes:
    value: bytes = settings.PEERLINE_SECRETS.read(name)
    return value
