"""What anybody may send without a session: no cookie proves anything, so a foreign page has nothing to ride on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from peerline.kit.errors import Refused

OURS = {"", "none", "same-origin"}
Page = Callable[..., HttpResponse]


def from_our_page(page: Page) -> Page:
    """A page that is sent to from our own pages alone, without the token of a session."""

    @wraps(page)
    def only(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "") not in OURS:
            raise Refused(code="another-site")
        return page(request, *args, **kwargs)

    return csrf_exempt(only)
