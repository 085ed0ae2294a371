"""The language that a reader of a public page wishes."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from peerline.line import pages, wording

LONGEST_TAG = 35


def wished(request: HttpRequest) -> str:
    """What was chosen on the page, else the member's language, else the best that the browser asks for.

    More languages are written in here than the members' pages have, so it is not Django that decides.
    """
    return _nearest(request, [get_language() or ""] if request.user.is_authenticated else [])


def asked_for(request: HttpRequest) -> str:
    """The same without looking who asks, which takes a database."""
    return _nearest(request, [])


def _nearest(request: HttpRequest, own: list[str]) -> str:
    asked = [tag for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    written = [tag for tag in asked if pages.speaking(tag).partition("-")[0] == tag.partition("-")[0]]
    return next(filter(None, [request.GET.get("language", "")[:LONGEST_TAG], *own, *written]), wording.LAST)
