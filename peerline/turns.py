"""At most so many requests are answered at once: the others wait in turn, and who looks for help now does not wait.

Each request that is answered has a thread. With fifty of them at work, each gets the processor so seldom that a page
which is there already comes late; with a few, it comes at once, and the others hardly later.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest

AT_ONCE = 8
NEVER_WAIT = re.compile(r"/(now/(copy/)?|cards/(\w+/)?|leave/)")


class InTurn:
    """Outermost of the middleware. What is asked without a loop, as tests do, has no threads to share with."""

    sync_capable = async_capable = True

    def __init__(self, respond: Callable[[HttpRequest], Any]) -> None:
        self.respond = respond
        self._free = asyncio.Semaphore(AT_ONCE)
        self._has_loop = iscoroutinefunction(respond)
        if self._has_loop:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        if not self._has_loop or _is_help(request):
            return self.respond(request)
        return self._wait(request)

    async def _wait(self, request: HttpRequest) -> Any:
        async with self._free:
            return await self.respond(request)


def _is_help(request: HttpRequest) -> bool:
    """Whether it is a page of help now, or the way out: kept ones, or small. What looks for words takes its turn."""
    return (
        request.method in {"GET", "HEAD"} and bool(NEVER_WAIT.fullmatch(request.path)) and not request.GET.get("words")
    )
