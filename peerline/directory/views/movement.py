"""Networks of peers, organizations that help them, and what is missing: the movement's list, for anybody."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from peerline.directory.access.sheets import rows_of_sheet
from peerline.directory.sheets import SHEETS
from peerline.line import pages as line_pages
from peerline.line import wording
from peerline.line.wished import wished

KEYS = tuple(key for key in wording.every_key() if key.startswith("net-"))
META = "https://meta.wikimedia.org/wiki/"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The three lists on one page. What the rows say is in the language of who wrote them."""
    language = line_pages.speaking(wished(request))
    networks = [{**row, "page_address": _address(row["page"])} for row in rows_of_sheet(SHEETS["networks"])]
    partners = sorted(rows_of_sheet(SHEETS["partners"]), key=lambda row: (row["place"], row["name"]))
    context = {
        **line_pages.frame(language),
        "words": line_pages.words(language),
        "texts": {key.replace("-", "_"): wording.text(key, language) for key in KEYS},
        "networks": networks,
        "places": [(place, list(rows)) for place, rows in groupby(partners, key=lambda row: row["place"])],
        "needs": rows_of_sheet(SHEETS["needs"]),
    }
    with override(language):
        return render(request, "directory/networks.html", context)


def _address(page: str) -> str:
    """Where a wiki page is: an address stays one, a title is one on Meta."""
    if page.startswith(("https://", "http://")) or not page:
        return page
    return META + page.removeprefix("meta:").replace(" ", "_")
