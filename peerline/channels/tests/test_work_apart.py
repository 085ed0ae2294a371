"""What is asked of preparers is answered, in whatever order, and answered "try again" when it ends them."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from peerline.channels import preparers as module
from peerline.channels.preparers import Preparers
from peerline.channels.tests.door_that_forks import ASKED
from peerline.kit.errors import Unavailable

OBEYS = "peerline.channels.tests.preparer_that_obeys"
Found = TypeVar("Found")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start anew without a wait."""
    monkeypatch.setattr(module, "RESTART_SECONDS", 0.0)


@asynccontextmanager
async def family() -> AsyncIterator[Preparers]:
    """One preparer."""
    preparers = Preparers(OBEYS, 1)
    preparers.start()
    try:
        yield preparers
    finally:
        await preparers.stop()


def asked(ask: Callable[[Preparers], Awaitable[Found]]) -> Found:
    """What a family of its own said."""

    async def run() -> Found:
        async with family() as preparers:
            return await ask(preparers)

    return asyncio.run(asyncio.wait_for(run(), 30))


def test_answers_each_what_it_asked() -> None:
    async def ask(preparers: Preparers) -> list[tuple[str, int]]:
        said = await asyncio.gather(*(preparers.ask(f"word {n}", bytes(n)) for n in range(100)))
        return [(word, size) for word, size, _ in said]

    assert asked(ask) == [(f"word {n}", n) for n in range(100)]


def test_hands_over_more_than_a_socket_holds() -> None:
    async def ask(preparers: Preparers) -> list[int]:
        return [size for _, size, _ in await asyncio.gather(*(preparers.ask("", bytes(5_000_000)) for _ in range(4)))]

    assert asked(ask) == [5_000_000] * 4


def test_says_try_again_for_what_ends_two_and_goes_on() -> None:
    async def ask(preparers: Preparers) -> tuple[int, int]:
        before = (await preparers.ask("", b""))[2]
        with pytest.raises(Unavailable):
            await preparers.ask("die", b"")
        return before, (await preparers.ask("", b""))[2]

    before, after = asked(ask)
    assert before != after


def test_does_again_what_another_ended() -> None:
    async def ask(preparers: Preparers) -> list[object]:
        asking = [preparers.ask("die", b""), *(preparers.ask("word", b"") for _ in range(20))]
        return list(await asyncio.gather(*asking, return_exceptions=True))

    died, *others = asked(ask)
    assert isinstance(died, Unavailable)
    # What was under way twice beside it may be put off too; the rest is done by the next.
    assert all(isinstance(one, tuple | Unavailable) for one in others)
    assert any(isinstance(one, tuple) for one in others)


def test_waits_no_longer_than_a_while_for_a_family_that_never_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STOP_SECONDS", 0.05)

    async def ask() -> None:
        preparers = Preparers("peerline.channels.tests.there_is_no_such_program", 1)
        preparers.start()
        asking = asyncio.ensure_future(preparers.ask("", b""))
        await asyncio.sleep(0)
        await preparers.stop()
        with pytest.raises(Unavailable):
            await asking

    asyncio.run(asyncio.wait_for(ask(), 30))


def test_asks_nothing_when_it_ends() -> None:
    async def ask() -> None:
        preparers = Preparers(OBEYS, 1)
        preparers.start()
        await preparers.stop()
        with pytest.raises(Unavailable):
            await preparers.ask("", b"")

    asyncio.run(asyncio.wait_for(ask(), 30))


def told_by_a_door(*words: str) -> list[object]:
    """What a process says that forks before it asks."""
    row = [sys.executable, "-m", "peerline.channels.tests.door_that_forks", *words]
    found: list[object] = json.loads(subprocess.run(row, stdout=subprocess.PIPE, check=True, timeout=60).stdout)
    return found


def test_is_forked_from_a_process_that_is_alone_and_draws_numbers_of_its_own() -> None:
    assert told_by_a_door() == [2, ASKED, True, True]


def test_is_started_as_a_program_where_threads_are() -> None:
    assert told_by_a_door("thread") == [2, ASKED, False, True]
