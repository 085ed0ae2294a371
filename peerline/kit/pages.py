"""What holds for every page: errors become sentences, and nothing of a page is kept by anybody on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from peerline.kit.errors import NotThere, PeerlineError, Unavailable
from peerline.kit.logs import say

log = logging.getLogger("peerline.pages")
OF_MEMBERS = ("/desk/", "/directory/", "/people/", "/me/")


class ErrorPages:
    """Turns what the rooms raise into a page, or JSON below /api/ and /hsds/; our own faults become "try again"."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if response.status_code == NotThere.status and not getattr(response, "is_ours", False):
            return answer(request, NotThere())
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show a PeerlineError as it stands; log anything else by type and place and show "try again"."""
        if isinstance(error, PeerlineError):
            return answer(request, error)
        if type(error).__name__ in {"Http404", "PermissionDenied", "SuspiciousOperation", "BadRequest"}:
            return answer(request, NotThere())
        say(log, "page-failed", level=logging.ERROR, fault=True, method=request.method or "")
        return answer(request, Unavailable())


def our_fault(request: HttpRequest) -> HttpResponse:
    """Django's last resort, when even the frame of a page fails (the database is away): a sentence, and "try again"."""
    say(log, "page-failed", level=logging.ERROR, fault=True, method=request.method or "")
    return HttpResponse(str(Unavailable.sentence), content_type="text/plain; charset=utf-8", status=Unavailable.status)


def not_understood(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """What Django refuses before a page is found, most of all a host name that is none of ours."""
    sentence = _("Nothing is shown under this name or for such a request. Use the address of the line as it was given.")
    return HttpResponse(str(sentence), content_type="text/plain; charset=utf-8", status=400)


def answer(request: HttpRequest, error: PeerlineError) -> HttpResponse:
    """The same error as a page or as JSON `{"error": code, "sentence": …}`."""
    response: HttpResponse
    if request.path.startswith(("/api/", "/hsds/")):
        response = JsonResponse({"error": error.code, "sentence": str(error.sentence)}, status=error.status)
    else:
        # Told by the path alone: whoever asks, the answer is the same.
        told = {"error": error, "is_of_members": request.path.startswith(OF_MEMBERS)}
        response = render(request, "kit/error.html", told, status=error.status)
    response.is_ours = True  # type: ignore[attr-defined]
    add_never_cache_headers(response)
    return response


class NothingKept:
    """No browser, proxy or crawler keeps a page; built files, which are the same for everybody, are left alone."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        return response
