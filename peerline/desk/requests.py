"""What a browser may post to the API, as types; the OpenAPI description is made from the same types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peerline.conversations.cargo import Cargo, NewKey, NoticeCargo, SealedMessage


@dataclass(frozen=True, slots=True)
class Nothing:
    """The verb says all."""


@dataclass(frozen=True, slots=True)
class Claiming:
    """Take it: the epoch that the claimer's browser made."""

    new_key: NewKey


@dataclass(frozen=True, slots=True)
class Replying:
    """Answer the seeker. `version` is the conversation's as it was read; `cargo` is null on the web door.

    `notice`: there, the mail that says that an answer waits, where they asked for one.
    """

    message: SealedMessage
    cargo: Cargo | None
    version: int
    notice: NoticeCargo | None = None


@dataclass(frozen=True, slots=True)
class Noting:
    """A note among helpers; for a grave act, why it is done."""

    message: SealedMessage


@dataclass(frozen=True, slots=True)
class Confirming:
    """Which key is the writer's: a signed message of kind event, with that key inside."""

    message: SealedMessage


@dataclass(frozen=True, slots=True)
class Closing:
    """Why it is closed: in a word of the program, and as a signed note; null where this browser cannot seal to it."""

    why: str
    said: SealedMessage | None


@dataclass(frozen=True, slots=True)
class AskingLater:
    """In how many days somebody asks how they are; null drops it."""

    days: int | None


@dataclass(frozen=True, slots=True)
class AddingPast:
    """What was said by mail before, sealed anew for the seeker's page."""

    messages: tuple[SealedMessage, ...]


@dataclass(frozen=True, slots=True)
class Drafting:
    """Ask for a review; `grants` (key ref -> sealed) lets leads open it who do not hold it yet."""

    message: SealedMessage
    grants: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Keeping:
    """The key of one encrypted mail, sealed to the conversation."""

    sealed: bytes


@dataclass(frozen=True, slots=True)
class Adding:
    """One more holder."""

    key_ref: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Removing:
    """One holder less, by a new epoch."""

    member: str
    new_key: NewKey


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Somebody else becomes responsible: `new_key` when the giver shall hold it no longer, else `grants`."""

    member: str
    new_key: NewKey | None
    grants: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Pausing:
    """Pause a writer: the address card of their mail, still sealed, and whether that mail was vouched for."""

    card: bytes
    verified: bool


@dataclass(frozen=True, slots=True)
class Blocking:
    """Ask that a writer be blocked for so many days."""

    card: bytes
    verified: bool
    days: int


@dataclass(frozen=True, slots=True)
class Releasing:
    """Approve a draft: the final text, its copy for delivery, and the notice as in an answer."""

    message: SealedMessage
    cargo: Cargo | None
    notice: NoticeCargo | None = None


@dataclass(frozen=True, slots=True)
class Returning:
    """Give a draft back, with a word to its writer or without."""

    note: SealedMessage | None


@dataclass(frozen=True, slots=True)
class Counting:
    """A referral to a service was given, or what came of one: given, reached, refused, costly, silent."""

    service: str
    what: str
