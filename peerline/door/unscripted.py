"""The door for browsers without script: the server makes and opens, in memory, what a browser else makes and opens.

It is the same conversation, sealed to the same keys and signed by the same seed; each message says of itself that the
server sealed it. What leads to an opened conversation is kept in this process for a quarter of an hour under a random
word that only the page has; it is never written anywhere, and gone when the process ends: then the seven words are
typed again.
"""

from __future__ import annotations

import base64
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

from peerline import seal
from peerline.channels.web import address, going_on, intake, notice
from peerline.channels.wishes import Wishes
from peerline.conversations import access, actions
from peerline.conversations.cargo import NewWayBack, SealedMessage
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.kit.tokens import new_ref
from peerline.line.access import the_line

Row: TypeAlias = Any
WAY = "web-noscript"
KEPT_SECONDS = 15 * 60
MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Sent:
    """What was begun: its code, and until when an answer is promised."""

    code: seal.Code
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as it is shown; `text` is None when it does not open or is not what it is shown as.

    past  {"who", "at", "way"} of what a counselor added from before; else empty
    """

    is_mine: bool
    at: datetime
    way: str
    text: str | None
    past: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key:
    """What a code gives: how the server finds and believes it, and what opens."""

    look_up: bytes
    proof: bytes
    identity: str


@dataclass(frozen=True, slots=True)
class _Hands:
    """A conversation in the hands of its seeker."""

    line: str
    conversation: str
    epoch: int
    identity: str
    seed: bytes


_lock = threading.Lock()
_kept: dict[str, tuple[float, Key]] = {}


def begin(text: str, said: dict[str, object], *, language: str | None, urgent: bool) -> Sent:
    """Seal a new conversation and store it, with a code for it. Raises what `intake.begin` raises."""
    offer = intake.offer(language)
    identity, seed = seal.new_identity(), seal.new_signing_seed()
    hands = _Hands(the_line().ref, new_ref(), 1, identity, seed)
    verify = base64.b64encode(seal.verify_key_of(seed)).decode()
    extra: dict[str, object] = {"opens": True, "verify": verify}
    extra |= {"asked": said} if said else {}
    extra |= {"language": language} if language else {}
    intake.begin(
        intake.Begun(
            token=offer.token,
            conversation=hands.conversation,
            recipient=seal.recipient_of(identity),
            grants={ref: seal.grant(identity, recipient) for ref, recipient in offer.keys},
            message=_say(hands, "in", text, extra=extra),
            language=language,
            urgent=urgent,
            way=WAY,
        )
    )
    found = access.conversation_by_ref(hands.conversation)
    assert found is not None
    code = seal.new_code()
    actions.add_way_back(found, _way_for(hands, code))
    return Sent(code, found.due_at)


def spelled(code: seal.Code, language: str) -> tuple[str, ...]:
    """The words of a code on a page in that language."""
    return code.words(language if language in seal.CODE_LANGUAGES else "en")


def meant(words: str, language: str) -> Iterator[seal.Code]:
    """The codes those words may spell: first in the page's list, then in every one. Raises seal.UnreadableCode."""
    own = (language,) if language in seal.CODE_LANGUAGES else ("en",)
    tried: list[seal.Code] = []
    unreadable: seal.UnreadableCode | None = None
    for languages in (own, seal.CODE_LANGUAGES):
        try:
            found = seal.readings(words, 7, languages)
        except seal.UnreadableCode as error:
            unreadable = unreadable or error
            continue
        for code in found:
            if code not in tried:
                tried.append(code)
                yield code
    if not tried and unreadable is not None:
        raise unreadable


def go_on(token: str) -> seal.Code:
    """Begin what goes on from a mail, by the token of its link. Raises what `going_on.begin` raises."""
    keys = going_on.keys_of(token)
    identity, seed = seal.new_identity(), seal.new_signing_seed()
    hands = _Hands(the_line().ref, new_ref(), 1, identity, seed)
    verify = base64.b64encode(seal.verify_key_of(seed)).decode()
    going_on.begin(
        going_on.Linked(
            token=token,
            conversation=hands.conversation,
            recipient=seal.recipient_of(identity),
            grants={ref: seal.grant(identity, recipient) for ref, recipient in keys},
            message=_say(hands, "in", "", extra={"opens": True, "verify": verify, "linked": True}),
            way=WAY,
        )
    )
    found = access.conversation_by_ref(hands.conversation)
    assert found is not None
    code = seal.new_code()
    actions.add_way_back(found, _way_for(hands, code))
    return code


def key_of(code: seal.Code) -> Key:
    """What a code gives. Takes a tenth of a second or more."""
    keys = seal.keys_of_code(code, the_line().ref)
    return Key(bytes.fromhex(keys.look_up), bytes.fromhex(keys.sign_in), keys.identity)


def way_of(key: Key) -> Row:
    """The way back of a key. Raises NotThere."""
    return access.way_back(key.look_up, key.proof)


def letters(key: Key, way: Row) -> list[Letter]:
    """What was said, opened and checked as a browser would."""
    identities = _identities(key, way)
    verify: bytes | None = None
    shown: list[Letter] = []
    for row in access.said_to_seeker(way.conversation):
        body = _open(row, way.conversation.ref, identity=identities.get(row.key.epoch, ""), verify=verify)
        if body is not None and verify is None and body.extra.get("opens") is True:
            verify = base64.b64decode(str(body.extra.get("verify", "")))
        if body is not None and body.extra.get("linked") is True:
            continue  # the first word of what a link began says nothing
        text = None if body is None else body.text
        past = _past_of(body)
        shown.append(Letter(row.kind == "in", _time_of(past, row.at), row.way, text, past))
    # What was before stands before, whenever it was added: the newest is the last.
    return sorted(shown, key=lambda one: not one.past)


def is_linked(key: Key, way: Row) -> bool:
    """Whether it goes on from mails, which stay where they are when this is erased."""
    first = access.first_letter(way.conversation)
    if first is None:
        return False
    body = _open(first, way.conversation.ref, identity=_identities(key, way).get(first.key.epoch, ""), verify=None)
    return body is not None and body.extra.get("linked") is True


def _time_of(past: Mapping[str, str], at: datetime) -> datetime:
    """When it was said; of what was added from before, as it says itself."""
    try:
        found = datetime.fromisoformat(past["at"])
    except (KeyError, ValueError):
        return at
    return found if found.tzinfo else at


def _past_of(body: seal.Body | None) -> Mapping[str, str]:
    said = body.extra.get("past") if body is not None and body.kind == "past" else None
    return {name: str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def answer(key: Key, way: Row, text: str) -> None:
    """The seeker writes again. Raises what `intake.add` raises."""
    hands = _hands(key, way)
    intake.add(way.conversation, _say(hands, "in", text, extra={}), way=WAY)


def by_mail(key: Key, way: Row, given: str) -> None:
    """Answers leave by mail to this address. Raises Refused for what is no address, and what the action raises."""
    sealed, writer = address.card_of(way.conversation.ref, given)
    known = (base64.b64encode(sealed).decode(), writer)
    said = _say(_hands(key, way), "event", "", extra={"answers_by": "mail"}, known=known)
    actions.answer_by_mail(way.conversation, said)


def be_told(key: Key, way: Row, given: str, *, wishes: Wishes) -> None:
    """A notice goes to this address. Raises Refused for what is no address, and what `notice.ask` raises."""
    card = notice.card_for_notice(way.conversation.ref, given)
    known = (base64.b64encode(card).decode(), "")
    said = _say(_hands(key, way), "event", "", extra={"notice": wishes.as_fields()}, known=known)
    notice.ask(way.conversation, said, card, wishes=wishes)


def keep(key: Key) -> str:
    """Keep it in memory for a quarter of an hour; the word that leads to it."""
    word, at = secrets.token_urlsafe(24), time.monotonic()
    with _lock:
        for old in [one for one, (kept_at, _) in _kept.items() if at - kept_at > KEPT_SECONDS]:
            del _kept[old]
        if len(_kept) >= MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[word] = (at, key)
    return word


def kept(word: str) -> Key:
    """The key that was kept under a word. Raises NotThere when it is too long ago."""
    with _lock:
        found = _kept.get(word)
        if found is None or time.monotonic() - found[0] > KEPT_SECONDS:
            raise NotThere
        _kept[word] = (time.monotonic(), found[1])
        return found[1]


def _way_for(hands: _Hands, code: seal.Code) -> NewWayBack:
    keys = seal.keys_of_code(code, hands.line)
    recipient = seal.recipient_of(keys.identity)
    return NewWayBack(
        look_up=bytes.fromhex(keys.look_up),
        proof=bytes.fromhex(keys.sign_in),
        recipient=recipient,
        sealed=seal.grant(hands.identity, recipient),
        sealed_seed=seal.seal(recipient, hands.seed),
        vouched=_say(hands, "event", "", extra={"way_back": recipient}),
    )


def _say(
    hands: _Hands, kind: str, text: str, *, extra: dict[str, object], known: tuple[str, str] = ("", "")
) -> SealedMessage:
    """`known`: an address card in base64, and the writer who is known by that address."""
    ref = new_ref()
    body = seal.Body(
        line=hands.line,
        conversation=hands.conversation,
        key_epoch=hands.epoch,
        message=ref,
        kind=kind,
        author="writer",
        time=now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        # The seeker's word for a code is of the same form from both doors.
        way=WAY if kind == "in" else "web",
        writer=known[1],
        subject="",
        text=text,
        html="",
        card=known[0],
        extra=extra,
    )
    plain = seal.pack(body, hands.seed)
    return SealedMessage(ref, hands.epoch, seal.seal(seal.recipient_of(hands.identity), plain), len(plain))


def _identities(key: Key, way: Row) -> dict[int, str]:
    """The identity of each epoch, down the back links."""
    found: dict[int, str] = {}
    identity = seal.open_grant(key.identity, bytes(way.sealed))
    for row in access.keys(way.conversation):
        found[row.epoch] = identity
        if row.back_link:
            identity = seal.open_grant(identity, bytes(row.back_link))
    return found


def _hands(key: Key, way: Row) -> _Hands:
    newest = max(_identities(key, way).items())
    seed = seal.unseal(key.identity, bytes(way.sealed_seed))
    return _Hands(the_line().ref, way.conversation.ref, newest[0], newest[1], seed)


def _open(row: Row, conversation: str, *, identity: str, verify: bytes | None) -> seal.Body | None:
    try:
        message = seal.unpack(seal.unseal(identity, access.sealed_bytes(row)))
        body = message.body
        is_signed = body.kind == "in" and body.way.startswith("web")
        key = verify
        if is_signed and key is None:
            key = base64.b64decode(str(body.extra.get("verify", "")))
        place = {
            "line": the_line().ref,
            "conversation": conversation,
            "message_ref": row.ref,
            "key_epoch": row.key.epoch,
        }
        seal.check(message, verify_key=key if is_signed else None, **place)
    except (seal.SealError, ValueError):
        return None
    return body if body.kind == row.kind else None
