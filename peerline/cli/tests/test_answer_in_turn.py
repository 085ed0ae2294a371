"""Requests that come at once: they ..."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from asgiref.sync import SyncToAsync
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from peerline import turns
from peerline.asgi import application


async def _flooded(address: str, *, method: str = "get", by: str = "/write/") -> tuple[int, bool]:
    """How many of a flood of one page are answered at once, and whether one for `address` is answered meanwhile."""
    ends, begun = asyncio.Event(), []

    async def respond(request: HttpRequest) -> HttpResponse:
        begun.append(request.path)
        if request.path == by:
            await ends.wait()
        return HttpResponse()

    in_turn = turns.InTurn(respond)
    asked = [RequestFactory().get(by) for _ in range(turns.AT_ONCE + 5)]
    flood = [asyncio.ensure_future(in_turn(one)) for one in asked]
    one = asyncio.ensure_future(in_turn(getattr(RequestFactory(), method)(address)))
    for _ in range(3):
        await asyncio.sleep(0)
    at_once, is_answered = begun.count(by), one.done()
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


@pytest.mark.parametrize("address", ["/now/", "/write/"])
def test_let_everybody_pass_who_wants_no_list(address: str) -> None:
    assert asyncio.run(_flooded(address, by="/hsds/services")) == (turns.LISTS_AT_ONCE, True)


def test_make_a_long_list_piece_by_piece_in_turn() -> None:
    making = asyncio.Event()

    async def pieces(*, waits: bool) -> AsyncIterator[bytes]:
        yield b"1"
        if waits:
            await making.wait()
        yield b"2"

    async def respond(request: HttpRequest) -> Any:
        return StreamingHttpResponse(pieces(waits="slow" in request.GET))

    async def read() -> tuple[bool, list[bytes], list[bytes]]:
        in_turn = turns.InTurn(respond)
        answers: list[Any] = [await in_turn(RequestFactory().get("/hsds/services", one)) for one in ({"slow": 1}, {})]
        slow, quick = map(aiter, answers)
        told = [await anext(slow), await anext(quick)]  # who does not read on holds up nobody
        making_more = asyncio.ensure_future(anext(slow))
        await asyncio.sleep(0)
        waiting = asyncio.ensure_future(anext(quick))
        for _ in range(3):
            await asyncio.sleep(0)
        waits = not waiting.done()
        making.set()
        return waits, told, [await making_more, await waiting, *[one async for one in quick]]

    assert asyncio.run(read()) == (True, [b"1", b"1"], [b"2", b"2"])


def test_change_to_their_thread_for_all_middleware_and_the_page_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    changes, sent, received = list[Any](), list[Mapping[str, Any]](), list[bool]()
    call = SyncToAsync.__call__

    async def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        changes.append(self.func)
        return await call(self, *args, **kwargs)

    async def receive() -> dict[str, Any]:
        if received:
            await asyncio.Event().wait()  # nobody leaves
        received.append(True)
        return {"type": "http.request"}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    monkeypatch.setattr(SyncToAsync, "__call__", counted)
    asked = {
        "type": "http",
        "method": "GET",
        "path": "/leave/",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    asyncio.run(application(asked, receive, send))
    assert sent[0]["status"] == 302
    assert len(changes) <= 3  # the beginning, the answer, the end
