"""At most so many requests are answered at once: the others wait in turn, and who looks for help now does not wait.

Each request that is answered has a thread. With fifty of them at work, each gets the processor so seldom that a page
which is there already comes late; with a few, it comes at once, and the others hardly later. Each time that a request
changes between its thread and the loop it waits for the processor anew: so it is answered in one piece.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

AT_ONCE = 8
# The lists for other programs: whoever reads them has time, and each takes the processor for long.
LISTS, LISTS_AT_ONCE = "/hsds/", 1
NEVER_WAIT = re.compile(r"/(now/(copy/)?|cards/(\w+/)?|leave/)")
SWITCH_SECONDS = 0.001
Respond = Callable[[HttpRequest], Awaitable[Any]]


def share_processor() -> None:
    """A thread that has much to do lets the others go on after a millisecond instead of five."""
    sys.setswitchinterval(SWITCH_SECONDS)


class InTurn:
    """Around Django and all of its middleware."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self._free, self._of_lists = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(LISTS_AT_ONCE)

    async def __call__(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """The response. A list without end has each of its pieces made in turn: who reads slowly holds up nobody."""
        is_list = request.path.startswith(LISTS)
        async with AsyncExitStack() as turns:
            if is_list:
                await turns.enter_async_context(self._of_lists)
            if not _is_help(request):
                await turns.enter_async_context(self._free)
            response: HttpResponse | StreamingHttpResponse = await self.respond(request)
        if is_list and isinstance(response, StreamingHttpResponse):
            pieces = response.streaming_content
            response.streaming_content = self._in_pieces(pieces) if isinstance(pieces, AsyncIterator) else pieces
        return response

    async def _in_pieces(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        while True:
            async with self._of_lists:
                piece = await anext(pieces, None)
            if piece is None:
                return
            yield piece


class InOnePiece(ASGIHandler):
    """Django's handler, with all middleware and the page in one call of the request's thread."""

    _middleware_chain: Any

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT001 - Django's shape
        """Without a loop, and around it the turns."""
        super().load_middleware(is_async=False)
        self._middleware_chain = InTurn(sync_to_async(self._middleware_chain))


def _is_help(request: HttpRequest) -> bool:
    """Whether it is a page of help now, or the way out: kept ones, or small. What looks for words takes its turn."""
    return (
        request.method in {"GET", "HEAD"} and bool(NEVER_WAIT.fullmatch(request.path)) and not request.GET.get("words")
    )
