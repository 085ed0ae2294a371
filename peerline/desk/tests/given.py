"""Conversations as intake leaves them, for the tests of the desk: really sealed, without a mail."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.cargo import Arriving, FirstGrant, NewConversation, SealedAttachment, SealedMessage
from peerline.kit.clock import minute, now
from peerline.kit.tokens import new_ref
from peerline.line.access import policy_now, the_line
from peerline.people.practice import PracticeMember
from peerline.post import delivery_keys

PROMISE = timedelta(hours=48)


@dataclass(frozen=True)
class Given:
    """A conversation with everything that only its holders have."""

    ref: str
    identity: str
    message: str
    attachment: str
    holders: tuple[PracticeMember, ...]

    def row(self) -> Any:
        """The row, as its first holder gets it."""
        return access.held(self.holders[0].member, self.ref)


def arrive(*holders: PracticeMember, text: str = "I cannot sleep.", waited: timedelta = timedelta(0)) -> Given:
    """A seeker wrote `waited` ago; the first of the holders is responsible."""
    ref, identity, message, attachment = new_ref(), seal.new_identity(), new_ref(), new_ref()
    at = minute(now() - waited)
    data = b"a picture"
    head = seal.AttachmentHead(1, ref, message, attachment, len(data))
    recipient = seal.recipient_of(identity)
    came = body(ref, message, kind="in", author="writer", text=text)
    sealed = SealedMessage(
        ref=message,
        epoch=1,
        sealed=seal.seal(recipient, seal.pack(came, None)),
        size_class=1024,
        attachments=(SealedAttachment(attachment, seal.seal_attachment(recipient, head, data), 1024),),
    )
    opens = NewConversation(
        ref=ref,
        kind="seeker",
        channel="mail",
        encrypted=False,
        language="pt",
        quiet=False,
        recipient=recipient,
        grants=tuple(FirstGrant(one.key.pk, one.member.pk, seal.grant(identity, one.key.recipient)) for one in holders),
        only_leads=all(one.member.has_role("lead") for one in holders),
        responsible_id=holders[0].member.pk,
        tag_hash=os.urandom(32),
    )
    arriving = Arriving(
        arrival_hash=os.urandom(32),
        at=at,
        due_at=at + PROMISE,
        way="mail",
        automatic=False,
        message=sealed,
        policy_id=policy_now().pk,
        opens=opens,
    )
    assert actions.receive([arriving]) == [actions.Outcome.STORED]
    return Given(ref, identity, message, attachment, holders)


def body(conversation: str, message: str, *, kind: str, author: str, text: str) -> seal.Body:
    """A body that belongs there, of the first epoch."""
    return seal.Body(
        line=the_line().ref,
        conversation=conversation,
        key_epoch=1,
        message=message,
        kind=kind,
        author=author,
        time=now().strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        way="mail" if kind == "in" else "desk",
        text=text,
    )


def message_by(given: Given, by: PracticeMember, kind: str, *, epoch: int = 1) -> dict[str, Any]:
    """What the browser of `by` posts as a message."""
    ref = new_ref()
    said = body(given.ref, ref, kind=kind, author=by.member.ref, text="You are not alone.")
    plain = seal.pack(replace(said, key_epoch=epoch), by.bundle.seed)
    sealed = seal.seal(seal.recipient_of(given.identity), plain)
    return {"ref": ref, "epoch": epoch, "sealed": encoded(sealed), "size_class": 1024}


def cargo() -> dict[str, str]:
    """What the browser posts as the copy for delivery."""
    key = delivery_keys.today()
    return {"outgoing_ref": new_ref(), "sealed": encoded(seal.seal(key.recipient, b"{}")), "day": key.day}


def new_key(given: Given, *holders: PracticeMember, epoch: int = 2) -> dict[str, Any]:
    """What a narrowing browser posts."""
    identity = seal.new_identity()
    recipient = seal.recipient_of(identity)
    return {
        "epoch": epoch,
        "recipient": recipient,
        "back_link": encoded(seal.grant(given.identity, recipient)),
        "grants": {one.key.ref: encoded(seal.grant(identity, one.key.recipient)) for one in holders},
    }


def encoded(data: bytes) -> str:
    """Standard base64."""
    return base64.b64encode(data).decode()
