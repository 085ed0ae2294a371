"""Pages to read before writing: what the line promises, and who answers. Without script they are the same."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from peerline.backup.days import KEPT_DAYS
from peerline.conversations import figures
from peerline.door import framed
from peerline.kit.errors import NotThere
from peerline.kit.units import counted
from peerline.line import access, emergency, pages, policy, receipt


@gzip_page
@require_safe
def promises(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The policy in force, or one that was: a conversation keeps the one under which it began. Raises NotThere."""
    found = access.policies()
    shown = next((one for one in found if version in {None, one.version}), None)
    if shown is None:
        raise NotThere
    data = policy.read(shown)
    speaking = framed.language(request)
    locale = receipt.locale_of(speaking)
    facts = {
        "version": str(shown.version),
        "day": receipt.day(shown.from_when.date(), speaking),
        "days": counted(data.retention_days, "duration-day", locale),
        "backup": counted(KEPT_DAYS, "duration-day", locale),
        "contact": data.complaints_contact,
        "body": data.privacy_body,
    }
    frame = framed.shared(request, **facts)
    context = {
        **frame,
        "promises": pages.promises(speaking, data),
        "told": {name: pages.is_filled(facts[name]) for name in ("contact", "body")},
        "is_past": shown.version != found[0].version,
        "earlier": [one.version for one in found if one.version < shown.version],
    }
    return framed.show(request, "promises", context)


@gzip_page
@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Who answers here, counted from the roles that members have now."""
    frame = framed.shared(request)
    context = {**frame, "team": figures.team(), "has_provider": bool(settings.PEERLINE_IMAP)}
    return framed.show(request, "who", context)


@gzip_page
@require_safe
def before(request: HttpRequest) -> HttpResponse:
    """Who may see that somebody is here, what leaving hides and what it cannot; then the door."""
    return framed.show(request, "before", {**framed.shared(request), "onion": settings.PEERLINE_ONION})


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The emergency numbers of a country, so that a page with something written in it need not be loaded anew."""
    country = framed.chosen_country(request)
    if country not in emergency.countries():
        raise NotThere
    place = pages.place(country, framed.language(request))
    return JsonResponse({"numbers": [{"number": one.number, "service": one.service} for one in place.named]})
