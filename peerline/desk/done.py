"""What was just done, for the notice on top of the page that comes after it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "claimed": _("It is with you now. You and the leads who held it can open it; nobody else any longer."),
    "sent": _("It leaves in 30 seconds. Until then you can take it back, below."),
    "on-page": _("It waits on the seeker’s page now."),
    "noted": _("Kept among helpers."),
    "asked": _("A lead reads it before it leaves."),
    "granted": _("Done. They can open all of it."),
    "handed-on": _("It is with somebody else now, and opens no longer for you."),
    "removed": _("A new key began. What they read they may have kept."),
    "closed": _("Closed. A new message opens it again."),
    "reopened": _("Open again."),
    "taken-back": _("Taken back. It did not leave; its text stands in your answer again."),
    "dropped": _("The draft is gone."),
    "retired": _("The old reply address joins nothing any more. Your next answer carries a new one."),
    "urgent": _("It is urgent: the shorter promise holds."),
    "calm": _("It is urgent no longer. The ordinary promise holds."),
    "paused": _("Paused for 24 hours. What they write goes to the spam box; they get the receipt that everybody gets."),
    "block-asked": _("A second person has to confirm the block. Until then nothing is blocked."),
    "blocked": _("Blocked. What they write goes to the spam box; they get the receipt that everybody gets."),
    "lifted": _("Ended. What they write comes into the queue again."),
    "ask-planned": _("Planned. On that day it stands in the queue."),
    "ask-dropped": _("Nobody asks."),
    "past-added": _("Added. They read it when they come back to their page."),
    "not-spam": _("It is in the queue now. The promise begins here."),
    "released": _("Approved. It leaves in 30 seconds."),
    "key-confirmed": _("Answers are encrypted to that key from now on."),
    "released-page": _("Approved. It waits on the seeker’s page now."),
    "returned": _("Given back."),
}


def said(request: HttpRequest) -> Promise | str:
    """The sentence for what the address of the page names; "" for nothing, and for what was never done."""
    return WORDS.get(request.GET.get("done", ""), "")
