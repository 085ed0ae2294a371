"""An answer with a quote and a signature, as a mail program writes it: at the desk both are folded and open by keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.hands import at_the_desk, letter, open_first, press
from tests.journeys.running import RunningLine, running_line, wait_for

TEXT = """شكرا، سأحاول.

> وحيد

I slept four hours.

-- \nWren of the harbor

On Wed, Nov 25, 2026 at 10:40 AM Lantern <hello@lantern.example> wrote:

> How did you sleep?
> Ada
"""


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line() as running:
        running.write(letter("Re: Nights", TEXT), sender="wren@writer.example")
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Ada")
    open_first(page)
    yield page
    page.context.close()


def test_shows_the_own_words_and_folds_the_rest(ada: Page) -> None:
    expect(ada.get_by_text("I slept four hours.")).to_be_visible()
    for folded in ("وحيد", "Wren of the harbor", "How did you sleep?"):
        expect(ada.locator(".said").get_by_text(folded)).to_be_hidden()
    assert ada.locator(".said summary").all_inner_texts() == [
        "What they quoted, one row",
        "Their signature",
        "What they quoted, 4 rows",
    ]


def test_says_each_fold_in_the_language_of_the_page(ada: Page) -> None:
    for fold in ada.locator(".said summary").all():
        expect(fold).to_have_attribute("lang", ada.locator("html").get_attribute("lang") or "")
        expect(fold).to_have_attribute("dir", "ltr")
    assert ada.get_by_text("شكرا").evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert ada.get_by_text("I slept").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_opens_and_closes_a_fold_by_keys(ada: Page) -> None:
    fold = ada.locator(".said summary", has_text="4 rows")
    quoted = ada.locator(".said").get_by_text("How did you sleep?")
    press(ada, fold)
    expect(quoted).to_be_visible()
    ada.keyboard.press("Space")
    expect(quoted).to_be_hidden()


def test_tells_a_screen_reader_whether_a_fold_is_open(ada: Page) -> None:
    session = ada.context.new_cdp_session(ada)
    fold = ada.locator(".said summary", has_text="4 rows")

    def expanded() -> list[bool]:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        named = [one for one in nodes if re.search("4 rows", str(one.get("name", {}).get("value", "")))]
        return [
            bool(each["value"]["value"])
            for one in named
            for each in one.get("properties", [])
            if each["name"] == "expanded"
        ]

    # What a reader is told follows the page a moment later.
    wait_for(lambda: expanded() == [False])
    fold.click()
    wait_for(lambda: expanded() == [True])


def test_opens_a_fold_by_one_click(ada: Page) -> None:
    ada.locator(".said summary", has_text="Their signature").click()
    expect(ada.locator(".said").get_by_text("Wren of the harbor")).to_be_visible()
