"""Somebody suggests a place without script; an editor takes it by keys, and does one thing to several entries."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.hands import at_the_desk, follow, make_editors, press, reach
from tests.journeys.running import RunningLine, running_line, wait_for
from tests.journeys.test_every_page import findings, open_parts
from tests.journeys.test_networks import send
from tests.journeys.test_referrals import table

# Pages that open from a frame without the second would be kept in its sandbox, and ours refuse that.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
WREN = "wren@writer.example"
ENTRY = re.compile(r"/directory/[0-9a-f-]+/$")


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLine]:
    with running_line() as running:
        running.command("import", "directory", table(tmp_path_factory.mktemp("services")))
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    """A counselor whom the coordinator has made an editor as well."""
    make_editors(browser, line, "Ada")
    page = at_the_desk(browser, line, "Ada", bypass_csp=True)
    yield page
    page.context.close()


def test_anybody_suggests_without_script(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{line.url}/now/?country=IE")
    page.get_by_role("link", name="Suggest a place that helps").click()
    page.get_by_label("Who helps").fill("Quiet House")
    page.get_by_label("Phone number").fill("01 555 1234")
    page.get_by_label("Website").fill(f"{line.url}/nothing-to-see/")
    page.get_by_text("More, if you know it").click()
    page.get_by_label("Country").select_option("IE")
    page.get_by_label("Your mail address").fill(WREN)
    send(page, kept=page.get_by_label("Who helps"), thanks=page.get_by_role("heading", name="Thank you."))
    assert page.context.cookies() == []
    page.context.close()


def test_an_editor_takes_it(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/directory/suggestions/")
    assert findings(ada) == []
    follow(ada, ada.get_by_role("link", name=re.compile("Quiet House")))
    expect(ada.locator("ins", has_text="01 555 1234")).to_be_visible()
    expect(ada.get_by_text("One mail tells whoever sent it")).to_be_visible()
    assert findings(ada) == []
    press(ada, ada.get_by_role("button", name="Take it into the directory"))
    expect(ada.get_by_role("heading", level=1)).to_have_text("Quiet House")
    expect(ada.get_by_text("Not checked by this line.")).to_be_visible()
    ada.goto(f"{line.url}/directory/suggestions/")
    expect(ada.get_by_text("Nothing waits.")).to_be_visible()


def test_an_editor_writes_a_new_entry_by_keys(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/directory/")
    follow(ada, ada.get_by_role("link", name="A new entry"))
    expect(ada.get_by_role("heading", name="A new entry")).to_be_visible()
    assert findings(ada) == []
    for label, said in (("Organization", "Lantern House"), ("Service", "Day Call"), ("What they do", "They listen.")):
        reach(ada, ada.get_by_role("textbox", name=re.compile(f"^{label}")))
        ada.keyboard.type(said)
    reach(ada, ada.get_by_role("checkbox", name="Talking with peers"))
    ada.keyboard.press("Space")
    reach(ada, ada.get_by_role("textbox", name=re.compile("^Countries")))
    ada.keyboard.type("PT")
    press(ada, ada.get_by_role("button", name="Keep"))
    ada.wait_for_url(ENTRY)
    expect(ada.get_by_text("Not checked by this line.")).to_be_visible()
    expect(ada.get_by_role("definition").filter(has_text="Talking with peers")).to_be_visible()
    assert findings(ada) == []


def test_who_suggested_it_is_told_once(line: RunningLine, ada: Page) -> None:
    wait_for(lambda: line.catcher.to(WREN) != [])
    (told,) = line.catcher.to(WREN)
    assert told["Subject"] == "Your message"
    assert "we have taken it in" in told.get_content()
    assert "Quiet House" not in str(told)


def test_a_link_into_the_house_is_not_followed(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/directory/?state=hidden")
    ada.get_by_role("link", name="Quiet House").click()
    press(ada, ada.get_by_role("button", name="Yes, look at the links"))
    expect(ada.get_by_role("button", name="Look no more")).to_be_visible()
    found = ada.get_by_text("leads into a network that is not public")

    def looked_at() -> bool:
        ada.reload()
        return found.count() > 0

    wait_for(looked_at)
    assert findings(ada) == []


def test_an_editor_writes_other_languages_beside_the_original(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/directory/?state=shown")
    ada.get_by_role("link", name="Night Call").click()
    ada.get_by_role("link", name="In other languages").click()
    expect(ada.get_by_role("region", name="Original")).to_contain_text("They listen.")
    assert findings(ada) == []
    reach(ada, ada.get_by_label("Deutsch"))
    ada.keyboard.type("Sie hören zu.")
    press(ada, ada.get_by_role("button", name="Keep"))
    ada.wait_for_url(ENTRY)
    ada.goto(f"{line.url}/now/?country=IE&language=de")
    expect(ada.get_by_text("Night Call. Sie hören zu.")).to_be_visible()


def one_more(page: Page, part: str, button: str) -> None:
    """Unfold a part, and let the form give one more row of it."""
    page.wait_for_load_state()
    fold = page.locator(f"#parts-{part}")
    rows = fold.locator("fieldset").count()
    if fold.get_attribute("open") is None:
        press(page, fold.locator("summary"))
    follow(page, fold.get_by_role("button", name=button))
    expect(page.locator(f"#parts-{part} fieldset")).to_have_count(rows + 1)


def form_of(page: Page, line: RunningLine, name: str) -> str:
    """Open the form of an entry; says where the entry is."""
    page.goto(f"{line.url}/directory/?state=shown")
    page.get_by_role("link", name=name).click()
    page.wait_for_url(ENTRY)
    entry = page.url
    page.get_by_role("link", name="Change the entry").click()
    expect(page.get_by_label("Hours, such as")).to_be_visible()
    return entry


def test_an_editor_writes_down_a_place(line: RunningLine, ada: Page) -> None:
    form_of(ada, line, "Night Call")
    ada.get_by_label("Cost").fill("free, always")
    one_more(ada, "place", "Another place")
    # The new row has the focus, and nothing that was typed is lost.
    expect(ada.get_by_label("What the place is for")).to_be_focused()
    expect(ada.get_by_label("Cost")).to_have_value("free, always")
    expect(ada.get_by_label("Country, as a code")).to_have_value("IE")
    ada.get_by_label("Street and number").fill("Main Street 5")
    ada.get_by_label("City").fill("Dublin")
    # Enter keeps; it does not press the first of the buttons that give a row.
    ada.get_by_label("City").press("Enter")
    ada.wait_for_url(ENTRY)
    expect(ada.get_by_role("definition").filter(has_text="Main Street 5, Dublin")).to_be_visible()


def test_an_editor_mends_it_adds_a_contact_and_a_break_and_takes_all_back(line: RunningLine, ada: Page) -> None:
    entry = form_of(ada, line, "Night Call")
    ada.get_by_label("Street and number").fill("Main Street 7")
    ada.get_by_label("Getting in without stairs").fill("a ramp")
    one_more(ada, "contact", "Another contact")
    ada.get_by_label("Name of the contact").fill("Quiet Cem")
    one_more(ada, "times", "More hours")
    ada.get_by_label("These hours").fill("closed")
    first, last = (datetime.now(UTC).date() + timedelta(days=days) for days in (20, 50))
    ada.get_by_label("From day").fill(first.isoformat())
    ada.get_by_label("To day").fill(last.isoformat())
    open_parts(ada)
    assert findings(ada) == []
    press(ada, ada.get_by_role("button", name="Keep"))
    ada.wait_for_url(ENTRY)
    open_parts(ada)
    for said in (
        "Street and number: Main Street 5 Main Street 7",
        "A contact: Quiet Cem, for editors alone",
        re.compile(rf"Hours:\s+closed, .*{first.day}, {first.year}, .*{last.day}, {last.year}"),
    ):
        expect(ada.get_by_role("listitem").filter(has_text=said)).to_be_visible()
    assert findings(ada) == []
    ada.goto(f"{line.url}/now/?country=IE")
    expect(ada.get_by_text("where: Main Street 7, Dublin · getting in: a ramp")).to_be_visible()
    expect(ada.get_by_text(f"{last:%B} {last.day}, {last.year}: closed")).to_be_visible()
    expect(ada.get_by_text("Quiet Cem")).to_have_count(0)
    ada.goto(entry)
    open_parts(ada)
    follow(ada, ada.get_by_role("button", name="Take this back").first)
    expect(ada.get_by_role("definition").filter(has_text="Main Street 5")).to_be_visible()
    expect(ada.get_by_role("definition").filter(has_text="Quiet Cem")).to_have_count(0)


def test_an_editor_chooses_two_by_keys_and_pairs_them(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/directory/?state=shown")
    assert findings(ada) == []
    names = ada.locator("[data-row] bdi")
    expect(names.first).to_be_visible()
    for _ in range(2):
        ada.keyboard.press("j")
        ada.keyboard.press("x")
    expect(ada.locator("[data-row] input:checked")).to_have_count(2)
    follow(ada, ada.get_by_role("button", name="Show the two together, or neither"))
    expect(ada.get_by_role("status").filter(has_text="Changed: 2")).to_be_visible()
    ada.keyboard.press("j")
    ada.keyboard.press("Enter")
    expect(ada.get_by_text("Shown together, or neither:")).to_be_visible()
    open_parts(ada)
    assert findings(ada) == []
    follow(ada, ada.get_by_role("button", name="Each by itself"))
    expect(ada.get_by_text("Shown together, or neither:")).to_be_hidden()


def test_an_editor_carries_a_list_away_and_brings_it_again(line: RunningLine, ada: Page, tmp_path: Path) -> None:
    ada.goto(f"{line.url}/directory/?state=all&country=IE")
    ada.get_by_label("Carry away as").select_option("wikitext")
    with ada.expect_download() as carried:
        press(ada, ada.get_by_role("button", name="All that fit"))
    file = tmp_path / "page.wiki"
    file.write_text(carried.value.path().read_text(encoding="utf-8").replace("Night Call", "Call by Night"))
    press(ada, ada.get_by_role("link", name="Bring a list"))
    ada.wait_for_url(re.compile("/directory/bring/"))
    assert findings(ada) == []
    ada.get_by_label("File").set_input_files(file)
    ada.get_by_label("What it is").select_option("wikitext")
    for button, said in (("Look at it first", "nothing is stored yet"), ("Take it in", "It is stored.")):
        follow(ada, ada.get_by_role("button", name=button))
        expect(ada.get_by_role("status").filter(has_text=said)).to_contain_text("new: 0, changed: 1")
        assert findings(ada) == []
    file.write_text(file.read_text().replace("suicide_crisis", "moon"))
    ada.get_by_label("File").set_input_files(file)
    ada.get_by_label("What it is").select_option("wikitext")
    follow(ada, ada.get_by_role("button", name="Take it in"))
    expect(ada.get_by_role("alert")).to_contain_text("Nothing is stored.")
    assert findings(ada) == []


def test_an_editor_says_which_column_is_which(line: RunningLine, ada: Page, tmp_path: Path) -> None:
    file = tmp_path / "theirs.tsv"
    file.write_text("organization\tservice\ttopic\tcountry\nOpen Door\tDoor Talk\tlegal\tIE\n")
    ada.goto(f"{line.url}/directory/bring/")
    ada.get_by_label("File").set_input_files(file)
    ada.get_by_label("What it is").select_option("tsv")
    follow(ada, ada.get_by_role("button", name="Look at it first"))
    expect(ada.get_by_role("alert")).to_contain_text("There is no column of this name: topic.")
    expect(ada.get_by_text("theirs.tsv is still here.")).to_be_visible()
    assert findings(ada) == []
    columns = ada.get_by_label("Which is which")
    expect(columns).to_have_value("topic = ")
    columns.fill("topic = field")
    follow(ada, ada.get_by_role("button", name="Look at it first"))
    expect(ada.get_by_role("status").filter(has_text="nothing is stored yet")).to_contain_text("Rows read: 1.")


def press_and_leave(page: Page, key: str) -> None:
    """Press a key that leads to another entry, and wait until that is there."""
    here = page.url

    def is_elsewhere(url: str) -> bool:
        return url != here

    page.keyboard.press(key)
    page.wait_for_url(is_elsewhere)


def test_an_editor_goes_through_what_is_due_by_keys(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/directory/")
    # One that needs no second person.
    ada.get_by_role("link", name="Quiet House").click()
    ada.wait_for_url(ENTRY)
    first = ada.url
    open_parts(ada)
    assert findings(ada) == []
    press_and_leave(ada, "n")
    while ada.url != first:
        press_and_leave(ada, "n")
    ada.keyboard.press("v")
    expect(ada.get_by_role("button", name="Keep, and go to the next that is due")).to_be_focused()
    press_and_leave(ada, "Enter")
    ada.goto(f"{line.url}/directory/?state=due")
    expect(ada.locator("[data-row]").first).to_be_visible()
    expect(ada.get_by_role("link", name="Quiet House")).to_have_count(0)


def test_somebody_tells_what_happened(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    page.goto(f"{line.url}/now/?country=IE")
    page.get_by_role("button", name=re.compile("I could not reach them")).first.click()
    expect(page.get_by_role("heading", name="What happened?")).to_be_visible()
    reach(page, page.get_by_role("button", name="They said no"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What happened?")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you.")
    page.context.close()


@contextmanager
def site(text: str) -> Iterator[str]:
    """Another site, which has one page; its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_said: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_another_site_shows_the_list_and_no_other_page_of_ours(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    frames = "".join(
        f'<iframe name="{name}" src="{line.url}{path}?country=IE&amp;language=en" sandbox="{SANDBOX}"></iframe>'
        for name, path in (("list", "/now/list/"), ("page", "/now/"))
    )
    with site(f"<!doctype html><title>Wiki</title>{frames}") as address:
        page.goto(address)
        shown = page.frame_locator('iframe[name="list"]')
        expect(shown.get_by_text("Open Door")).to_be_visible()
        expect(shown.get_by_role("link", name="01 679 0000")).to_have_attribute("href", re.compile("^tel:"))
        expect(page.frame_locator('iframe[name="page"]').get_by_text("Open Door")).to_have_count(0)
        with page.context.expect_page() as opened:
            shown.get_by_role("link", name="Somebody to reach, now").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("Somebody to reach, now")
    assert page.context.cookies() == []
    page.context.close()
