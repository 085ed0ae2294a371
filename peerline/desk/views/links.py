"""Links to the line for other pages: a button, a wikitext template and a frame, in the language of the reader."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from peerline.line import wording
from peerline.line.access import countries_of, the_line
from peerline.people.frame import for_coordinators

# Not to be read as wikitext when it stands in a label.
WIKITEXT = str.maketrans({char: f"&#{ord(char)};" for char in "[]{|}<>'"})


@require_GET
@for_coordinators
def page(request: HttpRequest) -> HttpResponse:
    """What to paste: plain links, nothing of ours runs in the other page and nothing is loaded from here."""
    context = {
        "here": "line",
        "buttons": [(tag, button(tag)) for tag in wording.SHIPPED],
        "template": template(),
        "frame": frame(wording.LAST, next(iter(countries_of(the_line())), "")),
    }
    return render(request, "desk/links.html", context)


def frame(language: str, country: str) -> str:
    """HTML that shows the list of services in a frame: without script, and not telling us which page it stands in."""
    return format_html(
        '<iframe src="{}/now/list/?country={}&language={}" title="{}" loading="lazy" referrerpolicy="no-referrer"'
        ' sandbox="{}" width="100%" height="600"></iframe>',
        *(settings.PEERLINE_URL, country, language, " ".join(wording.text("now-title", language).split())),
        "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-to-custom-protocols",
    )


def button(language: str) -> str:
    """HTML in one language. `noreferrer`: the line does not learn from which page somebody came."""
    return format_html(
        '<a href="{}" hreflang="{}" lang="{}" rel="noreferrer nofollow" referrerpolicy="no-referrer">{}</a>',
        *(_address(language), language, language, _label(language)),
    )


def template() -> str:
    """A template for MediaWiki: the language of the reader's interface chooses, English is the last."""
    rows = [f"|{tag}={_link(tag)}" for tag in wording.SHIPPED if tag != wording.LAST]
    return "\n".join(
        ["<includeonly>{{#switch:{{int:lang}}", *rows, f"|#default={_link(wording.LAST)}", "}}</includeonly>"]
    )


def _link(language: str) -> str:
    return f"[{_address(language)} {_label(language).translate(WIKITEXT)}]"


def _label(language: str) -> str:
    return " ".join(wording.text("home-title", language).split())


def _address(language: str) -> str:
    return f"{settings.PEERLINE_URL}/write/?language={language}"
