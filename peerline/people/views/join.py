"""Joining by an invitation. Its token stands in the fragment of the link and comes only by post."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from peerline.kit.errors import TooMany
from peerline.line.access import the_line
from peerline.people import access, actions, posted, roles
from peerline.people.forms import own_name
from peerline.people.frame import at_the_usual_address, landing, must_be_at_the_usual_address
from peerline.people.views.sign_in import start

BACKEND = "peerline.people.sign_in.CodeBackend"


@require_GET
@at_the_usual_address
def page(request: HttpRequest) -> HttpResponse:
    """All steps of joining; which invitation it is, only the script knows."""
    offered = [(tag, own_name(tag)) for tag in the_line().languages.split()]
    return render(request, "people/join.html", {"offered": offered})


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """What an invitation says, and whether the alias that somebody has chosen is free."""
    _limit(request)
    data = posted.posted(request)
    found = access.invitation(posted.text(data, "token"))
    if data.get("alias"):
        actions.check_alias(posted.text(data, "alias"))
    return JsonResponse(
        {
            "alias": found.alias,
            "roles": roles.words(found.roles.split()),
            "languages": found.languages.split(),
            "reviewed": found.reviewed,
        }
    )


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Become a member and be signed in at once."""
    must_be_at_the_usual_address(request)
    _limit(request)
    data = posted.posted(request)
    member = actions.join(posted.text(data, "token"), posted.joining(data))
    login(request, member, backend=BACKEND)
    return JsonResponse(start(request, landing(member)))


def _limit(request: HttpRequest) -> None:
    if not ratelimit.consume(request, action="signup"):
        raise TooMany
