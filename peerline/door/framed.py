"""What every page of the door stands in: numbers and Leave first, in the reader's language; no cookie, no referrer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi, override
from django.utils.translation.trans_real import parse_accept_lang_header

from peerline.conversations.access import counts_of_openers
from peerline.door import texts
from peerline.line import access as line_access
from peerline.line import emergency, wording
from peerline.line import pages as line_pages

LONGEST_TAG = 35
SMALLEST_CLASS = 64 * 1024


def shared(request: HttpRequest, **facts: str) -> dict[str, Any]:
    """What the frame and the texts need; `facts` are further facts that texts name."""
    line, wish = line_access.the_line(), wished(request)
    spoken = texts.speaking(wish)
    country = chosen_country(request)
    known = {**line_pages.home_facts(line, spoken), "openers": str(counts_of_openers()), **facts}
    places = [country] if country else line_pages.guessed(wish, line)
    return {
        "words": texts.words(spoken, **known),
        "promises": line_pages.promises(spoken),
        "places": [line_pages.place(one, spoken) for one in places][:1],
        "country": country,
        "spoken": spoken,
        "is_checked": wording.is_checked(spoken),
        "languages": texts.languages(spoken),
        "countries": line_pages.places(spoken),
    }


def show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page in the language of its context."""
    with override(context["spoken"]):
        direction = "rtl" if get_language_bidi() else "ltr"
        response = render(request, f"door/{template}.html", {"direction": direction, **context})
    response["Referrer-Policy"] = "no-referrer"
    return response


def padded(response: HttpResponse) -> HttpResponse:
    """The same page with spaces behind it, up to the next size class: 64 KiB, and doubled from there."""
    size = SMALLEST_CLASS
    while size < len(response.content):
        size *= 2
    response.content = response.content.ljust(size)
    return response


def language(request: HttpRequest) -> str:
    """The language the page is shown in."""
    return texts.speaking(wished(request))


def chosen_country(request: HttpRequest) -> str:
    """The country that was chosen on the page, "" for none that we know. It is never taken from a network address."""
    asked = request.GET.get("country", "").upper()
    return asked if asked in emergency.countries() else ""


def wished(request: HttpRequest) -> str:
    """What was chosen on the page, else the best that the browser asks for."""
    asked = [tag for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    written = [tag for tag in asked if texts.speaking(tag).partition("-")[0] == tag.partition("-")[0]]
    return next(filter(None, [request.GET.get("language", "")[:LONGEST_TAG], *written]), wording.LAST)
