"""What holds for every request of a signed-in member: their language, their time zone, and the lock."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from peerline.people import unlock
from peerline.people.models import Member

Respond = Callable[[HttpRequest], HttpResponse]


class SignedIn:
    """Speak the member's language in the member's hours, and let the unlocked key die after quiet minutes.

    Visitors keep what their browser asks for (LocaleMiddleware stands before).
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = request.user
        if not isinstance(member, Member):
            return self.respond(request)
        unlock.keep_or_drop(request)
        language = page_language(str(member.languages)) or translation.get_language() or "en"
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(_zone(str(member.time_zone))):
            response = self.respond(request)
        # LocaleMiddleware would name the language that the browser asked for.
        response["Content-Language"] = language
        return response


def page_language(tags: str) -> str | None:
    """The first of the member's languages that pages are written in, or None."""
    for tag in tags.split():
        try:
            return translation.get_supported_language_variant(tag.lower())
        except LookupError:
            continue
    return None


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
