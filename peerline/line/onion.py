"""The line as an onion service: browsers that know Tor are told where it is (the header Onion-Location)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class Onion:
    """Pages say at which address of the onion service they also are; never there, and nothing where none is set."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        onion = settings.PEERLINE_ONION
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if onion and is_page and not is_at_the_onion(request):
            response["Onion-Location"] = onion + request.get_full_path()
        return response


def is_at_the_onion(request: HttpRequest) -> bool:
    """Whether it was asked by the name of the onion service."""
    onion: str = settings.PEERLINE_ONION
    return bool(onion) and request.headers.get("Host", "") == urlsplit(onion).netloc
