"""The first public page: what the line is. No script, no cookie, printable."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from peerline.line import access, pages
from peerline.line.wished import wished


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the line is and how to write to it, numbers first."""
    line = access.the_line()
    wish = wished(request)
    language = pages.speaking(wish)
    facts = pages.home_facts(line, language)
    context = {
        "words": pages.words(language, **facts),
        "promises": pages.promises(language),
        "told": {name: pages.is_filled(facts[name]) for name in ("contact", "body")},
        "places": [pages.place(country, language) for country in pages.guessed(wish, line)],
        "has_mail_key": access.mail_key_in_use() is not None,
    }
    with override(language):
        return render(request, "line/home.html", {**context, **pages.frame(language)})
