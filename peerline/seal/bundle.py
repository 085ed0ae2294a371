"""A member key: the identity that opens and the seed that signs, sealed together.

Inside is JSON, padded like a message: {"v":1,"identity":"AGE-SECRET-KEY-1…","seed":"<base64 of 32 bytes>"}.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from peerline.seal.errors import Broken
from peerline.seal.identities import recipient_of, seal, unseal
from peerline.seal.padding import pad
from peerline.seal.rows import read_version_1, text_in, written


@dataclass(frozen=True, slots=True)
class Bundle:
    """A member key. Neither half shows in a repr."""

    identity: str = field(repr=False)
    seed: bytes = field(repr=False)


def seal_bundle(recipient: str, bundle: Bundle) -> bytes:
    """The bundle as one age file to `recipient`."""
    if len(bundle.seed) != 32:
        raise ValueError("a seed has 32 bytes")
    seed = base64.b64encode(bundle.seed).decode()
    return seal(recipient, pad(written({"v": 1, "identity": bundle.identity, "seed": seed}).encode()))


def open_bundle(identity: str, sealed: bytes) -> Bundle:
    """The bundle inside. Raises what `unseal` raises, and Broken when something else was inside."""
    row = read_version_1(unseal(identity, sealed))
    inside = text_in(row, "identity")
    recipient_of(inside)  # asked for its recipient, a mistyped identity shows
    return Bundle(inside, _seed(text_in(row, "seed")))


def _seed(text: str) -> bytes:
    try:
        seed = base64.b64decode(text, validate=True)
    except ValueError:
        raise Broken("no seed in the bundle") from None
    if len(seed) != 32 or base64.b64encode(seed).decode() != text:
        raise Broken("no seed in the bundle")
    return seed
