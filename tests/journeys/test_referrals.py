"""A helper looks for a place that helps and puts it into the answer, at a desk by keys and on a phone.

What the server is asked on the way names no conversation: every request is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.axe import violations
from tests.journeys.hands import at_the_desk, letter, press, reach, told
from tests.journeys.running import RunningLine, running_line

COLUMNS = "organization service field country languages phone hours cost description sources source_date confidence"
ROWS = (
    ("Lantern House", "Night Call", "suicide_crisis", "IE", "en", "116 123", "24/7", "free", "They listen."),
    ("Open Door", "Law for Volunteers", "legal", "IE", "en", "01 679 0000", "Mon-Fri 09:00-17:00", "", "Lawyers."),
    ("Offene Tür", "Rechtsrat", "legal", "DE", "de", "030 1234567", "", "", "Rat."),
)


def table(folder: Path) -> str:
    """The services as an editor's table."""
    rows = ["\t".join(COLUMNS.split()), *("\t".join((*row, "Lantern", "2026-11-01", "high")) for row in ROWS)]
    path = folder / "services.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLine]:
    with running_line() as running:
        running.command("import", "directory", table(tmp_path_factory.mktemp("services")))
        running.write(letter("They wrote to my school", "I feel sick.\n"), sender="wren@writer.example")
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    """At the letter, which she has taken."""
    page = at_the_desk(browser, line, "Ada", bypass_csp=True)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/c/"))
    press(page, page.get_by_role("button", name="Take it"))
    told(page, "It is with you now.")
    yield page
    page.context.close()


def test_finds_a_place_by_keys_and_names_no_conversation(line: RunningLine, ada: Page) -> None:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    ada.on("request", note)
    ref = ada.url.rstrip("/").rpartition("/")[2]
    ada.keyboard.press("/")
    expect(ada.get_by_role("searchbox", name="Words")).to_be_focused()
    reach(ada, ada.get_by_label("Country"))
    ada.get_by_label("Country").select_option("IE")
    expect(ada.locator(".hit")).to_have_count(2)
    reach(ada, ada.get_by_role("searchbox", name="Words"), key="Shift+Tab")
    ada.keyboard.type("VOLUNTEERS")
    expect(ada.locator(".hit")).to_have_count(1)
    expect(ada.locator(".hit")).to_contain_text("Nobody of this line has checked it.")
    press(ada, ada.get_by_role("button", name=re.compile("Put into the answer.*Open Door")))
    answer = ada.get_by_role("textbox", name="Your answer")
    expect(answer).to_be_focused()
    text = answer.input_value()
    assert "Open Door: Law for Volunteers. Lawyers." in text
    assert "How to reach them: 01 679 0000." in text
    assert "We have not checked this." in text
    expect(ada.get_by_text("Try it yourself before you send it:").first).to_be_visible()
    ada.keyboard.type("Yours")
    assert answer.input_value().endswith("Yours")
    told_of = [one for one in asked if "/api/referrals" in one.url]
    assert {one.method for one in told_of} == {"GET", "POST"}
    for one in told_of:
        said = " ".join((one.url, one.post_data or "", *one.all_headers().values()))
        assert ref not in said
        assert "VOLUNTEERS" not in said.upper()


def test_shuts_by_escape_and_goes_back_to_the_answer(ada: Page) -> None:
    ada.locator("h1").focus()
    ada.keyboard.press("/")
    ada.keyboard.press("Escape")
    expect(ada.get_by_role("textbox", name="Your answer")).to_be_focused()
    expect(ada.get_by_role("searchbox", name="Words")).to_be_hidden()


def test_tells_it_in_the_language_of_who_is_answered(ada: Page) -> None:
    ada.keyboard.press("Tab")
    ada.locator("h1").focus()
    ada.keyboard.press("/")
    ada.get_by_role("searchbox", name="Words").fill("")
    ada.get_by_label("Country").select_option("DE")
    ada.get_by_label("Told in").select_option("de")
    expect(ada.locator(".hit")).to_contain_text("Wir haben das nicht geprüft.")


def test_counts_what_came_of_it(ada: Page) -> None:
    ada.locator(".hit summary").first.click()
    with ada.expect_response(re.compile("/api/referrals/tally")) as answered:
        ada.get_by_role("button", name="Nobody answered").click()
    assert answered.value.status == 200
    expect(ada.get_by_text("Counted. Thank you.")).to_be_visible()


def test_is_a_sheet_on_a_phone(line: RunningLine, ada: Page) -> None:
    ada.set_viewport_size({"width": 320, "height": 640})
    ada.emulate_media(color_scheme="dark")
    ada.reload()
    answer = ada.get_by_role("textbox", name="Your answer")
    answer.fill("I have read it.")
    ada.get_by_role("button", name="Find a place that helps").locator("visible=true").click()
    expect(ada.get_by_role("dialog", name="Places that help")).to_be_visible()
    ada.get_by_label("Country").select_option("IE")
    expect(ada.locator(".hit")).to_have_count(2)
    assert violations(ada) == []
    assert not ada.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    ada.get_by_role("button", name=re.compile("Put into the answer.*Lantern House")).click()
    expect(ada.get_by_role("dialog", name="Places that help")).to_be_hidden()
    expect(answer).to_be_focused()
    assert re.match(r"I have read it\.\n\n.*Night Call", answer.input_value(), re.S)
