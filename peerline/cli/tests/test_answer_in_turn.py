"""Requests that come at once: they ..."""

from __future__ import annotations

import asyncio

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from peerline import turns


async def _flooded(address: str, *, method: str = "get") -> tuple[int, bool]:
    """How many of a flood are answered at once, and whether one for `address` is answered meanwhile."""
    ends, begun = asyncio.Event(), []

    async def respond(request: HttpRequest) -> HttpResponse:
        begun.append(request.path)
        if request.path == "/write/":
            await ends.wait()
        return HttpResponse()

    in_turn = turns.InTurn(respond)
    asked = [RequestFactory().get("/write/") for _ in range(turns.AT_ONCE + 5)]
    flood = [asyncio.ensure_future(in_turn(one)) for one in asked]
    one = asyncio.ensure_future(in_turn(getattr(RequestFactory(), method)(address)))
    for _ in range(3):
        await asyncio.sleep(0)
    at_once, is_answered = begun.count("/write/"), one.done()
    ends.set()
    await asyncio.gather(*flood, one)
    assert len(begun) == len(asked) + 1
    return at_once, is_answered


@pytest.mark.parametrize("address", ["/now/?country=DE&words=", "/now/copy/", "/cards/", "/cards/suicide/", "/leave/"])
def test_let_help_now_pass(address: str) -> None:
    assert asyncio.run(_flooded(address)) == (turns.AT_ONCE, True)


@pytest.mark.parametrize(
    ("address", "method"), [("/now/?words=a", "get"), ("/now/", "post"), ("/now/doubt/", "post"), ("/suggest/", "get")]
)
def test_wait_in_turn(address: str, method: str) -> None:
    assert asyncio.run(_flooded(address, method=method)) == (turns.AT_ONCE, False)
