"""Conversations as intake and browsers make them: everything really sealed, without a mail and without a browser."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.cargo import (
    Arriving,
    Cargo,
    FirstGrant,
    Joined,
    NewConversation,
    NewKey,
    SealedAttachment,
    SealedMessage,
)
from peerline.conversations.models import Conversation, hash_of_link
from peerline.kit.clock import minute, now
from peerline.kit.tokens import new_ref
from peerline.line.access import policy_now, the_line
from peerline.people.practice import PracticeMember
from peerline.post import delivery_keys

PROMISE = timedelta(hours=48)
WORDS = "I cannot sleep."


@dataclass
class Talk:
    """A conversation with what only its holders have: the identities of all epochs, oldest first."""

    ref: str
    identities: list[str]
    tag_hash: bytes = field(default_factory=lambda: os.urandom(32))

    @property
    def identity(self) -> str:
        """What opens the newest epoch."""
        return self.identities[-1]

    @property
    def recipient(self) -> str:
        """What the newest epoch is sealed to."""
        return seal.recipient_of(self.identity)

    def row(self) -> Conversation:
        """The row as it stands."""
        return Conversation.objects.select_related("responsible").get(ref=self.ref)

    def said(self, by: PracticeMember | None = None, *, text: str = WORDS, kind: str = "out") -> SealedMessage:
        """A message by a member, signed; by the seeker without one."""
        ref, epoch = new_ref(), len(self.identities)
        body = seal.Body(
            line=the_line().ref,
            conversation=self.ref,
            key_epoch=epoch,
            message=ref,
            kind=kind if by else "in",
            author=by.member.ref if by else "writer",
            time="2026-11-25T09:40:00.000Z",
            way="desk" if by else "mail",
            text=text,
        )
        plain = seal.pack(body, by.bundle.seed if by else None)
        return SealedMessage(ref, epoch, seal.seal(self.recipient, plain), len(plain))

    def attached(self, message: str, data: bytes) -> SealedAttachment:
        """An attachment of a message."""
        ref = new_ref()
        head = seal.AttachmentHead(1, self.ref, message, ref, len(data))
        return SealedAttachment(ref, seal.seal_attachment(self.recipient, head, data), seal.padded_size(len(data)))

    def narrowed_to(self, *holders: PracticeMember) -> NewKey:
        """A new epoch for exactly these, as the narrowing browser makes it; the talk goes on in it."""
        before = self.identity
        self.identities.append(seal.new_identity())
        return NewKey(
            epoch=len(self.identities),
            recipient=self.recipient,
            back_link=seal.grant(before, self.recipient),
            grants=self.grants_for(*holders),
        )

    def grants_for(self, *holders: PracticeMember) -> dict[str, bytes]:
        """Grants of the newest epoch by the refs of the holders' keys."""
        return {one.key.ref: seal.grant(self.identity, one.key.recipient) for one in holders}


def arriving(
    *holders: PracticeMember, text: str = WORDS, at: datetime | None = None, encrypted: bool = False
) -> tuple[Talk, Arriving]:
    """A first mail on its way; the first of the holders is responsible."""
    talk = Talk(new_ref(), [seal.new_identity()])
    opens = NewConversation(
        ref=talk.ref,
        kind="seeker",
        channel="mail",
        encrypted=encrypted,
        language="pt",
        quiet=False,
        recipient=talk.recipient,
        grants=tuple(
            FirstGrant(one.key.pk, one.member.pk, seal.grant(talk.identity, one.key.recipient)) for one in holders
        ),
        only_leads=all(one.member.has_role("lead") for one in holders),
        responsible_id=holders[0].member.pk,
        tag_hash=talk.tag_hash,
    )
    return talk, _arriving(talk.said(text=text), at=at, opens=opens)


def joining(talk: Talk, *, text: str = WORDS, at: datetime | None = None, automatic: bool = False) -> Arriving:
    """A mail with the conversation's tag on its way."""
    joined = access.joined([talk.tag_hash]).get(talk.tag_hash)
    assert joined is not None
    return _arriving(talk.said(text=text), at=at, joins=joined, automatic=automatic)


def arrive(*holders: PracticeMember, text: str = WORDS, at: datetime | None = None, encrypted: bool = False) -> Talk:
    """A seeker wrote, and it is stored."""
    talk, one = arriving(*holders, text=text, at=at, encrypted=encrypted)
    assert actions.receive([one]) == [actions.Outcome.STORED]
    return talk


def write_again(
    talk: Talk, *, text: str = WORDS, at: datetime | None = None, automatic: bool = False, way: str = "mail"
) -> None:
    """The seeker wrote once more, and it is stored."""
    one = replace(joining(talk, text=text, at=at, automatic=automatic), way=way)
    assert actions.receive([one]) == [actions.Outcome.STORED]


def cargo() -> Cargo:
    """A copy for delivery, sealed to the key of the day. What is in it, no test of a lower room looks at."""
    key = delivery_keys.today()
    return Cargo(new_ref(), seal.seal(key.recipient, b"{}"), key.day)


def offered(talk: Talk, by: PracticeMember) -> str:
    """An answer by mail leaves with a link to the door; the token of the link."""
    token, row = new_ref(), talk.row()
    copy = replace(cargo(), door_link=hash_of_link(token))
    actions.reply(row, by.member, talk.said(by), cargo=copy, version=row.version)
    return token


def read_by(reader: PracticeMember, talk: Talk) -> list[str]:
    """Every text of the conversation, read as the reader's browser does: own grant, back links, place checked."""
    conversation = access.held(reader.member, talk.ref)
    identity = seal.open_grant(reader.bundle.identity, access.my_grant(reader.member, conversation).sealed)
    opens: dict[int, str] = {}
    for key in access.keys(conversation):
        opens[key.epoch] = identity
        identity = seal.open_grant(identity, key.back_link) if key.back_link else identity
    texts = []
    for row in access.letters(conversation):
        message = seal.unpack(seal.unseal(opens[row.key.epoch], access.sealed_bytes(row)))
        place = {"line": the_line().ref, "conversation": talk.ref, "message_ref": row.ref}
        seal.check(message, **place, key_epoch=row.key.epoch, verify_key=None)
        texts.append(message.body.text)
    return texts


def _arriving(
    message: SealedMessage,
    *,
    at: datetime | None,
    opens: NewConversation | None = None,
    joins: Joined | None = None,
    automatic: bool = False,
) -> Arriving:
    at = at or minute(now())
    return Arriving(
        arrival_hash=os.urandom(32),
        at=at,
        due_at=None if automatic else at + PROMISE,
        way="mail",
        automatic=automatic,
        message=message,
        policy_id=policy_now().pk,
        opens=opens,
        joins=joins,
    )
