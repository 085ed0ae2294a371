"""Files on an answer: attached, removed, kept, taken back, seen by a second person; and an address that is retired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.journeys.hands import signed_in, take
from tests.journeys.running import ADDRESS, RunningLine, running_line, wait_for
from tests.journeys.story import hurry
from tests.journeys.thief import Thief

WREN = "wren@writer.example"
# Files are read as slowly as somebody says.
SLOW = """() => {
  const read = Blob.prototype.arrayBuffer;
  const now = new Promise((go) => { window.readNow = go; });
  Blob.prototype.arrayBuffer = async function () { await now; return read.call(this); };
}"""
PLAN: FilePayload = {"name": "Plan of Ada.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 " + b"p" * 50_000}
FILM: FilePayload = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": bytes(9_000_000)}
NOTES: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"three numbers"}


@pytest.fixture(scope="module")
def line() -> Iterator[RunningLine]:
    with running_line() as running:
        _write(running)
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    page.locator('a[href*="/desk/c/"]').first.click()
    take(page)
    yield page
    page.context.close()


def test_attaches_removes_and_keeps_over_a_lock(line: RunningLine, ada: Page) -> None:
    ada.get_by_label("Attach files").set_input_files([PLAN, NOTES])
    files = ada.locator("peer-files li")
    expect(files).to_have_count(2)
    expect(files.first).to_contain_text("Plan of Ada.pdf · application/pdf · 50 kB")
    ada.get_by_role("button", name="Remove notes.txt").click()
    expect(files).to_have_count(1)
    ada.get_by_label("Attach files").set_input_files([FILM])
    # At once, while it is read and sealed.
    ada.get_by_role("button", name="Lock").click()
    ada.wait_for_url(re.compile("/unlock/"))
    ada.get_by_label("Your seven words").fill(" ".join(line.codes["Ada"]))
    ada.get_by_role("button", name="Unlock", exact=True).click()
    ada.wait_for_url(re.compile("/desk/c/"))
    expect(files).to_have_count(2)
    expect(files.first).to_contain_text("Plan of Ada.pdf")
    ada.get_by_role("button", name="Remove film.mp4").click()
    expect(files).to_have_count(1)


def test_takes_no_more_than_ten_megabytes(ada: Page) -> None:
    large: FilePayload = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": bytes(9_960_000)}
    ada.get_by_label("Attach files").set_input_files([large])
    expect(ada.locator("peer-files [role=status]")).to_contain_text("10 MB")
    expect(ada.locator("peer-files li")).to_have_count(1)


def test_gives_the_files_back_when_an_answer_is_taken_back(ada: Page) -> None:
    ada.get_by_role("textbox", name="Your answer").fill("Here is the plan.")
    ada.get_by_role("button", name="Send", exact=True).click()
    ada.get_by_role("button", name="Take it back").click()
    expect(ada.get_by_text("its text stands in your answer again")).to_be_visible()
    expect(ada.locator("peer-files li")).to_contain_text("Plan of Ada.pdf")


def test_brings_back_the_files_of_a_draft_that_was_given_back(line: RunningLine, ada: Page, browser: Browser) -> None:
    ada.get_by_role("button", name="Ask for a second opinion").click()
    expect(ada.get_by_text("A lead reads it before it leaves.")).to_be_visible()
    expect(ada.locator("peer-files li")).to_have_count(0)
    sol = signed_in(browser, line, "Sol")
    sol.goto(f"{line.url}/desk/review/")
    sol.get_by_role("link", name="A draft by Ada").click()
    expect(sol.locator("peer-files li")).to_have_count(1)
    sol.get_by_role("button", name="Give it back").click()
    expect(sol.get_by_text("Given back.")).to_be_visible()
    sol.context.close()
    ada.reload()
    ada.get_by_role("button", name="Write on with it").click()
    expect(ada.locator("peer-files li")).to_contain_text("Plan of Ada.pdf")
    expect(ada.get_by_role("textbox", name="Your answer")).to_have_value("Here is the plan.")


def test_a_second_person_sees_them_and_lets_them_leave(line: RunningLine, ada: Page, browser: Browser) -> None:
    ada.get_by_role("button", name="Ask for a second opinion").click()
    expect(ada.get_by_text("A lead reads it before it leaves.")).to_be_visible()
    sol = signed_in(browser, line, "Sol")
    sol.goto(f"{line.url}/desk/review/")
    sol.get_by_role("link", name="A draft by Ada").click()
    expect(sol.locator("peer-files li")).to_contain_text("Plan of Ada.pdf · application/pdf · 50 kB")
    sol.get_by_label("They leave under neutral names").uncheck(force=True)
    sol.get_by_label("Attach files").set_input_files([NOTES])
    expect(sol.locator("peer-files li")).to_have_count(2)
    sol.get_by_role("button", name="Approve and send").click()
    expect(sol.get_by_text("Approved. It leaves in 30 seconds.")).to_be_visible()
    ada.reload()
    letter = ada.locator("peer-letter").filter(has_text="2 attachments")
    expect(letter.get_by_role("button", name=re.compile("^Save"))).to_have_count(2)
    sol.context.close()
    wait_for(lambda: bool(_answers(line)))
    (answer,) = _answers(line)
    files = {part.get_filename(): part.get_payload(decode=True) for part in answer.iter_attachments()}
    assert files == {"Plan of Ada.pdf": PLAN["buffer"], "notes.txt": NOTES["buffer"]}


def test_nothing_stays_behind_when_it_is_sent_or_approved_at_once(
    line: RunningLine, ada: Page, browser: Browser
) -> None:
    answer = ada.get_by_role("textbox", name="Your answer")
    answer.fill("Here is a second plan.")
    ada.evaluate(SLOW)
    ada.get_by_label("Attach files").set_input_files([PLAN])
    ada.get_by_role("button", name="Ask for a second opinion").click()
    expect(ada.get_by_role("button", name="Send", exact=True)).to_have_attribute("aria-disabled", "true")
    expect(ada.locator("peer-files li")).to_have_count(0)
    ada.evaluate("readNow()")
    expect(ada.get_by_text("A lead reads it before it leaves.")).to_be_visible()
    sol = signed_in(browser, line, "Sol")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    sol.route("**/api/attachments/**", hold)
    sol.goto(f"{line.url}/desk/review/")
    sol.get_by_role("link", name="A draft by Ada").click()
    expect(sol.locator("#final")).to_have_value("Here is a second plan.")
    approve = sol.get_by_role("button", name="Approve and send")
    approve.click()
    expect(approve).to_have_attribute("aria-disabled", "true")
    for route in held:
        route.continue_()
    expect(sol.get_by_text("Approved. It leaves in 30 seconds.")).to_be_visible()
    sol.context.close()
    hurry(Thief(line))
    wait_for(lambda: len(_answers(line)) == 2)
    (file,) = _answers(line)[1].iter_attachments()
    assert file.get_payload(decode=True) == PLAN["buffer"]


def test_retires_the_address_that_others_know(line: RunningLine, ada: Page) -> None:
    address = str(_answers(line)[0]["From"].addresses[0].addr_spec)
    ada.get_by_text("Retire the reply address").click()
    ada.get_by_label("Why").fill("Her mother writes to it.")
    ada.get_by_role("button", name="Retire it").click()
    expect(ada.get_by_text("The old reply address joins nothing any more.")).to_be_visible()
    expect(ada.locator("peer-letter").filter(has_text="Her mother writes to it.")).to_contain_text(
        "why the reply address was retired"
    )
    _write(line, to=address, text="By the old address.")
    ada.reload()
    expect(ada.locator("main")).to_contain_text("Opened on this device")
    expect(ada.locator("main")).not_to_contain_text("By the old address.")


def _write(line: RunningLine, *, to: str = ADDRESS, text: str = "They know my street.") -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = WREN, to, "Help"
    mail["Message-ID"] = f"<{len(text)}@writer.example>"
    mail.set_content(text)
    line.write(mail, sender=WREN, to=to)


def _answers(line: RunningLine) -> list[EmailMessage]:
    return [mail for mail in line.catcher.to(WREN) if mail["Auto-Submitted"] is None]
