"""What is stored of a paused or blocked writer: a keyed hash of the address, and whether somebody vouched for it.

Anybody can write an address that is not theirs. What is barred after a mail nobody vouched for is barred for such mail
only, so that nobody gets another person paused by writing in their name.
"""

from __future__ import annotations

from django.conf import settings

from peerline.channels.incoming import Incoming
from peerline.channels.trust import Trust
from peerline.kit.tokens import keyed_hash


def hash_of(address: str, *, verified: bool) -> bytes:
    """32 bytes. What stands behind a plus sign is another name for the same mailbox."""
    local, _, domain = address.strip().casefold().rpartition("@")
    key: bytes = settings.PEERLINE_SECRETS.read("mac.key")
    whole = f"{local.partition('+')[0]}@{domain}".encode("utf-8", "replace")
    return keyed_hash(key, b"barred", b"vouched" if verified else b"anybody", whole)


def is_barred(incoming: Incoming, trust: Trust, bars: frozenset[bytes]) -> bool:
    """Whether the writer of a mail is one of them."""
    if not bars or incoming.sender is None or not incoming.sender.address:
        return False
    hashes = {hash_of(incoming.sender.address, verified=True)}
    if not trust.verified:
        hashes.add(hash_of(incoming.sender.address, verified=False))
    return not hashes.isdisjoint(bars)
