"""A person at a keyboard: nothing but keys, and at each stop a look whether the focus shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP

from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.journeys.running import ADDRESS, RunningLine

MOST_STOPS = 120
# So much that sixteen letters by chance do not pass for another language: who may open it, and how the line answers,
# hangs on the one that was written in.
IN_ENGLISH = (
    "They know my street and where I work. I am afraid to go home, and I do not know whom I could tell about it."
)
# Everything a live region said on this page, in order.
LISTEN = """
window.said = [];
new MutationObserver((changes) => {
  for (const change of changes) {
    const at = change.target.nodeType === 1 ? change.target : change.target.parentElement;
    const words = at?.closest('[role="status"], [role="alert"], [aria-live="polite"]')?.textContent.trim();
    if (words && window.said.at(-1) !== words) window.said.push(words);
  }
}).observe(document, { childList: true, subtree: true, characterData: true });
"""
# Whether the focus can be seen: on the element, or on what Codex draws in its place.
SHOWS = """() => {
  const at = document.activeElement;
  const seen = (one) => {
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
      && !style.outlineColor.endsWith(', 0)') && style.outlineColor !== 'transparent';
    return ring || style.boxShadow !== 'none';
  };
  const box = at.getBoundingClientRect();
  const drawn = at.matches('.cdx-checkbox__input') ? at.nextElementSibling : at;
  return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && (seen(drawn) || seen(at));
}"""


OPENED = """() => {
  const one = document.querySelector('peer-conversation');
  const words = one?.querySelector('template[data-text="opened"]')?.content.textContent.trim();
  return words && one.querySelector('[data-part="status"]')?.textContent === words;
}"""


def letter(subject: str, text: str, *, sender: str = "wren@writer.example") -> EmailMessage:
    """A mail as somebody writes it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, subject
    mail.set_content(text, charset="utf-8", cte="base64")
    return mail


def at_the_desk(browser: Browser, line: RunningLine, alias: str, *, bypass_csp: bool = False) -> Page:
    """Signed in by keys alone. `bypass_csp` only so that axe can be put into the pages."""
    page = browser.new_context(bypass_csp=bypass_csp).new_page()
    page.add_init_script(LISTEN)
    page.goto(f"{line.url}/sign-in/")
    reach(page, page.locator("#words"))
    page.keyboard.type(" ".join(line.codes[alias]))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(desk|people)/$"))
    return page


def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until the focus is there; at every stop on the way it must be seen."""
    wanted.wait_for()
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(SHOWS), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"no way by {key} to {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go there, and press."""
    reach(page, wanted)
    page.keyboard.press(key)


def follow(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go there and press; returns when the page that it leads to is there, with its scripts."""
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press(key)


def told(page: Page, words: str) -> None:
    """The page says what was done, and the focus is on it: a reader hears it, and goes on from there."""
    done = page.locator('[data-part="done"]')
    expect(done).to_contain_text(words)
    expect(done).to_be_focused()
    assert page.evaluate(SHOWS)


def heard(page: Page, words: str) -> None:
    """A live region says it, or said it on this page."""
    page.wait_for_function("words => window.said.some((one) => one.includes(words))", arg=words)


def signed_in(browser: Browser, line: RunningLine, alias: str) -> Page:
    """A page of its own session, at the queue."""
    page = browser.new_context().new_page()
    page.goto(f"{line.url}/sign-in/")
    page.get_by_label(re.compile("Your (seven )?words")).fill(" ".join(line.codes[alias]))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("/(desk|people)/$"))
    return page


def has_opened(page: Page) -> None:
    """Return when a conversation's page has tried every letter, and says so, in whatever language."""
    page.wait_for_function(OPENED)


def take(page: Page) -> None:
    """Take the conversation that is shown; returns when its page is there anew, with its scripts."""
    has_opened(page)
    page.get_by_role("button", name="Take it").click()
    expect(page.locator('[data-part="done"]')).to_contain_text("It is with you now.")
    has_opened(page)


def open_first(page: Page) -> None:
    """Open the conversation that stands first in the queue; returns when its letters are read."""
    page.locator('a[href*="/desk/c/"]').first.click()
    page.wait_for_url(re.compile("/desk/c/"))
    has_opened(page)


@contextmanager
def held_back(page: Page, address: str) -> Iterator[None]:
    """Let one request to this address be on its way until the end."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    with page.expect_request(address):
        yield
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.unroute(address, hold)


def make_editors(browser: Browser, line: RunningLine, *aliases: str) -> None:
    """The coordinator makes them editors as well."""
    kim = signed_in(browser, line, "Kim")
    for alias in aliases:
        kim.get_by_role("link", name=alias).click()
        kim.get_by_label("editor").check()
        kim.get_by_role("button", name="Save").first.click()
        kim.wait_for_url(f"{line.url}/people/")
    kim.context.close()


def make_the_mail_key(browser: Browser, line: RunningLine) -> None:
    """A lead makes the line's OpenPGP key."""
    page = signed_in(browser, line, "Sol")
    page.get_by_role("link", name="Encrypted mail").click()
    page.get_by_role("button", name="Make the line’s key").click()
    page.get_by_role("heading", name="Encrypted mail can be written").wait_for()
    page.context.close()
