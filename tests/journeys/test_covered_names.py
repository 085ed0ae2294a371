"""The writer's name and address stay covered in an opened mail until a counselor asks, and that is noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.hands import at_the_desk, press
from tests.journeys.running import ADDRESS, RunningLine, running_line

TEXT = "I cannot sleep. Write to wren@writer.example.\n\nWren\n\n-- \nWren Reed\nHarbor office\n"
PAGE = f"<p>{TEXT}</p><img src='https://news.writer.example/open' width=1 height=1>"


def mail() -> EmailMessage:
    """One that says in four places who wrote it, with a picture that counts who reads."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = "Wren Reed <wren@writer.example>", ADDRESS, "Wren Reed asks"
    made.set_content(TEXT, charset="utf-8")
    made.add_alternative(PAGE, subtype="html", charset="utf-8")
    made.add_attachment(b"plan", maintype="application", subtype="octet-stream", filename="Wren_Reed_plan.bin")
    return made


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line() as running:
        running.write(mail(), sender="wren@writer.example")
        yield running


@pytest.fixture
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Ada")
    page.locator('a[href*="/desk/c/"]').first.click()
    yield page
    page.context.close()


def covers(page: Page) -> Locator:
    """The buttons over what is hidden."""
    return page.locator("peer-letter button.mask")


def test_keeps_what_cannot_be_noted_covered(ada: Page) -> None:
    expect(covers(ada).first).to_be_visible()
    ada.route("**/unmask", lambda route: route.fulfill(status=503, json={"error": "busy", "sentence": ""}))
    press(ada, covers(ada).first)
    expect(ada.get_by_text("so it stays hidden")).to_be_visible()
    expect(ada.locator("peer-letter")).not_to_contain_text("Reed")


def test_covers_until_asked_and_notes_it_once(ada: Page) -> None:
    letter = ada.locator("peer-letter")
    expect(ada.locator("h1")).to_have_text("name hidden asks")
    expect(letter.locator(".said")).to_contain_text("Write to address hidden")
    expect(letter.get_by_text("Wren", exact=True)).to_be_visible()
    expect(letter.get_by_text("told its sender that it was read")).to_be_visible()
    signature = letter.locator("summary", has_text="Their signature")
    ada.get_by_role("button", name="Show it as it was laid out").click()
    inside = ada.frame_locator("peer-letter iframe").locator("body")
    expect(inside).to_contain_text("I cannot sleep.")
    expect(inside).to_contain_text("[name hidden]")
    expect(letter).not_to_contain_text(re.compile("Reed|wren@writer"))
    expect(letter.get_by_role("button", name="[name hidden]_[name hidden]_plan.bin")).to_be_visible()
    press(ada, signature)
    expect(letter.get_by_text("Wren Reed Harbor office")).to_be_visible()
    expect(letter.locator(".said")).to_contain_text("wren@writer.example")
    expect(covers(ada)).to_have_count(0)
    with ada.expect_download() as saving:
        letter.get_by_role("button", name="Wren_Reed_plan.bin").click()
    assert saving.value.suggested_filename == "Wren_Reed_plan.bin"
    ada.reload()
    expect(ada.get_by_text("looked at a hidden name or address.")).to_have_count(1)
