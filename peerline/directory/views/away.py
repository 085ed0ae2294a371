"""Help while something of ours fails: who opens a public page that cannot be shown gets the emergency numbers with the
apology. They come with Peerline, as the cards do, and need no database.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from peerline.directory import pages
from peerline.directory.kept import line_known
from peerline.directory.views.public import LONGEST, made
from peerline.kit.errors import Unavailable
from peerline.kit.pages import OF_MEMBERS
from peerline.line.wished import asked_for

Respond = Callable[[HttpRequest], HttpResponse]
NOT_FOR_READERS = (*OF_MEMBERS, "/api/", "/hsds/", "/leave/")  # who leaves is not shown what they were at
RETRY_SECONDS = 60


class NumbersAtLeast:
    """Stands outside of all that asks the database, so that it sees each answer "try again"."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if response.status_code != Unavailable.status or request.path.startswith(NOT_FOR_READERS):
            return response
        try:
            return numbers(request)
        except Exception:  # noqa: BLE001 - what failed first was logged, and has its sentence
            return response


def numbers(request: HttpRequest) -> HttpResponse:
    """The numbers of the country that the address names, else of those guessed from the language."""
    country = request.GET.get("country", "")[:LONGEST]
    chosen = pages.choice(country=country, need="", wished=asked_for(request))
    context = {**pages.always(chosen), "line": line_known()}
    shown = HttpResponse(made("directory/away.html", chosen.language, context), status=Unavailable.status)
    shown["Retry-After"] = str(RETRY_SECONDS)
    return shown
