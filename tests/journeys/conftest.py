"""The browser of all journeys; a line for those that ask for no other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.running import PATIENCE_SECONDS, RunningLine, running_line

CHROMIUM = "/usr/bin/chromium"
# How long a page may take for anything. No journey says another number: what is slow elsewhere is slow everywhere.
PATIENCE_MS = 1000 * PATIENCE_SECONDS
# How many times slower than on this machine each page runs; the clocks of the tests stay as they are.
SLOWER = float(os.environ.get("JOURNEYS_SLOWER", "1"))


@pytest.fixture(scope="session", autouse=True)
def speed() -> Iterator[None]:
    """Every page of every context, and what these pages open, has this patience and runs at the speed asked for."""
    plain = Browser.new_context

    def made(browser: Browser, **wishes: Any) -> BrowserContext:
        context = plain(browser, **wishes)
        context.set_default_timeout(PATIENCE_MS)
        if SLOWER > 1:
            context.on("page", _slow_down)
        return context

    expect.set_options(timeout=PATIENCE_MS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Browser, "new_context", made)
        yield


def _slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    """One for each file."""
    with running_line() as running:
        yield running
