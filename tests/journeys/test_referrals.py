"""A helper looks for a place that helps and puts it into the answer, at a desk by keys and on a phone.

What the server is asked on the way names no conversation: every request is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.axe import violations
from tests.journeys.hands import at_the_desk, has_opened, letter, make_editors, press, reach, signed_in, told
from tests.journeys.running import RunningLine, running_line, wait_for

COLUMNS = "organization service field country languages phone hours cost description sources source_date confidence"
ROWS = (
    ("Lantern House", "Night Call", "suicide_crisis", "IE", "en", "116 123", "24/7", "free", "They listen."),
    ("Open Door", "Law for Volunteers", "legal", "IE", "en", "01 679 0000", "Mon-Fri 09:00-17:00", "", "Lawyers."),
    ("Offene Tür", "Rechtsrat", "legal", "DE", "de", "030 1234567", "", "", "Rat."),
)
# One more than the browser takes of a country, and among them one that a word finds.
MANY = 2_001
RARE = "Phare du Nord"
FRENCH = "Bonjour, quelqu'un a publié mon adresse et je ne sais pas quoi faire ce soir.\n"
GERMAN = "Danke. Ich schreibe jetzt lieber auf Deutsch, weil ich heute sehr müde bin und Angst habe.\n"

# What waits in the browser to be counted, as it stands there; with `due` each gets another moment.
WAITING = """(due) => new Promise((found, failed) => {
  const opening = indexedDB.open("peerline-tallies", 1);
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const kept = opening.result.transaction("kept", "readwrite").objectStore("kept");
    const rows = [];
    kept.openCursor().onsuccess = (event) => {
      const at = event.target.result;
      if (!at) { opening.result.close(); found(rows); return; }
      if (due !== null) at.update({ ...at.value, due });
      rows.push([at.value.due - Date.now(), Array.from(at.value.sealed, (one) => String.fromCharCode(one)).join("")]);
      at.continue();
    };
  };
})"""
# Whether a button keeps the focus when the list is looked through once more and stays as it was.
STAYS = """(button) => new Promise((found) => {
  const panel = button.closest("peer-find");
  const told = panel.querySelector('[data-part="found"]');
  new MutationObserver(() => found(document.activeElement === button)).observe(told, { childList: true });
  button.focus();
  panel.querySelector('[data-part="words"]').dispatchEvent(new Event("input", { bubbles: true }));
})"""
# Somebody opens the panel and chooses at once, before it knows what to begin with.
CHOOSES = """(chosen) => {
  document.dispatchEvent(new Event("peer-find"));
  for (const [name, value] of Object.entries(chosen)) {
    const field = document.querySelector(`peer-find [data-part="${name}"]`);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
HOUR_MS = 3600 * 1000
TALLY = "/api/referrals/tally"


def table(folder: Path) -> str:
    """The services as an editor's table."""
    rows = ["\t".join(COLUMNS.split()), *("\t".join((*row, "Lantern", "2026-11-01", "high")) for row in ROWS)]
    path = folder / "services.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def large_country(folder: Path) -> str:
    """A table of so many services of France that the server has to look for need and words."""
    columns = "organization service field country phone sources source_date confidence".split()
    rows = [("House", f"Service {number}", "", "FR", f"01 40 00 {number:04d}") for number in range(MANY)]
    rows[7] = (RARE, "Service 7", "legal", "FR", "01 40 00 00 07")
    path = folder / "many.tsv"
    known = ("Lantern", "2026-11-01", "high")
    path.write_text("\n".join("\t".join(row) for row in (columns, *((*row, *known) for row in rows))), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLine]:
    with running_line() as running:
        for made in (table, large_country):
            running.command("import", "directory", made(tmp_path_factory.mktemp("services")))
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
    assert ada.get_by_role("button", name=re.compile("Put into the answer.*Open Door")).evaluate(STAYS)
    put(ada, "Open Door")
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
    assert {one.method for one in told_of} == {"GET"}
    for one in told_of:
        said = " ".join((one.url, one.post_data or "", *one.all_headers().values()))
        assert ref not in said
        assert "VOLUNTEERS" not in said.upper()
    assert not [one for one in asked if TALLY in one.url]


def put(page: Page, name: str) -> None:
    """Put a place into the answer."""
    press(page, page.get_by_role("button", name=re.compile(f"Put into the answer.*{name}")))


def test_puts_nothing_in_twice_and_can_be_undone(ada: Page) -> None:
    answer = ada.get_by_role("textbox", name="Your answer")
    before = answer.input_value()
    ada.locator("h1").focus()
    ada.keyboard.press("/")
    expect(ada.locator(".hit")).to_have_count(1)
    put(ada, "Open Door")
    expect(ada.get_by_text("is in your answer already.").first).to_be_visible()
    assert answer.input_value() == before
    ada.locator("h1").focus()
    ada.keyboard.press("/")
    ada.keyboard.press("Control+a")
    ada.keyboard.type("nihgt")
    expect(ada.locator(".hit")).to_contain_text("Night Call")
    put(ada, "Lantern House")
    expect(answer).to_be_focused()
    expect(answer).to_have_value(re.compile("Night Call", re.S))
    text = answer.input_value()
    assert text.count("If you like, this may help:") == text.count("You decide whether, and when.") == 1
    ada.keyboard.press("Control+z")
    expect(answer).to_have_value(before)


def test_says_when_the_server_is_away_and_puts_in_nothing_old(ada: Page) -> None:
    answer = ada.get_by_role("textbox", name="Your answer")
    before = answer.input_value()
    ada.context.set_offline(True)
    put(ada, "Lantern House")
    expect(ada.get_by_text("That did not work. Try again.")).to_be_visible()
    assert answer.input_value() == before
    ada.context.set_offline(False)


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
    expect(ada.locator(".hit")).to_have_count(1)
    expect(ada.locator(".hit")).to_contain_text("Wir haben das nicht geprüft.")
    ada.get_by_label("Told in").select_option("ar")
    expect(ada.locator(".hit")).to_contain_text("لم نتحقق من هذا.")
    put(ada, "Offene Tür")
    # A mark of direction: the groups of a number would stand in the wrong order among Arabic letters.
    expect(ada.get_by_role("textbox", name="Your answer")).to_have_value(re.compile("\u200e030 1234567"))
    ada.keyboard.press("Control+z")


def test_counts_it_hours_later_and_sealed_until_then(line: RunningLine, ada: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    ada.on("request", note)
    ada.locator(".hit summary").first.click()
    ada.get_by_role("button", name="Nobody answered").click()
    expect(ada.get_by_text("It is counted some hours from now")).to_be_visible()
    hit = ada.locator(".hit").first.get_attribute("data-service") or "?"
    waiting = ada.evaluate(WAITING, None)
    # Those of the tests before: put in three times.
    assert len(waiting) == 4
    assert all(HOUR_MS * 0.9 < after <= 24 * HOUR_MS for after, _sealed in waiting)
    assert all("age-encryption.org" in sealed and hit not in sealed for _after, sealed in waiting)
    ada.reload()
    expect(ada.get_by_role("textbox", name="Your answer")).to_be_visible()
    assert not [one for one in asked if TALLY in one]
    answers: list[int] = []
    ada.on("response", lambda one: answers.append(one.status) if TALLY in one.url else None)
    here = ada.url
    # A page that counts nothing: one of the desk could be looking at what waits in this moment, and be left with it.
    ada.goto(f"{line.url}/now/")
    ada.evaluate(WAITING, 0)
    ada.goto(here)
    while len(answers) < len(waiting):
        ada.wait_for_event("response", lambda one: TALLY in one.url)
    assert answers == [200] * len(waiting)
    # Each is forgotten after its answer came.
    wait_for(lambda: ada.evaluate(WAITING, None) == [])


def test_puts_in_nothing_that_was_taken_out_meanwhile(browser: Browser, line: RunningLine, ada: Page) -> None:
    make_editors(browser, line, "Ada")
    ada.locator("h1").focus()
    ada.keyboard.press("/")
    ada.get_by_label("Country").select_option("IE")
    ada.get_by_label("Told in").select_option("en")
    expect(ada.locator(".hit")).to_have_count(2)
    editor = signed_in(browser, line, "Ada")
    editor.goto(f"{line.url}/directory/?state=shown&country=IE")
    editor.get_by_role("link", name="Law for Volunteers").click()
    editor.get_by_text("Take it out").click()
    editor.get_by_label("Reason").fill("a stranger answered")
    editor.get_by_role("button", name="Until somebody has looked").click()
    expect(editor.get_by_text("a stranger answered").first).to_be_visible()
    editor.context.close()
    put(ada, "Open Door")
    expect(ada.get_by_text("was just taken off the list. It was not put into your answer.")).to_be_visible()
    expect(ada.locator(".hit")).to_have_count(1)


def test_asks_the_server_for_words_where_a_country_is_large(ada: Page) -> None:
    asked: list[Request] = []
    ada.on("request", lambda one: asked.append(one) if "/api/referrals" in one.url else None)
    ref = ada.url.rstrip("/").rpartition("/")[2]
    ada.reload()
    expect(ada.get_by_role("textbox", name="Your answer")).to_be_visible()
    ada.locator("h1").focus()
    ada.keyboard.press("/")
    ada.get_by_label("Country").select_option("FR")
    expect(ada.get_by_text("This country has many places: the server looks for these words.")).to_be_visible()
    expect(ada.locator(".hit")).to_have_count(20)
    expect(ada.get_by_text("Found: 200. The first 20 are here")).to_be_visible()
    reach(ada, ada.get_by_role("searchbox", name="Words"), key="Shift+Tab")
    ada.keyboard.type("phare")
    expect(ada.locator(".hit")).to_have_count(1)
    expect(ada.locator(".hit")).to_contain_text(RARE)
    ada.get_by_label("What it is about").select_option("women")
    expect(ada.get_by_text("We know nobody for this.")).to_be_visible()
    ada.get_by_label("What it is about").select_option("legal")
    expect(ada.locator(".hit")).to_contain_text(RARE)
    put(ada, RARE)
    expect(ada.get_by_role("textbox", name="Your answer")).to_have_value(re.compile(f"{RARE}: Service 7"))
    ada.keyboard.press("Control+z")
    wishes = [parse_qs(urlsplit(one.url).query) for one in asked]
    assert {"country": ["FR"], "language": ["en"], "need": ["legal"], "words": ["phare"]} in wishes
    for one, wish in zip(asked, wishes, strict=True):
        assert wish.keys() <= {"country", "language", "need", "words"}
        said = " ".join((one.url, one.post_data or "", *one.all_headers().values())).lower()
        assert not [word for word in (ref, "school", "sick") if word in said]


def test_is_a_sheet_on_a_phone(line: RunningLine, ada: Page) -> None:
    ada.set_viewport_size({"width": 320, "height": 640})
    ada.emulate_media(color_scheme="dark")
    ada.reload()
    answer = ada.get_by_role("textbox", name="Your answer")
    answer.fill("I have read it.")
    ada.get_by_role("button", name="Find a place that helps").locator("visible=true").click()
    expect(ada.get_by_role("dialog", name="Places that help")).to_be_visible()
    ada.get_by_label("Country").select_option("IE")
    expect(ada.locator(".hit")).to_have_count(1)
    assert violations(ada) == []
    assert not ada.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    ada.get_by_role("button", name=re.compile("Put into the answer.*Lantern House")).click()
    expect(ada.get_by_role("dialog", name="Places that help")).to_be_hidden()
    expect(answer).to_be_focused()
    assert re.match(r"I have read it\.\n\n.*Night Call", answer.input_value(), re.S)


def test_begins_with_the_language_that_was_written_in_last(browser: Browser, line: RunningLine) -> None:
    writer = "rowan@writer.example"
    line.write(letter("Mon adresse", FRENCH, sender=writer), sender=writer)
    wait_for(lambda: bool(line.catcher.to(writer)))
    back = line.catcher.to(writer)[0]["From"].addresses[0].addr_spec
    line.write(letter("Re: Your message", GERMAN, sender=writer), sender=writer, to=back)
    sol = signed_in(browser, line, "Sol")
    sol.get_by_role("region", name="Waiting").get_by_role("link").click()
    expect(sol.locator("main")).to_contain_text("Ich schreibe jetzt lieber auf Deutsch")
    sol.get_by_role("button", name="Take it").click()
    expect(sol.get_by_role("textbox", name="Your answer")).to_be_visible()
    sol.locator("h1").focus()
    sol.keyboard.press("/")
    expect(sol.get_by_label("Told in")).to_have_value("de")
    expect(sol.get_by_label("Country")).to_have_value("DE")
    expect(sol.locator(".hit")).to_contain_text("Wir haben das nicht geprüft.")
    sol.reload()
    expect(sol.get_by_role("textbox", name="Your answer")).to_be_visible()
    sol.evaluate(CHOOSES, {"language": "ar", "country": "IE"})
    expect(sol.locator(".hit").first).to_contain_text("لم نتحقق من هذا.")
    sol.context.close()


def test_says_who_answers_from_elsewhere(line: RunningLine, ada: Page, tmp_path: Path) -> None:
    rows = (
        COLUMNS.split(),
        ("Far House", "Far Call", "legal", "INT", "en", "", "", "", "Rights.", "Lantern", "", "high"),
    )
    everywhere = tmp_path / "everywhere.tsv"
    everywhere.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    line.command("import", "directory", str(everywhere))
    ada.reload()
    has_opened(ada)
    ada.locator("h1").focus()
    ada.keyboard.press("/")
    ada.get_by_label("Country").select_option("TV")
    expect(ada.get_by_text("We know nobody of this country for this. From elsewhere: 1")).to_be_visible()
    expect(ada.locator(".hit")).to_contain_text("answers from elsewhere")
