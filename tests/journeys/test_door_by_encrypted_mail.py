"""Written at the door, answered by mail that is encrypted to the key given there. GnuPG is the seeker's program.

One line runs for all of it; the tests are chapters, in order.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import SMTP
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from peerline import seal
from tests.journeys import secrecy
from tests.journeys.gpg import Gpg, inside, writer
from tests.journeys.hands import make_the_mail_key, press, reach, signed_in, take
from tests.journeys.running import RunningLine, running_line, wait_for
from tests.journeys.story import hurry, ref_of
from tests.journeys.test_door import PHONE, come_back, places, words_of
from tests.journeys.test_door_by_mail import write
from tests.journeys.test_encrypted_mail import DIRECT, got
from tests.journeys.test_every_page import findings
from tests.journeys.thief import Thief

CANARIES = {name: secrecy.canary() for name in ("text", "address", "answer", "again", "later")}
WREN = f"{CANARIES['address']}@writer.example"
KEY_FIELD = "Encrypt it with my OpenPGP key"


@pytest.fixture(scope="module")
def line(browser: Browser) -> Iterator[RunningLine]:
    with running_line() as running:
        make_the_mail_key(browser, running)
        yield running


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def gpg(line: RunningLine) -> Iterator[Gpg]:
    with writer(WREN) as made:
        made.take(got(line, DIRECT))
        yield made


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What one chapter leaves for the next."""
    return {"posted": []}


@pytest.fixture
def wren(browser: Browser, line: RunningLine, told: dict[str, Any]) -> Iterator[Page]:
    page = browser.new_context(viewport=PHONE).new_page()
    page.on("request", lambda request: told["posted"].append((request.url, request.post_data or "")))
    page.goto(f"{line.url}/write/")
    yield page
    assert page.context.cookies() == []
    page.context.close()


def spelled(gpg: Gpg) -> str:
    """The fingerprint as the page writes it."""
    rows = gpg.run("--list-keys", "--with-colons", gpg.address).decode().splitlines()
    fingerprint = next(row.split(":")[9] for row in rows if row.startswith("fpr"))
    return " ".join(fingerprint[at : at + 4] for at in range(0, 40, 4))


def armored(gpg: Gpg) -> str:
    return gpg.run("--armor", "--export", gpg.address).decode()


def secret(gpg: Gpg) -> bytes:
    return gpg.run("--armor", "--export-secret-keys", gpg.address)


def file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pgp-keys", "buffer": data}


def read_by(gpg: Gpg, sent: Any) -> str:
    """What the seeker's program reads, signed by the line."""
    data, state = gpg.decrypted(str(list(sent.iter_parts())[1].get_payload()).encode())
    assert f"[GNUPG:] GOODSIG {gpg.signing_key_id()}" in state
    return str(message_from_bytes(data, policy=SMTP).get_content()).strip()


def answer(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your answer").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def test_refuses_a_secret_key_before_anything_leaves(wren: Page, told: dict[str, Any], gpg: Gpg) -> None:
    write(wren, f"They wait at my door. {CANARIES['text']}")
    told["words"] = words_of(wren)
    assert not any(url.endswith("pgp-worker.js") for url, _posted in told["posted"])
    wren.get_by_role("textbox", name="Mail address").fill(WREN)
    step = wren.locator("section:not([hidden])")
    step.get_by_text(KEY_FIELD).click()
    field, said = step.get_by_label("Your public key, pasted"), step.locator("peer-own-key [data-part=told]")
    field.fill(secret(gpg).decode())
    expect(said).to_contain_text("This is your secret key. It has not left this device")
    expect(field).to_have_value("")
    before = len(told["posted"])
    step.get_by_role("button", name="Send the answer there").click()
    expect(field).to_be_focused()
    for data in (secret(gpg), gpg.run("--export-secret-keys", gpg.address)):
        step.get_by_label("Choose it as a file").set_input_files([file("key.asc", data)])
        expect(said).to_contain_text("This is your secret key.")
        expect(field).to_have_value("")
    field.fill("no key")
    expect(said).to_contain_text("We cannot read exactly one public key")
    field.fill(got_key(wren))
    expect(said).to_contain_text("This is our key. We need yours.")
    step.get_by_role("button", name="Send the answer there").click()
    expect(field).to_be_focused()
    assert [url for url, posted in told["posted"][before:] if posted] == []


def got_key(page: Page) -> str:
    """The line's own."""
    return str(page.evaluate("fetch('/key/public.asc').then((answer) => answer.text())"))


def test_gives_an_address_and_a_key_by_keyboard(wren: Page, told: dict[str, Any], gpg: Gpg) -> None:
    write(wren, f"They wait at my door. {CANARIES['text']}")
    told["words"] = words_of(wren)
    step = wren.locator("section:not([hidden])")
    reach(wren, wren.get_by_role("textbox", name="Mail address"))
    wren.keyboard.type(WREN)
    press(wren, wren.locator("section:not([hidden]) summary", has_text=KEY_FIELD))
    reach(wren, step.get_by_label("Your public key, pasted"))
    wren.keyboard.insert_text(armored(gpg))
    for words in (spelled(gpg), WREN, "The answers will be encrypted to this key."):
        expect(step.locator("peer-own-key [data-part=told]")).to_contain_text(words)
    press(wren, step.get_by_role("button", name="Send the answer there"))
    expect(wren.get_by_role("heading", name="The answer comes by mail.")).to_be_focused()
    expect(wren.get_by_text("Each answer is encrypted to your key and signed with ours.")).to_be_visible()
    assert not any("PGP PUBLIC" in posted or CANARIES["text"] in posted for _url, posted in told["posted"])


def test_the_desk_says_how_answers_leave_and_shows_no_address(ada: Page) -> None:
    ada.reload()
    ada.locator('a[href*="/desk/c/"]').last.click()
    main = ada.locator("main")
    expect(main).to_contain_text(CANARIES["text"])
    expect(main).to_contain_text("Answers leave by mail, encrypted to a key that they gave on the page.")
    take(ada)
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted, to their key alone.")
    answer(ada, f"I have read it. {CANARIES['answer']}")
    expect(main).to_contain_text("It leaves in 30 seconds.")
    assert CANARIES["address"] not in ada.content()


def test_keeps_address_key_and_words_readable_nowhere(line: RunningLine) -> None:
    found = places(line)
    assert secrecy.readable(list(CANARIES.values()), found) == []
    secrets = [path.read_text().strip() for path in (line.data / "secrets").glob("*.age")]
    opened = b"".join(secrecy.opened(secrecy.carved(found), secrets))
    # Also who holds the secrets folder reads no answer to them any more.
    for name in ("address", "answer", "text"):
        assert CANARIES[name].encode() not in opened


def test_gnupg_reads_the_answer_and_knows_the_line_signed_it(line: RunningLine, told: dict[str, Any], gpg: Gpg) -> None:
    hurry(Thief(line), "encrypted")
    wait_for(lambda: bool(line.catcher.to(WREN)))
    (mail,) = line.catcher.to(WREN)
    told["sent"] = mail
    assert mail["Subject"] == "[...]"
    assert CANARIES["answer"] not in mail.as_string()
    assert read_by(gpg, mail) == f"I have read it. {CANARIES['answer']}"


def test_what_gnupg_answers_joins_and_opens_in_the_holders_browser(
    line: RunningLine, ada: Page, *, told: dict[str, Any], gpg: Gpg
) -> None:
    back = gpg.pgp_mime(gpg.signed(inside("Re: Your message", f"Thank you. {CANARIES['again']}")))
    back["In-Reply-To"] = str(told["sent"]["Message-ID"])
    line.write(back, sender=WREN)
    ada.reload()
    mine = ada.locator("peer-letter", has_text=CANARIES["again"])
    expect(mine).to_contain_text("by encrypted e-mail")
    expect(mine).to_contain_text("signed with the key that they gave on the page")
    expect(mine).not_to_contain_text("another address")
    main = ada.locator("main")
    expect(main).to_contain_text("by web, sealed in their browser")
    expect(ada.locator("peer-letter", has_text=CANARIES["answer"])).to_contain_text("leaves by encrypted e-mail")
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted")


def test_opens_for_the_words_too_and_shows_which_key(
    wren: Page, line: RunningLine, *, told: dict[str, Any], gpg: Gpg
) -> None:
    come_back(wren, line, " ".join(told["words"]))
    expect(wren.locator("article.letter", has_text=CANARIES["answer"])).to_be_visible()
    wren.get_by_text("Where the answer goes").click()
    kept = wren.locator("[data-part=kept-key]")
    expect(kept).to_contain_text("They are encrypted to your key:")
    expect(kept).to_contain_text(spelled(gpg))
    wren.get_by_role("textbox", name="Mail address").fill("other@writer.example")
    wren.get_by_role("button", name="Send the answer there").click()
    expect(wren.locator("section:not([hidden]) peer-mail [data-part=status]")).to_contain_text("Give a key with")


WORD = """SELECT m.ref FROM conversations_message m JOIN conversations_mailway w ON w.said_id = m.id
    JOIN conversations_conversation c ON c.id = m.conversation_id WHERE c.ref = ?"""


def test_a_key_that_the_server_slips_in_is_used_by_nobody(
    line: RunningLine, ada: Page, *, wren: Page, told: dict[str, Any]
) -> None:
    thief, conversation = Thief(line), ref_of(ada)
    word = thief.one(WORD, conversation)
    body = thief.body("Ada", conversation, word)
    (identity, *_older) = thief.identities("Ada", conversation).values()
    with writer("mallory@outsider.example") as mallory:
        key = base64.b64encode(mallory.public()).decode()
    for seed in (None, seal.new_signing_seed()):
        forged = thief.forged(identity, body, seed, extra={**body.extra, "pgp_key": key})
        with thief.changed("conversations_message", word, sealed=forged):
            ada.reload()
            answer(ada, "They must not read this.")
            expect(ada.locator('[data-part="notice"]').last).to_contain_text("nothing was sealed")
    forged = thief.forged(identity, body, None, extra={**body.extra, "pgp_key": key})
    with thief.changed("conversations_message", word, sealed=forged):
        come_back(wren, line, " ".join(told["words"]))
        wren.get_by_text("Where the answer goes").click()
        expect(wren.locator("[data-part=kept-key]")).to_contain_text("is not the one you gave")
    thief.rows("UPDATE conversations_mailway SET encrypted = ?", False)
    ada.reload()
    expect(ada.locator("#travels")).to_contain_text("Goes encrypted")
    thief.rows("UPDATE conversations_mailway SET encrypted = ?", True)
    assert len(line.catcher.to(WREN)) == 1


def revoked(gpg: Gpg) -> None:
    """The key that is there counts no more."""
    fingerprint = spelled(gpg).replace(" ", "")
    made = (gpg.home / "openpgp-revocs.d" / f"{fingerprint}.rev").read_text()
    gpg.run("--import", data=made.replace(":-----BEGIN", "-----BEGIN").encode())


def test_once_the_key_has_ended_the_answer_waits_at_the_door(
    line: RunningLine, ada: Page, *, told: dict[str, Any], gpg: Gpg
) -> None:
    back = gpg.pgp_mime(gpg.signed(inside("Re: Your message", "I have lost my old computer.")))
    revoked(gpg)
    del back["Autocrypt"]
    back["Autocrypt"] = gpg.outside()["Autocrypt"]
    back["In-Reply-To"] = str(told["sent"]["Message-ID"])
    line.write(back, sender=WREN)
    ada.reload()
    expect(ada.get_by_role("heading", name="The key that they gave has ended")).to_be_visible()
    expect(ada.locator("peer-writers-key")).to_contain_text("Its owner has revoked it.")
    expect(ada.locator("#travels")).to_contain_text("it waits on their page, and no mail leaves")
    answer(ada, f"We can talk here. {CANARIES['later']}")
    expect(ada.locator("main")).to_contain_text("It waits on the seeker’s page now.")
    assert len(line.catcher.to(WREN)) == 1


def test_gives_a_new_key_behind_the_words(line: RunningLine, ada: Page, *, wren: Page, told: dict[str, Any]) -> None:
    come_back(wren, line, " ".join(told["words"]))
    expect(wren.locator("article.letter", has_text=CANARIES["later"])).to_be_visible()
    wren.get_by_text("Where the answer goes").click()
    step = wren.locator("section:not([hidden])")
    wren.get_by_role("textbox", name="Mail address").fill(WREN)
    step.get_by_text(KEY_FIELD).click()
    with writer(WREN) as newer:
        newer.take(got(line, DIRECT))
        step.get_by_label("Choose it as a file").set_input_files([file("key.gpg", newer.public())])
        expect(step.locator("peer-own-key [data-part=told]")).to_contain_text(spelled(newer))
        step.get_by_role("button", name="Send the answer there").click()
        expect(wren.get_by_role("heading", name="The answer comes by mail.")).to_be_visible()
        ada.reload()
        expect(ada.locator("#travels")).to_contain_text("Goes encrypted")
        answer(ada, "This one is for the new key.")
        expect(ada.locator("main")).to_contain_text("It leaves in 30 seconds.")
        hurry(Thief(line), "encrypted")
        wait_for(lambda: len(line.catcher.to(WREN)) == 2)
        assert read_by(newer, line.catcher.to(WREN)[1]) == "This one is for the new key."


def test_without_mail_the_key_is_gone_too(line: RunningLine, ada: Page, *, wren: Page, told: dict[str, Any]) -> None:
    come_back(wren, line, " ".join(told["words"]))
    wren.get_by_text("Where the answer goes").click()
    expect(wren.locator("[data-part=kept-key]")).to_contain_text("They are encrypted to your key:")
    wren.get_by_role("button", name="No more mail: only here").click()
    expect(wren.get_by_text("Answers go to the mail address that you gave")).to_be_hidden()
    ada.reload()
    expect(ada.locator("#travels")).to_contain_text("Goes to the seeker’s page")


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_fits_each_screen_and_reader(browser: Browser, line: RunningLine, *, gpg: Gpg, language: str) -> None:
    page = browser.new_context(bypass_csp=True, viewport=PHONE).new_page()  # only so that axe can be put into the page
    page.goto(f"{line.url}/write/?language={language}")
    page.locator("#say").fill("…")
    page.locator("peer-write [data-part=send]").click()
    words_of(page)
    step = page.locator("section:not([hidden])")
    step.locator("[data-part=more] > summary").click()
    field, said = step.locator("peer-own-key [data-part=text]"), step.locator("peer-own-key [data-part=told]")
    field.fill(secret(gpg).decode())
    expect(field).to_have_value("")
    assert findings(page) == []
    with writer(f"{language}@writer.example") as theirs:
        field.fill(armored(theirs))
        expect(said).to_contain_text(spelled(theirs))
    assert findings(page) == []
    step.locator("[data-part=address]").first.fill(f"{language}@writer.example")
    step.locator("[data-part=send]").first.click()
    expect(page.locator("[data-part=mailed-key]")).to_be_visible()
    assert findings(page) == []
    page.context.close()
