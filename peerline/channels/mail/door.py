"""The mail door's two questions: do we take mail for this recipient, and what becomes of this mail.

Taken are the line's address, the same with a tag, `quiet`, `test` or a bounce tag behind a plus sign, and `postmaster`
and `abuse` of the line's domain (RFC 5321, 4.5.1; RFC 2142). Anything else is refused at RCPT. A 250 is said only when
the mail is on disk; a fault of ours is always "try again".
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass

from django.conf import settings

from peerline.channels import tags
from peerline.channels.domains import ascii_domain
from peerline.channels.envelope import Answer, Envelope
from peerline.channels.incoming import Incoming
from peerline.channels.intake import Came, Intake
from peerline.channels.known import known
from peerline.channels.mail.parse import NotMail, parse, raw_body
from peerline.channels.mail.senders import check, front, pretending
from peerline.channels.mail.senders.threads import SenderChecks
from peerline.channels.trust import NOBODY, SEVERAL_SENDERS, Trust, is_loopback_of_practice
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
POSTMASTERS = ("postmaster", "abuse")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The line's address in its two parts, lower case; the domain in A-labels."""

    local: str
    domain: str

    @classmethod
    def of(cls, address: str) -> Mailbox:
        """Split `hello@lantern.example`."""
        local, _, domain = address.lower().rpartition("@")
        return cls(local, ascii_domain(domain))

    def mark_of(self, recipient: str) -> str | None:
        """What a recipient address says: "" for the plain address, the part behind the plus sign, or None if not ours.

        `postmaster` and `abuse` are given as they are.
        """
        local, _, domain = recipient.strip("<>").lower().rpartition("@")
        if not local and domain in POSTMASTERS:  # RFC 5321: postmaster needs no domain
            return domain
        if ascii_domain(domain) != self.domain:
            return None
        if local in POSTMASTERS:
            return local
        box, plus, mark = local.partition("+")
        return mark if box == self.local and (mark or not plus) else None


class MailDoor:
    """What the protocol asks. One a process."""

    def __init__(self, mailbox: Mailbox, writer: Writer, senders: SenderChecks | None = None) -> None:
        self.mailbox = mailbox
        self.writer = writer
        self.senders = senders or SenderChecks(rules_of(mailbox))
        self.intake = Intake()

    def knows(self, recipient: str) -> Answer | None:
        """None if mail for this recipient is taken, else the refusal."""
        return NO_SUCH_MAILBOX if self.mailbox.mark_of(recipient) is None else None

    async def accept(self, envelope: Envelope) -> Answer:
        """Take a mail in: believe or not, then prepare and store in the writer's threads; answer when it is on disk."""
        believed = await self.believed(envelope)
        try:
            await self.writer.store(lambda: self.prepare(envelope, believed=believed))
        except NotMail:
            return NO_MAIL
        except PeerlineError as error:
            say(log, "mail-put-off", reason=error.code)
            return TRY_AGAIN
        return STORED

    def prepare(self, envelope: Envelope, *, believed: Trust | None) -> Arriving | None:
        """Understand the mail and hand it to intake. None for a bounce of ours, which is reduced to what it means.

        believed  None when a front server's word in the mail itself decides
        """
        incoming = parse(envelope.data, own_domain=self.mailbox.domain)
        marks = tuple(filter(None, (self.mailbox.mark_of(one) for one in envelope.recipients)))
        if self._is_known_bounce(incoming, marks):
            return None
        if believed is None:
            server = settings.PEERLINE_TRUSTED_AUTHSERV
            believed = front.told_by_front(check.head_of(envelope.data), _from_domain(incoming), server)
        came = Came(
            channel="mail",
            incoming=incoming,
            envelope_sender=envelope.sender,
            marks=marks,
            kind=_kind(marks),
            body_hash=_body_hash(envelope.data),
            trust=_looked_at(believed, incoming),
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

    async def believed(self, envelope: Envelope) -> Trust | None:
        """What our own checks say, None where the trusted front server's word decides."""
        if settings.PEERLINE_TRUSTED_AUTHSERV:
            return None
        if is_loopback_of_practice(envelope):
            return Trust(verified=True, how="practice")
        return await self.senders.of(envelope)


def rules_of(mailbox: Mailbox) -> check.Rules:
    """What the sender checks know of this line: the names it writes results in, and whose seals it trusts."""
    names = {mailbox.domain, settings.PEERLINE_MAIL_HOST.lower()} - {""}
    return check.Rules(frozenset(names), frozenset(settings.PEERLINE_TRUSTED_SEALERS))


def _kind(marks: tuple[str, ...]) -> str:
    if tags.TEST in marks:
        return "test"
    return "postmaster" if any(mark in POSTMASTERS for mark in marks) else "seeker"


def _body_hash(data: bytes) -> bytes:
    start = data.find(b"\r\n\r\n") + 4
    return hashlib.sha256(memoryview(data)[start:]).digest()


def _looked_at(believed: Trust, incoming: Incoming) -> Trust:
    """With what is false about the address and name themselves; From of several mailboxes is nobody's word."""
    if incoming.sender is None or incoming.from_count != 1:
        return NOBODY.with_problems(SEVERAL_SENDERS, *believed.problems)
    house = known()
    pretends = pretending.problems_of(
        incoming.sender, line_address=house.line.address, names=house.names, is_verified=believed.verified
    )
    return believed.with_problems(*pretends)


def _from_domain(incoming: Incoming) -> str:
    if incoming.sender is None or incoming.from_count != 1:
        return ""
    return ascii_domain(incoming.sender.address.rpartition("@")[2])
