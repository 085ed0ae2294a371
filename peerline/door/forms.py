"""What the door's page posts, as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peerline.channels.web.pieces import Coming, Piece, Whole
from peerline.channels.wishes import Wishes
from peerline.conversations.cargo import NewWayBack, SealedMessage


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom may I seal to? `started` is the word of the page, `number` what was found for it by work."""

    started: str
    language: str | None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Restarting:
    """The word of my page does not serve any more: I would like another."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A new conversation, sealed to the keys of the offer whose token comes with it.

    word   the offer's, and `files` those whose pieces were sent under it
    """

    token: str
    conversation: str
    recipient: str
    grants: Mapping[str, bytes]
    message: SealedMessage
    language: str | None
    urgent: bool
    word: str = ""
    files: tuple[Whole, ...] = ()


@dataclass(frozen=True, slots=True)
class Resuming:
    """Which pieces of these files are there?"""

    word: str
    files: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """One piece of a sealed file."""

    word: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Coding:
    """The first code of a conversation that was just begun; `pass_word` says that this browser began it."""

    pass_word: str
    made: NewWayBack


@dataclass(frozen=True, slots=True)
class Proving:
    """A code, by what is derived from it."""

    look_up: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class Fetching:
    """One sealed thing of the conversation: a message or an attachment."""

    look_up: bytes
    proof: bytes
    ref: str


@dataclass(frozen=True, slots=True)
class Writing:
    """The seeker writes again."""

    look_up: bytes
    proof: bytes
    message: SealedMessage


@dataclass(frozen=True, slots=True)
class CodingAgain:
    """A second code, made from inside."""

    look_up: bytes
    proof: bytes
    made: NewWayBack


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Delete what was just sent, without a code."""

    pass_word: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Which conversation: by the pass of who has just begun it, or by a code."""

    pass_word: str | None = None
    look_up: bytes | None = None
    proof: bytes | None = None


@dataclass(frozen=True, slots=True)
class Carding:
    """A mail address, to be made an address card of a conversation: for answers, or for a notice alone."""

    address: str
    mine: Mine
    for_notice: bool = False


@dataclass(frozen=True, slots=True)
class Mailing:
    """The seeker's signed word that answers leave by mail, with the card in it.

    encrypted  their OpenPGP key stands in it too
    """

    message: SealedMessage
    mine: Mine
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Noticing:
    """The seeker's signed word that they want to be told that an answer waits, with the card in it.

    card    the same, for the question to that address
    wishes  the same as in the word, for that question
    """

    message: SealedMessage
    card: bytes
    wishes: Wishes
    mine: Mine


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is wanted for a conversation; the verb says what."""

    mine: Mine


@dataclass(frozen=True, slots=True)
class Following:
    """Somebody pressed the button behind a link from a mail: whom may I seal to?"""

    link: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a link begins: a conversation sealed to those keys, and its first word, which says nothing."""

    link: str
    conversation: str
    recipient: str
    grants: Mapping[str, bytes]
    message: SealedMessage


@dataclass(frozen=True, slots=True)
class Telling:
    """Answers after the end, from 1 to 5 each or none, with the word that came with a closed conversation."""

    word: str
    helped: int | None
    again: int | None
