"""A small list of services that another site shows: a page for its frame, and the same as JSON.

The only page of ours that another site may frame. It has no script, no form, no cookie and nothing to press but links,
so whoever lays something over it gains nothing; nothing of ours runs in the other page.
"""

from __future__ import annotations

import json
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from peerline.directory import pages
from peerline.directory.kept import answered
from peerline.directory.telling import Told
from peerline.directory.views.hsds import open_to_all
from peerline.directory.views.public import choice, made
from peerline.kit.clock import now
from peerline.line.models import Line

MOST = 12
_FRAMED = {"frame-ancestors": ["*"], "script-src": [NONE], "connect-src": [NONE], "form-action": [NONE]}


@require_safe
@csp_replace(_FRAMED)
def page(request: HttpRequest) -> HttpResponse:
    """The emergency numbers of a country and a few services, with a link to all of them."""
    chosen, at = choice(request), now()

    def make(line: Line | None) -> bytes:
        context = {**pages.context(chosen, at=at, most=MOST), "line": line, "is_framed": True}
        return made("directory/list.html", chosen.language, context)

    return answered(request, pages.page("list", chosen, make, at=at))


@open_to_all
def data(request: HttpRequest) -> HttpResponse:
    """The same for a program, which shows it as it likes."""
    chosen, at = choice(request), now()

    def make(_line: Line | None) -> bytes:
        return json.dumps(_said(chosen, pages.context(chosen, at=at, most=MOST)), ensure_ascii=False).encode()

    return answered(request, pages.page("list.json", chosen, make, at=at), content_type="application/json")


def _said(chosen: pages.Choice, context: dict[str, Any]) -> dict[str, Any]:
    words = context["words"]
    more = f"{settings.PEERLINE_URL}{reverse('directory:now')}?language={chosen.language}{chosen.query}"
    return {
        "country": context["country"],
        "need": chosen.need,
        "language": chosen.language,
        "title": words["now_title"],
        "danger": words["now_danger"],
        "emergency": [
            {"number": one.number, "service": one.service} for place in context["places"] for one in place.named
        ],
        "services": [_service(one, group) for group in (*context["here"], *context["elsewhere"]) for one in group],
        "is_more": context["is_more"],
        "all": more,
        "notes": [words["now_not_ours"], words["now_source"]],
    }


def _service(told: Told, group: list[Told]) -> dict[str, Any]:
    """One service. shown_with: those that have to be shown with it, or none of them."""
    return {
        "id": str(told.service),
        "name": told.name,
        "about": told.about,
        "ways": [
            {
                "kind": one.kind.removeprefix("now-") or "call",
                "text": one.text,
                "address": one.address,
                "note": one.note,
            }
            for one in told.ways
        ],
        "facts": list(filter(None, (*told.facts, told.open, told.shut))),
        "checked": told.checked,
        "shown_with": [str(one.service) for one in group if one is not told],
    }
