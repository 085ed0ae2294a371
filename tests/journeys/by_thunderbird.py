"""Thunderbird as Debian packs it writes, reads and answers, in the clear and encrypted; the desk opens and answers.

One line and one program run for all of it; the tests are chapters, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from peerline.channels.mail.tests.dovecot import dovecot
from tests.journeys.hands import make_the_mail_key, signed_in
from tests.journeys.running import ADDRESS, RunningLine, running_line, wait_for
from tests.journeys.story import hurry, reply
from tests.journeys.test_encrypted_mail import got, newest
from tests.journeys.thief import Thief
from tests.journeys.thunderbird import Thunderbird, thunderbird

WREN = "wren@writer.example"
PATIENCE_MS = 120_000
# Longer than a row: Thunderbird breaks it, and says by its format that nobody else did.
LONG = "They know my street, and the house, and the window that stands open in the evening, and wait there."
ASKED = "How do you sleep?\n\nI have read it: 静かに."
FILE: FilePayload = {"name": "house plan.BIN", "mimeType": "application/x-plan", "buffer": bytes(range(256))}


@pytest.fixture(scope="module")
def line(browser: Browser) -> Iterator[RunningLine]:
    with running_line() as running:
        make_the_mail_key(browser, running)
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    page.set_default_timeout(PATIENCE_MS)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def wren(line: RunningLine) -> Iterator[Thunderbird]:
    with dovecot() as mailbox, thunderbird(WREN, mailbox, line.smtp) as running:
        yield running


def left(line: RunningLine, number: int) -> EmailMessage:
    """What has that number among the mails that left for Wren."""
    for kind in ("reply", "encrypted"):
        hurry(Thief(line), kind)
    wait_for(lambda: len(line.catcher.to(WREN)) > number)
    return line.catcher.to(WREN)[number]


def taken(page: Page, line: RunningLine) -> None:
    """Open what stands last among the new, and take it."""
    newest(page, line)
    page.get_by_role("button", name="Take it").click()
    page.wait_for_url("**done=claimed")


def letter(page: Page, words: str) -> Locator:
    """The letter with these words, once it is opened."""
    page.reload()
    found = page.locator(".said").filter(has_text=words)
    expect(found).to_be_visible(timeout=PATIENCE_MS)
    return found


def test_an_ordinary_mail_is_read_as_it_was_written(line: RunningLine, ada: Page, wren: Thunderbird) -> None:
    wren.write("Nights", LONG, "", "From here on, тихо.")
    taken(ada, line)
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Nights", timeout=PATIENCE_MS)
    assert letter(ada, "They know").locator("p").all_inner_texts() == [LONG, "From here on, тихо."]
    reply(ada, ASKED)


def test_receipt_and_answer_stand_in_its_thread(line: RunningLine, wren: Thunderbird) -> None:
    receipt, answer = (wren.read(left(line, number)) for number in (0, 1))
    assert "your message has arrived" in receipt.text
    assert (receipt.subject, receipt.signed, receipt.in_thread) == ("Your message", "", 2)
    assert (answer.text.strip(), answer.subject, answer.in_thread) == (ASKED, "Your message", 3)


@pytest.mark.parametrize("row", ["Four hours.", "*Four hours, in bold.*"])
def test_what_it_quotes_is_folded(line: RunningLine, ada: Page, wren: Thunderbird, *, row: str) -> None:
    wren.answer(left(line, 1), row)
    found = letter(ada, row)
    assert found.locator("details").all_inner_texts() == ["What they quoted, 4 rows"]
    assert found.inner_text().replace("What they quoted, 4 rows", "").strip() == row


def test_it_takes_the_lines_key(line: RunningLine, wren: Thunderbird) -> None:
    own = wren.make_key()
    fingerprint, names = wren.take_key(got(line, "/key/public.asc").decode())
    assert names == [f"<{ADDRESS}>"]
    assert fingerprint != own


def test_who_goes_on_encrypted_is_answered_so_with_a_confirmed_key(
    line: RunningLine, ada: Page, wren: Thunderbird
) -> None:
    # Thunderbird encrypts to an address only when the key names it; what joins then is the thread.
    wren.answer(left(line, 1), "Encrypted from here on.", encrypted=True, to=ADDRESS)
    letter(ada, "Encrypted from here on.")
    ada.get_by_role("button", name="Use this key").click()
    expect(ada.locator("main")).to_contain_text("signed with a key that was confirmed here", timeout=PATIENCE_MS)
    reply(ada, "So do I.")
    answer = wren.read(left(line, 2))
    assert (answer.text.strip(), answer.encrypted, answer.signed) == ("So do I.", "encrypted-ok", "signed-verified")


def test_an_encrypted_mail_is_opened(line: RunningLine, ada: Page, wren: Thunderbird) -> None:
    wren.write("Тихо, 静かに", LONG, "", "Привет, 助けて", encrypted=True, key=True)
    taken(ada, line)
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Тихо, 静かに", timeout=PATIENCE_MS)
    assert letter(ada, "They know").locator("p").all_inner_texts() == [LONG, "Привет, 助けて"]
    expect(ada.locator("main")).to_contain_text(
        "signed with the key that came with the first mail", timeout=PATIENCE_MS
    )
    expect(ada.get_by_role("button", name="OpenPGP_0x")).to_have_count(0)
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted", timeout=PATIENCE_MS)


def test_the_answer_is_decrypted_and_its_signature_is_good(line: RunningLine, ada: Page, wren: Thunderbird) -> None:
    ada.get_by_label("Attach files").set_input_files([FILE])
    reply(ada, ASKED)
    answer = wren.read(left(line, 3))
    assert (answer.text.strip(), answer.subject, answer.in_thread) == (ASKED, "Your message", 2)
    assert (answer.encrypted, answer.signed) == ("encrypted-ok", "signed-verified")
    assert answer.files == ["file-1.bin"]


def test_its_encrypted_answer_joins_with_its_quote_folded(line: RunningLine, ada: Page, wren: Thunderbird) -> None:
    wren.answer(left(line, 3), "It helps.", encrypted=True)
    found = letter(ada, "It helps.")
    assert found.locator("details").all_inner_texts() == ["What they quoted, 4 rows"]
    assert found.inner_text().replace("What they quoted, 4 rows", "").strip() == "It helps."
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted", timeout=PATIENCE_MS)


def test_html_alone_is_read_as_text(line: RunningLine, ada: Page, wren: Thunderbird) -> None:
    wren.send_html_alone()
    # As plain text it would keep the stars.
    wren.answer(left(line, 3), "*It helps, laid out.*", encrypted=True)
    found = letter(ada, "laid out.")
    assert found.locator("details").all_inner_texts() == ["What they quoted, 4 rows"]
    assert found.inner_text().replace("What they quoted, 4 rows", "").strip() == "It helps, laid out."
