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
    made.set_default_timeout(15_000)
    yield made
    context.close()


def lists_by_part(line: RunningLine) -> dict[str, str]:
    """Which of the files that the door's script loads by name is which list."""
    found = {}
    with urlopen(f"{line.url}/static/peerline/door.js") as script:
        parts = set(re.findall(r'import\("\./(part-\w+\.js)"\)', script.read().decode()))
    for part in parts:
        with urlopen(f"{line.url}/static/peerline/{part}") as response:
            rows = response.read().decode().replace("\\n", "\n").splitlines()[1:9]
        named = [one for one in seal.CODE_LANGUAGES if rows == list(words_in(one)[1:9])]
        # The English list is shared with the members' pages, so its file only names another.
        found[part] = named[0] if named else "en"
    assert sorted(found.values()) == sorted(seal.CODE_LANGUAGES)
    return found


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
