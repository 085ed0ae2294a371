"""The seeker's page, and leaving it. The first view works without script; no cookie, nothing kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from peerline.door import before, framed, started, texts
from peerline.door.together import Together
from peerline.door.views import plain
from peerline.line import access as line_access

_FIRST: Together[HttpResponse] = Together()


@csrf_exempt  # no cookie proves anything here
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """All steps of the page; which of them is shown first says the address. With `?plain`, without script.

    What is the same for everybody is packed, as a slow phone has to load it; what answers a form is padded and not
    packed, as its length would tell a look at the wire what was done and how much was said.
    """
    # What a link of a mail leads to is one reader's own, as what answers a form.
    if request.method == "POST" or {"plain", "link"} <= request.GET.keys():
        return framed.padded(_steps(request, started.give()))
    return _first(request)


@gzip_page
def _first(request: HttpRequest) -> HttpResponse:
    """The first view: the same for all who choose the same, but for the word that each of them gets."""
    chosen = (framed.wished(request), framed.chosen_country(request), "back" in request.GET, "plain" in request.GET)
    page = _FIRST.get(chosen, lambda: _steps(request, started.stand_in()))
    return HttpResponse(started.filled_in(page.content), headers=dict(page.items()))


def _steps(request: HttpRequest, word: started.Started) -> HttpResponse:
    told = before.told(framed.language(request))
    frame = framed.shared(request, **told.facts, sender=texts.sender())
    language = frame["spoken"]
    shared = {
        "before": told,
        "topics": frame["words"]["door_topics"].split(" · "),
        "later": texts.later(language),
        "reading": texts.reading_languages(language),
        "for_notice": texts.for_notice(language),
        # Without a key of the line nothing can be signed, and so nothing encrypted.
        "line_key": line_access.mail_key_in_use() is not None,
        "questions": texts.questions(language),
        "wait": texts.wait_seconds(),
        "step": "back" if "back" in request.GET else "write",
        "is_plain": "plain" in request.GET,
    }

    def show(template: str, **context: Any) -> HttpResponse:
        return framed.show(request, template, {"started": word, **frame, **shared, **context})

    if "plain" in request.GET:
        return plain.answer(request, show, language)
    return show("write")


@require_GET
@gzip_page
def own_key(request: HttpRequest) -> HttpResponse:
    """The field for a seeker's own OpenPGP key and its sentences: the page to write loads them when it is opened."""
    return framed.show(request, "own_key", framed.shared(request))


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
