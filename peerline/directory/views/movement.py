"""Networks of peers, organizations that help them, what else helps and what is missing: for anybody."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from peerline.directory.access import comments, relaying
from peerline.directory.access import sheets as access
from peerline.directory.models import Need, News
from peerline.directory.sheets import SHEETS
from peerline.line import pages as line_pages
from peerline.line import wording
from peerline.line.access import the_line
from peerline.line.wished import wished

KEYS = tuple(key for key in wording.every_key() if key.startswith("net-"))
META = "https://meta.wikimedia.org/wiki/"
# What a profile says, in its order: the field and the text that names it.
OF_A_NETWORK = (
    ("offer", "net-offer"),
    ("audience", "net-audience"),
    ("focus", "net-focus"),
    ("languages", "net-languages"),
    ("hours", "net-hours"),
    ("channels", "net-channels"),
    ("contact", "net-contact"),
    ("affiliate", "net-affiliate"),
    ("behind", "net-behind"),
    ("since", "net-since"),
    ("training", "net-training"),
    ("privacy", "net-privacy"),
)
OF_A_PARTNER = (
    ("place", "net-place"),
    ("focus", "net-focus"),
    ("offer", "net-offer"),
    ("audience", "net-audience"),
    ("languages", "net-languages"),
)
# Needs of which nothing more is wished; they stand last.
ENDED = (Need.MET, Need.DROPPED)
_PATHS = {"page_path": "network", "own_path": "network-news"}


@gzip_page
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The lists on one page. What the rows say is in the language of who wrote them."""
    partners = sorted(access.shown_rows(SHEETS["partners"]), key=lambda row: (row.place, row.name))
    named, unnamed = comments.supporters()
    needs = [
        (row, ", ".join(filter(None, (row.support, *named.get(one, [])))), unnamed.get(one, 0))
        for row in sorted(access.shown_rows(SHEETS["needs"]), key=lambda row: row.state in ENDED)
        for one in (f"need:{row.pk}",)
    ]
    said = {
        "networks": [(row, _address(row.page)) for row in access.shown_rows(SHEETS["networks"])],
        "regions": [(place, list(rows)) for place, rows in groupby(partners, key=lambda row: row.place)],
        "resources": access.shown_rows(SHEETS["resources"]),
        "needs": needs,
        "ended": ENDED,
        "news": access.all_news()[:3],
        "about": "networks",
    }
    return shown(request, "directory/networks.html", said)


@require_safe
def network(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What one network is, and what it tells."""
    row = access.network_called(ref)
    said = {
        "row": row,
        "facts": [(key.replace("-", "_"), getattr(row, name)) for name, key in OF_A_NETWORK if getattr(row, name)],
        "page_address": _address(row.page),
        "news": access.news_of(ref),
        "writes": relaying.takes_letters(row),
        "about": f"network:{ref}",
    }
    return shown(request, "directory/network.html", said)


@require_safe
def partner(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What one organization outside the movement is."""
    row = access.shown_row(SHEETS["partners"], ref)
    said = {
        "row": row,
        "facts": [(key.replace("-", "_"), getattr(row, name)) for name, key in OF_A_PARTNER if getattr(row, name)],
        "homepage": getattr(row, "homepage", ""),
        "writes": relaying.takes_letters(row),
        "about": f"partner:{ref}",
    }
    return shown(request, "directory/network.html", said)


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """What all networks tell, as Atom."""
    paths = {"page_path": reverse("directory:networks"), "own_path": reverse("directory:news")}
    return _feed(the_line().name, access.all_news(), **paths)


@require_safe
def feed_of_network(_request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What one network tells, as Atom."""
    found = access.network_called(ref)
    paths = {name: reverse(f"directory:{to}", args=[ref]) for name, to in _PATHS.items()}
    return _feed(found.name, access.news_of(ref), **paths)


def shown(request: HttpRequest, template: str, more: dict[str, Any]) -> HttpResponse:
    """A public page of the lists, in the language that is wished."""
    language = line_pages.speaking(wished(request))
    context = {
        **line_pages.frame(language),
        "words": line_pages.words(language),
        "texts": {key.replace("-", "_"): wording.text(key, language) for key in KEYS},
        "comments": len(comments.shown_comments(more["about"])) if "about" in more else 0,
        **more,
    }
    context["facts"] = [(context["texts"][key], text) for key, text in more.get("facts", [])]
    with override(language):
        return render(request, template, context)


def _feed(title: str, news: list[News], *, page_path: str, own_path: str) -> HttpResponse:
    here = settings.PEERLINE_URL
    # An Atom feed has to name an author (RFC 4287, 4.1.1).
    made = Atom1Feed(title=title, link=here + page_path, description="", feed_url=here + own_path, author_name=title)
    for one in news:
        made.add_item(
            title=f"{one.network.name}: {one.title}" if page_path == reverse("directory:networks") else one.title,
            link=here + reverse("directory:network", args=[one.network_id]),
            description=one.text,
            # What is corrected stays the same entry (RFC 4287, 4.2.6), and says when it became another (4.2.15).
            unique_id=one.pk.urn,
            pubdate=datetime.combine(one.on, time(12), UTC),
            updateddate=one.corrected_at or datetime.combine(one.on, time(12), UTC),
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _address(page_name: str) -> str:
    """Where a wiki page is: an address stays one, a title is one on Meta."""
    if page_name.startswith(("https://", "http://")) or not page_name:
        return page_name
    return META + quote(page_name.removeprefix("meta:").replace(" ", "_"), safe="/:#@!$&*,;~()'")
