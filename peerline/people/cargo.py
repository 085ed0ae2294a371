"""What the verbs of this room are given: invitations, a joining, wraps, a new epoch of a member key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Invite:
    """What a coordinator lays down for a new member; alias and languages are suggestions."""

    alias: str
    roles: tuple[str, ...]
    languages: tuple[str, ...] = ("en",)
    reviewed: bool = True


@dataclass(frozen=True)
class NewWrap:
    """The secret half of a key, sealed in the browser to what a code or a sheet derives.

    kind      Wrap.CODE or Wrap.SHEET
    look_up   look-up id, 64 hex digits; its hash is stored
    sign_in   sign-in secret, 64 hex digits; its hash is stored
    sealed    the bundle, sealed
    """

    kind: str
    look_up: str
    sign_in: str
    sealed: bytes
    kdf: str = "pbkdf2-sha256/600000"


@dataclass(frozen=True)
class Joining:
    """What the browser of a new member sends when everything is confirmed."""

    alias: str
    languages: tuple[str, ...]
    time_zone: str
    recipient: str
    verify_key: bytes
    wraps: Sequence[NewWrap]


@dataclass(frozen=True)
class NewEpoch:
    """A member key made anew: the old bundle sealed to the new recipient, and a new code and sheet."""

    epoch: int
    recipient: str
    verify_key: bytes
    back_link: bytes
    wraps: Sequence[NewWrap]


@dataclass(frozen=True)
class Proof:
    """That somebody at this browser knows a code or a sheet of the member, now."""

    look_up: str
    sign_in: str


@dataclass(frozen=True)
class Self:
    """What a member says about themselves."""

    alias: str
    languages: tuple[str, ...]
    time_zone: str


@dataclass(frozen=True)
class NewMailKey:
    """The line's OpenPGP key as a lead's browser made it, or with new subkeys.

    certificate  the public key, binary
    expires_at   when the new subkeys expire, aware
    after        the version that was looked at, 0 for none
    parts        ref of a member's key -> the secret sealed to it
    """

    certificate: bytes
    expires_at: datetime
    after: int
    parts: Mapping[str, bytes]
