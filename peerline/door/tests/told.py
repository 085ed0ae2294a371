"""Somebody who wrote at the door and wants to be told by mail that an answer waits."""

from __future__ import annotations

import base64
import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

from peerline import seal
from peerline.channels import delivery, outgoing, tags
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import BELIEVED, door, envelope
from peerline.channels.wishes import Wishes
from peerline.conversations import access, actions
from peerline.conversations.cargo import NoticeCargo
from peerline.conversations.models import Conversation, Notice
from peerline.door import unscripted
from peerline.door.tests.test_come_back import Wren
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember
from peerline.post import delivery_keys
from peerline.post.models import Outgoing

ADDRESS = "bird@elsewhere.example"
ANY = Wishes(0, 24, 0, "en", 0, has_link=False)
NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def written() -> Wren:
    sent = unscripted.begin("I cannot sleep.", {}, language="en", urgent=False)
    return Wren(sent.code, Conversation.objects.latest("id").ref)


def be_told(wren: Wren, address: str = ADDRESS, wishes: Wishes = ANY) -> Notice:
    """Wren asks for it."""
    unscripted.be_told(wren.key, unscripted.way_of(wren.key), address, wishes=wishes)
    return Notice.objects.get(conversation__ref=wren.ref)


def sent(row: Outgoing | None) -> EmailMessage:
    """What leaves, as its receiver gets it."""
    assert row is not None
    found = email.message_from_bytes(delivery.open_mail(row).data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def to_line(text: str, notice_: Notice, **more: Any) -> bool:
    """Whether something written to the tag of a notice is to be stored as a mail."""
    to = f"hello+{tags.notice_tag(notice_.ref)}@lantern.example"
    data = mail(text.encode(), from_=ADDRESS, **more)
    return door().prepare(envelope(data, sender=ADDRESS, to=to), judged=Judged(BELIEVED)) is not None


def confirmed(wren: Wren, wishes: Wishes = ANY) -> Notice:
    """It was asked for, and somebody at that address said yes."""
    found = be_told(wren, wishes=wishes)
    assert not to_line("OK", found)
    found.refresh_from_db()
    assert found.state == Notice.CONFIRMED
    return found


def word_of(wren: Wren) -> seal.Body:
    """The seeker's word, as a holder's browser opens it."""
    way, said = unscripted.way_of(wren.key), Notice.objects.get(conversation__ref=wren.ref).said
    assert said is not None
    identity = seal.open_grant(wren.key.identity, bytes(way.sealed))
    return seal.unpack(seal.unseal(identity, access.sealed_bytes(said))).body


def copy_for(wren: Wren, *, conversation: str = "", card_: bytes = b"", text: str = "", wait: int = 60) -> NoticeCargo:
    """The notice as the browser makes it that releases an answer."""
    key, ref, word = delivery_keys.today(), new_ref(), word_of(wren)
    wishes = Wishes.read(dict(word.extra["notice"]))
    sealed_card = card_ or base64.b64decode(word.card)
    plain = outgoing.pack(outgoing.Leaving("notice", ref, conversation or wren.ref, text, sealed_card, wishes=wishes))
    return NoticeCargo(ref, seal.seal(key.recipient, plain), key.day, wait)


def answer(wren: Wren, by: PracticeMember, copy: NoticeCargo | None) -> Outgoing | None:
    """An answer is released. Gives what waits for the notice."""
    found = Conversation.objects.get(ref=wren.ref)
    row = actions.reply(found, by.member, wren.talk().said(by), cargo=copy, version=found.version)
    assert row.outgoing is None
    return Notice.objects.get(conversation=found).outgoing


def waiting() -> list[str]:
    return list(Outgoing.objects.filter(state=Outgoing.WAITING).order_by("id").values_list("kind", flat=True))
