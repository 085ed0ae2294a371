"""The whole story by keyboard alone: every stop is seen, after every act the focus is where the words about it are.

One line runs for all of it. The tests of this file are the chapters, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.hands import at_the_desk, follow, heard, letter, press, reach, told
from tests.journeys.running import RunningLine, running_line


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line() as running:
        running.write(letter("They wrote to my school", "I feel sick.\n"), sender="wren@writer.example")
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Ada")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def tess(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Tess")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def sol(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Sol")
    yield page
    page.context.close()


def test_skips_to_the_content(ada: Page) -> None:
    ada.reload()
    reach(ada, ada.get_by_role("link", name="Skip to content"))
    ada.keyboard.press("Enter")
    expect(ada.locator("main")).to_be_focused()
    ada.keyboard.press("Tab")
    expect(ada.get_by_role("button", name="Take the first")).to_be_focused()


def test_opens_and_takes_it(ada: Page) -> None:
    ada.keyboard.press("j")
    ada.keyboard.press("Enter")
    ada.wait_for_url(re.compile("/desk/c/"))
    expect(ada.get_by_role("heading", level=1)).to_have_text("They wrote to my school")
    heard(ada, "Opened on this device.")
    press(ada, ada.get_by_role("button", name="Take it"))
    told(ada, "It is with you now.")


def test_shows_who_can_open_it_and_all_keys(ada: Page) -> None:
    ada.keyboard.press("w")
    expect(ada.get_by_text("Who holds a key, and why")).to_be_visible()
    ada.keyboard.press("w")
    ada.keyboard.press("?")
    expect(ada.get_by_role("dialog", name="Keys")).to_be_visible()
    ada.keyboard.press("Escape")
    expect(ada.locator(".who summary")).to_be_focused()


def test_answers_and_takes_it_back(ada: Page) -> None:
    ada.keyboard.press("r")
    expect(ada.get_by_role("textbox", name="Your answer")).to_be_focused()
    ada.keyboard.type("I have read it.")
    ada.keyboard.press("Control+Enter")
    told(ada, "It leaves in 30 seconds.")
    press(ada, ada.get_by_role("button", name="Take it back"))
    told(ada, "Taken back.")
    ada.keyboard.press("r")
    expect(ada.get_by_role("textbox", name="Your answer")).to_have_value("I have read it.")
    ada.keyboard.press("Control+Enter")
    told(ada, "It leaves in 30 seconds.")


def test_keeps_a_note(ada: Page) -> None:
    ada.keyboard.press("n")
    expect(ada.get_by_role("textbox", name="A note among helpers")).to_be_focused()
    ada.keyboard.press("Control+Enter")
    heard(ada, "There is no text yet.")
    ada.keyboard.type("Call the coordinator if they write of the school again.")
    ada.keyboard.press("Control+Enter")
    told(ada, "Kept among helpers.")


def test_hands_it_over(ada: Page) -> None:
    press(ada, ada.locator("summary", has_text="Hand over, bring in"))
    reach(ada, ada.get_by_label("Member"))
    ada.keyboard.type("Tess")
    assert "Tess" in ada.locator("#whom option:checked").inner_text()
    press(ada, ada.get_by_role("button", name="Hand over"))
    told(ada, "Done. They can open all of it.")


def test_asks_for_a_review(tess: Page) -> None:
    tess.reload()
    tess.keyboard.press("j")
    tess.keyboard.press("Enter")
    tess.wait_for_url(re.compile("/desk/c/"))
    tess.keyboard.press("r")
    tess.keyboard.type("You should report it.")
    tess.keyboard.press("Control+Enter")
    told(tess, "A lead reads it before it leaves.")


def test_gives_it_back_with_a_word(sol: Page) -> None:
    follow(sol, sol.get_by_role("link", name="Review"))
    expect(sol.get_by_role("heading", level=1)).to_have_text("One draft waits for a second person")
    sol.keyboard.press("j")
    sol.keyboard.press("Enter")
    sol.wait_for_url(re.compile("/desk/review/."))
    expect(sol.locator("#final")).to_have_value("You should report it.")
    reach(sol, sol.get_by_label("A word to Tess"))
    sol.keyboard.type("Ask before you advise.")
    press(sol, sol.get_by_role("button", name="Give it back"))
    told(sol, "Given back.")


def test_writes_on_with_it(tess: Page) -> None:
    tess.reload()
    expect(tess.locator("main")).to_contain_text("Ask before you advise.")
    press(tess, tess.get_by_role("button", name="Write on with it"))
    expect(tess.get_by_role("textbox", name="Your answer")).to_be_focused()
    tess.keyboard.press("Control+a")
    tess.keyboard.type("Would you like to tell me more?")
    tess.keyboard.press("Control+Enter")
    told(tess, "A lead reads it before it leaves.")


def test_releases_it(sol: Page) -> None:
    sol.reload()
    sol.keyboard.press("j")
    sol.keyboard.press("Enter")
    expect(sol.locator("#final")).to_have_value("Would you like to tell me more?")
    press(sol, sol.get_by_role("button", name="Approve and send"))
    told(sol, "Approved. It leaves in 30 seconds.")


def test_a_lock_takes_nothing_of_what_is_half_written(line: RunningLine, tess: Page) -> None:
    tess.reload()
    tess.keyboard.press("r")
    tess.keyboard.type("Half a sen")
    press(tess, tess.get_by_role("button", name="Lock"))
    tess.wait_for_url(re.compile("/unlock/"))
    expect(tess.get_by_label("Your seven words")).to_be_focused()
    tess.keyboard.type(" ".join(line.codes["Tess"][::-1]))
    tess.keyboard.press("Tab")
    tess.keyboard.press("Enter")
    heard(tess, "These words open nothing.")
    expect(tess.get_by_label("Your seven words")).to_be_focused()
    tess.keyboard.press("Control+a")
    tess.keyboard.type(" ".join(line.codes["Tess"]))
    tess.keyboard.press("Tab")
    tess.keyboard.press("Enter")
    tess.wait_for_url(re.compile("/desk/c/"))
    expect(tess.get_by_role("textbox", name="Your answer")).to_have_value("Half a sen")


def test_says_who_else_is_writing_and_asks_once(sol: Page, tess: Page) -> None:
    # Who writes is known for a minute: it begins here, however long the lock took.
    tess.keyboard.press("r")
    with tess.expect_response("**/writing"):
        tess.keyboard.type("t")
    sol.goto(tess.url)
    sol.keyboard.press("r")
    sol.keyboard.type("I too")
    expect(sol.locator('peer-compose [data-part="others"]')).to_contain_text("Writing here now: \u2068Tess\u2069.")
    heard(sol, "Writing here now")
    sol.keyboard.press("Control+Enter")
    heard(sol, "Nothing was sent yet")
    sol.keyboard.press("Control+Enter")
    told(sol, "It leaves in 30 seconds.")


def test_steps_back(tess: Page) -> None:
    tess.reload()
    press(tess, tess.get_by_role("button", name="Step back"))
    tess.wait_for_url(re.compile("/desk/$"))
    told(tess, "It is with somebody else now")


def test_says_what_a_form_needs(tess: Page) -> None:
    follow(tess, tess.get_by_role("link", name="Me", exact=True))
    reach(tess, tess.get_by_label("Time zone"))
    tess.keyboard.press("Control+a")
    tess.keyboard.type("Nowhere/At all")
    tess.keyboard.press("Enter")
    expect(tess.locator("[data-focus]")).to_have_text("We do not know this time zone.")
    expect(tess.locator("[data-focus]")).to_be_focused()
    reach(tess, tess.get_by_label("Time zone"))
    tess.keyboard.press("Control+a")
    tess.keyboard.type("Asia/Tokyo")
    tess.keyboard.press("Enter")
    expect(tess.locator("[data-focus]")).to_have_text("Saved.")
    expect(tess.locator("[data-focus]")).to_be_focused()


def test_signs_out(tess: Page) -> None:
    press(tess, tess.get_by_role("button", name="Sign out"))
    tess.wait_for_url(re.compile("/sign-in/$"))
    tess.goto(tess.url.replace("/sign-in/", "/desk/"))
    expect(tess.get_by_role("heading", level=1)).to_have_text("Sign in with your seven words.")
