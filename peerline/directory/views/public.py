"""Somebody to reach, now; the cards of the first hour. No script, no cookie, printable, the same on every phone."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from peerline.directory import actions, cards, pages
from peerline.directory.kept import kept
from peerline.kit.clock import now as moment
from peerline.kit.errors import NotThere, Refused
from peerline.line import pages as line_pages
from peerline.line import wording
from peerline.line.access import line_or_none
from peerline.line.models import Line
from peerline.line.wished import wished

OURS = {"", "none", "same-origin"}
LONGEST = 40  # of what an address may say


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Emergency numbers and services of a country that the reader chooses; at first those of the language."""
    return HttpResponse(_page(_choice(request), "directory/now.html"))


@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """The same as one file that needs nothing else."""
    chosen = _choice(request)
    name = "-".join(("numbers", *chosen.countries[:1])).lower()
    shown = HttpResponse(_page(chosen, "directory/copy.html"))
    shown["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return shown


# No cookie proves anything here, so there is nothing that a foreign page could ride on.
@csrf_exempt
@require_POST
def doubt(request: HttpRequest) -> HttpResponse:
    """ "This number did not work": somebody of us looks; nothing is hidden by it."""
    if request.headers.get("Sec-Fetch-Site", "") not in OURS:
        raise Refused(code="another-site")
    try:
        service = uuid.UUID(request.POST.get("service", ""))
    except ValueError:
        raise NotThere from None
    actions.doubt(service, today=moment().date())
    chosen = _choice(request)
    words = line_pages.words(chosen.language)
    more = {"words": words, "line": line_or_none(), "chosen": chosen.query, **line_pages.frame(chosen.language)}
    return HttpResponse(_made("directory/doubted.html", chosen.language, more))


@require_safe
def all_cards(request: HttpRequest) -> HttpResponse:
    """The titles of the six cards."""
    language = cards.speaking(wished(request))
    return _cards(request, "directory/cards.html", language=language)


@require_safe
def card(request: HttpRequest, name: str) -> HttpResponse:
    """One card."""
    if name not in cards.CARDS:
        raise NotThere
    language = cards.speaking(wished(request))
    return _cards(request, "directory/card.html", language=language, card=cards.card(name, language))


def _choice(request: HttpRequest) -> pages.Choice:
    country, need = (request.GET.get(one, "")[:LONGEST] for one in ("country", "need"))
    return pages.choice(country=country, need=need, wished=wished(request))


def _page(chosen: pages.Choice, template: str) -> bytes:
    at = moment()

    def make(line: Line | None) -> bytes:
        return _made(template, chosen.language, {**pages.context(chosen, at=at), "line": line})

    return kept((template, chosen), make, at=at)


def _made(template: str, language: str, context: dict[str, Any]) -> bytes:
    with override(language):
        return render_to_string(
            template, {**context, "LANGUAGE_CODE": language, "LANGUAGE_BIDI": get_language_bidi()}
        ).encode()


def _cards(request: HttpRequest, template: str, *, language: str, **more: Any) -> HttpResponse:
    context = {
        **line_pages.frame(language),
        "texts": {key.replace("-", "_"): wording.text(key, language) for key in ("card-sources", "card-all")},
        "words": line_pages.words(language),
        "cards": cards.titles(language),
    }
    with override(language):
        return render(request, template, {**context, **more})
