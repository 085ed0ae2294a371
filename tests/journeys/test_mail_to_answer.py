"""The main story, with nothing stood in for: a mail comes in sealed, a counselor opens it and answers, it arrives.

One line runs for all of it. The tests of this file are the chapters, in order; at the end the line's disk is searched.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from peerline import seal
from tests.journeys import secrecy
from tests.journeys.hands import IN_ENGLISH, signed_in, take
from tests.journeys.running import ADDRESS, RunningLine, wait_for

SWAKS_ID = "<first-letter@writer.example>"
CANARIES = {
    name: secrecy.canary()
    for name in ("subject", "text", "attachment", "local", "name", "answer", "note", "again", "file", "filename")
}
WREN = f"{CANARIES['local']}@writer.example"


@pytest.fixture(scope="module")
def ada(browser: Browser, line: RunningLine) -> Iterator[Page]:
    page = signed_in(browser, line, "Ada")
    yield page
    page.context.close()


def test_takes_a_letter_by_swaks(line: RunningLine, tmp_path: Path) -> None:
    attached = tmp_path / f"{CANARIES['attachment']}.txt"
    attached.write_text(f"attached {CANARIES['text']}")
    ran = subprocess.run(
        [
            "swaks", "--server", f"127.0.0.1:{line.smtp}", "--from", WREN, "--to", ADDRESS,
            "--header", f"From: {CANARIES['name']} <{WREN}>", "--header", f"Subject: {CANARIES['subject']}",
            "--header", f"Message-Id: {SWAKS_ID}", "--attach-type", "text/plain", "--attach", f"@{attached}",
            "--body", f"{IN_ENGLISH} {CANARIES['text']}",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    assert re.search(r"<\S+\s+250 2\.6\.0", ran.stdout)


def test_sends_a_receipt_that_says_nothing_at_a_glance(line: RunningLine) -> None:
    wait_for(lambda: bool(line.catcher.to(WREN)))
    receipt = line.catcher.to(WREN)[0]
    sender, _, _ = line.catcher.mails[0]
    assert sender == "<>"  # as aiosmtpd names the null sender
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert receipt["Subject"] == "Your message"
    assert receipt["In-Reply-To"] == SWAKS_ID
    assert not any(word in receipt.as_string() for word in (CANARIES["subject"], CANARIES["text"], CANARIES["name"]))


def test_opens_in_the_counselors_browser(ada: Page) -> None:
    ada.reload()
    ada.locator('a[href*="/desk/c/"]').first.click()
    expect(ada.locator("main")).to_contain_text(CANARIES["text"])
    expect(ada.get_by_role("heading", name=CANARIES["subject"]).first).to_be_visible()
    # The product never shows the address or the name to a counselor.
    assert WREN not in ada.content()
    assert CANARIES["name"] not in ada.inner_text("main")


def test_takes_it_answers_and_keeps_a_note(ada: Page) -> None:
    take(ada)
    ada.get_by_role("textbox", name="Your answer").fill(f"I have read it. {CANARIES['answer']}")
    file = {"name": f"{CANARIES['filename']}.TXT", "mimeType": "text/plain", "buffer": CANARIES["file"].encode() * 400}
    ada.get_by_label("Attach files").set_input_files([cast(FilePayload, file)])
    expect(ada.get_by_role("listitem").filter(has_text=CANARIES["filename"])).to_contain_text("text/plain")
    ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator("main")).to_contain_text("Take it back")


def test_database_and_secrets_open_only_what_waits(line: RunningLine) -> None:
    opened = b"".join(_opened_by_secrets(line))
    assert CANARIES["answer"].encode() in opened
    assert CANARIES["text"].encode() not in opened
    assert CANARIES["file"].encode() * 400 in opened
    assert CANARIES["filename"].encode() not in opened  # it leaves under a neutral name
    assert WREN.encode() not in opened  # the card inside the cargo is sealed once more


def test_the_answer_arrives_in_the_same_thread(line: RunningLine) -> None:
    wait_for(lambda: len(line.catcher.to(WREN)) == 2)
    answer = line.catcher.to(WREN)[1]
    body = answer.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == f"I have read it. {CANARIES['answer']}"
    (file,) = answer.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("file-1.txt", "text/plain")
    assert file.get_payload(decode=True) == CANARIES["file"].encode() * 400
    assert SWAKS_ID in str(answer["References"])
    assert answer["Subject"] == "Your message"
    sender = next(sender for sender, _, mail in line.catcher.mails if mail is answer)
    assert re.fullmatch(r"hello\+b-[a-z2-7]{16}@lantern\.example", sender)


def test_what_is_written_back_joins(line: RunningLine, ada: Page) -> None:
    answer = line.catcher.to(WREN)[1]
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = WREN, str(answer["From"]), "Re: Your message"
    mail["Message-ID"], mail["In-Reply-To"] = "<second@writer.example>", str(answer["Message-ID"])
    mail.set_content(f"Thank you. {CANARIES['again']}\n\nOn Tuesday Lantern wrote:\n> I have read it.\n")
    line.write(mail, sender=WREN, to=answer["From"].addresses[0].addr_spec)
    ada.reload()
    expect(ada.locator("main")).to_contain_text(CANARIES["again"])
    expect(ada.locator("main")).to_contain_text(CANARIES["answer"])


def test_nobody_else_finds_it(line: RunningLine, ada: Page, browser: Browser) -> None:
    ref = re.search(r"/c/([a-z2-7]{26})/", ada.url)[1]  # type: ignore[index]
    guessed = ref[::-1]
    for alias in ("Bo", "Kim", ""):
        page = signed_in(browser, line, alias) if alias else browser.new_context().new_page()
        for path in ("/desk/c/{}/", "/api/conversations/{}", "/api/messages/{}/sealed", "/api/attachments/{}"):
            there, nowhere = (page.request.get(line.url + path.format(one)) for one in (ref, guessed))
            assert (there.status, _steady(there.headers), there.text().replace(ref, "")) == (
                nowhere.status,
                _steady(nowhere.headers),
                nowhere.text().replace(guessed, ""),
            )
        page.context.close()


def _steady(headers: dict[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in headers.items()
        if name not in {"date", "expires", "content-length", "set-cookie"}
    }


def test_nothing_readable_lies_on_the_disk(line: RunningLine) -> None:
    places = secrecy.on_disk(line.folder)
    places |= secrecy.dump(line.environment["PEERLINE_DATABASE_URL"], line.data)
    assert secrecy.readable(list(CANARIES.values()), places) == []
    # The search finds what is there: the line's own name.
    assert secrecy.readable(["lantern"], places) != []


def test_database_and_secrets_together_open_nothing_that_was_said(line: RunningLine) -> None:
    wait_for(lambda: _opened_by_secrets(line) == [])


def _opened_by_secrets(line: RunningLine) -> list[bytes]:
    places = secrecy.on_disk(line.folder)
    places |= secrecy.dump(line.environment["PEERLINE_DATABASE_URL"], line.data)
    files = secrecy.carved(places)
    secrets = [path.read_text() for path in (line.data / "secrets").rglob("*.age")]
    assert len(files) > 5
    assert len(secrets) >= 2
    return secrecy.opened(files, secrets)


def test_an_export_opens_with_the_age_command_and_the_members_words(line: RunningLine, tmp_path: Path) -> None:
    line.command("export", "all", "--format", "age", str(tmp_path / "out"))
    told = json.loads((tmp_path / "out/line.json").read_text())
    keys = seal.keys_of_code(seal.read_code(" ".join(line.codes["Ada"]), 7), told["ref"])
    bundle = _ours(tmp_path / "out/people/wraps", keys.identity)
    member = json.loads(bundle)["identity"]
    said = []
    for folder in (tmp_path / "out/conversations").iterdir():
        for grant in (folder / "grants").glob("*.age"):
            identity = age(grant, member)
            if identity is None:
                continue
            said += _messages(folder, identity.decode(), tmp_path)
    text = " ".join(said)
    assert all(CANARIES[one] in text for one in ("subject", "text", "answer", "again"))
    assert WREN not in text


def _messages(folder: Path, newest: str, scratch: Path) -> list[str]:
    """Every message of an exported conversation, by the newest identity and the way back."""
    identities = [newest]
    for back in sorted((folder / "back").glob("*.age"), key=lambda path: -int(path.stem)):
        opened = age(back, identities[-1])
        assert opened is not None
        identities.append(opened.decode())
    opened_messages = [
        plain for path in (folder / "messages").iterdir() for one in identities if (plain := age(path, one))
    ]
    return [
        json.loads(json.loads(plain)["body"])["subject"] + json.loads(json.loads(plain)["body"])["text"]
        for plain in opened_messages
    ]


def _ours(folder: Path, identity: str) -> bytes:
    return next(plain for path in folder.glob("*.age") if (plain := age(path, identity)) is not None)


def age(path: Path, identity: str) -> bytes | None:
    """What Debian's `age` makes of a file; None when it is for somebody else."""
    ran = subprocess.run(
        ["age", "--decrypt", "--identity", "-", str(path)], input=identity.encode(), capture_output=True, check=False
    )
    return ran.stdout if ran.returncode == 0 else None


def test_ends_soon(line: RunningLine, ada: Page) -> None:
    assert ada.url
    assert line.stop() < 10  # a second where nothing else runs; who is connected does not hold it
