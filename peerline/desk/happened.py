"""What happened to a conversation, as one row of words each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "claimed": _("%(by)s took it."),
    "granted": _("%(by)s let %(about)s open it."),
    "removed": _("%(by)s took %(about)s off. A new key began."),
    "handed-over": _("%(by)s handed it to %(about)s."),
    "stepped-back": _("%(by)s stepped back. A new key began."),
    "left": _("%(about)s left the line. The next holder’s browser makes a new key."),
    "parted": _("%(about)s holds conversations no longer. The next holder’s browser makes a new key."),
    "new-key": _("A new key began in the browser of %(by)s, because a holder is gone or lost a device."),
    "code-kept": _("The seeker has kept seven words: they can come back to read."),
    "by-mail": _("The seeker asked for answers by mail, to an address that they gave on the page."),
    "by-mail-encrypted": _("The seeker asked for answers by mail, encrypted to a key that they gave on the page."),
    "by-page": _("The seeker asked for no more answers by mail: they wait on the page."),
    "notice-on": _("The seeker is told by mail that an answer waits, at an address that was given only for that."),
    "notice-off": _("The seeker is told by mail no more that an answer waits."),
    "notice-waits": _("A mail leaves at the hours that the seeker chose: it says that something waits."),
    "no-answer": _("The seeker said that they need no answer."),
    "key-confirmed": _("%(by)s confirmed which key is the writer’s. Encrypted answers go to it."),
    "tag-retired": _("%(by)s retired the reply address. Answers carry a new one."),
    "urgent": _("%(by)s said that it is urgent. The shorter promise holds."),
    "calm": _("%(by)s said that it is urgent no longer."),
    "closed": _("%(by)s closed it."),
    "reopened": _("%(by)s opened it again."),
    "taken-back": _("%(by)s took an answer back before it left."),
    "draft-offered": _("%(by)s asked for a review."),
    "draft-returned": _("%(by)s gave the draft back to %(about)s."),
    "draft-released": _("%(by)s approved the draft of %(about)s."),
    "draft-dropped": _("%(by)s took a draft away."),
    "wrote-again": _("The seeker wrote again. It is open again."),
    "asked-no-mail": _("The seeker asked for no more mail. Machines send none any more."),
    "writer-paused": _("%(by)s paused the writer for 24 hours."),
    "pause-ended": _("%(by)s ended the pause."),
    "block-asked": _("%(by)s asks that the writer be blocked."),
    "writer-blocked": _("%(by)s confirmed the block that %(about)s had asked for."),
    "block-ended": _("%(by)s ended the block."),
    "not-spam": _("%(by)s took it out of the spam box."),
    "unmasked": _("%(by)s looked at a hidden name or address."),
    "door-offered": _("%(by)s offered the web page, by a link that opens once and for three days."),
    "door-opened": _("Whoever had the mailbox opened the link. It goes on in a conversation of its own."),
    "goes-on": _("It goes on from e-mails: whoever had the mailbox opened the link in an answer."),
    "ask-planned": _("%(by)s planned to ask later how they are."),
    "ask-dropped": _("%(by)s dropped the plan to ask how they are."),
    "past-added": _("%(by)s added what was said by e-mail before."),
    "told-50": _("Half of the promise was over."),
    "told-75": _("Three quarters of the promise were over."),
    "told-100": _("The promise was over."),
    "told-150": _("It was urgent, and half of the promise again was over."),
    "told-200": _("Twice the promise was over."),
}


def sentence(event: Any) -> str:
    """One event of `conversations.access.events`; its bare name when it has no words yet."""
    words = WORDS.get(event.name)
    names = {"by": _alias(event.by), "about": _alias(event.about)}
    return str(words) % names if words is not None else event.name


def _alias(member: Any) -> str:
    return f"\u2068{member.alias}\u2069" if member is not None else str(_("The line"))
