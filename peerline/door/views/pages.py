"""The seeker's page, and leaving it. The first view works without script; no cookie, nothing kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language_bidi, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from peerline.conversations.access import counts_of_openers
from peerline.door import started, texts
from peerline.door.views import plain
from peerline.line import access as line_access
from peerline.line import pages as line_pages
from peerline.line import wording

LONGEST_TAG = 35


@gzip_page  # nothing of it is secret from who reads it, and a slow phone has to load it
@csrf_exempt  # no cookie proves anything here
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """All steps of the page; which of them is shown first says the address. With `?plain`, without script."""
    line = line_access.the_line()
    language = texts.speaking(_wished(request))
    facts = {**line_pages.home_facts(line, language), "openers": str(counts_of_openers())}
    shared = {
        "words": texts.words(language, **facts),
        "promises": line_pages.promises(language),
        "places": [line_pages.place(country, language) for country in line_pages.guessed(_wished(request))][:1],
        "spoken": language,
        "is_checked": wording.is_checked(language),
        "languages": texts.languages(language),
        "reading": texts.reading_languages(language),
        "countries": line_pages.places(language),
        "wait": texts.wait_seconds(),
        "step": "back" if "back" in request.GET else "write",
        "is_plain": "plain" in request.GET,
    }

    def show(template: str, **context: Any) -> HttpResponse:
        with override(language):
            direction = "rtl" if get_language_bidi() else "ltr"
            own = {"direction": direction, "started": started.give(), **shared, **context}
            response = render(request, f"door/{template}.html", own)
        response["Referrer-Policy"] = "no-referrer"
        return response

    if "plain" in request.GET:
        return plain.answer(request, show, language)
    return show("write")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """What a browser keeps of this site is cleared; then a neutral page. The beacon of a leaving page posts here."""
    response: HttpResponse = (
        HttpResponse(status=204) if request.method == "POST" else HttpResponseRedirect(settings.PEERLINE_LEAVE_TO)
    )
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    return response


def _wished(request: HttpRequest) -> str:
    """What was chosen on the page, else the best that the browser asks for."""
    asked = [tag for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    written = [tag for tag in asked if texts.speaking(tag).partition("-")[0] == tag.partition("-")[0]]
    return next(filter(None, [request.GET.get("language", "")[:LONGEST_TAG], *written]), wording.LAST)
