"""The seeker's door in a real browser: write without a name, keep seven words, come back, leave, delete.

One line runs for all of it. The tests of this file are the chapters, in order.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Request, ViewportSize, expect

from tests.journeys import secrecy
from tests.journeys.hands import held_back, reach, signed_in, take
from tests.journeys.running import RunningLine, running_line

NEUTRAL = "/now/"  # of this line, as nothing beyond loopback is asked
PHONE: ViewportSize = {"width": 360, "height": 740}
CANARIES = {name: secrecy.canary() for name in ("text", "name", "away", "wish", "word", "answer", "again", "file")}
FILLED_IN = [CANARIES[name] for name in ("name", "away", "wish", "word")]
# How those who answer are told of all that was filled in of what is optional.
ASKED = (
    "Says of now: I have hurt myself or taken something.",
    "Says: I am under 18.",
    f"Wants to be called {CANARIES['name']}.",
    "Would like somebody who knows wikis well.",
    "Would like a woman.",
    f"Would like somebody who: {CANARIES['wish']}.",
    "About: Somebody threatens me.",
    f"Must not read this: {CANARIES['away']}.",
    f"The word that proves it is them: {CANARIES['word']}.",
    "Country: Kenya.",
    "May be asked how they are, after so many days: 14.",
    "Somebody else may use their device.",
)
# One red pixel, with a text chunk that says where it was taken.
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line(PEERLINE_LEAVE_TO=NEUTRAL, PEERLINE_DOOR_WORK="2000") as running:
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def told(line: RunningLine) -> dict[str, Any]:
    """What one chapter leaves for the next: the seven words, all that was ever posted."""
    return {"posted": [], "line": line}


@pytest.fixture
def wren(browser: Browser, line: RunningLine, told: dict[str, Any]) -> Iterator[Page]:
    """A phone that nobody has used before."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = at_the_door(context, line, told)
    yield page
    assert context.cookies() == []
    context.close()


def at_the_door(context: BrowserContext, line: RunningLine, told: dict[str, Any]) -> Page:
    """The page, every request of it noted."""
    page = context.new_page()

    def note(request: Request) -> None:
        told["posted"].append(request.url + (request.post_data or ""))

    page.on("request", note)
    page.goto(f"{line.url}/write/")
    return page


def words_of(page: Page) -> list[str]:
    """The seven words, once they are there."""
    page.locator("ol.words li").nth(6).wait_for()
    return page.locator("ol.words li").all_inner_texts()


def type_two_back(page: Page, words: list[str]) -> None:
    """The two that are asked for, one of them with a slip."""
    for at, field in enumerate(("one", "two")):
        asked = int(re.sub(r"\D", "", page.locator(f"label[for=check-{field}]").inner_text()))
        page.fill(f"#check-{field}", words[asked - 1].upper() if at else f" {words[asked - 1]} ")
    page.get_by_role("button", name="I have them").click()


def come_back(page: Page, line: RunningLine, words: str) -> None:
    page.goto(f"{line.url}/write/?back")
    page.get_by_label("Your seven words").fill(words)
    page.get_by_role("button", name="Open", exact=True).click()


def fill_in_what_is_optional(page: Page) -> None:
    """All of it; a page without script has the same boxes."""
    page.get_by_text("More, only if you like").click()
    ticked = ("I have hurt myself or taken something", "I am under 18", "knows wikis well", "is a woman")
    for label in (*ticked, "Somebody else may use this device"):
        page.get_by_label(label).check()
    page.get_by_label("What may we call you?").fill(CANARIES["name"])
    page.get_by_label("Something else").fill(CANARIES["wish"])
    page.get_by_label("What it is about").select_option("Somebody threatens me")
    page.get_by_label("Who should not read this?").fill(CANARIES["away"])
    page.get_by_label("A word that proves it is you").fill(CANARIES["word"])
    page.get_by_role("combobox", name="Country").last.select_option("Kenya")
    page.get_by_label("May we ask later how you are?").select_option("14")


def test_writes_without_a_name_and_keeps_seven_words(wren: Page, told: dict[str, Any]) -> None:
    wren.get_by_label("What would you like to tell us?").fill(f"They wrote to my employer.\n\n{CANARIES['text']}")
    picture = {"name": f"{CANARIES['file']}.png", "mimeType": "image/png", "buffer": PIXEL}
    wren.locator("input[type=file]").set_input_files([cast(FilePayload, picture)])
    expect(wren.get_by_role("listitem").filter(has_text=CANARIES["file"])).to_be_visible()
    fill_in_what_is_optional(wren)
    expect(wren.get_by_text("Call the number at the top now")).to_be_visible()
    expect(wren.get_by_text("These answer young people:")).to_be_visible()
    assert wren.locator("peer-door").get_attribute("work") == "2000"  # the line asks for work before it takes anything
    wren.get_by_role("button", name="Send", exact=True).click()
    expect(wren.get_by_role("heading", name="It has arrived")).to_be_visible()
    told["words"] = words_of(wren)
    type_two_back(wren, told["words"])
    expect(wren.get_by_role("heading", name="You can close this page now.")).to_be_visible()
    assert wren.title() == "Write a message"
    assert wren.evaluate("history.length") <= 2


def test_has_the_numbers_and_the_field_in_the_first_view_of_a_phone(wren: Page) -> None:
    wren.set_viewport_size({"width": 390, "height": 844})
    for what in (wren.locator(".safety li a").first, wren.get_by_label("What would you like to tell us?")):
        box = what.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 844 - 48


def test_says_which_word_is_another_one_and_loses_nothing(wren: Page) -> None:
    wren.get_by_label("What would you like to tell us?").fill("Something small.")
    wren.get_by_role("button", name="Send", exact=True).click()
    words = words_of(wren)
    wren.fill("#check-one", next(one for one in ("moon", "river", "cloud") if one not in words))
    wren.get_by_role("button", name="I have them").click()
    expect(wren.locator("peer-code [data-part=status]")).to_contain_text("is another one")
    wren.get_by_role("button", name="Delete what I sent").click()
    expect(wren.get_by_role("heading", name="It is gone.")).to_be_visible()


def test_leaves_nothing_readable_and_nothing_that_the_server_opens(line: RunningLine, told: dict[str, Any]) -> None:
    assert secrecy.readable(list(CANARIES.values()), places(line)) == []
    secrets = [path.read_text().strip() for path in (line.data / "secrets").glob("*.age")]
    opened = b"".join(secrecy.opened(secrecy.carved(places(line)), secrets))
    assert CANARIES["text"].encode() not in opened
    posted = "\n".join(told["posted"])
    # A name of a field may be one of the words by chance, as "token" is: what counts is what is said.
    assert not [word for word in told["words"] if re.search(rf'[ +"]{word}([ +]|"(?!:))', posted)]


def test_opens_at_the_desk_with_what_was_asked_for(ada: Page) -> None:
    ada.reload()
    ada.locator('a[href*="/desk/c/"]').first.click()
    main = ada.locator("main")
    expect(main).to_contain_text(CANARIES["text"])
    expect(ada.get_by_role("heading", name="They wrote to my employer.").first).to_be_visible()
    for sentence in ASKED:
        expect(main).to_contain_text(sentence)
    expect(main).to_contain_text("by web, sealed in their browser")
    expect(main).to_contain_text("The seeker has kept seven words")
    expect(main).to_contain_text("urgent")


def test_is_taken_and_answered_and_nothing_is_delivered(ada: Page, line: RunningLine) -> None:
    take(ada)
    ada.get_by_role("textbox", name="Your answer").fill(f"I have read it. {CANARIES['answer']}")
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator("main")).to_contain_text(CANARIES["answer"])
    assert line.catcher.mails == []


def test_is_read_with_words_that_were_typed_badly(wren: Page, line: RunningLine, told: dict[str, Any]) -> None:
    words = list(told["words"])
    # A letter more is a slip in a long word, while of a short one it makes what may be two others.
    longest = max(words[1:6], key=len)
    words[words.index(longest, 1)] += "x"
    come_back(wren, line, f"{words[0].upper()}, {words[1]}  {' '.join(words[2:6])} - {words[6].title()}")
    expect(wren.get_by_role("heading", name="An answer is here")).to_be_visible()
    expect(wren.locator("article.letter")).to_have_count(2)
    expect(wren.locator("article.letter.new")).to_contain_text(CANARIES["answer"])
    expect(wren.locator("article.letter.mine")).to_contain_text("sealed in your browser")
    wren.get_by_text("Who has read this").click()
    expect(wren.locator("[data-part=readers]")).to_contain_text(re.compile(r"1 of the \d people"))
    answer = wren.get_by_label("Your answer")
    answer.fill(f"Thank you. {CANARIES['again']}")
    with held_back(wren, "**/api/door/write"):
        wren.get_by_role("button", name="Send", exact=True).click()
        # What is typed while it is on its way would be lost.
        expect(answer).not_to_be_editable()
    expect(wren.locator("article.letter")).to_have_count(3)
    expect(answer).to_be_editable()


def test_shows_the_desk_what_was_written_again(ada: Page) -> None:
    ada.reload()
    expect(ada.locator("main")).to_contain_text(CANARIES["again"])
    assert "does not belong" not in ada.inner_text("main")


def test_opens_nothing_for_other_words(wren: Page, line: RunningLine, told: dict[str, Any]) -> None:
    words = told["words"]
    come_back(wren, line, " ".join(words[::-1]))
    expect(wren.locator("peer-back [data-part=status]")).to_contain_text("These words open nothing here")
    come_back(wren, line, "xylozz " + " ".join(words[1:]))
    expect(wren.locator("peer-back [data-part=status]")).to_contain_text("Word 1, “xylozz”, is not one of ours")
    come_back(wren, line, "two words")
    expect(wren.locator("peer-back [data-part=status]")).to_contain_text("These are 2 words. Seven are needed.")


def test_makes_a_second_set_of_words_from_inside(wren: Page, line: RunningLine, told: dict[str, Any]) -> None:
    come_back(wren, line, " ".join(told["words"]))
    wren.get_by_text("Make a second set of words").click()
    wren.get_by_role("button", name="Make seven more words").click()
    told["second"] = words_of(wren)
    type_two_back(wren, told["second"])
    expect(wren.get_by_role("heading", name="You can close this page now.")).to_be_visible()
    come_back(wren, line, " ".join(told["second"]))
    expect(wren.locator("article.letter")).to_have_count(3)


def test_still_opens_for_both_when_a_holder_has_stepped_back(ada: Page, wren: Page, told: dict[str, Any]) -> None:
    line: RunningLine = told["line"]
    told["conversation"] = ada.url
    ada.reload()
    ada.get_by_role("button", name="Step back").click()
    ada.wait_for_url(f"{line.url}/desk/**")
    expect(ada.locator("main")).to_contain_text("It is with somebody else now")
    for name in ("words", "second"):
        come_back(wren, line, " ".join(told[name]))
        expect(wren.locator("article.letter.new")).to_contain_text(CANARIES["answer"])


@pytest.mark.parametrize("how", ["Shift", "click"])
def test_leaves_quickly_and_leaves_the_history_as_it_was(wren: Page, line: RunningLine, how: str) -> None:
    wren.get_by_label("What would you like to tell us?").fill("not sent")
    before = wren.evaluate("history.length")
    if how == "click":
        wren.get_by_role("link", name=re.compile("^Leave")).click()
    else:
        wren.keyboard.press("Escape")
        wren.keyboard.press("Shift")
        wren.keyboard.press("Shift")
        expect(wren.get_by_label("What would you like to tell us?")).to_have_value("not sent")
        wren.keyboard.press("Shift")
    wren.wait_for_url(f"{line.url}{NEUTRAL}")
    assert wren.evaluate("history.length") == before
    wren.go_back()
    assert "/write/" not in wren.url


def test_is_written_by_keyboard_alone(wren: Page) -> None:
    reach(wren, wren.get_by_label("What would you like to tell us?"))
    wren.keyboard.type("By keys alone.")
    reach(wren, wren.get_by_role("button", name="Send", exact=True))
    wren.keyboard.press("Enter")
    expect(wren.get_by_role("heading", name="It has arrived")).to_be_visible()
    expect(wren.get_by_role("heading", name="It has arrived")).to_be_focused()


def test_keeps_what_was_written_when_the_connection_breaks(wren: Page) -> None:
    wren.context.set_offline(True)
    wren.get_by_label("What would you like to tell us?").fill("Still here.")
    wren.get_by_role("button", name="Send", exact=True).click()
    expect(wren.get_by_role("alert")).to_contain_text("What you wrote is still here.")
    expect(wren.get_by_label("What would you like to tell us?")).to_have_value("Still here.")
    wren.context.set_offline(False)
    wren.get_by_role("button", name="Send", exact=True).click()
    expect(wren.get_by_role("heading", name="It has arrived")).to_be_visible()


def test_is_gone_for_everybody_when_it_is_deleted(ada: Page, wren: Page, told: dict[str, Any]) -> None:
    line: RunningLine = told["line"]
    come_back(wren, line, " ".join(told["words"]))
    wren.get_by_text("Delete everything").first.click()
    wren.get_by_role("button", name="Delete everything").click()
    expect(wren.get_by_role("heading", name="It is gone.")).to_be_visible()
    gone_by = datetime.now(UTC).date() + timedelta(days=30)
    expect(wren.locator("[data-part=backups]")).to_contain_text(f"{gone_by.day}")
    expect(wren.locator("[data-part=backups]")).to_contain_text(f"{gone_by.year}")
    for name in ("words", "second"):
        come_back(wren, line, " ".join(told[name]))
        expect(wren.locator("peer-back [data-part=status]")).to_contain_text("These words open nothing here")
    ada.goto(f"{line.url}/desk/")
    assert CANARIES["text"] not in ada.inner_text("main")
    assert secrecy.readable(list(CANARIES.values()), places(line)) == []


def places(line: RunningLine) -> dict[str, bytes]:
    """Everything that the line leaves on disk."""
    found = secrecy.on_disk(line.folder)
    return found | secrecy.dump(line.environment["PEERLINE_DATABASE_URL"], line.data)
