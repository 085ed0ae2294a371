"""Mails on their way in without a door: as envelopes, and as intake prepares them. Needs the settings of a line."""

from __future__ import annotations

from collections.abc import Iterable

from bench.corpus import LINE_ADDRESS, Mail, address_for, write_mails
from peerline.channels.envelope import Envelope
from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.preparing import Judged
from peerline.channels.writer import Writer
from peerline.conversations.cargo import Arriving


def new_door() -> MailDoor:
    """A mail door whose writer is not started."""
    return MailDoor(Mailbox.of(LINE_ADDRESS), Writer())


def envelopes(mails: Iterable[Mail], *, mark: str, tags: list[str]) -> list[Envelope]:
    """The mails of one pass as a door hands them on; replies go to the tags in turn, when there are any."""
    found = []
    for number, mail in enumerate(mails):
        sender, data = mail.marked(mark)
        found.append(Envelope(sender, (address_for(mail, number, tags),), data, "127.0.0.1", False, "lmtp", False))
    return found


def prepare_arrivals(count: int, *, mark: str) -> list[Arriving]:
    """Small mails that each open a conversation, ready to be stored."""
    door = new_door()
    mails = [mail for mail in write_mails(count * 2) if mail.kind in ("plain", "alternative")][:count]
    made = [door.prepare(one, judged=Judged(None)) for one in envelopes(mails, mark=mark, tags=[])]
    return [one for one in made if one is not None]
