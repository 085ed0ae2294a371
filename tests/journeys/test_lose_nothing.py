"""Before the scripts are there, and when something else is pressed: nothing written is lost, or leaves unsealed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Request, Route, expect

from tests.journeys.hands import held_back, letter, signed_in, take
from tests.journeys.running import RunningLine, running_line
from tests.journeys.test_door import PHONE, words_of

# All but the one for leaving, which the pages ask for first.
SCRIPT = re.compile(r"(?<!/leave)\.js$")
NEUTRAL = "/promises/"  # where Leave leads on this line, as nothing beyond loopback is asked
FILE: FilePayload = {"name": "street.txt", "mimeType": "text/plain", "buffer": b"this is the street"}


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line(PEERLINE_LEAVE_TO=NEUTRAL) as running:
        running.write(letter("Nights", "I cannot sleep.\n"), sender="wren@writer.example")
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    """At a letter that she has taken."""
    page = signed_in(browser, line, "Ada")
    page.locator('a[href*="/desk/c/"]').first.click()
    take(page)
    yield page
    page.context.close()


@contextmanager
def early(page: Page, address: str) -> Iterator[list[str]]:
    """The page, while its scripts are still on their way. Gives what it sends to the server meanwhile."""
    held: list[Route] = []
    are_late = True
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.method != "GET" or request.is_navigation_request():
            asked.append(request.url + (request.post_data or ""))

    def hold(route: Route) -> None:
        if are_late:
            held.append(route)
        else:
            route.continue_()

    page.route(SCRIPT, hold)
    page.goto(address, wait_until="commit")
    page.on("request", note)
    yield asked
    page.remove_listener("request", note)
    are_late = False
    for route in held:
        route.continue_()
    page.unroute(SCRIPT)


def press_early(button: Locator) -> None:
    """With a finger, to whom it does not answer yet, and with the keyboard."""
    button.click(force=True)
    button.press("Enter")


def test_keeps_an_answer_and_sends_nothing(ada: Page) -> None:
    here = ada.url
    answer = ada.get_by_role("textbox", name="Your answer")
    with early(ada, here) as asked:
        answer.fill("I have read it.")
        ada.get_by_label("Attach files").set_input_files([FILE])
        press_early(ada.get_by_role("button", name="Send", exact=True))
        expect(answer).to_have_value("I have read it.")
        assert asked == []
    expect(ada.get_by_text("Opened on this device.")).to_be_visible()
    expect(ada.get_by_role("listitem").filter(has_text="street.txt")).to_be_visible()
    expect(answer).to_have_value("I have read it.")


def test_puts_it_behind_what_was_kept(ada: Page) -> None:
    here = ada.url
    answer = ada.get_by_role("textbox", name="Your answer")
    answer.press_sequentially(" You are not alone.")
    expect(ada.get_by_text(re.compile("Draft kept, sealed"))).to_be_visible()
    with early(ada, here):
        answer.fill("Yours")
    expect(answer).to_have_value("I have read it. You are not alone.\n\nYours")


def test_keeps_what_is_half_written_when_something_else_is_pressed(ada: Page) -> None:
    answer = ada.get_by_role("textbox", name="Your answer")
    answer.fill("Half a sen")
    ada.get_by_role("button", name="This is urgent").click()
    expect(ada.locator('[data-part="done"]')).to_be_visible()
    expect(answer).to_have_value("Half a sen")


def test_sends_no_answer_to_the_risk_question_in_an_address(ada: Page) -> None:
    with early(ada, ada.url) as asked:
        ada.locator("summary", has_text="The risk question").click()
        ada.get_by_label("A plan").fill("tonight")
        ada.get_by_label("A plan").press("Enter")
        press_early(ada.get_by_role("button", name="Seal and keep"))
        expect(ada.get_by_label("A plan")).to_have_value("tonight")
        assert asked == []
    ada.get_by_role("button", name="Seal and keep").click()
    expect(ada.locator("peer-letter").filter(has_text="tonight")).to_be_visible()


def test_lets_nothing_be_typed_into_an_answer_that_is_leaving(ada: Page) -> None:
    answer = ada.get_by_role("textbox", name="Your answer")
    answer.fill("I am here.")
    with held_back(ada, "**/api/conversations/*/reply"):
        ada.get_by_role("button", name="Send", exact=True).click()
        expect(answer).not_to_be_editable()
    expect(ada.locator('[data-part="done"]')).to_contain_text("It leaves in 30 seconds.")
    expect(answer).to_be_editable()


def test_keeps_all_that_a_seeker_chose(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    say = page.get_by_label("What would you like to tell us?")
    with early(page, f"{line.url}/write/") as asked:
        say.fill("They wrote to my employer.")
        page.locator("input[type=file]").set_input_files([FILE])
        page.get_by_text("More, only if you like").click()
        page.get_by_label("I have hurt myself or taken something").check()
        press_early(page.get_by_role("button", name="Send", exact=True))
        expect(say).to_have_value("They wrote to my employer.")
        assert asked == []
    expect(page.get_by_role("listitem").filter(has_text="street.txt")).to_be_visible()
    expect(page.get_by_text("Call the number at the top now")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    assert len(words_of(page)) == 7
    page.context.close()


@pytest.mark.parametrize("how", ["button", "keys"])
def test_leaves_no_page_behind(browser: Browser, line: RunningLine, how: str) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    with early(page, f"{line.url}/write/"):
        before = page.evaluate("history.length")
        expect(page.locator("peer-leave:defined")).to_be_visible()
        if how == "button":
            page.get_by_role("link", name=re.compile("^Leave")).click()
        else:
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url(f"{line.url}{NEUTRAL}")
        assert page.evaluate("history.length") == before
    page.context.close()


def test_keeps_the_words_of_who_signs_in(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context().new_page()
    words = page.get_by_label(re.compile("Your (seven )?words"))
    with early(page, f"{line.url}/sign-in/") as asked:
        words.fill(" ".join(line.codes["Bo"]))
        press_early(page.get_by_role("button", name="Sign in", exact=True))
        expect(words).to_have_value(" ".join(line.codes["Bo"]))
        assert asked == []
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("/(desk|people)/$"))
    page.context.close()
