"""A holder erases a conversation: the question with its reasons, the act, and what is gone by when."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from peerline.backup import days
from peerline.conversations import access, actions, linked
from peerline.kit.errors import Refused
from peerline.people.frame import member_of

WHYS: dict[str, Promise] = {
    "asked": _("The seeker asked for it."),
    "risk": _("It could harm somebody if it stayed."),
    "not-for-us": _("It was not meant for us: advertising, or a mistake."),
}

# For the coordinator, who sees how often, not which.
COUNTED: dict[str, Promise] = {
    "seeker": _("by the seeker:"),
    "asked": _("because the seeker asked:"),
    "risk": _("because it could harm somebody:"),
    "not-for-us": _("because it was not meant for us:"),
    "time-over": _("because its time was over:"),
}


def counted() -> list[tuple[Promise, int]]:
    """How many were erased so far, by why."""
    found = access.erasures()
    return [(sentence, found[why]) for why, sentence in COUNTED.items() if why in found]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """For whom does not hold it, it is not there. The first tap asks, the second erases."""
    member = member_of(request)
    found = access.held(member, ref)
    context: dict[str, Any] = {
        "here": "queue",
        "conversation": found,
        "whys": [(why, WHYS[why]) for why in actions.WHYS],
        "gone_by": days.gone_by(),
        # Linked, and held by who reads this: erasing one leaves the other.
        "others": [*linked.newer(member, found), *filter(None, [linked.older(member, found)])],
    }
    if request.method == "POST":
        try:
            actions.erase_held(found, member, request.POST.get("why", ""))
        except Refused as error:
            return render(request, "desk/erasing.html", {**context, "refused": error.sentence}, status=error.status)
        return render(request, "desk/erased.html", context)
    return render(request, "desk/erasing.html", context)
