"""The mail door's two questions: do we take mail for this recipient, and what becomes of this mail.

Taken are the line's address, the same with a tag, `quiet`, `test` or a bounce tag behind a plus sign, and `postmaster`
and `abuse` of the line's domain (RFC 5321, 4.5.1; RFC 2142). Anything else is refused at RCPT. A 250 is said only when
the mail is on disk; a fault of ours is always "try again".
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass

from django.conf import settings

from peerline.channels import tags, trust
from peerline.channels.envelope import Answer, Envelope
from peerline.channels.incoming import Incoming
from peerline.channels.intake import Came, Intake
from peerline.channels.mail.parse import NotMail, parse, raw_body
from peerline.channels.writer import Writer
from peerline.conversations.cargo import Arriving
from peerline.kit.errors import PeerlineError
from peerline.kit.logs import say
from peerline.post import actions as post

log = logging.getLogger("peerline.mail")

STORED = Answer(250, "2.6.0", "Received")
TRY_AGAIN = Answer(451, "4.3.0", "Not possible at this moment, try again later")
NO_SUCH_MAILBOX = Answer(550, "5.1.1", "No such mailbox here")
NO_MAIL = Answer(550, "5.6.0", "This is no mail")
TRUST_SECONDS = 5.0
POSTMASTERS = ("postmaster", "abuse")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The line's address in its two parts, lower case."""

    local: str
    domain: str

    @classmethod
    def of(cls, address: str) -> Mailbox:
        """Split `hello@lantern.example`."""
        local, _, domain = address.lower().rpartition("@")
        return cls(local, domain)

    def mark_of(self, recipient: str) -> str | None:
        """What a recipient address says: "" for the plain address, the part behind the plus sign, or None if not ours.

        `postmaster` and `abuse` are given as they are.
        """
        local, _, domain = recipient.strip("<>").lower().rpartition("@")
        if not local and domain in POSTMASTERS:  # RFC 5321: postmaster needs no domain
            return domain
        if domain != self.domain:
            return None
        if local in POSTMASTERS:
            return local
        box, plus, mark = local.partition("+")
        return mark if box == self.local and (mark or not plus) else None


class MailDoor:
    """What the protocol asks. One a process."""

    def __init__(self, mailbox: Mailbox, writer: Writer) -> None:
        self.mailbox = mailbox
        self.writer = writer
        self.intake = Intake()

    def knows(self, recipient: str) -> Answer | None:
        """None if mail for this recipient is taken, else the refusal."""
        return NO_SUCH_MAILBOX if self.mailbox.mark_of(recipient) is None else None

    async def accept(self, envelope: Envelope) -> Answer:
        """Take a mail in: believe or not, then prepare and store in the writer's threads; answer when it is on disk."""
        verified = await self._is_verified(envelope)
        try:
            await self.writer.store(lambda: self.prepare(envelope, is_verified=verified))
        except NotMail:
            return NO_MAIL
        except PeerlineError as error:
            say(log, "mail-put-off", reason=error.code)
            return TRY_AGAIN
        return STORED

    def prepare(self, envelope: Envelope, *, is_verified: bool | None) -> Arriving | None:
        """Understand the mail and hand it to intake. None for a bounce of ours, which is reduced to what it means.

        is_verified  None when a front server's word in the mail itself decides
        """
        incoming = parse(envelope.data, own_domain=self.mailbox.domain)
        marks = tuple(filter(None, (self.mailbox.mark_of(one) for one in envelope.recipients)))
        if self._is_known_bounce(incoming, marks):
            return None
        if is_verified is None:
            is_verified = bool(trust.told_by_front(_head(envelope.data), _from_domain(incoming)))
        came = Came(
            channel="mail",
            incoming=incoming,
            envelope_sender=envelope.sender,
            marks=marks,
            kind=_kind(marks),
            body_hash=_body_hash(envelope.data),
            is_verified=is_verified,
            original=raw_body(envelope.data) if incoming.raw_body_needed else None,
        )
        return self.intake.prepare(came)

    @staticmethod
    def _is_known_bounce(incoming: Incoming, marks: tuple[str, ...]) -> bool:
        """Mark what came back. Only a tag from an envelope sender of ours counts; the returned copy is dropped."""
        tag = next((mark[len(tags.BOUNCE) :] for mark in marks if mark.startswith(tags.BOUNCE)), "")
        if not tag or incoming.bounce is None:
            return False
        status = incoming.bounce.status if len(incoming.bounce.status) <= 12 else ""
        return post.bounced(tags.hash_of(tag), status, permanent=incoming.bounce.permanent)

    async def _is_verified(self, envelope: Envelope) -> bool | None:
        """True or False from our own check, None where the trusted front server's word decides."""
        if settings.PEERLINE_TRUSTED_AUTHSERV:
            return None
        if trust.is_loopback_of_practice(envelope):
            return True
        if b"dkim-signature:" not in _head(envelope.data).lower():
            return False
        domain = _domain_said(envelope.sender)
        try:
            async with asyncio.timeout(TRUST_SECONDS):
                return await asyncio.to_thread(trust.is_signed, envelope.data, domain)
        except TimeoutError:
            return False


def _kind(marks: tuple[str, ...]) -> str:
    if tags.TEST in marks:
        return "test"
    return "postmaster" if any(mark in POSTMASTERS for mark in marks) else "seeker"


def _head(data: bytes) -> bytes:
    return data[: data.find(b"\r\n\r\n") + 2] if b"\r\n\r\n" in data else data


def _body_hash(data: bytes) -> bytes:
    start = data.find(b"\r\n\r\n") + 4
    return hashlib.sha256(memoryview(data)[start:]).digest()


def _domain_said(address: str) -> str:
    # The receipt rule demands that the envelope sender is From, so its domain is the one to align with.
    return address.rpartition("@")[2].lower()


def _from_domain(incoming: Incoming) -> str:
    return _domain_said(incoming.sender.address) if incoming.sender else ""
