"""What a page was given begins one conversation, whoever has it; a page that is too old is given anew."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from peerline import seal
from peerline.conversations.models import Conversation, Message
from peerline.door import started
from peerline.door.tests.test_come_back import ask, base64_of, message_of
from peerline.kit.blobs import LARGEST_ROW_BYTES
from peerline.kit.tokens import new_ref
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from tests.sealed import Talk

CONFLICT = 409


@dataclass
class Sealed:
    """What a browser made of one offer."""

    talk: Talk
    message: dict[str, Any]
    grants: dict[str, str]

    def send(self, offer: dict[str, Any], **other: Any) -> Any:
        """Post it."""
        sent = {
            "token": offer["token"],
            "conversation": self.talk.ref,
            "recipient": self.talk.recipient,
            "grants": self.grants,
            "message": self.message,
            "language": "en",
            "urgent": False,
        }
        return ask("send", **(sent | other))


def sealed_for(offer: dict[str, Any], text: str = "I cannot sleep.") -> Sealed:
    """A conversation of its own."""
    talk = Talk(new_ref(), [seal.new_identity()])
    grants = {key["ref"]: base64_of(seal.grant(talk.identity, key["recipient"])) for key in offer["keys"]}
    return Sealed(talk, message_of(talk, text), grants)


@pytest.fixture
def offer(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> dict[str, Any]:
    """Whom a page may seal to."""
    made: dict[str, Any] = ask("offer", started=started.give().word, language="en").json()
    return made


def refused(answer: Any) -> bool:
    return (answer.status_code, answer.json()["error"]) == (CONFLICT, "old-offer")


@pytest.mark.parametrize("text", ["I cannot sleep.", "long " * LARGEST_ROW_BYTES])
def test_stores_once_what_is_sent_again(offer: dict[str, Any], text: str) -> None:
    sealed = sealed_for(offer, text)
    assert [sealed.send(offer).status_code for _ in range(3)] == [200, 200, 200]
    assert Message.objects.get().conversation.ref == sealed.talk.ref


def test_begins_one_conversation_by_an_offer(offer: dict[str, Any]) -> None:
    first, second = sealed_for(offer), sealed_for(offer)
    assert first.send(offer).status_code == 200
    assert refused(second.send(offer))
    # Other words under the same name are told that they are not stored.
    assert refused(first.send(offer, message=message_of(first.talk, "Something else.")))
    assert refused(second.send(offer, conversation=first.talk.ref))
    assert Message.objects.get().conversation.ref == first.talk.ref


def test_gives_nobody_the_pass_of_a_conversation_for_another_offer(offer: dict[str, Any]) -> None:
    first = sealed_for(offer)
    first.send(offer)
    other = ask("offer", started=started.give().word, language="en").json()
    assert "pass_word" not in first.send(other).json()
    assert Conversation.objects.count() == 1


def test_leaves_an_offer_open_that_nothing_was_stored_by(offer: dict[str, Any]) -> None:
    sealed = sealed_for(offer)
    assert sealed.send(offer, grants={}).status_code == 400
    assert sealed.send(offer).status_code == 200


def test_begins_nothing_anew_that_was_deleted(offer: dict[str, Any]) -> None:
    sealed = sealed_for(offer)
    assert ask("take-back", pass_word=sealed.send(offer).json()["pass_word"]).status_code == 200
    assert refused(sealed.send(offer))
    assert not Conversation.objects.exists()


@pytest.mark.usefixtures("lantern", "ada", "sol")
def test_gives_a_page_another_word_that_asks_for_the_same_work_and_patience(settings: Settings) -> None:
    settings.PEERLINE_DOOR_WORK = 20
    new = ask("started").json()
    assert new["wait"] == settings.PEERLINE_DOOR_WAIT
    goals = [hashlib.sha256(f"{new['word']}{number}".encode()).hexdigest() for number in range(new["tries"])]
    number = goals.index(new["goal"])
    assert ask("offer", started=new["word"], number=(number + 1) % 20, language=None).status_code == CONFLICT
    settings.PEERLINE_DOOR_WAIT = 10
    assert ask("offer", started=new["word"], number=number, language=None).status_code == 429
    settings.PEERLINE_DOOR_WAIT = 0
    assert ask("offer", started=new["word"], number=number, language=None).status_code == 200
    assert ask("offer", started=new["word"], number=number, language=None).status_code == CONFLICT
