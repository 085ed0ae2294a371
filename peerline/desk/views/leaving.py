"""A member leaves the line: what they hold, in numbers, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerline.conversations import access, actions
from peerline.kit.errors import Refused
from peerline.people import access as people
from peerline.people.frame import for_coordinators, member_of


@require_http_methods(["GET", "POST"])
@for_coordinators
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """The question before, and the act."""
    found = people.member_by_ref(ref)
    context: dict[str, Any] = {"here": "people", "leaving": found, "load": access.load_of(found)}
    if request.method == "POST":
        leave = actions.leave_and_lose if request.POST.get("lose") == "yes" else actions.leave
        try:
            leave(found, member_of(request))
        except Refused as error:
            return render(request, "desk/leaving.html", {**context, "refused": error.sentence}, status=error.status)
        return redirect("/people/")
    return render(request, "desk/leaving.html", context)
