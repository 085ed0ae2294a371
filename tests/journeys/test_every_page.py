"""Every page that exists, as people have it: axe finds nothing, in light and dark, on a small phone and at a desk;
nothing has to be scrolled sideways, also at twice the size; right to left, in forced colors, without motion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.axe import violations
from tests.journeys.hands import SHOWS, at_the_desk, has_opened, letter, press, told
from tests.journeys.running import RunningLine, running_line
from tests.journeys.width import is_wide

ENGLISH = "They wrote to my school"
ARABIC = "لا أعرف من أين أبدأ"
FILE = "wren@writer.example, all that I kept of what they wrote since last summer.bin"
PHONE, DESK = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=800)
# A window of 1280 by 800 at twice the size.
ZOOMED = ViewportSize(width=640, height=400)
VISITOR = (
    "/",
    "/?language=ar",
    "/now/?country=DE",
    "/now/?country=EG&language=ar",
    "/now/list/?country=DE",
    "/now/list/?country=EG&language=ar",
    "/suggest/",
    "/now/?country=DE&words=x&free=1&speaks=uk",
    "/suggest/?language=ar",
    "/cards/",
    "/cards/posted/?language=ar&country=EG",
    "/promises/",
    "/promises/?language=ar",
    "/who/",
    "/who/?language=de",
    "/networks/",
    "/networks/?language=ar",
    "/interest/",
    "/interest/?language=ar",
    "/comment/?about=now",
    "/comment/?about=card:posted&language=ar",
    "/asked/",
    "/asked/?language=ar",
    "/before/",
    "/before/?language=ar&country=EG",
    "/sign-in/",
    "/join/#nothing",
    "/nothing/",
    "/outbox",
)
OF_ADA = ("/me/", "/me/code/", "/me/sheet/", "/me/lost/")
OF_THE_LINE = (
    "/desk/line/",
    "/desk/line/names/",
    "/desk/line/promise/",
    "/desk/line/joining/",
    "/desk/line/policy/en/",
    "/desk/line/wording/ar/",
    "/desk/line/wording/ar/receipt-arrived/",
)
LATIN = re.compile(r"[A-Za-z]{2,}")
# What a page says in its own words: without names, keys, and examples of tags.
SAID = """() => {
  const body = document.body.cloneNode(true);
  for (const one of body.querySelectorAll("bdi, kbd, .mark, script, noscript, option")) one.remove();
  return body.textContent.replaceAll(/\u2068.*?\u2069|«.*?»/g, "");
}"""
# Elements that no script of this page knows: what waits for it there can never be pressed (web/styles/page.css).
DEAF = """() => [...document.querySelectorAll(":not(:defined)")]
  .filter((one) => one.querySelector('[type="button"], [method="dialog"] [type="submit"]'))
  .map((one) => one.localName)"""
ALIASES = {"Ada", "Tess", "Noor", "Sol"}
DIRECTION = "one => getComputedStyle(one).direction"


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line() as running:
        covered = letter(ENGLISH, "I feel sick when I open the laptop. Write to wren@writer.example.\n")
        covered.add_attachment(b"plan", maintype="application", subtype="octet-stream", filename=FILE)
        running.write(covered, sender="wren@writer.example")
        running.write(letter(ARABIC, "أشعر أنني لم أعد أستطيع.\n"), sender="wren@writer.example")
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    """At the English letter, which she has taken, with all parts of the page opened."""
    page = at_the_desk(browser, line, "Ada", bypass_csp=True)
    open_letter(page, line, ENGLISH)
    press(page, page.get_by_role("button", name="Take it"))
    told(page, "It is with you now.")
    page.get_by_role("textbox", name="Your answer").fill("I have read it.")
    page.get_by_role("button", name="Ask for a second opinion").click()
    told(page, "A lead reads it before it leaves.")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def noor(browser: Browser, line: RunningLine, ada: Page) -> Iterator[Page]:
    """Reads Arabic, and is here after Ada has asked for a review."""
    assert ada.url
    page = at_the_desk(browser, line, "Noor", bypass_csp=True)
    yield page
    page.context.close()


def open_letter(page: Page, line: RunningLine, subject: str) -> None:
    """Look into the conversations of the queue until it is this one."""
    page.goto(f"{line.url}/desk/")
    for link in [one.get_attribute("href") for one in page.locator('a[href*="/desk/c/"]').all()]:
        page.goto(f"{line.url}{link}")
        has_opened(page)
        if page.locator("h1").inner_text() == subject:
            return
    raise AssertionError("it is not in the queue")


def open_parts(page: Page) -> None:
    """Everything that is folded, when all of the page is there."""
    page.wait_for_load_state()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def findings(page: Page) -> list[str]:
    """What axe says of the page when all of it is there, what cannot be pressed, and where it scrolls sideways."""
    page.wait_for_load_state()
    found = [f"never listens: {name}" for name in page.evaluate(DEAF)]
    for size, scheme in ((PHONE, "dark"), (DESK, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found += [f"{scheme}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in violations(page)]
    found += [f"sideways at {size['width']}" for size in (PHONE, ZOOMED) if is_wide(page, size)]
    page.set_viewport_size(DESK)
    return found


def everything(page: Page, line: RunningLine, paths: tuple[str, ...]) -> dict[str, list[str]]:
    """The findings of these pages, by path, where there are any."""
    found = {}
    for path in paths:
        page.goto(line.url + path)
        open_parts(page)
        if said := findings(page):
            found[path] = said
    return found


def test_visitors_pages(line: RunningLine, browser: Browser) -> None:
    page = browser.new_context(bypass_csp=True).new_page()
    assert everything(page, line, VISITOR) == {}
    page.context.close()


def test_the_queue_and_a_members_own_pages(line: RunningLine, ada: Page) -> None:
    assert everything(ada, line, ("/desk/", *OF_ADA)) == {}


def test_conversations_waiting_and_taken(line: RunningLine, ada: Page) -> None:
    for subject in (ENGLISH, ARABIC):
        open_letter(ada, line, subject)
        open_parts(ada)
        expect(ada.locator("peer-letter button.mask")).to_have_count(2 if subject == ENGLISH else 0)
        assert findings(ada) == []


def test_the_new_words(line: RunningLine, ada: Page) -> None:
    ada.goto(f"{line.url}/me/code/")
    ada.locator("#words").fill(" ".join(line.codes["Ada"]))
    ada.get_by_role("button", name="Go on").click()
    expect(ada.locator(".words li")).to_have_count(7)
    assert findings(ada) == []
    ada.get_by_role("button", name="I have them").click()
    assert findings(ada) == []


def test_the_coordinators_pages(line: RunningLine, browser: Browser) -> None:
    page = at_the_desk(browser, line, "Kim", bypass_csp=True)
    member = page.get_by_role("link", name="Ada").get_attribute("href") or ""
    pages = ("/people/", "/people/invite/", member, f"{member}leave/", *OF_THE_LINE)
    assert everything(page, line, pages) == {}
    page.goto(f"{line.url}/people/invite/")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("button", name="Copy the link")).to_be_visible()
    assert findings(page) == []
    page.context.close()


def test_arabic_pages_are_arabic_and_run_right_to_left(line: RunningLine, noor: Page) -> None:
    noor.goto(f"{line.url}/desk/review/")
    draft = noor.locator('a[href*="/desk/review/"]').last.get_attribute("href") or ""
    for path in ("/desk/", "/desk/review/", draft, "/me/", "/me/lost/"):
        noor.goto(line.url + path)
        open_parts(noor)
        assert noor.locator("html").get_attribute("dir") == "rtl"
        assert findings(noor) == []
        if path != draft:
            assert set(LATIN.findall(noor.evaluate(SAID))) <= ALIASES, path


def test_each_letter_keeps_its_own_direction(line: RunningLine, ada: Page, noor: Page) -> None:
    open_letter(noor, line, ENGLISH)
    expect(noor.locator("peer-letter button.mask")).to_have_count(2)
    assert findings(noor) == []
    assert noor.locator(".letter .said p").first.evaluate(DIRECTION) == "ltr"
    assert noor.locator("h1 bdi").evaluate(DIRECTION) == "ltr"
    assert noor.locator("body").evaluate(DIRECTION) == "rtl"
    open_letter(ada, line, ARABIC)
    assert ada.locator(".letter .said p").first.evaluate(DIRECTION) == "rtl"
    assert ada.locator("h1 bdi").evaluate(DIRECTION) == "rtl"
    assert ada.locator("body").evaluate(DIRECTION) == "ltr"


def test_forced_colors_take_nothing_away(line: RunningLine, ada: Page) -> None:
    ada.emulate_media(forced_colors="active")
    open_letter(ada, line, ENGLISH)
    ada.keyboard.press("n")
    assert ada.evaluate(SHOWS)
    edge = "one => getComputedStyle(one).borderBlockEndColor"
    for chosen, other in (
        ('.switch [aria-pressed="true"]', '.switch [aria-pressed="false"]'),
        (".bar nav [aria-current]", ".bar nav a:not([aria-current])"),
    ):
        assert ada.locator(chosen).first.evaluate(edge) != ada.locator(other).first.evaluate(edge)
    ada.emulate_media(forced_colors="none")


def test_nothing_moves_for_who_wants_no_motion(line: RunningLine, ada: Page) -> None:
    moving = "one => { one.classList.add('now'); return getComputedStyle(one.firstElementChild).animationName }"
    bars = "<div class='sealed'><span></span></div>"
    open_letter(ada, line, ENGLISH)
    ada.evaluate("bars => document.querySelector('main').insertAdjacentHTML('beforeend', bars)", bars)
    ada.emulate_media(reduced_motion="no-preference")
    assert ada.locator(".sealed").last.evaluate(moving) == "breathe"
    ada.emulate_media(reduced_motion="reduce")
    assert ada.locator(".sealed").last.evaluate(moving) == "none"
    lengths = ada.evaluate("[...document.querySelectorAll('*')].map((one) => getComputedStyle(one).transitionDuration)")
    assert set(lengths) == {"0s"}


def test_a_promise_counts_down_where_it_stands(line: RunningLine, ada: Page) -> None:
    ada.clock.install()
    height = "document.querySelector('.queue').getBoundingClientRect().height"
    for hours, words, worn in ((1, "46 hr left", ""), (46.5, "1 hr left", "late"), (49, "1 hr over", "over")):
        # The page is made now, and looked at hours later, on a clock that stands until then. It is put forward on a
        # page that has nothing to do in these hours: one of the desk would lock itself.
        ada.goto("about:blank")
        ada.clock.pause_at(datetime.now(UTC) + timedelta(hours=hours))
        ada.goto(f"{line.url}/desk/")
        left = ada.locator("peer-clock b").first
        expect(left).to_have_text("47 hr left")
        before = ada.evaluate(height)
        ada.clock.fast_forward("00:15")
        expect(left).to_have_text(re.compile(words))
        assert (left.get_attribute("class") or "").removesuffix("-text") == worn
        assert ada.evaluate(height) == before
