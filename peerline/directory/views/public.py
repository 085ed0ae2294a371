"""Somebody to reach, now; the cards of the first hour. No script, no cookie, printable, the same on every phone."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override
from django.views.decorators.http import require_POST, require_safe

from peerline.directory import actions, cards, pages
from peerline.directory.kept import answered, line_known
from peerline.directory.views.anybody import from_our_page
from peerline.kit.clock import now as moment
from peerline.kit.errors import NotThere
from peerline.line import pages as line_pages
from peerline.line import wording
from peerline.line.access import line_or_none
from peerline.line.models import Line
from peerline.line.wished import wished

LONGEST, LONGEST_WORDS, LONGEST_REGION = 40, 100, 300  # of what an address may say


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Emergency numbers and services of a country that the reader chooses; at first those of the language."""
    return answered(request, _page(choice(request), "directory/now.html"))


@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """The same as one file that needs nothing else."""
    chosen = choice(request)
    name = "-".join(("numbers", *chosen.countries[:1])).lower()
    shown = answered(request, _page(chosen, "directory/copy.html"))
    shown["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return shown


@from_our_page
@require_POST
def doubt(request: HttpRequest) -> HttpResponse:
    """ "I could not reach them": somebody of us looks; nothing is hidden by it."""
    service = _service(request)
    actions.doubt(service, today=moment().date())
    return _thanked(request, service)


@from_our_page
@require_POST
def came(request: HttpRequest) -> HttpResponse:
    """What came of it: one more for the service, and nothing else."""
    actions.count(_service(request), request.POST.get("what", ""), by="anybody", today=moment().date())
    return _thanked(request, None)


def _service(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("service", ""))
    except ValueError:
        raise NotThere from None


def _thanked(request: HttpRequest, service: uuid.UUID | None) -> HttpResponse:
    """Thanks; with a service, what may be told of it beside."""
    chosen = choice(request)
    more = {
        "words": line_pages.words(chosen.language),
        "line": line_or_none(),
        "chosen": chosen.query,
        "places": [line_pages.place(one, chosen.language) for one in chosen.countries],
        "service": service,
        **line_pages.frame(chosen.language),
    }
    return HttpResponse(made("directory/doubted.html", chosen.language, more))


@require_safe
def all_cards(request: HttpRequest) -> HttpResponse:
    """The titles of the six cards."""
    return _cards(request, "directory/cards.html", language=cards.speaking(wished(request)))


@require_safe
def card(request: HttpRequest, name: str) -> HttpResponse:
    """One card."""
    if name not in cards.CARDS:
        raise NotThere
    language = cards.speaking(wished(request))
    return _cards(request, "directory/card.html", language=language, card=cards.card(name, language))


def choice(request: HttpRequest) -> pages.Choice:
    """What an address says: country, need, language."""
    country, need, channel, audience, speaks = (
        request.GET.get(one, "")[:LONGEST] for one in ("country", "need", "how", "whom", "speaks")
    )
    narrowed = pages.Narrowed(
        words=request.GET.get("words", "")[:LONGEST_WORDS],
        channel=channel,
        audience=audience,
        speaks=speaks,
        region=request.GET.get("region", "")[:LONGEST_REGION],
        is_free="free" in request.GET,
        is_open="open" in request.GET,
    )
    return pages.choice(country=country, need=need, wished=wished(request), narrowed=narrowed)


def _page(chosen: pages.Choice, template: str) -> bytes:
    at = moment()

    def make(line: Line | None) -> bytes:
        return made(template, chosen.language, {**pages.context(chosen, at=at), "line": line})

    return pages.page(template, chosen, make, at=at)


def made(template: str, language: str, context: dict[str, Any]) -> bytes:
    """A page without a request: the same for everybody."""
    with override(language):
        return render_to_string(
            template, {**context, "LANGUAGE_CODE": language, "LANGUAGE_BIDI": get_language_bidi()}
        ).encode()


def _cards(request: HttpRequest, template: str, *, language: str, **more: Any) -> HttpResponse:
    """Made of files alone: they are there while the database is away."""
    chosen = choice(request)
    context = {
        **line_pages.frame(language),
        "line": line_known(),
        "chosen": chosen.query,
        "places": [line_pages.place(one, language) for one in chosen.countries],
        "texts": {key.replace("-", "_"): wording.text(key, language) for key in ("card-sources", "card-all")},
        "words": line_pages.words(language),
        "cards": cards.titles(language),
    }
    return HttpResponse(made(template, language, {**context, **more}))
