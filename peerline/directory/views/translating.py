"""The page of one entry in all languages, side by side with the original."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerline.directory import access, actions
from peerline.line import pages
from peerline.people.frame import for_editors, member_of

LONGEST = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def page(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """Show every language, or keep what was written. What was written is never lost."""
    listing = access.listing(service)
    names = dict(pages.languages())
    problem = ""
    if request.method == "POST":
        texts = {one: request.POST.get(f"text-{one}", "").strip()[:LONGEST] for one in names}
        try:
            actions.translate(service, texts, of=request.POST.get("of", ""), by=member_of(request))
            return redirect("directory:entry", service)
        except actions.Meanwhile as error:
            problem = str(error.sentence)
        except actions.Faulty as error:
            problem = "\n".join(f"{names[one.field]}: {one.sentence}" for one in error.faults)
    rows = [
        (one, names[one.language], request.POST.get(f"text-{one.language}", one.text))
        for one in access.beside(listing.service, list(names))
    ]
    shown = {
        "here": "directory",
        "listing": listing,
        "rows": rows,
        "of": access.fingerprint(listing.service.description),
        "problem": problem,
    }
    return render(request, "directory/languages.html", shown)
