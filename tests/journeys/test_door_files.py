"""Large files at the seeker's door: the connection goes and comes back, the server dies, an answer is lost.

The pieces that came before are not sent again, nothing counts before all of it is there, and it is stored once.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Request, Route, expect

from tests.journeys import secrecy
from tests.journeys.hands import LISTEN, press, signed_in
from tests.journeys.running import PATIENCE_SECONDS, RunningLine, running_line, wait_for
from tests.journeys.test_door import PHONE, PIXEL, places
from tests.journeys.test_every_page import findings
from tests.journeys.thief import Thief

MIB = 1024 * 1024
CANARIES = {name: secrecy.canary() for name in ("text", "file", "inside")}
GONE = {
    "en": "The connection is gone. It goes on by itself.",
    "ar": "انقطع الاتصال. سيُستأنف الإرسال من تلقاء نفسه.",
}
STOPPED = {
    "en": "Stopped. Nothing has been sent. What you wrote is still here.",
    "de": "Angehalten. Es ist nichts gesendet. Was du geschrieben hast, ist noch da.",
    "ar": "توقف الإرسال. لم يُرسل شيء. ما كتبته ما زال هنا.",
}
PIECE = "**/api/door/piece"
# Pictures are drawn as slowly as on a very old phone: until somebody says so.
SLOWLY_DRAWN = """
const draw = createImageBitmap;
const now = new Promise((go) => { window.drawNow = go; });
window.createImageBitmap = async (...all) => { await now; return draw(...all); };
"""
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


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


class Cut:
    """Holds one of the pieces on its way, and notes which have arrived."""

    def __init__(self, page: Page, at: int) -> None:
        self.page, self.at, self.is_open = page, at, False
        self.left: list[int] = []
        self.arrived = 0
        self.held: list[Route] = []
        page.route(PIECE, self._pass)
        page.on("requestfinished", self._note)

    def wait(self) -> None:
        """Return when the piece is on its way and all before it have arrived."""
        expect(self.page.locator("peer-write progress")).to_be_visible()
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.held or self.arrived < self.at:
            assert time.monotonic() < end, "it did not come to pass"
            self.page.wait_for_timeout(20)

    def let_go(self) -> None:
        """The piece goes on, wherever that leads."""
        self.is_open = True
        self.held[0].continue_()

    def went_once(self) -> bool:
        """Whether every piece left once; the one that was held may have left twice."""
        return set(self.left) == set(range(len(set(self.left)))) and len(self.left) <= len(set(self.left)) + 1

    def _pass(self, route: Route) -> None:
        posted = route.request.post_data_json
        assert posted is not None
        self.left.append(posted["piece"]["number"])
        if self.is_open or len(self.left) <= self.at:
            route.continue_()
        else:
            self.held.append(route)

    def _note(self, request: Request) -> None:
        if request.url.endswith("/api/door/piece"):
            answer = request.response()
            if answer and answer.ok:
                self.arrived += 1


def large(size: int) -> FilePayload:
    """A file that no disk or program makes smaller, with a canary in its name and one inside."""
    inside = CANARIES["inside"].encode()
    data = inside + os.urandom(size - 2 * len(inside)) + inside
    return {"name": f"{CANARIES['file']}.bin", "mimeType": "application/octet-stream", "buffer": data}


def write(page: Page, line: RunningLine, file: FilePayload, *, language: str = "en") -> None:
    """Up to Send."""
    page.goto(f"{line.url}/write/?language={language}")
    page.fill("textarea[name=say]", f"They wrote to my employer. {CANARIES['text']}")
    page.locator("input[type=file]").set_input_files([file])
    expect(page.locator("ul.files-chosen li")).to_have_count(1)
    page.click("[data-part=send]")


def has_arrived(page: Page) -> None:
    expect(page.locator("ol.words li").nth(6)).to_be_visible()


def stored(line: RunningLine) -> tuple[int, int]:
    """How many conversations and attachments the line has."""
    asked = "SELECT (SELECT count(*) FROM conversations_conversation), (SELECT count(*) FROM conversations_attachment)"
    ((conversations, attachments),) = Thief(line).rows(asked)
    return int(conversations), int(attachments)


def pieces(line: RunningLine) -> list[Path]:
    """The pieces that lie there."""
    walked = os.walk(line.data / "blobs" / "pieces")
    return [path for here, _, names in walked for path in (Path(here, name) for name in names) if path.is_file()]


def unfinished(line: RunningLine) -> int:
    """How many that are."""
    return len(pieces(line))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_goes_on_where_the_connection_broke(page: Page, line: RunningLine, language: str) -> None:
    before = stored(line)
    cut = Cut(page, 3)
    write(page, line, large(6 * MIB), language=language)
    cut.wait()
    page.context.set_offline(True)
    cut.let_go()
    status = page.locator("peer-write [data-part=status]")
    expect(status).to_contain_text(GONE[language])
    expect(page.locator("peer-write progress")).to_be_visible()
    assert stored(line) == before
    assert unfinished(line) >= cut.at
    assert secrecy.readable(list(CANARIES.values()), places(line)) == []
    page.context.set_offline(False)
    has_arrived(page)
    assert cut.went_once()
    assert (stored(line), unfinished(line)) == ((before[0] + 1, before[1] + 1), 0)
    assert secrecy.readable(list(CANARIES.values()), places(line)) == []


def test_goes_on_when_the_server_was_killed(page: Page, line: RunningLine) -> None:
    before = stored(line)
    cut = Cut(page, 2)
    write(page, line, large(4 * MIB))
    cut.wait()
    line.stop(signal.SIGKILL)
    cut.let_go()
    expect(page.locator("peer-write [data-part=status]")).to_contain_text(GONE["en"])
    line.start()
    has_arrived(page)
    assert cut.went_once()
    assert (stored(line), unfinished(line)) == ((before[0] + 1, before[1] + 1), 0)


def test_erases_what_was_never_finished(browser: Browser, line: RunningLine) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    cut = Cut(page, 1)
    write(page, line, large(2 * MIB))
    cut.wait()
    page.context.close()
    assert pieces(line)
    for path in pieces(line):
        a_day_ago = path.stat().st_mtime - 24 * 3600
        os.utime(path, (a_day_ago, a_day_ago))
    line.stop()
    line.start()
    wait_for(lambda: not pieces(line))


def test_is_stored_once_when_the_answer_is_lost(page: Page, line: RunningLine) -> None:
    before = stored(line)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort("connectionreset")

    page.route("**/api/door/send", lose)
    write(page, line, large(2 * MIB))
    has_arrived(page)
    assert lost == [200]
    assert (stored(line), unfinished(line)) == ((before[0] + 1, before[1] + 1), 0)


def test_is_stored_once_when_send_is_pressed_again(page: Page, line: RunningLine) -> None:
    before = stored(line)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/api/door/send", lose)
    page.goto(f"{line.url}/write/?language=en")
    page.fill("textarea[name=say]", "They wrote to my employer.")
    page.click("[data-part=send]")
    expect(page.get_by_role("alert")).to_contain_text("What you wrote is still here.")
    page.unroute("**/api/door/send")
    page.click("[data-part=send]")
    has_arrived(page)
    assert stored(line) == (before[0] + 1, before[1])


def test_begins_anew_by_itself_and_takes_back_what_was_changed(page: Page, line: RunningLine) -> None:
    before = stored(line)

    def lose(route: Route) -> None:
        assert route.fetch().ok
        route.abort("connectionreset")

    page.route("**/api/door/send", lose)
    page.goto(f"{line.url}/write/?language=en")
    page.fill("textarea[name=say]", "They wrote to my employer, who is named here.")
    page.click("[data-part=send]")
    expect(page.get_by_role("alert")).to_contain_text("What you wrote is still here.")
    page.unroute("**/api/door/send")
    page.fill("textarea[name=say]", "They wrote to my employer.")
    page.locator("input[type=file]").set_input_files([large(2 * MIB)])
    expect(page.locator("ul.files-chosen li")).to_have_count(1)
    with page.expect_response("**/api/door/take-back") as taken_back:
        page.click("[data-part=send]")
    assert taken_back.value.ok
    has_arrived(page)
    assert (stored(line), unfinished(line)) == ((before[0] + 1, before[1] + 1), 0)


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_shows_how_far_it_is_to_each_reader_and_stops_by_keyboard(
    browser: Browser, line: RunningLine, language: str
) -> None:
    before = stored(line)
    page = browser.new_context(bypass_csp=True, viewport=PHONE).new_page()
    page.add_init_script(LISTEN)
    cut = Cut(page, 3)
    write(page, line, large(4 * MIB), language=language)
    cut.wait()
    expect(page.locator("peer-write [data-part=status]")).to_contain_text("50")
    assert findings(page) == []
    said = [re.sub(r"\D", "", one) for one in page.evaluate("window.said") if "%" in one or "٪" in one]
    assert said in (["0", "25", "50"], ["25", "50"])
    page.locator("peer-write [data-part=send]").focus()
    press(page, page.locator("peer-write [data-part=stop]"))
    notice = page.locator("peer-write [data-part=notice]")
    expect(notice).to_be_focused()
    expect(notice).to_have_text(STOPPED[language])
    expect(page.locator("peer-write progress")).to_be_hidden()
    wait_for(lambda: not unfinished(line))
    assert stored(line) == before
    page.unroute(PIECE)
    press(page, page.locator("peer-write [data-part=send]"))
    has_arrived(page)
    assert (stored(line), unfinished(line)) == ((before[0] + 1, before[1] + 1), 0)
    page.context.close()


def test_waits_for_a_picture_that_is_still_drawn(page: Page, line: RunningLine) -> None:
    before = stored(line)
    page.add_init_script(SLOWLY_DRAWN)
    page.goto(f"{line.url}/write/?language=en")
    page.fill("textarea[name=say]", "They wrote to my employer.")
    picture: FilePayload = {"name": "street.png", "mimeType": "image/png", "buffer": PIXEL}
    page.locator("input[type=file]").set_input_files([picture])
    page.click("[data-part=send]")
    expect(page.locator("ul.files-chosen li")).to_have_count(0)
    assert stored(line) == before
    page.evaluate("drawNow()")
    has_arrived(page)
    assert stored(line) == (before[0] + 1, before[1] + 1)


def test_waits_while_the_disk_is_full(page: Page, line: RunningLine) -> None:
    before = stored(line)
    cut = Cut(page, 1)
    write(page, line, large(3 * MIB))
    cut.wait()
    assert line.process is not None
    resource.prlimit(line.process.pid, resource.RLIMIT_FSIZE, (MIB // 2, resource.RLIM_INFINITY))
    cut.let_go()
    expect(page.locator("peer-write [data-part=status]")).to_contain_text("Still sending.")
    assert stored(line) == before
    resource.prlimit(line.process.pid, resource.RLIMIT_FSIZE, UNLIMITED)
    has_arrived(page)
    assert (stored(line), unfinished(line)) == ((before[0] + 1, before[1] + 1), 0)


def test_opens_at_the_desk_as_it_was(page: Page, browser: Browser, line: RunningLine) -> None:
    file = large(25_000_000)
    write(page, line, file)
    has_arrived(page)
    ada = signed_in(browser, line, "Ada")
    ada.locator('a[href*="/desk/c/"]').last.click()
    with ada.expect_download() as saving:
        ada.get_by_role("button", name=re.compile(CANARIES["file"])).click()
    assert saving.value.path().read_bytes() == file["buffer"]
    ada.context.close()
