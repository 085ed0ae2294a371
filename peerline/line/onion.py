"""Telling browsers that know Tor where the line is as an onion service (the header Onion-Location)."""

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
        if onion and is_page and request.headers.get("Host", "") != urlsplit(onion).netloc:
            response["Onion-Location"] = onion + request.get_full_path()
        return response
