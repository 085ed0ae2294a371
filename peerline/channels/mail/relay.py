"""Letters of the directory that are passed on: a mail that comes to such a tag goes to the other side, and no further.

Nothing of it is stored but what waits in the post. What cannot be passed on is refused, so that its sender learns of
it: it must not be read by the people of the line, to whom it was not written.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from peerline.channels import outgoing
from peerline.channels.card import AddressCard
from peerline.channels.incoming import Incoming
from peerline.channels.mail.compose import From, Mail, compose
from peerline.channels.mail.mime.beginnings import NotMail
from peerline.channels.stopping import begins_with_stop, begins_with_yes
from peerline.directory import relaying
from peerline.directory.actions import relaying as actions
from peerline.kit.logs import say
from peerline.line import access as line_access
from peerline.line import wording
from peerline.post import delivery_keys
from peerline.post.models import Outgoing

log = logging.getLogger("peerline.relay")
KIND = relaying.KIND


@dataclass(frozen=True, slots=True)
class Came:
    """How a mail came: what its recipients' addresses say, and whether its sender is null, as of what comes back."""

    marks: tuple[str, ...]
    body_hash: bytes
    is_spam: bool
    is_returned: bool


def takes(incoming: Incoming, came: Came) -> bool:
    """Whether the mail was for a tag of passed-on letters, and is done with.

    Raises  NotMail for what cannot be passed on; Unavailable when it is too much today
    """
    tag = next(filter(None, map(relaying.tag_of, came.marks)), "")
    if not tag:
        return False
    if incoming.auto or came.is_returned:
        # A machine's answer to a person's letter would only wake another machine.
        say(log, "relay-dropped")
        return True
    if incoming.encrypted or came.is_spam or incoming.sender is None:
        raise NotMail
    answer = actions.Answer(
        tag=tag,
        text=incoming.reply,
        sender=incoming.sender.address,
        is_stop=begins_with_stop(incoming),
        is_yes=begins_with_yes(incoming),
        body_hash=came.body_hash,
    )
    try:
        actions.pass_on(answer)
    except (actions.NoWay, relaying.Forged) as error:
        raise NotMail from error
    return True


def mail_of(row: Outgoing) -> Mail:
    """The mail of a letter that waits, in memory. Raises BadCargo, Unavailable, and what seal raises."""
    plain = delivery_keys.open_cargo(row.sealed, row.delivery_key)
    try:
        letter = relaying.unpack(plain, outgoing=row.ref)
    except relaying.Forged as error:
        raise outgoing.BadCargo from error
    line = line_access.the_line()
    leaving = outgoing.Leaving(
        kind=KIND, outgoing=row.ref, conversation="", text=letter.text, card=b"", language=letter.language
    )
    sender = From(line.sender_name, line.address, letter.subject or wording.text("subject", letter.language))
    to = AddressCard("", letter.address, "", ())
    return compose(leaving, to, sender, tag=f"r-{letter.tag}", at=row.made_at)
