"""Who offers help, for leads: opened in their browser, and how far it has come."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from peerline.directory.access import interest as access
from peerline.directory.actions import interest
from peerline.directory.models import Interest
from peerline.kit.clock import now
from peerline.people.frame import for_leads, member_of

STATES: dict[str, Promise] = {
    Interest.NEW: _("new"),
    Interest.SPOKEN: _("spoken with"),
    Interest.JOINED: _("joined"),
    Interest.DECLINED: _("declined"),
}


@require_safe
@for_leads
def all_(request: HttpRequest) -> HttpResponse:
    """Those of one state."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else Interest.NEW
    rows = access.offered(member_of(request), state)
    shown = {"here": "interest", "rows": rows, "state": state, "states": list(STATES.items())}
    return render(request, "directory/offered.html", shown)


@require_POST
@for_leads
def note(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """How far one has come, or its end."""
    found = access.interest(ref)
    if request.POST.get("state") == "delete":
        interest.delete_interest(found)
    else:
        interest.note_interest(found, request.POST.get("state", ""), by=member_of(request), today=now().date())
    return redirect("directory:offered")
