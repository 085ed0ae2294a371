"""The seven words are of the reader's language, one list is loaded, and any list is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from peerline import seal
from peerline.seal.words import words_in
from tests.journeys.running import RunningLine, running_line
from tests.journeys.test_door import PHONE, words_of

SAID = "They wrote to my employer."


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line(PEERLINE_LEAVE_TO="/now/") as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    made = context.new_page()
    yield made
    context.close()


def lists_by_part(line: RunningLine) -> dict[str, str]:
    """Which of the files that the door's script loads by name is which list."""
    found: dict[str, str] = {}
    for part in set(re.findall(r'import\("\./(part-\w+\.js)"\)', script_of(line, "door.js"))):
        source = script_of(line, part)
        # The English list is shared with the members' pages, so its file only names another.
        named = re.findall(r'from ?"\./(part-\w+\.js)"', source)
        rows = [one.splitlines()[1:9] for one in (source, *(script_of(line, other) for other in named))]
        found.update((part, tag) for tag in seal.CODE_LANGUAGES if list(words_in(tag)[1:9]) in rows)
    assert sorted(found.values()) == sorted(seal.CODE_LANGUAGES)
    return found


def script_of(line: RunningLine, name: str) -> str:
    """A built script, with its texts in rows."""
    with urlopen(f"{line.url}/static/peerline/{name}") as response:
        text: str = response.read().decode().replace("\\n", "\n")
    return text


@pytest.mark.parametrize(("language", "typed"), [("de", "ar"), ("ar", "ar"), ("en", "ja")])
def test_shows_and_reads_words_of_the_language(page: Page, line: RunningLine, *, language: str, typed: str) -> None:
    parts, loaded = lists_by_part(line), set[str]()

    def note(response: Response) -> None:
        loaded.update(tag for part, tag in parts.items() if part in response.url)

    page.on("response", note)
    page.goto(f"{line.url}/write/?language={language}")
    page.fill("textarea[name=say]", SAID)
    page.click("[data-part=send]")
    words = words_of(page)
    code = seal.read_code(" ".join(words), 7, (language,))
    assert list(code.words(language)) == words
    assert loaded == {language}
    page.goto(f"{line.url}/write/?language={language}&back")
    numbered = [f"{place}. {word}" for place, word in enumerate(code.words(typed), 1)]
    page.fill("#code", "  ".join(numbered[::-1]))
    page.click("[data-part=open]")
    expect(page.locator("article.letter.mine")).to_contain_text(SAID)
