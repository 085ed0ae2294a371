"""The two public pages: what the line is, and emergency numbers. No script, no cookie, printable."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from peerline.line import access, emergency, pages, wording

LONGEST_TAG = 35


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the line is and how to write to it, numbers first."""
    line = access.the_line()
    wished = _wished(request)
    language = pages.speaking(wished)
    facts = pages.home_facts(line, language)
    told = {name: pages.is_filled(facts[name]) for name in ("contact", "body")}
    context = {
        "words": pages.words(language, **facts),
        "promises": pages.promises(language),
        "told": told,
        "places": _guessed(wished, language),
    }
    return _show(request, "line/home.html", language=language, context=context)


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Emergency numbers of a country that the reader chooses; at first those guessed from the language."""
    wished = _wished(request)
    language = pages.speaking(wished)
    country = request.GET.get("country", "").upper()
    chosen = country if country in emergency.countries() else ""
    context = {
        "words": pages.words(language, source=emergency.SOURCE),
        "places": [pages.place(chosen, language)] if chosen else _guessed(wished, language),
        "chosen": chosen,
        "is_unknown": bool(country) and not chosen,
        "countries": pages.places(language),
    }
    return _show(request, "line/now.html", language=language, context=context)


def _wished(request: HttpRequest) -> str:
    """What was chosen on the page, else the member's language, else the best that the browser asks for.

    More languages are written in here than the members' pages have, so it is not Django that decides.
    """
    asked = [tag for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    written = [tag for tag in asked if pages.speaking(tag).partition("-")[0] == tag.partition("-")[0]]
    own = [get_language() or ""] if request.user.is_authenticated else []
    return next(filter(None, [request.GET.get("language", "")[:LONGEST_TAG], *own, *written]), wording.LAST)


def _guessed(wished: str, language: str) -> list[pages.Place]:
    return [pages.place(country, language) for country in pages.guessed(wished)]


def _show(request: HttpRequest, template: str, *, language: str, context: dict[str, object]) -> HttpResponse:
    with override(language):
        shared = {
            "spoken": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "is_checked": wording.is_checked(language),
            "languages": pages.languages(),
        }
        return render(request, template, {**context, **shared})
