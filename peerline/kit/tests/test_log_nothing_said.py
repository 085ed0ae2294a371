"""Whatever is logged, by us or by a library: nothing that anybody wrote gets into a row."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from peerline.kit.logs import PlainFormatter, logging_settings, say
from peerline.kit.tokens import new_ref

CANARY = "qwertzuiop asdfgh"
WREN = "wren@writer.example"


@pytest.fixture
def rows() -> Iterator[io.StringIO]:
    """What would be written, by a handler of the real formatter under all loggers."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def stumble() -> None:
    raise ValueError(CANARY, WREN) from KeyError(CANARY)


def at_hand(do: Callable[[], None], stumbling: Callable[[], None] = stumble) -> None:
    """Do it while an exception is handled that carries what a person wrote."""
    try:
        stumbling()
    except (ValueError, ExceptionGroup):
        do()


def test_writes_event_refs_and_numbers(rows: io.StringIO) -> None:
    ref = new_ref()
    say(logging.getLogger("peerline.worker"), "delivery-failed", outgoing=ref, tries=3, seconds=0.5, is_last=True)
    assert rows.getvalue().split(" ", 1)[1] == (
        f"INFO peerline.worker delivery-failed outgoing={ref} tries=3 seconds=0.5 is_last=True\n"
    )


@pytest.mark.parametrize("said", [CANARY, WREN, "wörter", "wren\nERROR", "a" * 41, "", b"bytes", [1], None, {"a": 1}])
def test_drops_a_fact_that_is_no_word_of_the_program(rows: io.StringIO, said: object) -> None:
    say(logging.getLogger("peerline.mail"), "came", reason=said)
    assert rows.getvalue().endswith(" came\n")


def test_drops_what_is_logged_as_text(rows: io.StringIO) -> None:
    ours = logging.getLogger("peerline.mail")
    ours.error(CANARY)
    ours.error("from %s", WREN)
    ours.error(WREN)
    assert rows.getvalue().count("ERROR peerline.mail event\n") == 3


@pytest.mark.parametrize("name", ["mail.log", "asyncio", "django.request", "uvicorn.error", "aiosmtplib", "peerliness"])
def test_cuts_a_library_down_to_name_and_level(rows: io.StringIO, name: str) -> None:
    library = logging.getLogger(name)
    at_hand(
        partial(
            library.error,
            "sender: %s %r",
            WREN,
            CANARY,
            exc_info=True,
            stack_info=True,
            extra={"facts": {"a": CANARY}},
        )
    )
    assert rows.getvalue().split(" ", 1)[1].startswith(f"ERROR {name} error=ValueError at=test_log_nothing_said.py:")
    assert not any(word in rows.getvalue() for word in (*CANARY.split(), WREN))
    assert rows.getvalue().count("\n") == 1


def test_tells_type_and_place_of_an_error(rows: io.StringIO) -> None:
    at_hand(partial(say, logging.getLogger("peerline.mail"), "stumbled", level=logging.ERROR, fault=True))
    assert " stumbled error=ValueError at=test_log_nothing_said.py:" in rows.getvalue()
    assert CANARY not in rows.getvalue()


def test_tells_which_fault_of_the_system_it_was(rows: io.StringIO) -> None:
    def parts_fail() -> None:
        raise ExceptionGroup(CANARY, [ExceptionGroup(CANARY, [OSError(98, CANARY, WREN)])])

    at_hand(partial(say, logging.getLogger("peerline.serve"), "stopped", fault=True), parts_fail)
    assert rows.getvalue().endswith(" stopped error=OSError errno=98 at=?\n")


def test_a_task_that_nobody_awaited_tells_nothing(rows: io.StringIO) -> None:
    async def fall() -> None:
        stumble()

    async def forget() -> None:
        task = asyncio.ensure_future(fall())
        await asyncio.wait([task])
        del task

    asyncio.run(forget())
    assert "ERROR asyncio error=ValueError" in rows.getvalue()
    assert CANARY not in rows.getvalue()


def test_everything_goes_through_the_one_formatter() -> None:
    found = logging_settings("INFO")
    assert {one["formatter"] for one in found["handlers"].values()} == {"plain"}
    assert all(not one.get("handlers") for one in found["loggers"].values())
    assert found["formatters"]["plain"]["()"] is PlainFormatter
