"""From a mail to what is stored of it: understood, then handed to intake. Nothing here writes but what a bounce marks,
what a yes or a stop does to a notice, and letters of the directory that are passed on.

It runs in the preparing thread of the door's process, or in a preparer (see `apart`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from peerline.channels import tags
from peerline.channels.domains import ascii_domain
from peerline.channels.envelope import FILE, Envelope
from peerline.channels.incoming import Incoming
from peerline.channels.intake import Came, Intake
from peerline.channels.known import known
from peerline.channels.mail import relay
from peerline.channels.mail.mailbox import POSTMASTERS, Mailbox
from peerline.channels.mail.parse import parse, raw_body
from peerline.channels.mail.senders import check, front, pretending
from peerline.channels.notice_words import is_word_for_notice
from peerline.channels.receipts import Noted, Remembered
from peerline.channels.trust import NOBODY, SEVERAL_SENDERS, Trust
from peerline.conversations.actions import fail_notice
from peerline.conversations.cargo import Arriving
from peerline.post import actions as post


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found out about a mail beside it, before it is understood.

    believed    None when a front server's word in the mail itself decides
    is_weighed  rspamd calls it spam
    web_key     what the sender's own domain names as their OpenPGP key, b"" for none
    writes_in   refs of conversations that its writer opened, as the door's process remembers them, newest last
    """

    believed: Trust | None
    is_weighed: bool = False
    web_key: bytes = b""
    writes_in: tuple[str, ...] = ()


class Preparing:
    """How mails to one mailbox are prepared."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    def prepare(self, envelope: Envelope, remembered: Remembered | Noted, *, judged: Judged) -> Arriving | None:
        """Understand the mail and hand it to intake.

        None for a bounce of ours and for a word that a notice waits for, which are reduced to what they mean, and for a
        letter of the directory, which is passed on.
        """
        incoming = parse(envelope.data, own_domain=self.mailbox.domain)
        marks = tuple(filter(None, (self.mailbox.mark_of(one) for one in envelope.recipients)))
        if self._is_known_bounce(incoming, marks):
            return None
        body_hash = _body_hash(envelope.data)
        is_history = envelope.protocol == FILE
        if not is_history and is_word_for_notice(incoming, marks, self.mailbox.domain):
            return None
        if not is_history and self._is_letter(envelope, incoming, judged, body_hash=body_hash):
            return None
        believed = judged.believed
        if believed is None:
            server = front.trusted_by(envelope.protocol)
            believed = front.told_by_front(check.head_of(envelope.data), _from_domain(incoming), server)
        came = Came(
            channel="mail",
            incoming=incoming,
            envelope_sender=envelope.sender,
            marks=marks,
            kind=_kind(marks),
            body_hash=body_hash,
            trust=_looked_at(believed, incoming),
            is_history=is_history,
            original=raw_body(envelope.data) if incoming.raw_body_needed else None,
            is_weighed=judged.is_weighed,
            web_key=judged.web_key,
            writes_in=judged.writes_in,
        )
        return Intake(remembered).prepare(came)

    def _is_letter(self, envelope: Envelope, incoming: Incoming, judged: Judged, *, body_hash: bytes) -> bool:
        """Whether it was a letter of the directory and nothing else. What is also for the line is a mail as any."""
        found = [self.mailbox.mark_of(one) for one in envelope.recipients]
        came = relay.Came(
            tuple(filter(None, found)), body_hash, is_spam=judged.is_weighed, is_returned=not envelope.sender
        )
        return relay.takes(incoming, came) and "" not in found

    @staticmethod
    def _is_known_bounce(incoming: Incoming, marks: tuple[str, ...]) -> bool:
        """Mark what came back. Only a tag from an envelope sender of ours counts; the returned copy is dropped."""
        tag = next((mark[len(tags.BOUNCE) :] for mark in marks if mark.startswith(tags.BOUNCE)), "")
        if not tag or incoming.bounce is None:
            return False
        status = incoming.bounce.status if len(incoming.bounce.status) <= 12 else ""
        is_known = post.bounced(tags.hash_of(tag), status, permanent=incoming.bounce.permanent)
        if is_known:
            fail_notice(bounce_hash=tags.hash_of(tag))
        return is_known


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
