"""Abuse at a real line: what is hard to read is blurred, its writer paused by one and blocked by two, and nobody tells.

The helpers use nothing but keys. Mallory's mailbox sees what every mailbox sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import MALLORY
from tests.journeys.hands import at_the_desk, letter, press, told
from tests.journeys.running import RunningLine, running_line, wait_for
from tests.journeys.test_every_page import findings, open_parts

HARD = "You bitch. I know where you live."
OPEN = re.compile("/desk/c/")


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line() as running:
        running.write(letter("Hello", f"{HARD}\n", sender=MALLORY), sender=MALLORY)
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Ada", bypass_csp=True)
    press(page, page.locator('a[href*="/desk/c/"]').first)
    page.wait_for_url(OPEN)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def where(ada: Page) -> str:
    """The address of Mallory's first letter."""
    return ada.url


@pytest.fixture(scope="module")
def sol(browser: Browser, line: RunningLine, ada: Page) -> Iterator[Page]:
    assert ada.url
    page = at_the_desk(browser, line, "Sol", bypass_csp=True)
    yield page
    page.context.close()


def test_what_is_hard_is_blurred_until_it_is_wanted(where: str, ada: Page) -> None:
    assert where
    said = ada.locator("peer-letter .said").first
    expect(ada.get_by_text("It may be hard to read: it has insulting words.")).to_be_visible()
    expect(ada.get_by_text("It may be hard to read: it has words that threaten.")).to_be_visible()
    assert said.evaluate("one => getComputedStyle(one).filter").startswith("blur(")
    assert said.evaluate("one => one.inert")
    assert HARD not in ada.locator("main").aria_snapshot()
    assert findings(ada) == []
    press(ada, ada.get_by_role("button", name="Show the text"))
    expect(said).to_be_focused()
    assert said.evaluate("one => getComputedStyle(one).filter") == "none"
    assert HARD in ada.locator("main").aria_snapshot()
    expect(ada.get_by_role("button", name="Show the text")).to_have_count(0)


def test_one_pauses(line: RunningLine, ada: Page) -> None:
    press(ada, ada.locator("summary", has_text="Abuse"))
    press(ada, ada.get_by_role("button", name="Pause for 24 hours"))
    told(ada, "Paused for 24 hours.")
    expect(ada.get_by_text("Paused by")).to_be_visible()
    open_parts(ada)
    assert findings(ada) == []
    ada.goto(f"{line.url}/desk/")
    assert ada.locator('a[href="/desk/spam/"]').count() == 0


def is_in_the_box(line: RunningLine, lead: Page) -> bool:
    """Write once more, and look: all processes of the door know of a pause a second later."""
    line.write(letter("Again", "Answer me.\n", sender=MALLORY), sender=MALLORY)
    lead.goto(f"{line.url}/desk/spam/")
    return lead.locator('li a[href*="/desk/c/"]').count() > 0


def test_a_lead_finds_it_in_the_spam_box_and_takes_it_out(line: RunningLine, sol: Page) -> None:
    wait_for(lambda: is_in_the_box(line, sol))
    sol.goto(f"{line.url}/desk/")
    expect(sol.get_by_role("heading", name="Spam box")).to_be_visible()
    press(sol, sol.get_by_role("link", name="Spam box, paused and blocked writers"))
    expect(sol.get_by_role("heading", level=1)).to_have_text("One is in the spam box")
    assert findings(sol) == []
    press(sol, sol.locator('li a[href*="/desk/c/"]').first)
    sol.wait_for_url(OPEN)
    expect(sol.get_by_text("Answer me.")).to_be_visible()
    assert findings(sol) == []
    press(sol, sol.get_by_role("button", name="Not spam: put it into the queue"))
    told(sol, "It is in the queue now.")
    expect(sol.get_by_role("button", name="Take it")).to_be_visible()


def test_a_block_takes_two(line: RunningLine, where: str, *, ada: Page, sol: Page) -> None:
    ada.goto(where)
    expect(ada.locator('[data-part="status"]').first).not_to_be_empty()
    press(ada, ada.get_by_role("button", name="Ask to block"))
    told(ada, "A second person has to confirm the block.")
    sol.goto(where)
    assert findings(sol) == []
    press(sol, sol.get_by_role("button", name="Confirm the block"))
    told(sol, "Blocked.")
    sol.goto(f"{line.url}/desk/spam/")
    expect(sol.get_by_text("Blocked by")).to_be_visible()


def test_the_writer_sees_what_everybody_sees(line: RunningLine) -> None:
    """One receipt a day: that of the first mail; nothing tells of the pause, nor of the block."""
    line.write(letter("Nights", "I cannot sleep.\n", sender="wren@writer.example"), sender="wren@writer.example")
    wait_for(lambda: len(line.catcher.to(MALLORY)) == 1 and len(line.catcher.to("wren@writer.example")) == 1)
    mine, theirs = (line.catcher.to(one)[0] for one in (MALLORY, "wren@writer.example"))
    assert mine["Subject"] == theirs["Subject"]


def test_the_box_runs_right_to_left(line: RunningLine, browser: Browser, sol: Page) -> None:
    assert sol.url
    page = at_the_desk(browser, line, "Noor", bypass_csp=True)
    page.goto(f"{line.url}/desk/spam/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert findings(page) == []
    page.context.close()
