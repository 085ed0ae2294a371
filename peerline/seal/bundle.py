"""A member key: the identity that opens and the seed that signs, sealed together.

Inside is JSON, padded like a message: {"v":1,"identity":"AGE-SECRET-KEY-1…","seed":"<base64 of 32 bytes>"}.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from peerline.seal.errors import Broken, NotAKey
from peerline.seal.identities import recipient_of, seal, unseal
from peerline.seal.padding import pad
from peerline.seal.rows import read_version_1, text_in, written


@dataclass(frozen=True, slots=True)
class Bundle:
    """A member key. Neither half shows in a repr."""

    identity: str = field(repr=False)
    seed: bytes = field(repr=False)


def seal_bundle(recipient: str, bundle: Bundle) -> bytes:
    """The bundle as one age file to `recipient`. Raises NotAKey."""
    seed = base64.b64encode(bundle.seed).decode()
    return seal(recipient, pad(written({"v": 1, "identity": bundle.identity, "seed": seed}).encode()))


def open_bundle(identity: str, sealed: bytes) -> Bundle:
    """The bundle inside. Raises what `unseal` raises, and Broken when something else was inside."""
    row = read_version_1(unseal(identity, sealed))
    inside = text_in(row, "identity")
    try:
        recipient_of(inside)
        seed = base64.b64decode(text_in(row, "seed"), validate=True)
    except (NotAKey, ValueError):
        raise Broken("no member key in the bundle") from None
    if len(seed) != 32:
        raise Broken("no member key in the bundle")
    return Bundle(inside, seed)
