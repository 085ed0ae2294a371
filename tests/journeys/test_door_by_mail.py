"""Written at the door, answered by mail, gone on by mail: one conversation, in a browser. Chapters in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import secrecy
from tests.journeys.hands import has_opened, reach, signed_in, take
from tests.journeys.running import RunningLine, wait_for
from tests.journeys.story import hurry
from tests.journeys.test_door import PHONE, come_back, places, words_of
from tests.journeys.test_every_page import findings
from tests.journeys.thief import Thief

CANARIES = {name: secrecy.canary() for name in ("text", "address", "answer", "again")}
WREN = f"{CANARIES['address']}@writer.example"


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def told(line: RunningLine) -> dict[str, Any]:
    """What one chapter leaves for the next."""
    return {"line": line}


@pytest.fixture
def wren(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{line.url}/write/")
    yield page
    assert page.context.cookies() == []
    page.context.close()


def write(page: Page, text: str) -> None:
    page.get_by_label("What would you like to tell us?").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    words_of(page)


def test_gives_an_address_by_keyboard_instead_of_keeping_words(wren: Page, told: dict[str, Any]) -> None:
    write(wren, f"They wait at my door. {CANARIES['text']}")
    told["words"] = " ".join(words_of(wren))
    reach(wren, wren.get_by_role("textbox", name="Mail address"))
    wren.keyboard.type("nobody")
    wren.keyboard.press("Enter")
    expect(wren.locator("section:not([hidden]) peer-mail [data-part=status]")).to_contain_text(
        "We cannot write to this"
    )
    wren.get_by_role("textbox", name="Mail address").fill(WREN)
    wren.keyboard.press("Enter")
    expect(wren.get_by_role("heading", name="The answer comes by mail.")).to_be_focused()
    assert wren.locator("ol.words li").count() == 0


def test_shows_the_desk_where_answers_go_but_not_the_address(ada: Page) -> None:
    ada.reload()
    ada.locator('a[href*="/desk/c/"]').first.click()
    main = ada.locator("main")
    expect(main).to_contain_text(CANARIES["text"])
    expect(main).to_contain_text("Answers leave by mail, to an address that they gave on the page.")
    take(ada)
    expect(ada.get_by_text("Goes as ordinary mail").first).to_be_visible()
    ada.get_by_role("textbox", name="Your answer").fill(f"I have read it. {CANARIES['answer']}")
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(main).to_contain_text("It leaves in 30 seconds.")
    assert CANARIES["address"] not in ada.content()


def test_keeps_the_address_readable_nowhere(line: RunningLine) -> None:
    found = places(line)
    assert secrecy.readable(list(CANARIES.values()), found) == []
    # The conversation's key is not there; of the copy that waits the secrets folder has the key: its limit is known.
    secrets = [path.read_text().strip() for path in (line.data / "secrets").glob("*.age")]
    opened = b"".join(secrecy.opened(secrecy.carved(found), secrets))
    assert CANARIES["address"].encode() not in opened


def test_leaves_by_mail_and_says_nothing_at_a_glance(line: RunningLine, told: dict[str, Any]) -> None:
    hurry(Thief(line))
    wait_for(lambda: bool(line.catcher.to(WREN)))
    (mail,) = line.catcher.to(WREN)
    told["from"] = mail["From"].addresses[0].addr_spec
    assert CANARIES["answer"] in mail.get_content()
    assert CANARIES["text"] not in mail.as_string()
    assert mail["Subject"] == "Your message"
    assert re.fullmatch(r"hello\+[a-z2-7]{16}@lantern\.example", told["from"])


def test_joins_what_is_answered_by_mail(line: RunningLine, ada: Page, told: dict[str, Any]) -> None:
    for sender, text in ((WREN, CANARIES["again"]), ("mallory@outsider.example", "I know it too.")):
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, told["from"], "Re: Your message"
        mail.set_content(text)
        line.write(mail, sender=sender, to=told["from"])
    ada.reload()
    mine = ada.locator("peer-letter", has_text=CANARIES["again"])
    expect(mine).to_contain_text("by e-mail, readable on its way")
    expect(mine).not_to_contain_text("another address")
    expect(ada.locator("peer-letter", has_text="I know it too.")).to_contain_text("another address")
    expect(ada.locator("peer-letter", has_text=CANARIES["text"])).to_contain_text("by web, sealed in their browser")


def test_opens_for_the_words_too_and_goes_back_to_the_page(wren: Page, ada: Page, told: dict[str, Any]) -> None:
    come_back(wren, told["line"], told["words"])
    expect(wren.locator("article.letter")).to_have_count(4)
    wren.get_by_text("Where the answer goes").click()
    expect(wren.get_by_text("Answers go to the mail address that you gave")).to_be_visible()
    wren.get_by_role("button", name="No more mail: only here").click()
    expect(wren.get_by_text("Answers go to the mail address that you gave")).to_be_hidden()
    ada.reload()
    expect(ada.locator("main")).to_contain_text("It is not known that they kept their words")
    expect(ada.get_by_text("Goes to the seeker’s page, sealed on this device.").first).to_be_visible()


def test_is_told_at_the_desk_that_no_answer_is_needed(wren: Page, line: RunningLine, browser: Browser) -> None:
    write(wren, "Only to have said it.")
    wren.get_by_role("button", name="I do not need an answer").click()
    expect(wren.get_by_role("heading", name="That is fine.")).to_be_visible()
    page = signed_in(browser, line, "Ada")
    page.goto(f"{line.url}/desk/")
    links = [one.get_attribute("href") or "" for one in page.locator('a[href*="/desk/c/"]').all()]
    for link in links:
        page.goto(f"{line.url}{link}")
        has_opened(page)
        if page.get_by_text("They said that they need no answer.").count():
            break
    expect(page.get_by_text("They said that they need no answer.")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize(
    "said",
    [
        ("en", "Send", "Mail address", "The answer comes by mail."),
        ("de", "Senden", "E-Mail-Adresse", "Die Antwort kommt per E-Mail."),
        ("ar", "إرسال", "عنوان البريد الإلكتروني", "سيصل الرد بالبريد الإلكتروني."),
    ],
)
def test_fits_each_screen_and_reader(browser: Browser, line: RunningLine, said: tuple[str, ...]) -> None:
    language, send, label, done = said
    page = browser.new_context(bypass_csp=True, viewport=PHONE).new_page()
    page.goto(f"{line.url}/write/?language={language}")
    page.locator("#say").fill("…")
    page.get_by_role("button", name=send, exact=True).click()
    words_of(page)
    assert findings(page) == []
    page.get_by_role("textbox", name=label).fill(f"{language}@writer.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=done)).to_be_visible()
    assert findings(page) == []
    page.context.close()


def test_works_without_script(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(f"{line.url}/write/?plain")
    page.locator("#say").fill("No script here.")
    page.get_by_role("button", name="Send", exact=True).click()
    words = " ".join(words_of(page))
    page.get_by_label("Mail address").fill("nobody")
    page.get_by_role("button", name="Send the answer there").click()
    expect(page.get_by_role("alert").filter(has_text="We cannot write to this")).to_be_visible()
    page.get_by_label("Mail address").fill("old@writer.example")
    page.get_by_role("button", name="Send the answer there").click()
    expect(page.get_by_role("heading", name="The answer comes by mail.")).to_be_visible()
    page.goto(f"{line.url}/write/?plain&back")
    page.get_by_label("Your seven words").fill(words)
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_text("Where the answer goes").click()
    page.get_by_role("button", name="No more mail: only here").click()
    expect(page.get_by_role("button", name="No more mail: only here")).to_have_count(0)
    page.context.close()
