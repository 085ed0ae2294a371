"""Begun by mail, gone on at the door by a link that opens once; closed, and asked two questions. Chapters in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import secrecy
from tests.journeys.hands import IN_ENGLISH, at_the_desk, letter, press, reach, take
from tests.journeys.running import RunningLine, running_line, wait_for
from tests.journeys.story import hurry
from tests.journeys.test_door import PHONE, come_back, places, type_two_back, words_of
from tests.journeys.test_every_page import findings, open_parts
from tests.journeys.thief import Thief

NEUTRAL = "/now/"  # where Leave leads on this line, as nothing beyond loopback is asked
CANARIES = {name: secrecy.canary() for name in ("mail", "answer", "door", "reply")}
WREN = "wren@writer.example"
BEGIN = {"en": "Begin here", "de": "Hier anfangen", "ar": "ابدأ هنا"}
OVER = {"en": "opens nothing any more", "de": "öffnet nichts mehr", "ar": "لم يعد هذا الرابط يفتح شيئًا"}


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line(PEERLINE_LEAVE_TO=NEUTRAL) as running:
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Ada", bypass_csp=True)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def told(line: RunningLine) -> dict[str, Any]:
    """What one chapter leaves for the next: the link, the words, the addresses of the two conversations."""
    return {"line": line, "asked": []}


@pytest.fixture
def wren(browser: Browser, told: dict[str, Any]) -> Iterator[Page]:
    """A phone that nobody has used before; every request of it noted."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    page = context.new_page()
    page.on("request", lambda request: told["asked"].append((request.url, request.headers.get("referer", ""))))
    yield page
    assert context.cookies() == []
    context.close()


def links_to(line: RunningLine) -> list[str]:
    """The links in the answers that were sent to Wren."""
    texts = [mail.get_content() for mail in line.catcher.to(WREN)]
    return [line.url + found for text in texts for found in re.findall(r"/write/\?language=en#go\.[a-z2-7]{26}", text)]


def send(ada: Page, text: str) -> None:
    ada.get_by_role("textbox", name="Your answer").fill(text)
    ada.get_by_text("Add to the answer").click()
    ada.get_by_role("button", name="Offer the web page").click()
    expect(ada.locator("peer-door-link [data-part=offered]")).to_contain_text("The link opens once")
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator("[data-part=done]")).to_contain_text("It leaves in 30 seconds.")


def test_stands_in_an_answer_and_in_nothing_that_is_kept(line: RunningLine, ada: Page, told: dict[str, Any]) -> None:
    line.write(letter("Help", f"{CANARIES['mail']}. {IN_ENGLISH}\n", sender=WREN), sender=WREN)
    ada.reload()
    ada.locator('a[href*="/desk/c/"]').first.click()
    take(ada)
    told["by-mail"] = ada.url.partition("?")[0]
    send(ada, f"I have read it. {CANARIES['answer']}")
    hurry(Thief(line))
    wait_for(lambda: bool(links_to(line)))
    (told["link"],) = links_to(line)
    token = told["link"].partition("#go.")[2]
    answer = ada.locator("peer-letter", has_text=CANARIES["answer"])
    expect(answer).to_contain_text("/write/?language=en#go")
    assert token not in ada.content()
    expect(answer).to_contain_text("leaves by e-mail, readable on its way")
    assert secrecy.readable([token, *CANARIES.values()], places(line)) == []


@pytest.mark.parametrize("language", BEGIN)
def test_shows_one_calm_page_and_uses_nothing_up(wren: Page, told: dict[str, Any], language: str) -> None:
    wren.goto(told["link"].replace("language=en", f"language={language}"))
    button = wren.get_by_role("button", name=BEGIN[language])
    expect(button).to_be_visible()
    expect(wren.get_by_role("heading", level=1)).to_have_count(1)
    assert "#" not in wren.url
    assert wren.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")
    reach(wren, button)
    assert findings(wren) == []
    token = told["link"].partition("#go.")[2]
    assert not [one for one in told["asked"] if token in "".join(one)]
    assert not [url for url, _ in told["asked"] if "/api/door/" in url]


def test_begins_with_new_words_and_nothing_that_was_said(wren: Page, told: dict[str, Any]) -> None:
    wren.goto(told["link"])
    press(wren, wren.get_by_role("button", name="Begin here"))
    told["words"] = " ".join(words_of(wren))
    expect(wren.get_by_role("heading", level=1)).to_have_text("Go on here")
    assert findings(wren) == []
    type_two_back(wren, told["words"].split())
    expect(wren.get_by_role("heading", name="You can write here now")).to_be_focused()
    assert wren.locator("article.letter").count() == 0
    assert CANARIES["mail"] not in wren.content()
    assert findings(wren) == []
    wren.get_by_label("Your answer").fill(f"I am here now. {CANARIES['door']}")
    wren.get_by_role("button", name="Send", exact=True).click()
    expect(wren.locator("article.letter")).to_have_count(1)
    expect(wren.get_by_role("heading", name="No answer yet")).to_be_visible()


@pytest.mark.parametrize("language", OVER)
def test_opens_nothing_a_second_time(wren: Page, told: dict[str, Any], language: str) -> None:
    wren.goto(told["link"].replace("language=en", f"language={language}"))
    wren.get_by_role("button", name=BEGIN[language]).click()
    over = wren.locator("peer-link [data-part=over]")
    expect(over).to_contain_text(OVER[language])
    expect(over).to_be_focused()
    assert findings(wren) == []


def test_is_one_page_at_the_desk_with_the_protection_of_each_message(
    ada: Page, line: RunningLine, told: dict[str, Any]
) -> None:
    ada.goto(told["by-mail"])
    expect(ada.get_by_text("This goes on on the web page.")).to_be_visible()
    expect(ada.locator("main")).to_contain_text("Whoever had the mailbox opened the link.")
    ada.get_by_role("link", name="Conversation on the web page").click()
    expect(ada.get_by_text("Opened on this device.")).to_be_visible()
    told["at-the-door"] = ada.url
    assert told["at-the-door"] != told["by-mail"]
    expect(ada.locator("main")).to_contain_text("Goes on from an e-mail conversation.")
    for text, way in (
        (CANARIES["mail"], "by e-mail, readable on its way"),
        (CANARIES["answer"], "leaves by e-mail, readable on its way"),
        (CANARIES["door"], "by web, sealed in their browser"),
        ("Whoever had the mailbox opened this page", "by web, sealed in their browser"),
    ):
        expect(ada.locator("peer-letter", has_text=text)).to_contain_text(way)
    assert "does not belong" not in ada.inner_text("main")
    expect(ada.get_by_role("heading", level=1)).to_have_text("Help")
    open_parts(ada)
    assert findings(ada) == []
    ada.get_by_role("textbox", name="Your answer").fill(f"Good that you are here. {CANARIES['reply']}")
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator("peer-letter", has_text=CANARIES["reply"])).to_contain_text("to their page, sealed in a browser")
    assert not [mail for mail in line.catcher.mails if CANARIES["reply"] in str(mail)]


def test_adds_the_past_only_after_asking(ada: Page, told: dict[str, Any]) -> None:
    ada.goto(told["at-the-door"])
    ada.get_by_text("Add what was said by e-mail").click()
    mine = ada.locator("peer-past label.row", has_text=CANARIES["mail"])
    press(ada, mine.locator("input"), "Space")
    ada.get_by_label("I have asked, and they wish it").focus()
    ada.keyboard.press("Space")
    ada.get_by_role("button", name="Add it to their page").click()
    expect(ada.locator("[data-part=done]")).to_contain_text("Added. They read it")
    added = ada.locator("peer-letter[kind=past]")
    expect(added).to_contain_text(CANARIES["mail"])
    expect(added).to_contain_text("The seeker wrote this by e-mail")
    expect(added).to_contain_text("Added by you, from the e-mails")


def test_shows_the_seeker_what_was_added_and_nothing_else(wren: Page, told: dict[str, Any]) -> None:
    come_back(wren, told["line"], told["words"])
    expect(wren.get_by_role("heading", name="An answer is here")).to_be_visible()
    expect(wren.locator("article.letter")).to_have_count(3)
    past = wren.locator("article.letter").first
    expect(past).to_contain_text(CANARIES["mail"])
    expect(past).to_contain_text("From your e-mail")
    expect(past).to_contain_text("added here by one of us")
    assert CANARIES["answer"] not in wren.content()
    open_parts(wren)
    expect(wren.get_by_text("The e-mails from before are not deleted by this.")).to_be_visible()
    assert findings(wren) == []


def test_closes_with_a_reason_that_only_holders_read(ada: Page, line: RunningLine, told: dict[str, Any]) -> None:
    ada.goto(told["at-the-door"])
    ada.locator("summary", has_text="Close the conversation").click()
    ada.get_by_label("It helped, or they have their answer.").focus()
    ada.keyboard.press("Space")
    ada.get_by_role("button", name="Close it").click()
    expect(ada.locator("[data-part=done]")).to_contain_text("Closed.")
    expect(ada.locator("peer-letter[kind=note]")).to_contain_text("Closed: It helped")
    expect(ada.locator("peer-letter[kind=note]")).to_contain_text("the reason for closing")
    assert Thief(line).rows("SELECT name, count FROM conversations_weekcount") == [("closed-helped", 1)]


def test_asks_two_questions_whose_answers_come_without_a_code(
    wren: Page, line: RunningLine, told: dict[str, Any]
) -> None:
    come_back(wren, line, told["words"])
    expect(wren.get_by_text("This conversation has come to an end.")).to_be_visible()
    press(wren, wren.get_by_role("button", name="Two questions, if you like"))
    expect(wren.get_by_role("heading", name="Two questions, if you like")).to_be_focused()
    assert findings(wren) == []
    wren.get_by_role("group", name="Did it help to write to us?").get_by_label("Mostly").check()
    wren.get_by_role("button", name="Send the answers").click()
    expect(wren.get_by_role("heading", name="Thank you.")).to_be_focused()
    counts = "SELECT name, count FROM conversations_weekcount WHERE substr(name, 1, 5) = 'door-'"
    assert Thief(line).rows(counts) == []
    with wren.expect_request("**/api/door/answers") as sent:
        wren.get_by_role("link", name="Leave").click()
    assert sorted(json.loads(sent.value.post_data or "")) == ["again", "helped", "word"]
    wait_for(lambda: Thief(line).rows(counts) == [("door-helped-4", 1)])


@pytest.mark.parametrize("language", BEGIN)
def test_asks_the_same_on_a_page_for_everybody(wren: Page, line: RunningLine, language: str) -> None:
    wren.goto(f"{line.url}/asked/?language={language}")
    assert wren.locator("fieldset.steps input").count() == 10
    assert findings(wren) == []


def test_keeps_all_of_it_readable_nowhere(line: RunningLine, told: dict[str, Any]) -> None:
    token = told["link"].partition("#go.")[2]
    assert secrecy.readable([token, *told["words"].split("  "), *CANARIES.values()], places(line)) == []
    log = (line.folder / "log").read_text()
    assert not [one for one in (token, *CANARIES.values()) if one in log]
    secrets = [path.read_text().strip() for path in (line.data / "secrets").glob("*.age")]
    opened = b"".join(secrecy.opened(secrecy.carved(places(line)), secrets))
    assert not [one for one in CANARIES.values() if one.encode() in opened]
