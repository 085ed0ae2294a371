"""A seeker's story on a running line, as the tests of tampering begin: told once, then looked at with Ada's eyes."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.hands import has_opened, open_first, signed_in, take
from tests.journeys.running import ADDRESS, RunningLine, wait_for
from tests.journeys.thief import Thief

WREN, MALLORY = "wren@writer.example", "mallory@outsider.example"
FORGED = "This text does not belong to this conversation. It is not shown."
NOT_MINE = "This one does not open with your key."
SAID, NOTED, ANSWERED, STRANGE = "They know my street.", "Ask gently.", "I have read it.", "I know it too."


@dataclass(frozen=True)
class Story:
    """Wren wrote, Ada took it, noted and answered; Mallory wrote alone, and once with the reply address of Wren's."""

    line: RunningLine
    thief: Thief
    page: Page
    conversation: str
    wren: str
    note: str
    answer: str
    joined: str
    other: str
    others: str

    def letter(self, ref: str) -> Any:
        """One letter of the page."""
        return self.page.locator(f'peer-letter[ref="{ref}"]')

    def look(self) -> None:
        """Load the page; return when every letter was tried."""
        self.page.goto(f"{self.line.url}/desk/c/{self.conversation}/")
        expect(self.page.get_by_text("Opened on this device.")).to_be_visible()

    def refused(self, ref: str, sentence: str = FORGED) -> None:
        """This letter shows why it is not shown, and nothing else."""
        expect(self.letter(ref)).to_contain_text(sentence)
        for said in (SAID, NOTED, ANSWERED, STRANGE):
            expect(self.letter(ref)).not_to_contain_text(said)

    def rest_is_well(self, *but: str) -> None:
        """Every other letter is read, and one can write."""
        letters = {self.wren: SAID, self.note: NOTED, self.answer: ANSWERED, self.joined: STRANGE}
        for ref, said in letters.items():
            if ref not in but:
                expect(self.letter(ref)).to_contain_text(said)
        expect(self.page.get_by_role("textbox", name="Your answer")).to_be_editable()

    def messages(self) -> int:
        """How many the line keeps of this conversation."""
        return len(self.thief.rows(OF_CONVERSATION, self.conversation))


OF_CONVERSATION = """SELECT m.ref, m.kind FROM conversations_message m JOIN conversations_conversation c
    ON c.id = m.conversation_id WHERE c.ref = ? ORDER BY m.id"""


@contextmanager
def told(line: RunningLine, browser: Browser) -> Iterator[Story]:
    """Tell the story on a line that was just begun."""
    thief, page = Thief(line), signed_in(browser, line, "Ada")
    write(line, SAID, sender=WREN, attached=("street.txt", "photo.txt"))
    page.goto(f"{line.url}/desk/")
    open_first(page)
    conversation = ref_of(page)
    take(page)
    note(page, NOTED)
    expect(page.locator("peer-letter", has_text=NOTED)).to_be_visible()
    has_opened(page)
    reply(page, ANSWERED)
    hurry(thief)
    wait_for(lambda: any(ANSWERED in one.get_content() for one in line.catcher.to(WREN)))
    sent = next(one for one in line.catcher.to(WREN) if ANSWERED in one.get_content())
    write(line, STRANGE, sender=MALLORY, to=sent["From"].addresses[0].addr_spec)
    write(line, "Give me the name.", sender=MALLORY)
    nothing_waits(thief)
    asked = (
        "SELECT c.ref, m.ref FROM conversations_conversation c JOIN conversations_message m ON m.conversation_id = c.id"
    )
    ((other, others),) = thief.rows(f"{asked} WHERE c.ref <> ?", conversation)
    refs = [ref for ref, _ in thief.rows(OF_CONVERSATION, conversation)]
    yield Story(line, thief, page, conversation, *refs, other, others)  # type: ignore[call-arg]
    page.context.close()


def write(line: RunningLine, text: str, *, sender: str, to: str = ADDRESS, attached: tuple[str, ...] = ()) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Help"
    mail.set_content(text)
    for name in attached:
        mail.add_attachment(f"this is {name}", filename=name)
    line.write(mail, sender=sender, to=to)


def ref_of(page: Page) -> str:
    found = re.search(r"/c/([a-z2-7]{26})/", page.url)
    assert found is not None
    return found[1]


def note(page: Page, text: str) -> None:
    page.get_by_role("button", name="A note among helpers").click()
    page.get_by_role("textbox", name="A note among helpers").fill(text)
    page.get_by_role("button", name="Keep the note").click()


def reply(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your answer").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main")).to_contain_text("It leaves in 30 seconds.")


def hurry(thief: Thief, kind: str = "reply") -> None:
    """What waits is due now."""
    thief.rows("UPDATE post_outgoing SET due_at = made_at WHERE state = 'waiting' AND kind = ?", kind)


def hold(thief: Thief, kind: str = "reply") -> None:
    """What waits does not leave, however long the next steps take, until it is hurried."""
    thief.rows("UPDATE post_outgoing SET due_at = '2100-01-01 00:00:00' WHERE state = 'waiting' AND kind = ?", kind)


def failed(thief: Thief, outgoing: str) -> bool:
    """Delivery gave it up as forged, and erased the copy."""
    asked = "SELECT state, status, sealed FROM post_outgoing WHERE ref = ?"
    return thief.rows(asked, outgoing) == [("failed", "forged", b"")]


def nothing_waits(thief: Thief) -> None:
    """Return when the post is empty."""
    wait_for(lambda: not thief.rows("SELECT 1 FROM post_outgoing WHERE state IN ('waiting', 'sending')"))


def newest_outgoing(thief: Thief) -> str:
    return str(thief.rows("SELECT ref FROM post_outgoing ORDER BY id DESC LIMIT 1")[0][0])


@contextmanager
def answered_in_our_name(page: Page, path: str, change: Callable[[str], str]) -> Iterator[None]:
    """The server's answer at `path` comes to the browser changed."""

    def change_it(route: Route) -> None:
        there = route.fetch()
        changed = change(there.text())
        assert changed != there.text()
        route.fulfill(response=there, body=changed)

    page.route(path, change_it)
    try:
        yield
    finally:
        page.unroute(path)


def send(page: Page, text: str) -> None:
    page.get_by_role("button", name="Your answer").click()
    page.get_by_role("textbox", name="Your answer").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def given_up(story: Story, *texts: str) -> None:
    """The worker refuses them, and the counselor is told at each."""
    hurry(story.thief)
    nothing_waits(story.thief)
    story.look()
    for text in texts:
        letter = story.page.locator("peer-letter", has_text=text)
        expect(letter).to_contain_text("This did not leave.")
        expect(letter).to_contain_text("Nothing was sent.")
    story.rest_is_well()


def forget_what_was_written(story: Story) -> None:
    """What the page kept of the texts that were not sent."""
    story.page.evaluate("sessionStorage.clear()")


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
