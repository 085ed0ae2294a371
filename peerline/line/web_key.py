"""How mail programs ask for the key of an address (OpenPGP Web Key Directory, draft-koch-openpgp-webkey-service)."""

from __future__ import annotations

import hashlib

Z_BASE_32 = "ybndrfg8ejkmcpqxot1uwisza345h769"


def name_of(mailbox: str) -> str:
    """The name under which the key of a mailbox is asked for: SHA-1 of its lower case, in z-base-32."""
    # Only what is ASCII is made small, as the draft says.
    small = "".join(sign.lower() if sign.isascii() else sign for sign in mailbox)
    number = int.from_bytes(hashlib.sha1(small.encode(), usedforsecurity=False).digest(), "big")
    return "".join(Z_BASE_32[number >> at & 31] for at in range(155, -1, -5))
