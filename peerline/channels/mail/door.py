"""The mail door's two questions: do we take mail for this recipient, and what becomes of this mail.

Taken are the line's address, the same with a tag, `quiet`, `test` or a bounce tag behind a plus sign, and `postmaster`
and `abuse` of the line's domain (RFC 5321, 4.5.1; RFC 2142). Anything else is refused at RCPT. A 250 is said only when
the mail is on disk; a fault of ours is always "try again".
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from django.conf import settings

from peerline.channels import tags
from peerline.channels.envelope import FILE, Answer, Envelope
from peerline.channels.joining import Writers
from peerline.channels.mail import rspamd
from peerline.channels.mail.apart import Apart
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.preparing import Judged, Preparing
from peerline.channels.mail.senders import check, front
from peerline.channels.mail.senders.threads import UNCHECKED, SenderChecks
from peerline.channels.mail.web_keys.lookup import WebKeys, sender_without_key
from peerline.channels.preparers import Preparers
from peerline.channels.receipts import Remembered
from peerline.channels.rules.decide import BEFORE_READING, BEFORE_STORING, Verdict, decide
from peerline.channels.rules.facts import Limits
from peerline.channels.rules.lately import Lately
from peerline.channels.trust import Trust, is_loopback_of_practice
from peerline.channels.writer import Writer
from peerline.conversations.cargo import Arriving
from peerline.kit.errors import PeerlineError, Unavailable
from peerline.kit.logs import say

log = logging.getLogger("peerline.mail")

STORED = Answer(250, "2.6.0", "Received")
TRY_AGAIN = Answer(451, "4.3.0", "Not possible at this moment, try again later")
NO_SUCH_MAILBOX = Answer(550, "5.1.1", "No such mailbox here")
NO_MAIL = Answer(550, "5.6.0", "This is no mail")


class MailDoor:
    """What the protocol asks. One a process."""

    def __init__(
        self,
        mailbox: Mailbox,
        writer: Writer,
        senders: SenderChecks | None = None,
        *,
        preparers: Preparers | None = None,
        web_keys: WebKeys | None = None,
    ) -> None:
        self.mailbox = mailbox
        self.writer = writer
        self.preparers = preparers
        self.senders = senders or SenderChecks(rules_of(mailbox))
        self.web_keys = web_keys or WebKeys()
        self.preparing = Preparing(mailbox)
        self.rspamd = rspamd.place()
        self.remembered = Remembered(settings.PEERLINE_SECRETS.read("mac.key"))
        self.writers = Writers()
        self.lately = Lately(Limits(settings.PEERLINE_MOST_FROM_ADDRESS, settings.PEERLINE_MOST_FROM_NETWORK))

    def knows(self, recipient: str) -> Answer | None:
        """None if mail for this recipient is taken, else the refusal."""
        return NO_SUCH_MAILBOX if self.mailbox.mark_of(recipient) is None else None

    async def accept(self, envelope: Envelope) -> Answer:
        """Take a mail in; answer when it is on disk."""
        try:
            await self.take(envelope)
        except NotMail:
            return NO_MAIL
        except PeerlineError as error:
            say(log, "mail-put-off", reason=error.code)
            return TRY_AGAIN
        return STORED

    async def take(self, envelope: Envelope) -> None:
        """Believe the sender or not, prepare in a preparer or here, and store; returns when it is on disk.

        Raises   NotMail; Unavailable for any fault of ours, and for too much at once
        """
        self._count(envelope)
        judged = await self.judged(envelope)
        stored: list[Arriving | None] = []
        if self.preparers:
            apart = Apart(self.preparers, self.remembered, envelope, to=self.mailbox, judged=judged)

            async def prepared(number: int) -> Arriving | None:
                stored.append(self._without_bombs(await apart.prepare(number), envelope))
                return stored[-1]

            await self.writer.store_from(prepared)
        else:

            def prepare() -> Arriving | None:
                stored.append(self.prepare(envelope, judged=judged))
                return stored[-1]

            await self.writer.store(prepare)
        self.remember(envelope, stored[-1])

    def _opened_by(self, envelope: Envelope, believed: Trust | None) -> tuple[str, ...]:
        """What the writer has open, where the line wants mails to join by that; () while nothing is remembered."""
        if not self.writers or believed is None or not believed.binds:
            return ()
        sender = check.only_sender(envelope.data)
        return self.writers.conversations_of(sender.address) if sender else ()

    def remember(self, envelope: Envelope, stored: Arriving | None) -> None:
        """Remember who opened a conversation, or nobody any more, as the line wants it."""
        if stored is None:
            return
        if stored.by_address is None:
            self.writers.forget()
        elif stored.by_address and stored.opens and (sender := check.only_sender(envelope.data)):
            self.writers.remember(sender.address, stored.opens.ref)

    def prepare(self, envelope: Envelope, *, judged: Judged) -> Arriving | None:
        """Prepare a mail here. Returns and raises what `Preparing.prepare` does."""
        return self._without_bombs(self.preparing.prepare(envelope, self.remembered, judged=judged), envelope)

    def _count(self, envelope: Envelope) -> None:
        marks = filter(None, (self.mailbox.mark_of(one) for one in envelope.recipients))
        facts = self.lately.of(envelope, tuple({mark for mark in marks if tags.TAG.fullmatch(mark)}))
        verdict, rule = decide(BEFORE_READING, facts)
        if verdict is Verdict.SLOW:
            raise Unavailable(code=rule)

    def _without_bombs(self, arriving: Arriving | None, envelope: Envelope) -> Arriving | None:
        if arriving is None or arriving.opens is None or not arriving.automatic or envelope.protocol == FILE:
            return arriving
        facts = replace(self.lately.of_machine(), is_for_us=arriving.opens.kind == "seeker")
        is_spam = decide(BEFORE_STORING, facts)[0] is Verdict.SPAM
        return replace(arriving, opens=replace(arriving.opens, is_spam=True)) if is_spam else arriving

    async def judged(self, envelope: Envelope) -> Judged:
        """Whether the sender is believed, what rspamd says if there is one, and what their domain names as their key.

        With it what is remembered of the sender.
        """
        if self.rspamd is None:
            believed, is_weighed = await self.believed(envelope), False
        else:
            asked = rspamd.calls_it_spam(envelope, self.rspamd)
            believed, is_weighed = await asyncio.gather(self.believed(envelope), asked)
        web_key = b""
        # The front server's word costs reading the head here too, and most mails are not of OpenPGP.
        if sender := sender_without_key(envelope.data):
            web_key = await self.web_keys.of(sender, _told_by_front(envelope) if believed is None else believed)
        return Judged(believed, is_weighed, web_key, self._opened_by(envelope, believed))

    async def believed(self, envelope: Envelope) -> Trust | None:
        """What our own checks say, None where the trusted front server's word decides."""
        if envelope.protocol == FILE:
            return UNCHECKED
        if front.trusted_by(envelope.protocol):
            return None
        if is_loopback_of_practice(envelope):
            return Trust(verified=True, how="practice")
        return await self.senders.of(envelope)


def rules_of(mailbox: Mailbox) -> check.Rules:
    """What the sender checks know of this line: the names it writes results in, and whose seals it trusts."""
    names = {mailbox.domain, settings.PEERLINE_MAIL_HOST.lower()} - {""}
    return check.Rules(frozenset(names), frozenset(settings.PEERLINE_TRUSTED_SEALERS))


def _told_by_front(envelope: Envelope) -> Trust:
    server = front.trusted_by(envelope.protocol)
    return front.told_by_front(check.head_of(envelope.data), check.from_domain(envelope.data), server)
