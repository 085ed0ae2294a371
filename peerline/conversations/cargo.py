"""What other rooms hand to the actions: typed, frozen, sealed already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SealedAttachment:
    """One attachment: its ref, its age stream (b"" when it lies in the blob store), and the size that may be known."""

    ref: str
    sealed: bytes
    size_class: int


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """One message as it is stored: its ref and key epoch (both are inside the seal too) and its age file.

    sealed  b"" when it lies in the blob store already
    """

    ref: str
    epoch: int
    sealed: bytes
    size_class: int
    attachments: tuple[SealedAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class NewKey:
    """A new epoch, made by the browser that narrows the holders.

    epoch      one more than the newest
    back_link  the identity of the epoch before, sealed to `recipient`
    grants     people.Key ref -> the new identity sealed to that key; exactly those who hold from now on
    ways       WayBack ref -> the new identity sealed to that seeker key; every way back that there is
    """

    epoch: int
    recipient: str
    back_link: bytes
    grants: dict[str, bytes]
    ways: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Load:
    """How many conversations a member holds, answers for (open ones), and is the only one to open."""

    held: int
    responsible: int
    alone: int


@dataclass(frozen=True, slots=True)
class Cargo:
    """The copy for delivery, sealed by the releasing browser to the delivery key of `day`.

    despite_stop  who releases it knows that the seeker asked for no more mail
    encrypted     the copy is an encrypted mail; delivery sends it only if it is one
    not_theirs    who releases it says that what came encrypted later is from another address than the first mail
    door_link     the hash of the token of a link to the web page that stands in the copy, 32 bytes; else None
    """

    outgoing_ref: str
    sealed: bytes
    day: str
    despite_stop: bool = False
    encrypted: bool = False
    not_theirs: bool = False
    door_link: bytes | None = None


@dataclass(frozen=True, slots=True)
class NoticeCargo:
    """The copy of a notice, sealed by the browser that releases an answer to the delivery key of `day`.

    wait_seconds  until the hours that the seeker chose
    """

    outgoing_ref: str
    sealed: bytes
    day: str
    wait_seconds: int


Leaving: TypeAlias = Cargo | NoticeCargo


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice that a seeker asks for.

    ref       stands in the address card too; `tag_hash` is that of its tag
    question  what goes to the address first; None when that address was asked lately
    """

    ref: str
    tag_hash: bytes
    question: NoticeCargo | None


@dataclass(frozen=True, slots=True)
class Leaves:
    """What delivery asks of the conversation of something that leaves; `encrypted`: no answer leaves in the clear."""

    conversation: str
    tag_number: int
    encrypted: bool


@dataclass(frozen=True, slots=True)
class FirstGrant:
    """A grant that intake makes: database ids of the holder's key and of the holder."""

    holder_key_id: int
    member_id: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that waits to leave, sealed to the delivery key of `day`."""

    outgoing_ref: str
    sealed: bytes
    day: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A conversation that intake opens: `grants` names the first holders, `responsible_id` one of them.

    is_spam  it goes to the spam box and not into a queue
    """

    ref: str
    kind: str
    channel: str
    encrypted: bool
    language: str | None
    quiet: bool
    recipient: str
    grants: tuple[FirstGrant, ...]
    only_leads: bool
    responsible_id: int
    tag_hash: bytes
    receipt: Receipt | None = None
    urgent: bool = False
    is_spam: bool = False


@dataclass(frozen=True, slots=True)
class NewWayBack:
    """A way back that the seeker's browser made from a code.

    look_up, proof  32 bytes each, derived from the code; only their hashes are stored
    vouched         the seeker's signed word that `recipient` is theirs, a message of kind event
    """

    look_up: bytes
    proof: bytes
    recipient: str
    sealed: bytes
    sealed_seed: bytes
    vouched: SealedMessage


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A conversation of the door that goes on from one by mail, begun by who had the link.

    recipient  of its key, made in the seeker's browser
    grants     key ref -> its identity sealed to it; exactly those who hold the older conversation now
    message    the first word, signed by the seed that signs what follows; it says nothing
    way        "web", or "web-noscript" when the server sealed it
    """

    ref: str
    recipient: str
    grants: Mapping[str, bytes]
    message: SealedMessage
    tag_hash: bytes
    way: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The conversation a mail joins, as it stood when the mail was sealed: its newest key must still be the newest."""

    conversation_id: int
    ref: str
    key_id: int
    epoch: int
    recipient: str
    kind: str = "seeker"


@dataclass(frozen=True, slots=True)
class Arriving:
    """One sealed mail on its way into the database: it opens a conversation or joins one.

    arrival_hash  32 bytes; a mail whose hash is known is stored once
    at            when it arrived, to the minute
    due_at        when its answer is promised; None for what needs none (automatic mail)
    stops         it asks for no more mail
    known_longer  how much longer than others it is remembered that it came
    by_address    whether later mails of its writer may join what it opens; None where the line lets none join so
    """

    arrival_hash: bytes
    at: datetime
    due_at: datetime | None
    way: str
    automatic: bool
    message: SealedMessage
    policy_id: int
    opens: NewConversation | None = None
    joins: Joined | None = None
    stops: bool = False
    known_longer: timedelta = timedelta(0)
    by_address: bool | None = None
