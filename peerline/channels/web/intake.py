"""The way in of the door. What comes is sealed already; here is decided to whom it may be, and that it is stored.

A browser asks for an offer, seals the new conversation's key to exactly those keys, and sends all of it once. The offer
is signed and goes back with it, so that the server keeps nothing between the two. It begins one conversation: its hash
stands where those of mails do. What is sent again because an answer got lost is stored once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing

from peerline import seal
from peerline.channels import tags
from peerline.channels.first_holders import choose_holders
from peerline.channels.known import Known, forget, known
from peerline.channels.web import pieces
from peerline.conversations import access, actions
from peerline.conversations.cargo import Arriving, FirstGrant, NewConversation, SealedMessage
from peerline.conversations.models import Conversation
from peerline.kit.clock import minute, now
from peerline.kit.errors import Conflict, NotThere, Refused, Unavailable
from peerline.kit.tokens import is_ref, keyed_hash, new_ref
from peerline.people import access as people

SALT = "peerline.channels.web.offer"
# As long as the word of pieces: large files over a bad connection take their time. Who left meanwhile shows at the end.
OFFER_SECONDS = pieces.WORD_SECONDS
LARGEST_ATTACHED_BYTES = 30_000_000
MOST_ATTACHED = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom a new conversation is to be sealed to: ref and recipient of each key. `token` goes back with it.

    word  for the pieces of its files, see `pieces`
    """

    token: str
    keys: tuple[tuple[str, str], ...]
    word: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A conversation that a seeker begins.

    recipient  of the conversation's key, made in the seeker's browser
    grants     key ref -> the conversation's identity sealed to it; exactly the keys of the offer
    language   BCP 47, to choose a reader; forgotten once somebody has taken it
    urgent     the one bit that "is any of this so right now" tells the server
    way        "web", or "web-noscript" when the server sealed it
    word       the offer's, when files came in pieces
    files      those; they are attachments of the message like others
    """

    token: str
    conversation: str
    recipient: str
    grants: dict[str, bytes]
    message: SealedMessage
    language: str | None
    urgent: bool
    way: str = "web"
    word: str = ""
    files: tuple[pieces.Whole, ...] = ()


def offer(language: str | None) -> Offer:
    """Choose the first holders. Raises Unavailable when nobody could open it, or the line is closed."""
    house = known()
    _must_be_open(house)
    chosen = choose_holders(house, language)
    keys = tuple((one.key_ref, one.recipient) for one in chosen.everybody)
    said = (tuple(ref for ref, _ in keys), chosen.responsible.key_ref, chosen.only_leads, new_ref())
    return Offer(signing.dumps(said, salt=SALT), keys, pieces.give_word())


def begin(begun: Begun) -> None:
    """Store a new conversation, durable on return; the same one sent again is stored once.

    Raises  Conflict when the offer is too old, somebody of it left, or it began another: ask for a new one;
            Conflict("pieces-missing"); Refused for what is malformed
    """
    house = known()
    _must_be_open(house)
    refs, responsible, only_leads, once = _offer_of(begun.token)
    _check_refs(begun.conversation, begun.message)
    _check_recipient(begun.recipient)
    if set(begun.grants) != set(refs) or begun.message.epoch != 1:
        raise Refused(code="wrong-grants")
    keys = _keys_of(refs)
    attachments = (*begun.message.attachments, *pieces.join(begun.word, begun.files))
    at = minute(now())
    outcome = _store(
        Arriving(
            arrival_hash=_hash(b"web-offer", once.encode()),
            at=at,
            due_at=at + house.promise,
            way=begun.way,
            automatic=False,
            message=replace(begun.message, attachments=attachments),
            policy_id=house.policy_id,
            opens=NewConversation(
                ref=begun.conversation,
                kind="seeker",
                channel="web",
                encrypted=False,
                language=begun.language,
                quiet=True,
                recipient=begun.recipient,
                grants=tuple(FirstGrant(*keys[ref], begun.grants[ref]) for ref in refs),
                only_leads=only_leads,
                responsible_id=keys[responsible][1],
                tag_hash=tags.hash_of(tags.tag_of(begun.conversation, 0)),
                urgent=begun.urgent,
            ),
        )
    )
    if outcome is actions.Outcome.DUPLICATE and not _is_stored(begun):
        raise Conflict(code="old-offer")
    if begun.files:
        pieces.forget(begun.word)


def add(conversation: Conversation, message: SealedMessage, *, way: str = "web") -> None:
    """The seeker writes again. Raises Conflict when the key is no longer the newest: load again, seal again."""
    house = known()
    _check_refs(conversation.ref, message)
    joins = access.newest_of(conversation)
    if message.epoch != joins.epoch:
        raise Conflict
    at = minute(now())
    _store(
        Arriving(
            arrival_hash=_hash(
                b"web", conversation.ref.encode(), message.ref.encode(), hashlib.sha256(message.sealed).digest()
            ),
            at=at,
            due_at=at + house.promise,
            way=way,
            automatic=False,
            message=message,
            policy_id=house.policy_id,
            joins=joins,
        )
    )


def _must_be_open(house: Known) -> None:
    if not house.line.is_open:
        raise Unavailable(code="line-closed")


def _offer_of(token: str) -> tuple[list[str], str, bool, str]:
    """The key refs of an offer, that of the responsible one, whether only leads are among them, and what is its own."""
    try:
        refs, responsible, only_leads, once = signing.loads(token, salt=SALT, max_age=OFFER_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise Conflict(code="old-offer") from error
    return refs, responsible, only_leads, once


def _keys_of(refs: list[str]) -> dict[str, tuple[int, int]]:
    """Key ref -> database ids of key and member."""
    try:
        keys = [people.key_by_ref(ref) for ref in refs]
    except NotThere as error:
        raise Conflict(code="old-offer") from error
    return {key.ref: (key.pk, key.member_id) for key in keys}


def _check_refs(conversation: str, message: SealedMessage) -> None:
    # Blobs lie in files named by the refs: what is no ref must not become a name.
    if not all(is_ref(ref) for ref in (conversation, message.ref, *(one.ref for one in message.attachments))):
        raise Refused(code="ref")
    size = len(message.sealed) + sum(len(one.sealed) for one in message.attachments)
    if len(message.attachments) > MOST_ATTACHED or size > LARGEST_ATTACHED_BYTES:
        raise Refused(code="too-much-attached")


def _check_recipient(recipient: str) -> None:
    try:
        seal.seal(recipient, b"")
    except seal.SealError as error:
        raise Refused(code="recipient") from error


def _hash(*parts: bytes) -> bytes:
    key: bytes = settings.PEERLINE_SECRETS.read("mac.key")
    return keyed_hash(key, *parts)


def _is_stored(begun: Begun) -> bool:
    """Whether it is what the offer began, to the byte."""
    found = access.conversation_by_ref(begun.conversation)
    first = access.first_letter(found) if found is not None else None
    sent = begun.message
    return first is not None and first.ref == sent.ref and access.sealed_bytes(first) == sent.sealed


def _store(arriving: Arriving) -> actions.Outcome:
    outcome = actions.receive([arriving])[0]
    if outcome is actions.Outcome.STALE:
        forget()
        raise Conflict(code="old-offer")
    if outcome is actions.Outcome.FAILED:
        raise Unavailable
    return outcome
