"""Somebody looks for a place that helps: narrows the list by keys, keeps a copy, leaves, also without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.hands import press, reach
from tests.journeys.running import RunningLine, running_line
from tests.journeys.test_referrals import table

COLUMNS = "organization service field country region languages phone description sources source_date confidence"
REGIONS = (
    ("Lantern House", "Night Talk", "suicide_crisis", "DE", "Saxony", "uk", "0341 116 123", "They listen."),
    ("Open Door", "House of Talk", "suicide_crisis", "DE", "Bavaria", "de", "089 116 123", "They listen."),
)
NEUTRAL = "/promises/"  # where Leave leads on this line, as nothing beyond loopback is asked
LEAVE = re.compile("^Leave")


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLine]:
    with running_line(PEERLINE_LEAVE_TO=NEUTRAL) as running:
        folder = tmp_path_factory.mktemp("services")
        running.command("import", "directory", table(folder))
        rows = ["\t".join(COLUMNS.split()), *("\t".join((*row, "Lantern", "2026-11-01", "high")) for row in REGIONS)]
        (folder / "regions.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        running.command("import", "directory", str(folder / "regions.tsv"))
        yield running


@pytest.fixture
def wren(browser: Browser) -> Iterator[Page]:
    """A phone on its side, in English."""
    context = browser.new_context(viewport={"width": 640, "height": 400}, locale="en")
    page = context.new_page()
    yield page
    assert context.cookies() == []
    context.close()


def test_narrows_the_list_by_keys_and_by_words_with_a_slip(wren: Page, line: RunningLine) -> None:
    wren.goto(f"{line.url}/now/?country=IE")
    reach(wren, wren.get_by_role("link", name=LEAVE))
    expect(wren.locator(".ways")).to_have_count(2)
    press(wren, wren.locator("summary", has_text="Choose more closely"))
    reach(wren, wren.get_by_label("A name, a word or a town"))
    wren.keyboard.type("voluntears")
    wren.keyboard.press("Enter")
    expect(wren.get_by_text("We looked for: volunteers.")).to_be_visible()
    expect(wren.locator(".ways")).to_have_count(1)
    expect(wren.get_by_label("A name, a word or a town")).to_have_value("voluntears")
    wren.get_by_label("A name, a word or a town").fill("")
    wren.get_by_label("free", exact=True).check()
    wren.get_by_role("button", name="Show the numbers").last.click()
    expect(wren.get_by_text("Night Call")).to_be_visible()
    expect(wren.get_by_text("Law for Volunteers")).to_have_count(0)


def test_narrows_by_language_and_region_without_script(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en").new_page()
    page.goto(f"{line.url}/now/?country=DE")
    found, show = page.locator("#talk ~ form"), page.get_by_role("button", name="Show the numbers").last
    press(page, page.locator("summary", has_text="Choose more closely"))
    reach(page, page.get_by_label("Answers in"))
    page.get_by_label("Answers in").select_option("українська")
    show.click()
    expect(found.get_by_text("Night Talk")).to_be_visible()
    expect(found.locator(".ways")).to_have_count(1)
    expect(page.get_by_text("Places whose languages we do not know are left out.")).to_be_visible()
    expect(page.get_by_label("Answers in")).to_have_value("uk")
    page.get_by_label("Answers in").select_option("any language")
    page.get_by_label("Region").select_option("Saxony")
    show.click()
    expect(found.locator("li")).to_contain_text(["Night Talk", "Rechtsrat"])
    with page.expect_download() as saving:
        page.get_by_role("link", name="Keep a copy that works without internet").click()
    kept = saving.value.path().read_text(encoding="utf-8")
    assert [name in kept for name in ("Night Talk", "Rechtsrat", "House of Talk")] == [True, True, False]
    page.get_by_label("Country").select_option("Ireland")
    show.click()
    expect(page.get_by_text("Night Call")).to_be_visible()
    expect(page.get_by_label("Region")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("how", ["button", "keys"])
def test_leaves_a_card_and_comes_back_to_no_card(wren: Page, line: RunningLine, *, how: str) -> None:
    wren.goto(f"{line.url}/now/?country=IE")
    wren.get_by_role("link", name="I think about suicide").click()
    expect(wren.get_by_role("heading", level=1)).to_have_text("I think about suicide")
    wren.wait_for_load_state()
    assert "suicide" not in wren.title().casefold()
    expect(wren.get_by_label("In danger now?").get_by_role("link", name="112")).to_be_visible()
    before = wren.evaluate("history.length")
    if how == "button":
        wren.get_by_role("link", name=LEAVE).click()
    else:
        for _ in range(3):
            wren.keyboard.press("Shift")
    wren.wait_for_url(f"{line.url}{NEUTRAL}")
    assert wren.evaluate("history.length") == before
    wren.go_back()
    expect(wren.get_by_role("heading", level=1)).to_have_text("Somebody to reach, now")


def test_leaves_without_script(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en").new_page()
    for path in ("/now/", "/cards/pictures/", "/suggest/", "/sign-in/", "/nothing/"):
        page.goto(line.url + path)
        page.get_by_role("link", name=LEAVE).click()
        page.wait_for_url(f"{line.url}{NEUTRAL}")
    page.context.close()


def test_keeps_a_copy_that_needs_no_network(browser: Browser, line: RunningLine, tmp_path: Path) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en").new_page()
    page.goto(f"{line.url}/now/?country=IE")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Keep a copy that works without internet").click()
    assert saving.value.suggested_filename == "numbers-ie.html"
    kept = tmp_path / "numbers-ie.html"
    saving.value.save_as(kept)
    page.context.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(kept.as_uri())
    expect(page.get_by_text("Night Call")).to_be_visible()
    expect(page.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    assert asked == [kept.as_uri()]
    page.context.close()
