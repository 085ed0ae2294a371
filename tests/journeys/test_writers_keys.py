"""Whose key an answer is encrypted to: one that came as a file, inside a mail or changed, and that a holder confirmed.

One line runs for all of it; the tests are chapters, in order. GnuPG is the writer's program.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.gpg import Gpg, inside, writer
from tests.journeys.hands import at_the_desk, make_the_mail_key, take
from tests.journeys.neomutt import NeoMutt
from tests.journeys.running import RunningLine, running_line, wait_for
from tests.journeys.test_encrypted_mail import DIRECT, got, newest, write
from tests.journeys.test_every_page import findings, open_parts

TEXT = "They know my street.\n"
WREN, CLEAR, MUTT = "wren@writer.example", "clear@writer.example", "mutt@writer.example"


@pytest.fixture(scope="module")
def line(browser: Browser) -> Iterator[RunningLine]:
    with running_line() as running:
        make_the_mail_key(browser, running)
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = at_the_desk(browser, line, "Ada", bypass_csp=True)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def wren(line: RunningLine) -> Iterator[Gpg]:
    with writer(WREN) as gpg:
        gpg.take(got(line, DIRECT))
        yield gpg


@pytest.fixture(scope="module")
def again(line: RunningLine) -> Iterator[Gpg]:
    """Wren with a new key."""
    with writer(WREN) as gpg:
        gpg.take(got(line, DIRECT))
        yield gpg


def encrypted(gpg: Gpg, *, subject: str = "Quiet", file: tuple[str, bytes] | None = None) -> EmailMessage:
    """A signed and encrypted mail of a program that knows no Autocrypt."""
    mail = gpg.pgp_mime(gpg.signed(inside(subject, TEXT, file=file)))
    del mail["Autocrypt"]
    return mail


def with_key(gpg: Gpg, to: EmailMessage) -> EmailMessage:
    """An ordinary answer with the public key as a file."""
    mail = gpg.outside("Re: [...]")
    del mail["Autocrypt"]
    mail["In-Reply-To"] = str(to["Message-ID"])
    mail.set_content("Here it is.\n")
    key = gpg.run("--armor", "--export", WREN)
    mail.add_attachment(key, maintype="application", subtype="pgp-keys", filename="OpenPGP_0x1234.asc")
    return mail


def spelled(gpg: Gpg) -> str:
    """The fingerprint as the page writes it."""
    rows = gpg.run("--list-keys", "--with-colons", WREN).decode().splitlines()
    fingerprint = next(row.split(":")[9] for row in rows if row.startswith("fpr"))
    return " ".join(fingerprint[at : at + 4] for at in range(0, 40, 4))


def answer(page: Page, text: str) -> None:
    """Answer on this page; it leaves half a minute later."""
    page.get_by_role("textbox", name="Your answer").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main")).to_contain_text("It leaves in 30 seconds.")


def read_by(gpg: Gpg, mail: EmailMessage) -> str:
    """What the writer's program reads, signed by the line."""
    data, state = gpg.decrypted(str(list(mail.iter_parts())[1].get_payload()).encode())
    assert f"[GNUPG:] GOODSIG {gpg.signing_key_id()}" in state
    return str(message_from_bytes(data, policy=SMTP).get_content()).strip()


def test_without_a_key_the_receipt_asks_for_it_and_the_desk_says_so(line: RunningLine, ada: Page, wren: Gpg) -> None:
    write(line, encrypted(wren))
    wait_for(lambda: bool(line.catcher.to(WREN)))
    receipt = line.catcher.to(WREN)[0]
    assert "we need your public key" in " ".join(receipt.get_content().split())
    assert receipt["Subject"] == "[...]"
    newest(ada, line)
    take(ada)
    expect(ada.locator("#travels")).to_contain_text("cannot be sent")
    expect(ada.get_by_role("heading", name="There is no key of theirs yet")).to_be_visible()
    expect(ada.locator("peer-writers-key")).to_contain_text("Send us your public key as a file")
    assert findings(ada) == []


def test_a_key_that_came_as_a_file_is_asked_about_and_used(line: RunningLine, ada: Page, wren: Gpg) -> None:
    write(line, with_key(wren, line.catcher.to(WREN)[0]))
    ada.reload()
    asked = ada.locator("peer-writers-key")
    expect(asked.get_by_role("heading", name="Is this their key?")).to_be_visible()
    for words in (spelled(wren), WREN, "came with a mail of", "does not end"):
        expect(asked).to_contain_text(words)
    open_parts(ada)
    assert findings(ada) == []
    asked.get_by_role("button", name="Use this key").click()
    expect(ada.locator("main")).to_contain_text("Answers are encrypted to that key from now on.")
    expect(ada.locator("main")).to_contain_text("confirmed which key is the writer’s")
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted")
    expect(asked).to_be_hidden()
    expect(ada.locator("main")).to_contain_text("signed with a key that was confirmed here")
    answer(ada, "I have read it.")


def test_another_key_takes_no_place_by_itself(line: RunningLine, ada: Page, *, wren: Gpg, again: Gpg) -> None:
    to = line.catcher.to(WREN)[0]
    mail = encrypted(again, file=("key.asc", again.run("--armor", "--export", WREN)))
    mail["In-Reply-To"] = str(to["Message-ID"])
    write(line, mail)
    ada.reload()
    asked = ada.locator("peer-writers-key")
    expect(asked.get_by_role("heading", name="There is another key now")).to_be_visible()
    for words in (spelled(wren), "This one is in use.", spelled(again), "inside an encrypted mail"):
        expect(asked).to_contain_text(words)
    assert findings(ada) == []
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted")
    asked.get_by_role("button", name="Use this key").click()
    expect(ada.locator("main")).to_contain_text("Answers are encrypted to that key from now on.")
    expect(asked).to_be_hidden()
    answer(ada, "To your new key.")
    expect(ada.get_by_text("signed with a key that was confirmed here")).to_have_count(2)


def test_a_lead_sees_the_same_right_to_left_and_can_keep_the_old_key(
    line: RunningLine, browser: Browser, *, wren: Gpg, ada: Page
) -> None:
    to = line.catcher.to(WREN)[0]
    with writer(WREN) as third:
        third.take(got(line, DIRECT))
        mail = encrypted(third, file=("key.asc", third.run("--armor", "--export", WREN)))
    mail["In-Reply-To"] = str(to["Message-ID"])
    write(line, mail)
    page = at_the_desk(browser, line, "Noor", bypass_csp=True)
    page.goto(ada.url)
    expect(page.locator("peer-writers-key h2")).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    open_parts(page)
    assert findings(page) == []
    page.locator('button[data-act="keep"]').click()
    expect(page.locator('[data-part="done"]')).to_be_visible()
    expect(page.locator("#travels")).to_contain_text("مُعمّى")
    expect(page.locator("peer-writers-key")).to_be_hidden()
    page.context.close()


def test_who_began_in_the_clear_is_told_how_it_goes_by_what_they_wrote_last(line: RunningLine, ada: Page) -> None:
    with writer(CLEAR) as gpg:
        gpg.take(got(line, DIRECT))
        mail = gpg.outside("In the clear")
        del mail["Autocrypt"]
        mail.set_content("I write from another program today.\n")
        write(line, mail, CLEAR)
        newest(ada, line)
        take(ada)
        expect(ada.locator("#travels")).to_contain_text("Goes as ordinary mail")
        expect(ada.locator("peer-writers-key")).to_be_hidden()
        wait_for(lambda: bool(line.catcher.to(CLEAR)))
        back = encrypted(gpg, file=("key.asc", gpg.run("--armor", "--export", CLEAR)))
        back["In-Reply-To"] = str(line.catcher.to(CLEAR)[0]["Message-ID"])
        write(line, back, CLEAR)
        ada.reload()
        expect(ada.locator("#travels")).to_contain_text("cannot be sent")
        ada.get_by_role("button", name="Use this key").click()
        expect(ada.locator("#travels")).to_contain_text("Goes encrypted")
        answer(ada, "Encrypted from here on.")
        wait_for(lambda: len(line.catcher.to(CLEAR)) == 2)
        assert read_by(gpg, line.catcher.to(CLEAR)[1]) == "Encrypted from here on."


def test_neomutt_writes_reads_and_answers(line: RunningLine, ada: Page) -> None:
    with writer(MUTT) as gpg:
        gpg.take(got(line, DIRECT))
        program = NeoMutt(gpg, line.smtp)
        program.write("Quiet, тихо", TEXT + "静かに\n", key=True)
        newest(ada, line)
        expect(ada.get_by_role("heading", level=1)).to_contain_text("Quiet, тихо")
        expect(ada.locator(".said").first).to_contain_text("静かに")
        expect(ada.get_by_role("button", name="key.asc")).to_have_count(0)
        take(ada)
        expect(ada.locator("peer-writers-key")).to_contain_text("inside an encrypted mail")
        ada.get_by_role("button", name="Use this key").click()
        expect(ada.locator("main")).to_contain_text("signed with a key that was confirmed here")
        answer(ada, "Du bist nicht allein: 静かに.")
        wait_for(lambda: len(line.catcher.to(MUTT)) == 2)
        sent = line.catcher.to(MUTT)[1]
        shown = program.read(sent)
        for words in ("Subject: Your message", "Good signature from", "Du bist nicht allein: 静かに."):
            assert words in shown, shown
        program.answer(sent, "It helps to be heard.\n")
    ada.reload()
    expect(ada.locator("main")).to_contain_text("It helps to be heard.")


def test_each_answer_opens_with_the_key_that_was_confirmed_then(line: RunningLine, *, wren: Gpg, again: Gpg) -> None:
    wait_for(lambda: len(line.catcher.to(WREN)) == 3)
    _, first, second = line.catcher.to(WREN)
    assert [read_by(wren, first), read_by(again, second)] == ["I have read it.", "To your new key."]
