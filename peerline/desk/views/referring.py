"""Services to refer somebody to. Nothing here asks for whom, and nothing that is asked names a conversation."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from peerline.desk import requests
from peerline.directory import actions, referring
from peerline.directory.kept import answered
from peerline.kit.clock import now
from peerline.kit.errors import NotThere
from peerline.kit.posted import read
from peerline.line import emergency
from peerline.people import roles
from peerline.people.frame import member_of

LONGEST = 100


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """What can be given in a country, told in a language; `need` and `words` count where a country does not fit."""
    _who_answers(request)
    country, language, need, words = (
        request.GET.get(name, "")[:LONGEST] for name in ("country", "language", "need", "words")
    )
    if country not in emergency.countries():
        raise NotThere
    if need or words:
        return JsonResponse(referring.offered(referring.Wish(country, language, need, words), at=now()))
    packed = referring.whole_country(country, language, at=now())
    return answered(request, packed, content_type="application/json")


@require_POST
def tally(request: HttpRequest) -> HttpResponse:
    """One more referral, or what came of one."""
    _who_answers(request)
    asked = read(request.body, requests.Counting)
    try:
        service = uuid.UUID(asked.service)
    except ValueError:
        raise NotThere from None
    actions.count(service, asked.what, by="helpers", today=now().date())
    return JsonResponse({})


def _who_answers(request: HttpRequest) -> None:
    if not member_of(request).has_role(*roles.MAY_HOLD):
        raise NotThere
