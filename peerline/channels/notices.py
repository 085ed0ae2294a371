"""Mails that say that something waits, and the question before the first: made when they leave, of nobody's words.

Whoever's browser made the cargo, the server composes the mail by the line's texts, looks at the hours anew, and sends
only to a card that was made for this very notice.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta

from django.conf import settings

from peerline.channels import outgoing, tags
from peerline.channels.card import ForgedCard, open_notice_card
from peerline.channels.mail.compose import From, Mail, compose
from peerline.channels.mail.sign import signed
from peerline.conversations import access as conversations
from peerline.kit.clock import now
from peerline.line import access as line_access
from peerline.line import notice as letters
from peerline.post import delivery_keys
from peerline.post.models import Outgoing

SPREAD_SECONDS = 600


class NotNow(Exception):
    """It may leave only at other hours; `wait` is how long until they begin."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


def open_notice(row: Outgoing) -> Mail:
    """The mail of a question or notice, in memory. Raises ForgedCard, BadCargo, NotNow, or what seal raises."""
    found = conversations.notice_of_outgoing(row.pk)
    if found is None:
        raise outgoing.BadCargo
    conversation, notice = found
    plain = delivery_keys.open_cargo(row.sealed, row.delivery_key)
    leaving = outgoing.unpack(plain, outgoing=row.ref, conversation=conversation, kind=row.kind)
    card, wishes = open_notice_card(leaving.card, conversation), leaving.wishes
    if card.notice != notice or wishes is None:
        raise ForgedCard
    if wait := wishes.wait(now()):
        # Not at the first second of the hours, as all others that were put off.
        raise NotNow(wait + timedelta(seconds=secrets.randbelow(SPREAD_SECONDS)))
    line = line_access.the_line()
    page = settings.PEERLINE_URL if wishes.has_link else ""
    letter = letters.text(row.kind, wishes.language or line.language, subject=wishes.subject, page=page)
    leaving = replace(leaving, text=letter.body, subject=letter.subject, language=letter.language)
    mail = compose(
        leaving, card, From(line.sender_name, line.address, letter.subject), tag=tags.notice_tag(notice), at=now()
    )
    return replace(mail, data=signed(mail.data, line.domain))
