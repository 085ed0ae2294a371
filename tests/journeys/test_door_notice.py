"""Told by mail that an answer waits, and nothing else: asked for at the door, said yes to there. Chapters in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys import secrecy
from tests.journeys.hands import reach, signed_in, take
from tests.journeys.running import RunningLine, wait_for
from tests.journeys.story import hold, hurry
from tests.journeys.test_door import PHONE, come_back, places, words_of
from tests.journeys.test_every_page import findings
from tests.journeys.thief import Thief

CANARIES = {name: secrecy.canary() for name in ("text", "address", "answer", "more")}
BIRD = f"{CANARIES['address']}@elsewhere.example"
TITLE = "Be told that an answer waits"
ON = "When an answer waits, a short mail leaves at the hours you chose."
SENT = "A short mail leaves at the hours you chose, if we have not asked there in the last 30 days."
AT_THE_DESK = "They are told by mail that an answer waits, at an address that they gave only for that."


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def told(line: RunningLine) -> dict[str, Any]:
    """What one chapter leaves for the next."""
    return {"line": line, "thief": Thief(line)}


@pytest.fixture
def wren(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{line.url}/write/")
    yield page
    assert page.context.cookies() == []
    page.context.close()


def write(page: Page, text: str) -> str:
    """Write, and give the words."""
    page.locator("#say").fill(text)
    page.locator("peer-write form [type=submit]").click()
    return " ".join(words_of(page))


def offered(page: Page) -> Locator:
    """Where it is offered on the step that is shown, opened."""
    found = page.locator("section:not([hidden]) details", has=page.locator("peer-notice"))
    if not found.evaluate("one => one.open"):
        found.locator("summary").click()
    return found.locator("peer-notice")


def read_again(page: Page, told: dict[str, Any]) -> Locator:
    """Come back with the words. Gives where it is offered."""
    come_back(page, told["line"], told["words"])
    expect(page.locator("article.letter").first).to_be_visible()
    return offered(page)


def mail_to(line: RunningLine, to: str, text: str, *, sender: str = BIRD) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Re: Your message"
    mail.set_content(text)
    line.write(mail, sender=sender, to=to)


def state(told: dict[str, Any]) -> Any:
    """Of the first notice."""
    return told["thief"].rows("SELECT state FROM conversations_notice ORDER BY id")[0][0]


def arrived(told: dict[str, Any], count: int, kind: str) -> EmailMessage:
    """The newest mail in that mailbox, once there are so many."""
    hurry(told["thief"], kind)
    wait_for(lambda: len(told["line"].catcher.to(BIRD)) == count)
    mail: EmailMessage = told["line"].catcher.to(BIRD)[-1]
    return mail


def says_nothing(mail: EmailMessage) -> None:
    """Of what it is about, or where."""
    text = mail.as_string()
    assert not [word for word in CANARIES.values() if word in text.replace(BIRD, "")]
    assert "http" not in text
    assert "Autocrypt" not in mail
    assert re.fullmatch(r"hello\+[a-z2-7]{16}@lantern\.example", mail["From"].addresses[0].addr_spec)


def open_at_desk(page: Page, line: RunningLine, text: str) -> None:
    """The conversation that holds this text."""
    page.goto(f"{line.url}/desk/")
    links = [one.get_attribute("href") or "" for one in page.locator('a[href*="/desk/c/"]').all()]
    for link in dict.fromkeys(links):
        page.goto(f"{line.url}{link}")
        expect(page.get_by_text("Opened on this device.")).to_be_visible()
        if page.get_by_text(text).count():
            return
    raise AssertionError("it is not there")


def reply(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your answer").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("peer-letter", has_text=text)).to_be_visible()


def test_asks_for_it_by_keyboard_beside_the_words(wren: Page, told: dict[str, Any]) -> None:
    told["words"] = write(wren, f"They wait at my door. {CANARIES['text']}")
    section = wren.locator("section:not([hidden])")
    reach(wren, section.locator("summary", has_text=TITLE))
    wren.keyboard.press("Enter")
    notice = offered(wren)
    expect(notice).to_contain_text("It comes from: Lantern (hello@lantern.example).")
    reach(wren, notice.get_by_label("Address for these mails"))
    wren.keyboard.type("nobody")
    wren.keyboard.press("Enter")
    expect(notice.get_by_role("status")).to_contain_text("We cannot write to this address.")
    notice.get_by_label("Address for these mails").fill(BIRD)
    reach(wren, notice.get_by_role("button", name="Ask at this address"))
    wren.keyboard.press("Enter")
    expect(notice.get_by_role("status")).to_contain_text(SENT)
    expect(notice.get_by_role("status")).to_be_focused()
    expect(notice.get_by_label("Address for these mails")).to_be_hidden()
    # The words are still there: they are the only way to the answer.
    expect(wren.locator("ol.words li")).to_have_count(7)


def test_asks_at_the_address_first(line: RunningLine, told: dict[str, Any]) -> None:
    question = arrived(told, 1, "question")
    says_nothing(question)
    assert "Then answer this mail with the word OK." in " ".join(question.get_content().split())
    assert question["Subject"] == "Your message"
    told["to"] = question["From"].addresses[0].addr_spec


def test_believes_no_guesser(line: RunningLine, told: dict[str, Any]) -> None:
    for to in ("hello+aaaabbbbccccdddd@lantern.example", "hello@lantern.example"):
        mail_to(line, to, "OK", sender="mallory@outsider.example")
    assert state(told) == "asked"


def test_counts_a_yes_from_there(line: RunningLine, told: dict[str, Any], ada: Page) -> None:
    open_at_desk(ada, line, CANARIES["text"])
    expect(ada.get_by_text(AT_THE_DESK)).to_have_count(0)
    mail_to(line, told["to"], "OK\n\nOn Sunday Lantern wrote:\n> Was it you?\n")
    assert state(told) == "confirmed"
    ada.reload()
    expect(ada.get_by_text(AT_THE_DESK)).to_be_visible()
    assert CANARIES["address"] not in ada.content()


def test_tells_when_an_answer_is_released(line: RunningLine, told: dict[str, Any], ada: Page) -> None:
    take(ada)
    expect(ada.get_by_text("Goes to the seeker’s page, sealed on this device.").first).to_be_visible()
    reply(ada, f"I have read it. {CANARIES['answer']}")
    expect(ada.get_by_text("A mail leaves at the hours that the seeker chose")).to_be_visible()
    notice = arrived(told, 2, "notice")
    says_nothing(notice)
    assert notice.get_content().splitlines()[0] == "Something waits for you."
    assert "answer with the word STOP" in " ".join(notice.get_content().split())
    assert notice["From"] == told["line"].catcher.to(BIRD)[0]["From"]


def test_keeps_the_address_readable_nowhere(line: RunningLine, told: dict[str, Any], ada: Page) -> None:
    reply(ada, f"There is more. {CANARIES['more']}")
    # It is read before it leaves.
    hold(told["thief"], "notice")
    assert told["thief"].rows("SELECT 1 FROM post_outgoing WHERE kind = 'notice' AND state = 'waiting'")
    found = places(line)
    assert secrecy.readable(list(CANARIES.values()), found) == []
    # The conversation's key is not there; of the copy that waits the secrets folder has the key: its limit is known.
    secrets = [path.read_text().strip() for path in (line.data / "secrets").glob("*.age")]
    opened = b"".join(secrecy.opened(secrecy.carved(found), secrets))
    assert CANARIES["address"].encode() not in opened


def test_tells_nobody_what_they_have_read(wren: Page, told: dict[str, Any]) -> None:
    notice = read_again(wren, told)
    expect(notice.get_by_role("status")).to_have_text(ON)
    expect(notice.get_by_label("Address for these mails")).to_be_hidden()
    assert not told["thief"].rows("SELECT 1 FROM post_outgoing WHERE state IN ('waiting', 'sending')")
    assert len(told["line"].catcher.to(BIRD)) == 2


def test_asks_there_no_second_time_and_shows_no_difference(wren: Page, told: dict[str, Any]) -> None:
    told["other words"] = write(wren, "Another time.")
    notice = offered(wren)
    notice.get_by_label("Address for these mails").fill(BIRD.replace("@", "+again@"))
    notice.get_by_role("button", name="Ask at this address").click()
    expect(notice.get_by_role("status")).to_contain_text(SENT)
    come_back(wren, told["line"], told["other words"])
    expect(offered(wren).get_by_role("status")).to_contain_text("Nobody there has answered with OK yet.")
    assert not told["thief"].rows("SELECT 1 FROM post_outgoing WHERE state IN ('waiting', 'sending')")


def test_stops_by_mail(wren: Page, told: dict[str, Any], ada: Page) -> None:
    line: RunningLine = told["line"]
    mail_to(line, told["to"], "Stop.")
    assert state(told) == "stopped"
    expect(read_again(wren, told).get_by_label("Address for these mails")).to_be_visible()
    open_at_desk(ada, line, CANARIES["text"])
    expect(ada.get_by_text(AT_THE_DESK)).to_have_count(0)
    reply(ada, "Are you there?")
    assert not told["thief"].rows("SELECT 1 FROM post_outgoing WHERE kind = 'notice' AND state = 'waiting'")


def test_leaves_only_in_the_evening(line: RunningLine, wren: Page, told: dict[str, Any]) -> None:
    """On a clock on which it is noon now."""
    thief, noon = told["thief"], (12 - datetime.now(UTC).hour) % 24 * 60
    told["evening words"] = write(wren, "In the evening I am alone.")
    notice = offered(wren)
    notice.get_by_label("Address for these mails").fill("evening@elsewhere.example")
    notice.get_by_label("Mails may come").select_option("in the evening, 18 to 22")
    notice.get_by_label("Your clock shows now").select_option(str(noon))
    notice.get_by_role("button", name="Ask at this address").click()
    expect(notice.get_by_role("status")).to_contain_text(SENT)
    waits = "SELECT state, tries, due_at FROM post_outgoing WHERE kind = 'question' AND state = 'waiting'"
    ((_, _, due),) = thief.rows(waits)
    at = datetime.fromisoformat(str(due).replace(" ", "T").removesuffix("+00:00")).replace(tzinfo=UTC)
    assert 4.9 * 3600 < (at - datetime.now(UTC)).total_seconds() < 6.3 * 3600
    hurry(thief, "question")
    hurried = thief.rows(waits)
    wait_for(lambda: thief.rows(waits) not in ([], hurried))
    assert line.catcher.to("evening@elsewhere.example") == []


def test_stops_at_the_door(wren: Page, told: dict[str, Any]) -> None:
    come_back(wren, told["line"], told["evening words"])
    notice = offered(wren)
    expect(notice.get_by_role("status")).to_contain_text("Nobody there has answered with OK yet.")
    notice.get_by_role("button", name="No more of these mails").click()
    expect(notice.get_by_label("Address for these mails")).to_be_focused()
    assert not told["thief"].rows("SELECT 1 FROM post_outgoing WHERE state = 'waiting'")


def test_tells_by_the_browser_of_who_releases_a_draft(
    browser: Browser, line: RunningLine, told: dict[str, Any]
) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{line.url}/write/")
    write(page, "A second person reads the answer.")
    notice = offered(page)
    notice.get_by_label("Address for these mails").fill("draft@elsewhere.example")
    notice.get_by_label("Put the address of this page into it").check(force=True)
    notice.get_by_label("Subject of the mail").select_option("A reminder")
    notice.get_by_label("Mails may come").select_option("in the evening, 18 to 22")
    notice.get_by_label("Your clock shows now").select_option(str((19 - datetime.now(UTC).hour) % 24 * 60))
    notice.get_by_role("button", name="Ask at this address").click()
    expect(notice.get_by_role("status")).to_contain_text(SENT)
    hurry(told["thief"], "question")
    wait_for(lambda: len(line.catcher.to("draft@elsewhere.example")) == 1)
    mail_to(line, line.catcher.to("draft@elsewhere.example")[0]["From"].addresses[0].addr_spec, "ok")
    ada = signed_in(browser, line, "Ada")
    open_at_desk(ada, line, "A second person reads the answer.")
    expect(ada.get_by_text(f"{AT_THE_DESK} Only from 18:00 to 22:00 on their clock.")).to_be_visible()
    take(ada)
    ada.get_by_role("textbox", name="Your answer").fill("Two have read this.")
    ada.get_by_role("button", name="Ask for a second opinion").click()
    expect(ada.get_by_text("A lead reads it before it leaves.")).to_be_visible()
    ada.context.close()
    sol = signed_in(browser, line, "Sol")
    sol.goto(f"{line.url}/desk/review/")
    sol.get_by_role("link", name="A draft by Ada").click()
    expect(sol.locator("#final")).to_have_value("Two have read this.")
    sol.get_by_role("button", name="Approve and send").click()
    expect(sol.locator("main")).to_contain_text("Approved. It waits on the seeker’s page now.")
    sol.context.close()
    hurry(told["thief"], "notice")
    wait_for(lambda: len(line.catcher.to("draft@elsewhere.example")) == 2)
    mail = line.catcher.to("draft@elsewhere.example")[1]
    assert mail["Subject"] == "A reminder"
    assert f"{line.url}/write/?back" in mail.get_content()
    page.context.close()


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_fits_each_screen_and_reader(browser: Browser, line: RunningLine, language: str) -> None:
    page = browser.new_context(bypass_csp=True, viewport=PHONE).new_page()
    page.goto(f"{line.url}/write/?language={language}")
    words = write(page, "…")
    notice = offered(page)
    assert findings(page) == []
    notice.locator("[data-part=address]").fill(f"{language}@elsewhere.example")
    notice.locator("[data-part=send]").click()
    expect(notice.locator("[data-act=stop]")).to_be_visible()
    page.goto(f"{line.url}/write/?back&language={language}")
    page.locator("peer-back textarea").fill(words)
    page.locator("peer-back [type=submit]").click()
    notice = offered(page)
    assert findings(page) == []
    notice.locator("[data-act=stop]").click()
    expect(notice.locator("[data-part=address]")).to_be_focused()
    assert findings(page) == []
    page.context.close()


def test_works_without_script(browser: Browser, line: RunningLine, told: dict[str, Any]) -> None:
    page = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(f"{line.url}/write/?plain")
    page.locator("#say").fill("No script here.")
    page.get_by_role("button", name="Send", exact=True).click()
    words = " ".join(words_of(page))
    page.get_by_text(TITLE).click()
    page.locator("#told-told").fill("nobody")
    page.get_by_role("button", name="Ask at this address").click()
    expect(page.get_by_role("alert").filter(has_text="We cannot write to this")).to_be_visible()
    page.locator("#told-again").fill("old@elsewhere.example")
    page.get_by_role("button", name="Ask at this address").click()
    expect(page.get_by_role("status").filter(has_text=SENT)).to_be_visible()
    hurry(told["thief"], "question")
    wait_for(lambda: len(line.catcher.to("old@elsewhere.example")) == 1)
    mail_to(line, line.catcher.to("old@elsewhere.example")[0]["From"].addresses[0].addr_spec, "Yes")
    page.goto(f"{line.url}/write/?plain&back")
    page.get_by_label("Your seven words").fill(words)
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_text(TITLE).click()
    expect(page.get_by_text(ON)).to_be_visible()
    page.get_by_role("button", name="No more of these mails").click()
    expect(page.get_by_role("button", name="No more of these mails")).to_have_count(0)
    page.context.close()
