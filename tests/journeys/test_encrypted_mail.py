"""Mail with OpenPGP, both programs real: a lead makes the key, GnuPG writes, a browser opens.

One line runs for all of it; the tests are chapters, in order.
"""

from __future__ import annotations

import re
import smtplib
import urllib.request
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from peerline.line.web_key import name_of
from tests.journeys.gpg import Gpg, inside, writer
from tests.journeys.hands import signed_in, take
from tests.journeys.running import ADDRESS, PATIENCE_SECONDS, RunningLine, wait_for

SUBJECT, TEXT = "Тихо, 静かに", "They know my street.\n\nПривет, 助けて\n"
ANSWER = "Du bist nicht allein: 静かに. I have read it."
FILE: FilePayload = {"name": "house plan.BIN", "mimeType": "application/x-plan", "buffer": bytes(range(256)) * 9}
DIRECT = f"/.well-known/openpgpkey/hu/{name_of('hello')}"


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def sol(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Sol")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def wren() -> Iterator[Gpg]:
    with writer("wren@writer.example") as gpg:
        yield gpg


def got(line: RunningLine, path: str) -> bytes:
    with urllib.request.urlopen(line.url + path) as answer:
        data: bytes = answer.read()
        return data


def write(line: RunningLine, mail: EmailMessage | bytes, sender: str = "wren@writer.example") -> None:
    with smtplib.SMTP("127.0.0.1", line.smtp, timeout=PATIENCE_SECONDS) as client:
        client.sendmail(sender, [ADDRESS], bytes(mail))


def newest(page: Page, line: RunningLine) -> Page:
    """Open the conversation that stands last among those nobody has taken."""
    page.goto(f"{line.url}/desk/")
    page.locator('[aria-labelledby="in-waiting"] a[href*="/desk/c/"]').last.click()
    expect(page.locator('[data-part="status"]').first).to_contain_text("Opened")
    return page


def test_a_lead_makes_the_key(line: RunningLine, sol: Page) -> None:
    with pytest.raises(HTTPError):
        got(line, DIRECT)
    sol.get_by_role("link", name="Encrypted mail").click()
    sol.get_by_role("button", name="Make the line’s key").click()
    expect(sol.get_by_role("heading", level=1)).to_contain_text("Encrypted mail can be written")
    fingerprint = sol.locator('[data-part="fingerprint"]').inner_text()
    sol.get_by_role("link", name="The page for those who write").click()
    expect(sol.locator('[data-part="fingerprint"]')).to_have_text(fingerprint)


def test_gnupg_finds_and_takes_it(line: RunningLine, wren: Gpg) -> None:
    certificate = got(line, DIRECT)
    assert certificate == got(line, DIRECT.replace("/hu/", "/lantern.example/hu/"))
    assert got(line, "/.well-known/openpgpkey/policy") == b""
    for other in (DIRECT.replace("/hu/", "/other.example/hu/"), DIRECT[:-1]):
        with pytest.raises(HTTPError):
            got(line, other)
    rows = [row.split(":") for row in wren.take(certificate).splitlines()]
    assert [row[11] for row in rows if row[0] == "sub"] == ["e", "s"]
    assert wren.take(got(line, "/key/public.asc")).count("sub:") == 2


def test_a_signed_mail_is_opened_with_its_own_subject(line: RunningLine, ada: Page, wren: Gpg) -> None:
    write(line, wren.pgp_mime(wren.signed(inside(SUBJECT, TEXT, file=("straße.bin", b"attached")))))
    newest(ada, line)
    expect(ada.locator("main")).to_contain_text("They know my street.")
    expect(ada.locator("main")).to_contain_text("助けて")
    expect(ada.get_by_role("heading", level=1)).to_contain_text(SUBJECT)
    expect(ada.locator("main")).to_contain_text("signed with the key that came with the first mail")
    with ada.expect_download() as saving:
        ada.get_by_role("button", name="straße.bin").click()
    assert saving.value.path().read_bytes() == b"attached"


def test_the_next_time_needs_no_key_of_the_line(line: RunningLine, ada: Page) -> None:
    asked: list[str] = []
    ada.on("request", lambda request: asked.append(request.url))
    ada.reload()
    expect(ada.locator("main")).to_contain_text("They know my street.")
    assert any(url.endswith("pgp-worker.js") for url in asked)
    assert not any(url.endswith("/api/mail-key") for url in asked)


def test_the_receipt_carries_the_key(line: RunningLine, wren: Gpg) -> None:
    wait_for(lambda: bool(line.catcher.to(wren.address)))
    receipt = line.catcher.to(wren.address)[0]
    assert f"addr={receipt['From'].addresses[0].addr_spec};" in str(receipt["Autocrypt"])


def test_the_answer_leaves_encrypted_and_signed(line: RunningLine, ada: Page, wren: Gpg) -> None:
    take(ada)
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted")
    ada.get_by_role("textbox", name="Your answer").fill(ANSWER)
    # The link to the web page stands inside the ciphertext, and nowhere else.
    ada.get_by_text("Add to the answer").click()
    ada.get_by_role("button", name="Offer the web page").click()
    expect(ada.locator("peer-door-link [data-part=offered]")).to_contain_text("The link opens once")
    ada.get_by_label("Attach files").set_input_files([FILE])
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator("main")).to_contain_text("Take it back")
    wait_for(lambda: len(line.catcher.to(wren.address)) == 2)
    sent = line.catcher.to(wren.address)[1]
    assert (sent["Subject"], sent["From"].addresses[0].addr_spec) == ("[...]", ADDRESS)
    assert str(sent["References"]) == str(sent["In-Reply-To"])
    for word in (ANSWER, "file-1", "Your message", SUBJECT, "/write/", "#go"):
        assert word not in sent.as_string()


def test_gnupg_reads_the_answer_and_knows_the_line_signed_it(line: RunningLine, wren: Gpg) -> None:
    sent = line.catcher.to(wren.address)[1]
    read, state = wren.decrypted(str(list(sent.iter_parts())[1].get_payload()).encode())
    assert f"[GNUPG:] GOODSIG {wren.signing_key_id()}" in state
    assert "[GNUPG:] DECRYPTION_OKAY" in state
    inner = message_from_bytes(read, policy=SMTP)
    assert inner["Content-Type"].params["hp"] == "cipher"
    for name in ("From", "Date"):
        assert str(inner[name]) == str(sent[name])
        assert f"{name}: {sent[name]}" in inner.get_all("HP-Outer", [])
    assert (inner["To"].addresses[0].addr_spec, inner["Subject"]) == (wren.address, "Your message")
    text, file = inner.iter_parts()
    assert text.get_content().startswith(ANSWER)
    assert re.search(r"/write/\?language=[a-z]{2}#go\.[a-z2-7]{26}$", text.get_content().strip())
    assert file.get_content() == FILE["buffer"]


def test_what_is_answered_to_that_joins(line: RunningLine, ada: Page, wren: Gpg) -> None:
    sent = line.catcher.to(wren.address)[1]
    back = wren.pgp_mime(wren.signed(inside("Re: Your message", "Thank you. It helps to be heard.")))
    back["In-Reply-To"] = str(sent["Message-ID"])
    write(line, back)
    ada.reload()
    expect(ada.locator("main")).to_contain_text("It helps to be heard.")


def test_without_a_key_of_theirs_nothing_is_sent(line: RunningLine, ada: Page, wren: Gpg) -> None:
    mail = wren.pgp_mime(wren.signed(inside(SUBJECT, TEXT)))
    del mail["Autocrypt"]
    write(line, mail)
    newest(ada, line)
    take(ada)
    ada.get_by_role("textbox", name="Your answer").fill(ANSWER)
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator('[data-part="notice"]').last).to_contain_text("never sent unencrypted")
    expect(ada.get_by_role("textbox", name="Your answer")).to_have_value(ANSWER)


def mangled(gpg: Gpg) -> bytes:
    """As some servers pass it on: mixed, with an empty text before it."""
    mail = bytes(gpg.pgp_mime(gpg.signed(inside(SUBJECT, TEXT))))
    mail = mail.replace(b'multipart/encrypted; protocol="application/pgp-encrypted"', b"multipart/mixed")
    head, boundary, rest = mail.partition(b"\r\n\r\n--")
    return head + boundary + rest.partition(b"\r\n")[0] + b"\r\nContent-Type: text/plain\r\n\r\n\r\n--" + rest


def inline(gpg: Gpg, text: str) -> EmailMessage:
    mail = gpg.outside(SUBJECT)
    mail.set_content(text, charset="utf-8")
    return mail


CASES: dict[str, tuple[Callable[[Gpg], EmailMessage | bytes], str]] = {
    "unsigned": (lambda gpg: gpg.pgp_mime(gpg.encrypted(inside(SUBJECT, TEXT, style="new"))), "but not signed"),
    "hidden": (lambda gpg: gpg.pgp_mime(gpg.encrypted(inside(SUBJECT, TEXT), "--throw-keyids")), "but not signed"),
    "mixed": (mangled, "signed with the key"),
    "inline": (lambda gpg: inline(gpg, gpg.signed(TEXT.encode()).decode()), "signed with the key"),
    "around": (lambda gpg: inline(gpg, "Mallory added this.\n" + gpg.signed(TEXT.encode()).decode()), "stands around"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", ["ed25519", "rsa2048"])
def test_opens_what_gnupg_writes(line: RunningLine, ada: Page, *, case: str, kind: str) -> None:
    make, state = CASES[case]
    with writer(f"{case}-{kind}@writer.example", kind) as gpg:
        gpg.take(got(line, DIRECT))
        write(line, make(gpg), gpg.address)
    newest(ada, line)
    expect(ada.locator(".said").first).to_contain_text("They know my street.")
    expect(ada.locator(".said").first).not_to_contain_text("Mallory")
    expect(ada.locator("main")).to_contain_text(state)


def test_says_plainly_what_does_not_open(line: RunningLine, ada: Page, wren: Gpg) -> None:
    armored = wren.encrypted(inside(SUBJECT, TEXT))
    at = armored.index(b"\n", len(armored) // 2) + 1  # where a row begins: never its end, which says nothing
    changed = armored[:at] + (b"A" if armored[at : at + 1] != b"A" else b"B") + armored[at + 1 :]
    own = wren.encrypted(inside(SUBJECT, TEXT), to=wren.address)
    for data, words in ((changed, "damaged"), (own, "a key that you do not have")):
        write(line, wren.pgp_mime(data))
        newest(ada, line)
        expect(ada.locator(".said").first).to_contain_text(words)
        expect(ada.locator("main")).not_to_contain_text("They know my street.")


def test_new_subkeys_leave_older_mail_readable(line: RunningLine, ada: Page, *, sol: Page, wren: Gpg) -> None:
    write(line, wren.pgp_mime(wren.signed(inside("Before", TEXT))))
    sol.goto(f"{line.url}/encrypted-mail/")
    sol.locator("summary").click()
    sol.get_by_role("button", name="Renew the key").click()
    expect(sol.locator('[data-part="done"]')).to_be_visible()
    newest(ada, line)
    expect(ada.locator(".said").first).to_contain_text("They know my street.")
    listed = wren.take(got(line, DIRECT))
    assert [row.split(":")[1] for row in listed.splitlines() if row.startswith("sub:")].count("r") == 2
    write(line, wren.pgp_mime(wren.signed(inside("After", TEXT))))
    newest(ada, line)
    expect(ada.get_by_role("heading", level=1)).to_contain_text("After")


def test_names_inside_are_covered_until_asked(line: RunningLine, ada: Page, wren: Gpg) -> None:
    text = f"{TEXT}Write to {wren.address}.\n"
    write(line, wren.pgp_mime(wren.signed(inside("Covered", text, file=(f"{wren.address}.bin", b"attached")))))
    newest(ada, line)
    said, file = ada.locator(".said").first, ada.locator('[data-part="tools"]').first
    expect(said).to_contain_text("Write to address hidden")
    expect(file).to_contain_text("[name hidden].bin")
    expect(ada.locator("peer-letter").first).not_to_contain_text(wren.address)
    file.get_by_role("button", name="address hidden").click()
    expect(said).to_contain_text(f"Write to {wren.address}.")
    with ada.expect_download() as saving:
        file.get_by_role("button", name=f"{wren.address}.bin").click()
    assert saving.value.path().read_bytes() == b"attached"


def test_a_revoked_key_is_taken_by_gnupg_as_revoked(line: RunningLine, sol: Page, wren: Gpg) -> None:
    sol.goto(f"{line.url}/encrypted-mail/")
    sol.locator("summary").click()
    sol.get_by_role("button", name="Revoke the key").click()
    expect(sol.get_by_role("heading", level=1)).to_contain_text("Nobody can write encrypted mail")
    assert "\npub:r:" in wren.take(got(line, DIRECT))
