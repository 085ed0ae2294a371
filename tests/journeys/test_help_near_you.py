"""Help near somebody: editors keep it true, anybody finds it, programs carry it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.hands import make_editors, press, signed_in
from tests.journeys.running import RunningLine, running_line
from tests.journeys.test_editors import site
from tests.journeys.test_networks import send
from tests.journeys.test_referrals import table

READ = """async (hsds) => {
  const pages = await (await fetch(`${hsds}services?full=true`)).json();
  const missing = await fetch(`${hsds}services/nothing`);
  const rows = (await (await fetch(`${hsds}services?format=ndjson`)).text()).trim().split("\\n");
  const feed = new DOMParser().parseFromString(await (await fetch(`${hsds}changes.atom`)).text(), "text/xml");
  return {
    names: pages.contents.map((one) => one.name).sort(),
    missing: missing.status,
    rows: rows.map((one) => JSON.parse(one).name).sort(),
    told: [...feed.querySelectorAll("entry > title")].map((one) => one.textContent).sort(),
  };
}"""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLine]:
    with running_line() as running:
        running.command("import", "directory", table(tmp_path_factory.mktemp("services")))
        yield running


@pytest.fixture(scope="module")
def editors(browser: Browser, line: RunningLine) -> Iterator[tuple[Page, Page]]:
    """Ada and Sol, whom the coordinator has made editors as well."""
    make_editors(browser, line, "Ada", "Sol")
    both = signed_in(browser, line, "Ada"), signed_in(browser, line, "Sol")
    yield both
    for page in both:
        page.context.close()


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Page]:
    """Without script, on a small phone."""
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    yield page
    page.context.close()


def entry(page: Page, line: RunningLine, name: str) -> None:
    """Go to an entry."""
    page.goto(f"{line.url}/directory/?state=all")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name="What was changed")).to_be_visible()


def test_two_people_check_what_is_for_a_crisis(line: RunningLine, editors: tuple[Page, Page], visitor: Page) -> None:
    ada, sol = editors
    entry(ada, line, "Night Call")
    ada.get_by_role("button", name="Keep", exact=True).click()
    expect(ada.get_by_text("A second person has to look as well.")).to_be_visible()
    expect(ada.get_by_role("button", name="I have looked too")).to_have_count(0)
    visitor.goto(f"{line.url}/now/?country=IE&language=en")
    told = visitor.locator(".numbers li").filter(has_text="Night Call")
    expect(told).to_contain_text("We have not checked this.")
    entry(sol, line, "Night Call")
    sol.get_by_role("button", name="I have looked too").click()
    expect(sol.get_by_text("Checked on")).to_be_visible()
    visitor.reload()
    expect(told).to_contain_text("Checked by us on")


def test_a_number_that_was_replaced_cannot_be_kept(line: RunningLine, editors: tuple[Page, Page]) -> None:
    ada, _sol = editors
    entry(ada, line, "Law for Volunteers")
    ada.get_by_role("link", name="Change the entry").click()
    number = ada.get_by_label("Numbers, with ; between them")
    number.fill("1850 60 90 90")
    ada.get_by_role("button", name="Keep").click()
    expect(ada.get_by_text("Replaced by 116 123.")).to_be_visible()
    expect(number).to_have_value("1850 60 90 90")


def test_what_an_editor_changed_comes_back(line: RunningLine, editors: tuple[Page, Page], visitor: Page) -> None:
    ada, _sol = editors
    entry(ada, line, "Law for Volunteers")
    ada.get_by_role("link", name="Change the entry").click()
    ada.get_by_label("What they do").fill("They know the law of the web.")
    ada.get_by_label("Why").fill("they said so")
    with ada.expect_navigation():
        ada.get_by_role("button", name="Keep").click()
    visitor.goto(f"{line.url}/now/?country=IE&need=legal&language=en")
    expect(visitor.get_by_text("They know the law of the web.")).to_be_visible()
    ada.get_by_text("they said so").click()
    with ada.expect_navigation():
        ada.get_by_role("button", name="Take this back").locator("visible=true").click()
    visitor.reload()
    expect(visitor.get_by_text("They know the law of the web.")).to_have_count(0)
    expect(visitor.get_by_text("Lawyers.")).to_be_visible()


def test_somebody_chooses_country_and_need_and_keeps_a_copy(
    line: RunningLine, visitor: Page, browser: Browser, *, tmp_path: Path
) -> None:
    visitor.goto(f"{line.url}/now/?language=en")
    visitor.get_by_label("Country").select_option("IE")
    visitor.locator("#need").select_option("legal")
    visitor.get_by_role("button", name="Show").click()
    expect(visitor.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")
    expect(visitor.get_by_role("link", name="01 679 0000")).to_have_attribute("href", "tel:016790000")
    expect(visitor.get_by_text("Night Call")).to_have_count(0)
    expect(visitor.get_by_text("Entries that we show: 3.")).to_be_visible()
    visitor.emulate_media(media="print")
    expect(visitor.get_by_role("button", name="Show")).to_be_hidden()
    expect(visitor.get_by_text("01 679 0000")).to_be_visible()
    visitor.emulate_media(media="screen")
    with visitor.expect_download() as taken:
        visitor.locator("a[download]").click()
    copy = tmp_path / "copy.html"
    taken.value.save_as(copy)
    away = browser.new_context(offline=True).new_page()
    away.goto(copy.as_uri())
    expect(away.get_by_text("01 679 0000")).to_be_visible()
    away.context.close()
    assert visitor.context.cookies() == []


def test_somebody_reads_a_card_of_the_first_hour(line: RunningLine, visitor: Page) -> None:
    visitor.goto(f"{line.url}/now/?language=de")
    for number in range(6):
        card = visitor.locator('a[href*="/cards/"]').nth(number)
        title = card.inner_text()
        card.click()
        expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
        # The sources stand below the steps.
        expect(visitor.locator('main a[href^="https://"]').first).to_be_visible()
        words = " ".join(visitor.locator("main ol li").all_inner_texts()).split()
        assert 20 < len(words) <= 120
        visitor.go_back()


def test_scripts_of_other_sites_read_all_of_it(line: RunningLine, browser: Browser) -> None:
    page = browser.new_context().new_page()
    with site("<!doctype html><title>Another directory</title>") as address:
        page.goto(address)
        read = page.evaluate(READ, f"{line.url}/hsds/")
    names = ["Law for Volunteers", "Night Call", "Rechtsrat"]
    told = ["Lantern House: Night Call", "Offene Tür: Rechtsrat", "Open Door: Law for Volunteers"]
    assert read == {"names": names, "missing": 404, "rows": names, "told": told}
    page.context.close()


def test_who_takes_it_out_hides_it_everywhere(line: RunningLine, editors: tuple[Page, Page], visitor: Page) -> None:
    ada, _sol = editors
    entry(ada, line, "Law for Volunteers")
    ada.get_by_text("Take it out").click()
    ada.get_by_label("Reason").fill("a stranger answered")
    press(ada, ada.get_by_role("button", name="Until somebody has looked"))
    expect(ada.get_by_text("a stranger answered").first).to_be_visible()
    for address in ("/now/?country=IE&language=en", "/now/list/?country=IE&language=en", "/hsds/services"):
        visitor.goto(line.url + address)
        assert "Night Call" in visitor.content()
        assert "Law for Volunteers" not in visitor.content()


def test_a_need_is_supported_and_what_became_of_it_is_told(
    line: RunningLine, editors: tuple[Page, Page], visitor: Page
) -> None:
    ada, _sol = editors
    ada.goto(f"{line.url}/directory/lists/")
    ada.get_by_role("link", name="Add Needs").click()
    ada.get_by_label("Name", exact=True).fill("A room to meet")
    ada.get_by_role("button", name="Keep").click()
    expect(ada.get_by_role("heading", name="What was changed")).to_be_visible()
    own = ada.url
    visitor.goto(f"{line.url}/networks/?language=en")
    visitor.locator(".needs li").filter(has_text="A room to meet").get_by_role("link").click()
    field = visitor.get_by_role("textbox").first
    field.fill("Harbour group")
    send(visitor, kept=field, thanks=visitor.get_by_role("heading", name="Thank you."))
    ada.goto(f"{line.url}/directory/comments/")
    ada.get_by_role("button", name="Count it").click()
    expect(ada.get_by_text("Nothing waits.")).to_be_visible()
    ada.goto(own)
    ada.get_by_label("What became of it").fill("There is one, on Sundays.")
    ada.get_by_role("button", name="Keep").click()
    expect(ada.get_by_text("There is one, on Sundays.").first).to_be_attached()
    visitor.goto(f"{line.url}/networks/?language=en")
    need = visitor.locator(".needs li").filter(has_text="A room to meet")
    expect(need).to_contain_text("Harbour group")
    expect(need).to_contain_text("There is one, on Sundays.")
