"""A counselor leaves the line in the middle of a conversation; a lead's browser makes the new key and goes on."""

from __future__ import annotations

import sqlite3
from email.message import EmailMessage
from email.policy import SMTP

import psycopg
from playwright.sync_api import Browser, Page, expect

from tests.journeys.hands import signed_in, take
from tests.journeys.running import RunningLine


def test_goes_on_with_a_new_key_when_the_counselor_leaves(line: RunningLine, browser: Browser) -> None:
    _write(line)
    ada = signed_in(browser, line, "Ada")
    ada.locator('a[href*="/desk/c/"]').first.click()
    take(ada)
    kim = signed_in(browser, line, "Kim")
    kim.get_by_role("link", name="Ada").click()
    kim.get_by_role("link", name="Leaving the line").click()
    expect(kim.locator("main")).to_contain_text("responsible for one open conversation")
    kim.get_by_role("button", name="Ada leaves").click()
    expect(kim.locator("main")).not_to_contain_text("Ada")
    assert _epochs(line) == 2
    sol = signed_in(browser, line, "Sol")
    sol.locator('a[href*="/desk/c/"]').first.click()
    expect(sol.locator("main")).to_contain_text("They know my street.")
    assert _epochs(line) == 3
    sol.reload()
    expect(sol.locator("main")).to_contain_text("They know my street.")
    expect(sol.locator("main")).to_contain_text("A new key began in the browser of")
    assert _epochs(line) == 3
    _take_and_note(sol)
    ada.reload()
    expect(ada.locator("main")).not_to_contain_text("They know my street.")
    ada.goto(f"{line.url}/desk/")
    assert ada.url.startswith(f"{line.url}/sign-in/")
    for page in (ada, kim, sol):
        page.context.close()


def _take_and_note(sol: Page) -> None:
    take(sol)
    sol.get_by_role("button", name="A note among helpers").click()
    sol.get_by_role("textbox", name="A note among helpers").fill("I have it now.")
    sol.get_by_role("button", name="Keep the note").click()
    expect(sol.locator("peer-letter", has_text="I have it now.")).to_have_count(1)


def _write(line: RunningLine) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "wren@writer.example", "hello@lantern.example", "Help"
    mail.set_content("They know my street.")
    line.write(mail, sender="wren@writer.example")


def _epochs(line: RunningLine) -> int:
    """The newest epoch of the first conversation, as it is stored."""
    asked = "SELECT max(epoch) FROM conversations_conversationkey WHERE conversation_id = 1"
    url = line.environment["PEERLINE_DATABASE_URL"]
    if url:
        with psycopg.connect(url) as connection:
            row = connection.execute(asked).fetchone()
    else:
        with sqlite3.connect(f"file:{line.data / 'peerline.sqlite3'}?mode=ro", uri=True) as lite:
            row = lite.execute(asked).fetchone()
    assert row is not None
    return int(row[0])
