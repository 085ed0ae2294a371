"""Mails that come in by the real door and intake, and answers as a browser makes them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from peerline import seal
from peerline.channels.envelope import Envelope
from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.preparing import Judged
from peerline.channels.trust import Trust
from peerline.channels.writer import Writer
from peerline.conversations import access, actions
from peerline.conversations.cargo import Arriving, Cargo, SealedMessage
from peerline.conversations.models import Conversation
from peerline.kit.tokens import new_ref
from peerline.line.access import the_line
from peerline.people.practice import PracticeMember
from peerline.post import delivery_keys
from peerline.post.models import Outgoing

LINE = "hello@lantern.example"
WREN = "wren@writer.example"
BELIEVED = Trust(verified=True, how="practice")


def envelope(data: bytes, *, sender: str = WREN, to: str = LINE, peer: str = "192.0.2.7") -> Envelope:
    """What the protocol hands to the door."""
    return Envelope(sender, (to,), data, peer, tls=True, protocol="smtp", smtputf8=False)


def door() -> MailDoor:
    """The door of Lantern. Its writer is not started: what is prepared is stored by the test."""
    return MailDoor(Mailbox.of(LINE), Writer())


def prepared(
    data: bytes, *, sender: str = WREN, to: str = LINE, at: MailDoor | None = None, trust: Trust = BELIEVED
) -> Arriving:
    """A mail, parsed and sealed."""
    arriving = (at or door()).prepare(envelope(data, sender=sender, to=to), judged=Judged(trust))
    assert arriving is not None
    return arriving


def take_in(data: bytes, *, sender: str = WREN, to: str = LINE, trust: Trust = BELIEVED) -> Conversation:
    """A mail, stored. Gives the conversation it came to."""
    arriving = prepared(data, sender=sender, to=to, trust=trust)
    assert actions.receive([arriving]) == [actions.Outcome.STORED]
    return Conversation.objects.get(messages__ref=arriving.message.ref)


@dataclass(frozen=True)
class Opened:
    """A conversation as a holder's browser has it: its identity, and the bodies, oldest first."""

    conversation: Conversation
    identity: str
    bodies: list[seal.Body]

    @property
    def card(self) -> str:
        """The address card of the first message, in base64, sealed to the address key."""
        return self.bodies[0].card


def opened_by(reader: PracticeMember, conversation: Conversation) -> Opened:
    """Open all of a conversation of one epoch."""
    identity = seal.open_grant(reader.bundle.identity, access.my_grant(reader.member, conversation).sealed)
    rows = access.letters(conversation)
    bodies = [seal.unpack(seal.unseal(identity, access.sealed_bytes(row))).body for row in rows]
    return Opened(conversation, identity, bodies)


def cargo(*, files: object = b"", **fields: object) -> Cargo:
    """A copy for delivery as a releasing browser seals it; `fields` are those of its JSON, whatever they say."""
    key, ref = delivery_keys.today(), str(fields.get("outgoing", new_ref()))
    assert isinstance(files, bytes)
    said = {"v": 1, "kind": "reply", "outgoing": ref, "text": "I have read it.", **fields}
    return Cargo(ref, seal.seal(key.recipient, seal.pad(json.dumps(said).encode() + files)), key.day)


def answer(opened: Opened, by: PracticeMember, copy: Cargo) -> Outgoing:
    """Release a reply with this copy. Gives its row, which waits."""
    found, ref = opened.conversation, new_ref()
    body = seal.Body(
        line=the_line().ref,
        conversation=found.ref,
        key_epoch=1,
        message=ref,
        kind="out",
        author=by.member.ref,
        time="2026-11-25T09:40:00.000Z",
        way="desk",
        text="I have read it.",
    )
    plain = seal.pack(body, by.bundle.seed)
    message = SealedMessage(ref, 1, seal.seal(seal.recipient_of(opened.identity), plain), len(plain))
    found.refresh_from_db()
    row = actions.reply(found, by.member, message, cargo=copy, version=found.version)
    assert row.outgoing is not None
    return row.outgoing


def address_card(**fields: object) -> bytes:
    """A card sealed to the line's address key by whoever knows no more than that key's public half."""
    from django.conf import settings

    recipient = seal.recipient_of(settings.PEERLINE_SECRETS.read("address.age").decode())
    return seal.seal(recipient, seal.pad(json.dumps({"v": 1, **fields}).encode()))


def in_base64(data: bytes) -> str:
    """As a card stands in a body and in a cargo."""
    return base64.b64encode(data).decode()
