"""The seeker's door without script, and as axe, a small phone and a reader from right to left have it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from peerline import seal
from tests.journeys import secrecy
from tests.journeys.hands import signed_in, take
from tests.journeys.running import RunningLine
from tests.journeys.test_door import (
    ASKED,
    FILLED_IN,
    PHONE,
    come_back,
    fill_in_what_is_optional,
    places,
    type_two_back,
    words_of,
)
from tests.journeys.test_every_page import findings, open_parts

CANARIES = {name: secrecy.canary() for name in ("text", "answer", "again")}


@pytest.fixture(scope="module")
def old(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    yield page
    assert context.cookies() == []
    context.close()


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """The seven words."""
    return {}


def test_writes_and_gets_seven_words(old: Page, line: RunningLine, told: dict[str, str]) -> None:
    old.goto(f"{line.url}/write/")
    old.wait_for_url(re.compile("plain"))
    expect(old.get_by_text("Without script, our server seals your words as they arrive.")).to_be_visible()
    old.get_by_label("What would you like to tell us?").fill(f"No script here. {CANARIES['text']}")
    fill_in_what_is_optional(old)
    old.get_by_role("button", name="Send", exact=True).click()
    expect(old.get_by_role("heading", name="It has arrived")).to_be_visible()
    told["words"] = " ".join(words_of(old))
    assert len(told["words"].split()) == 7


def test_is_answered_at_the_desk_which_says_who_sealed_it(browser: Browser, line: RunningLine) -> None:
    ada = signed_in(browser, line, "Ada")
    ada.locator('a[href*="/desk/c/"]').first.click()
    expect(ada.locator("main")).to_contain_text(CANARIES["text"])
    expect(ada.locator("main")).to_contain_text("by web, sealed by our server")
    for sentence in ASKED:
        expect(ada.locator("main")).to_contain_text(sentence)
    take(ada)
    ada.get_by_role("textbox", name="Your answer").fill(f"I am here. {CANARIES['answer']}")
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator("main")).to_contain_text(CANARIES["answer"])
    ada.context.close()


def test_reads_and_writes_again(old: Page, line: RunningLine, told: dict[str, str]) -> None:
    old.goto(f"{line.url}/write/?plain&back")
    old.get_by_label("Your seven words").fill("one two")
    old.get_by_role("button", name="Open", exact=True).click()
    expect(old.get_by_role("alert")).to_contain_text("These are 2 words.")
    old.get_by_label("Your seven words").fill(told["words"].upper())
    old.get_by_role("button", name="Open", exact=True).click()
    expect(old.get_by_role("heading", name="An answer is here")).to_be_visible()
    expect(old.locator("article.letter.new")).to_contain_text(CANARIES["answer"])
    old.get_by_label("Your answer").fill(f"Thank you. {CANARIES['again']}")
    old.get_by_role("button", name="Send", exact=True).click()
    expect(old.locator("article.letter")).to_have_count(3)


def test_opens_with_script_what_was_written_without(browser: Browser, line: RunningLine, told: dict[str, str]) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    come_back(page, line, told["words"])
    expect(page.locator("article.letter")).to_have_count(3)
    expect(page.locator("article.letter.mine").first).to_contain_text("sealed by our server")
    page.context.close()


def test_leaves_nothing_readable(line: RunningLine) -> None:
    assert secrecy.readable([*CANARIES.values(), *FILLED_IN], places(line)) == []


def test_deletes_everything(old: Page, line: RunningLine, told: dict[str, str]) -> None:
    old.goto(f"{line.url}/write/?plain&back")
    old.get_by_label("Your seven words").fill(told["words"])
    old.get_by_role("button", name="Open", exact=True).click()
    old.get_by_text("Delete everything").first.click()
    old.get_by_role("button", name="Delete everything").click()
    expect(old.get_by_role("heading", name="It is gone.")).to_be_visible()
    old.goto(f"{line.url}/write/?plain&back")
    old.get_by_label("Your seven words").fill(told["words"])
    old.get_by_role("button", name="Open", exact=True).click()
    expect(old.get_by_role("alert")).to_contain_text("These words open nothing here.")


def test_weighs_little_on_a_slow_phone(line: RunningLine) -> None:
    def weight(path: str) -> tuple[int, str]:
        asked = Request(line.url + path, headers={"Accept-Encoding": "gzip"})
        with urlopen(asked) as response:
            body: bytes = response.read()
            is_packed = response.headers["Content-Encoding"] == "gzip"  # the smallest are no smaller by it
        return len(body), (gzip.decompress(body) if is_packed else body).decode()

    (plain, _), (page, words) = weight("/write/?plain"), weight("/write/")
    style, script = weight("/static/peerline/door.css")[0], weight("/static/peerline/door.js")
    # Word lists are loaded by name when they are needed: of these a page takes one, here the heaviest.
    lists = set(re.findall(r'import\("\./(part-\w+\.js)"\)', script[1]))
    parts = set(re.findall(r"part-\w+\.js", script[1])) - lists
    # So is the field for somebody's own key: only who opens it loads it.
    lists -= {part for part in lists if '"peer-own-key"' in weight(f"/static/peerline/{part}")[1]}
    assert len(lists) == len(seal.CODE_LANGUAGES)
    scripts = (
        script[0]
        + weight("/static/peerline/leave.js")[0]
        + sum(weight(f"/static/peerline/{part}")[0] for part in parts)
    )
    scripts += max(weight(f"/static/peerline/{part}")[0] for part in lists)
    assert "door.js" in words
    assert plain + style < 60_000
    assert page + style + scripts < 120_000


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_is_found_without_fault_by_axe(browser: Browser, line: RunningLine, language: str) -> None:
    page = browser.new_context(bypass_csp=True).new_page()  # only so that axe can be put into the page
    found = {}
    for path in ("", "&back", "&plain", "&plain&back"):
        page.goto(f"{line.url}/write/?language={language}{path}")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        open_parts(page)
        found[path] = findings(page)
    page.goto(f"{line.url}/write/?language={language}")
    page.locator("#say").fill("Something small.")
    page.locator("peer-write [data-part=send]").click()
    words = words_of(page)
    found["words"] = findings(page)
    if language == "en":
        type_two_back(page, words)
        come_back(page, line, " ".join(words))
        page.locator("article.letter").wait_for()
        open_parts(page)
        found["read"] = findings(page)
    page.context.close()
    assert {step: said for step, said in found.items() if said} == {}
