"""STOP: who asks for no more mail gets none from a machine, and a helper answers only when they know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync

from peerline.channels import delivery, known
from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.mails import mail
from peerline.channels.stopping import asks_for_no_more_mail
from peerline.channels.tags import tag_of
from peerline.channels.tests.letters import LINE, answer, cargo, opened_by, take_in
from peerline.channels.tests.test_deliver import Sent
from peerline.conversations.models import Conversation
from peerline.kit import clock
from peerline.kit.errors import Conflict
from peerline.line.wording import SHIPPED, shipped
from peerline.post.models import Outgoing
from tests.cast import Cast

QUOTED = "\r\n\r\nOn Wed, 25 Nov 2026, Lantern wrote:\r\n> your message has arrived.\r\n"


def asks(text: str, **headers: str | bytes) -> bool:
    named: dict[str, str | bytes] = {"Content-Type": "text/plain; charset=utf-8", **headers}
    return asks_for_no_more_mail(parse(mail(text.encode(), **{k.replace("-", "_"): v for k, v in named.items()})))


@pytest.mark.parametrize("said", ["STOP", "stop", "Stop.", "  *STOP*!\r\n", "„Stop“", "STOP" + QUOTED, "⛔ stop"])
def test_knows_the_word(said: str) -> None:
    assert asks(said)


@pytest.mark.parametrize("language", SHIPPED)
def test_knows_the_words_of_each_language(language: str) -> None:
    assert all(asks(word) and asks(f"{word}." + QUOTED) for word in shipped(language).stop)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Please make it stop",
        "stop it",
        "I cannot stop.",
        "st op",
        "Stopped",
        "non-stop",
        "> STOP\r\n\r\nWhat does this mean?",
        "koniec",  # of a mail, or of a life
    ],
)
def test_takes_nothing_else_for_it(said: str) -> None:
    assert not asks(said)


def test_takes_no_machine_for_somebody() -> None:
    assert not asks("STOP", **{"Auto-Submitted": "auto-replied"})


def tagged(conversation: Conversation) -> str:
    return LINE.replace("@", f"+{tag_of(conversation.ref, 0)}@")


def stop(conversation: Conversation) -> Conversation:
    return take_in(mail("STOP", message_id="<stop@writer.example>"), to=tagged(conversation))


@pytest.mark.django_db
def test_takes_back_what_a_machine_would_still_send(cast: Cast) -> None:
    conversation = take_in(mail("I cannot sleep."))
    assert conversation.receipt is not None
    assert stop(conversation) == conversation
    conversation.refresh_from_db()
    assert conversation.no_more_mail
    assert Outgoing.objects.get(pk=conversation.receipt.pk).state == Outgoing.TAKEN_BACK
    sent = Sent()
    with clock.shifted(timedelta(hours=1)):
        async_to_sync(delivery.deliver_due)(sent)
    assert sent.mails == []


@pytest.mark.django_db
def test_answers_a_first_stop_by_no_machine(cast: Cast) -> None:
    conversation = take_in(mail("Stop"))
    assert conversation.receipt is None
    assert conversation.no_more_mail


@pytest.mark.django_db
def test_keeps_the_promise_that_a_person_reads_it(cast: Cast) -> None:
    conversation = take_in(mail("I cannot sleep."))
    before = conversation.due_at
    stop(conversation)
    conversation.refresh_from_db()
    assert conversation.due_at == before
    assert conversation.messages.count() == 2


@pytest.mark.django_db
def test_lets_ada_answer_only_when_she_knows(cast: Cast) -> None:
    conversation = take_in(mail("I cannot sleep."))
    stop(conversation)
    opened = opened_by(cast.ada, conversation)
    copy = cargo(conversation=conversation.ref, card=opened.card)
    with pytest.raises(Conflict, match="asked-no-mail"):
        answer(opened, cast.ada, copy)
    assert Outgoing.objects.filter(kind="reply").count() == 0
    knowing = type(copy)(copy.outgoing_ref, copy.sealed, copy.day, despite_stop=True)
    assert answer(opened, cast.ada, knowing).state == Outgoing.WAITING


@pytest.mark.django_db
def test_changes_no_other_conversation(cast: Cast) -> None:
    first, second = take_in(mail("One.")), take_in(mail("Two.", message_id="<two@writer.example>"))
    known.forget()
    stop(first)
    second.refresh_from_db()
    assert not second.no_more_mail
