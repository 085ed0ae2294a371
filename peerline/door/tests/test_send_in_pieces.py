"""A conversation whose file came in pieces: what was sealed is what is stored, and it is stored once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pytest

from peerline import seal
from peerline.channels.web import pieces
from peerline.conversations.models import Attachment, Conversation
from peerline.door import started
from peerline.door.tests.test_come_back import ask, base64_of, message_of
from peerline.kit.blobs import blobs
from peerline.kit.tokens import new_ref
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from tests.sealed import Talk

DATA = b"a photo of the letter " * 60_000
CONFLICT, REFUSED = 409, 400


def offered() -> dict[str, Any]:
    """What a page gets that asks whom to seal to."""
    offer: dict[str, Any] = ask("offer", started=started.give().word, number=0, language="en").json()
    return offer


@dataclass
class Browser:
    """What a browser has made and not sent yet."""

    talk: Talk
    offer: dict[str, Any]
    message: dict[str, Any]
    ref: str
    stream: bytes

    def parts(self) -> list[bytes]:
        """The pieces, in order."""
        size = pieces.PIECE_BYTES
        return [self.stream[at : at + size] for at in range(0, len(self.stream), size)]

    def send_piece(self, number: int) -> Any:
        """Post one piece."""
        data = self.parts()[number]
        sha256 = base64_of(hashlib.sha256(data).digest())
        piece = {"ref": self.ref, "number": number, "sha256": sha256, "data": base64_of(data)}
        return ask("piece", word=self.offer["word"], piece=piece)

    def there(self) -> list[list[int]]:
        """Ask which are there."""
        files = [{"ref": self.ref, "pieces": len(self.parts())}]
        found: list[list[int]] = ask("pieces", word=self.offer["word"], files=files).json()["there"]
        return found

    def send(self, **other: Any) -> Any:
        """Post the message that names its file."""
        whole = {
            "ref": self.ref,
            "pieces": len(self.parts()),
            "sha256": base64_of(hashlib.sha256(self.stream).digest()),
            "size_class": seal.padded_size(len(DATA)),
        }
        grants = {key["ref"]: base64_of(seal.grant(self.talk.identity, key["recipient"])) for key in self.offer["keys"]}
        sent = {
            "token": self.offer["token"],
            "conversation": self.talk.ref,
            "recipient": self.talk.recipient,
            "grants": grants,
            "message": self.message,
            "language": "en",
            "urgent": False,
            "word": self.offer["word"],
            "files": [whole],
        }
        return ask("send", **(sent | other))


@pytest.fixture
def browser(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> Browser:
    """Wren has sealed a message with one file of two pieces."""
    offer = offered()
    talk = Talk(new_ref(), [seal.new_identity()])
    message = message_of(talk)
    file = talk.attached(message["ref"], DATA)
    made = Browser(talk, offer, message, file.ref, file.sealed)
    assert len(made.parts()) == 2
    return made


def test_counts_as_sent_only_when_all_is_there(browser: Browser) -> None:
    assert browser.send_piece(1).status_code == 200
    assert browser.there() == [[1]]
    early = browser.send()
    assert (early.status_code, early.json()["error"]) == (CONFLICT, "pieces-missing")
    assert not Conversation.objects.exists()
    browser.send_piece(0)
    for _ in range(2):  # the first answer got lost
        assert browser.send().status_code == 200
    file = Attachment.objects.get()
    assert (file.ref, file.message.conversation.ref) == (browser.ref, browser.talk.ref)
    place = {"conversation": browser.talk.ref, "message": browser.message["ref"], "ref": browser.ref}
    opened = seal.open_attachment(browser.talk.identity, blobs().get(file.ref), **place)
    assert opened == DATA
    assert browser.there() == [[]]


def test_takes_no_file_of_somebody_else(browser: Browser) -> None:
    for number in range(2):
        browser.send_piece(number)
    assert browser.send().status_code == 200
    other, offer = Talk(new_ref(), [seal.new_identity()]), offered()
    grants = {key["ref"]: base64_of(seal.grant(other.identity, key["recipient"])) for key in offer["keys"]}
    own = {"conversation": other.ref, "recipient": other.recipient, "grants": grants, "message": message_of(other)}
    own |= {"token": offer["token"]}
    strange = {"ref": browser.ref, "pieces": 1, "sha256": base64_of(bytes(32)), "size_class": 1024}
    assert browser.send(**own, files=[strange]).status_code == REFUSED
    assert browser.send(**own).status_code == 503  # the same bytes: its row belongs to the first
    assert Conversation.objects.get().ref == browser.talk.ref
    assert blobs().get(browser.ref) == browser.stream


@pytest.mark.parametrize("verb", ["piece", "pieces"])
def test_answers_other_sites_and_strange_words_with_nothing(lantern: Line, verb: str) -> None:
    piece = {"ref": new_ref(), "number": 0, "sha256": base64_of(bytes(32)), "data": base64_of(b"x")}
    more = {"piece": piece} if verb == "piece" else {"files": [{"ref": new_ref(), "pieces": 1}]}
    strange = ask(verb, word="a:b:c", **more)
    assert (strange.status_code, strange.json()["error"]) == (CONFLICT, "old-word")
