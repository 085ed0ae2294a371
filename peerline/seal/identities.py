"""Identities open, recipients seal, a grant is an identity sealed to a recipient.

Identities and recipients are opaque strings for every caller. What kind one is, its prefix says, and this module is
the only place that looks: today there is X25519 ("AGE-SECRET-KEY-1…", "age1…"), a post-quantum kind comes beside it.
Everything sealed is one binary age v1 file to one recipient (https://age-encryption.org/v1), so that Debian's `age`
opens it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pyrage  # type: ignore[import-untyped]

from peerline.seal.bech32 import bech32
from peerline.seal.errors import Broken, NotAKey, NotForYou
from peerline.seal.strict import check_header

X25519_IDENTITY = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")
X25519_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")

# Points of small order (RFC 7748, section 6.1): with them everybody shares the same secret, nought. The library panics
# at them, and a panic is no Exception: the edges that answer 451 or 503 would not hold it.
_P = 2**255 - 19
_OF_ORDER_8 = (
    0x00B8495F16056286FDB1329CEB8D09DA6AC49FF1FAE35616AEB8413B7C7AEBE0,
    0x57119FD0DD4E22D8868E1C58C45C44045BEF839C55B1D0B1248C50A3BC959C5F,
)
# The highest of the 256 bits is ignored when a point is read, so each has two spellings.
TO_EVERYBODY = frozenset(
    bech32("age", (point + high).to_bytes(32, "little"))
    for point in (0, 1, *_OF_ORDER_8, _P - 1, _P, _P + 1)
    for high in (0, 1 << 255)
)


def new_identity() -> str:
    """A new identity from the system's randomness."""
    return str(pyrage.x25519.Identity.generate())


def identity_from_bytes(secret: bytes) -> str:
    """The X25519 identity with this secret of 32 bytes; equal bytes give equal identities."""
    if len(secret) != 32:
        raise ValueError("an identity is made of 32 bytes")
    return bech32("age-secret-key-", secret).upper()


def recipient_of(identity: str) -> str:
    """What to seal to, so that `identity` opens it. Raises NotAKey."""
    return str(_opener(identity).to_public())


def seal(recipient: str, data: bytes) -> bytes:
    """`data`, of any length, as one binary age v1 file to this one recipient. Raises NotAKey.

    Lengths are not hidden: who seals JSON pads it first (`pad`, `pack`, `seal_attachment`).
    """
    return bytes(pyrage.encrypt(data, [_reader(recipient)]))


def unseal(identity: str, sealed: bytes) -> bytes:
    """What was sealed to the recipient of `identity`.

    Raises NotForYou for a file to another recipient, Broken for one that is cut, changed or not written strictly,
    NotAKey for an identity of no known kind. Nothing is returned unless all of it is whole.
    """
    opener = _opener(identity)
    check_header(sealed)
    try:
        return bytes(pyrage.decrypt(sealed, [opener]))
    except pyrage.DecryptError as error:
        # The library says by its text only that no stanza was for this identity.
        if "No matching keys" in str(error):
            raise NotForYou from None
        raise Broken("damaged") from None


def grant(identity: str, recipient: str) -> bytes:
    """`identity` sealed to `recipient`: who opens the grant opens all that `identity` opens. Raises NotAKey."""
    _opener(identity)
    return seal(recipient, identity.encode())


def open_grant(identity: str, sealed: bytes) -> str:
    """The identity inside a grant. Raises what `unseal` raises, and Broken when something else was inside."""
    inside = unseal(identity, sealed)
    try:
        granted = inside.decode("ascii")
        _opener(granted)
    except (UnicodeDecodeError, Broken):
        raise Broken("no identity in the grant") from None
    return granted


@lru_cache(maxsize=1024)
def _reader(recipient: str) -> pyrage.x25519.Recipient:
    """The library's recipient. The same few holders are sealed to again and again."""
    if not X25519_RECIPIENT.fullmatch(recipient) or recipient in TO_EVERYBODY:
        raise NotAKey("recipient")
    try:
        return pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise NotAKey("recipient") from None


def _opener(identity: str) -> pyrage.x25519.Identity:
    if not X25519_IDENTITY.fullmatch(identity):
        raise NotAKey("identity")
    try:
        return pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        raise NotAKey("identity") from None
