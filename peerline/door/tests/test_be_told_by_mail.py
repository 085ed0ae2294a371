"""A mail that says that an answer waits, to who asked for it at the door: it ..."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from pytest_django.fixtures import Settings

from peerline.channels import delivery, tags
from peerline.channels.mail.onward.outcomes import GivenUp
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import BELIEVED, door, envelope, take_in
from peerline.channels.tests.test_believe_a_sender import bounce_of
from peerline.conversations import actions
from peerline.conversations.models import Conversation, Event, Message, Notice
from peerline.door import passes, unscripted
from peerline.door.tests.test_come_back import Wren
from peerline.door.tests.test_get_answers_by_mail import NOT_THERE, REFUSED, ask, given, wrong
from peerline.door.tests.told import (
    ADDRESS,
    ANY,
    answer,
    be_told,
    confirmed,
    copy_for,
    sent,
    to_line,
    waiting,
    written,
)
from peerline.kit import clock
from peerline.kit.errors import Conflict
from peerline.line.models import Line
from peerline.line.wording import SHIPPED, shipped
from peerline.people.practice import PracticeMember
from peerline.post.models import Outgoing


@pytest.fixture
def wren(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> Wren:
    """Wren has written."""
    return written()


def test_asks_first_and_says_nothing_of_what_it_is_about(wren: Wren) -> None:
    found = be_told(wren)
    question = sent(found.outgoing)
    assert found.state == Notice.ASKED
    assert waiting() == ["question"]
    assert question["To"] == ADDRESS
    assert question["Subject"] == "Your message"
    assert question["Auto-Submitted"] == "auto-generated"
    assert "Autocrypt" not in question
    assert "answer this mail with the word OK" in " ".join(question.get_content().split())
    assert "http" not in question.as_string()
    assert f"+{tags.notice_tag(found.ref)}@" in question["From"]
    assert tags.tag_of(wren.ref, 0) not in question.as_string()


def test_tells_once_after_a_yes_and_by_nobodys_words(wren: Wren, ada: PracticeMember) -> None:
    confirmed(wren)
    row = answer(wren, ada, copy_for(wren))
    notice = sent(row)
    assert notice["To"] == ADDRESS
    assert notice.get_content().splitlines()[0] == "Something waits for you."
    assert "http" not in notice.as_string()
    assert answer(wren, ada, copy_for(wren)) == row
    assert waiting() == ["notice"]
    names = list(Event.objects.order_by("id").values_list("name", flat=True))
    assert names == ["notice-on", "notice-waits"]


def test_puts_the_link_and_the_subject_that_were_chosen(wren: Wren, ada: PracticeMember, settings: Settings) -> None:
    settings.PEERLINE_URL = "https://lantern.example"
    confirmed(wren, replace(ANY, language="de", subject=1, has_link=True))
    notice = sent(answer(wren, ada, copy_for(wren)))
    assert notice["Subject"] == "Eine Erinnerung"
    assert "https://lantern.example/write/?back" in notice.get_content()


def test_takes_a_yes_in_any_language(wren: Wren) -> None:
    found = be_told(wren)
    words = [word for language in SHIPPED for word in shipped(language).yes]
    for said in (*words, "  Yes!", "OK\r\n\r\nOn Sun, Lantern wrote:\r\n> Was it you?\r\n"):
        Notice.objects.update(state=Notice.ASKED)
        assert not to_line(said, found, Content_Type="text/plain; charset=utf-8")
        assert Notice.objects.get().state == Notice.CONFIRMED, said
    Notice.objects.update(state=Notice.ASKED)
    for said in ("It is not okay", "no", "> OK\r\n\r\nWhat is this?"):
        assert to_line(said, found)
    assert Notice.objects.get().state == Notice.ASKED


def test_takes_no_yes_without_the_tag(wren: Wren) -> None:
    found = be_told(wren)
    for guess in ("a" * 16, tags.tag_of(wren.ref, 0), tags.notice_tag(wren.ref), tags.bounce_tag(found.ref)):
        data = mail(b"OK", from_=ADDRESS, message_id=f"<{guess}@elsewhere.example>")
        assert door().prepare(envelope(data, to=f"hello+{guess}@lantern.example"), judged=Judged(BELIEVED)) is not None
    found.refresh_from_db()
    assert found.state == Notice.ASKED


def test_takes_no_machine_for_somebody(wren: Wren) -> None:
    found = be_told(wren)
    assert to_line("OK", found, Auto_Submitted="auto-replied")
    found.refresh_from_db()
    assert found.state == Notice.ASKED


def test_opens_a_conversation_of_its_own_for_anything_else_and_sends_no_receipt(wren: Wren) -> None:
    found = be_told(wren)
    other = take_in(
        mail(b"Who are you?", from_=ADDRESS),
        sender=ADDRESS,
        to=f"hello+{tags.notice_tag(found.ref)}@lantern.example",
    )
    assert other.ref != wren.ref
    assert other.receipt is None
    assert Message.objects.filter(conversation__ref=wren.ref, kind="in").count() == 1


@pytest.mark.parametrize("how", ["stop", "bounce to the tag", "bounce", "refused", "at the door", "by mail"])
def test_ends_for_good(wren: Wren, ada: PracticeMember, how: str) -> None:
    found = confirmed(wren)
    said = Message.objects.filter(kind="event").latest("pk")
    assert said.pk == found.said_id
    row = answer(wren, ada, copy_for(wren))
    assert row is not None
    if how == "stop":
        assert not to_line("STOP", found)
    elif how == "bounce to the tag":
        to = f"hello+{tags.notice_tag(found.ref)}@lantern.example"
        data = f"From: MAILER-DAEMON@elsewhere.example\r\nTo: {to}\r\n".encode() + bounce_of(row.ref)
        assert door().prepare(envelope(data, sender="", to=to), judged=Judged(BELIEVED)) is None
    elif how == "bounce":
        tag = tags.bounce_tag(row.ref)
        Outgoing.objects.filter(pk=row.pk).update(state=Outgoing.SENT, bounce_hash=tags.hash_of(tag))
        to = f"hello+b-{tag}@lantern.example"
        data = f"From: MAILER-DAEMON@elsewhere.example\r\nTo: {to}\r\n".encode() + bounce_of(row.ref)
        assert door().prepare(envelope(data, sender="", to=to), judged=Judged(BELIEVED)) is None
    elif how == "at the door":
        assert ask("be-told-no-more", mine=wren.proof).status_code == 200
    elif how == "by mail":
        given(wren)
    else:
        actions.fail_notice(outgoing_id=row.pk)
    assert Notice.objects.filter(state=Notice.STOPPED, said=None).exists()
    assert not Message.objects.filter(pk=said.pk).exists()
    assert waiting() == []
    assert "notice-off" in Event.objects.values_list("name", flat=True)


@pytest.mark.django_db(transaction=True)
def test_ends_when_the_other_side_takes_no_mail(wren: Wren) -> None:
    be_told(wren)

    async def refuse(_mail: Any) -> None:
        raise GivenUp("5.1.1")

    with clock.shifted(timedelta(minutes=15)):
        assert async_to_sync(delivery.deliver_due)(refuse) == 1
    assert Notice.objects.get().state == Notice.STOPPED


def test_drops_what_waits_when_the_seeker_has_come_back(wren: Wren, ada: PracticeMember) -> None:
    confirmed(wren)
    row = answer(wren, ada, copy_for(wren))
    assert row is not None
    assert ask("open", **wren.proof).json()["notice"] == "confirmed"
    row.refresh_from_db()
    assert (row.state, bytes(row.sealed)) == (Outgoing.TAKEN_BACK, b"")
    assert answer(wren, ada, copy_for(wren)) != row


def test_tells_of_the_next_answer_once_the_first_notice_has_left(wren: Wren, ada: PracticeMember) -> None:
    confirmed(wren)
    first = answer(wren, ada, copy_for(wren))
    # Made by a page that was loaded while the first one waited.
    copy = copy_for(wren)
    Outgoing.objects.filter(kind="notice").update(state=Outgoing.SENT)
    second = answer(wren, ada, copy)
    assert second is not None
    assert second != first
    assert waiting() == ["notice"]


def test_leaves_the_question_when_the_seeker_comes_back(wren: Wren) -> None:
    be_told(wren)
    assert ask("open", **wren.proof).json()["notice"] == "asked"
    assert waiting() == ["question"]


def test_lets_the_answer_stand_when_it_was_stopped_meanwhile(wren: Wren, ada: PracticeMember) -> None:
    found = confirmed(wren)
    copy = copy_for(wren)
    assert not to_line("STOP", found)
    answer(wren, ada, copy)
    assert "notice" not in waiting()
    assert Message.objects.filter(kind="out").exists()


def test_makes_none_before_a_yes(wren: Wren, ada: PracticeMember) -> None:
    be_told(wren)
    answer(wren, ada, copy_for(wren))
    assert waiting() == ["question"]


def test_is_not_there_where_answers_leave_by_mail(wren: Wren) -> None:
    given(wren)
    with pytest.raises(Conflict):
        unscripted.be_told(wren.key, unscripted.way_of(wren.key), ADDRESS, wishes=ANY)
    assert not Notice.objects.exists()


def test_leaves_nothing_behind_when_it_is_erased(wren: Wren, ada: PracticeMember) -> None:
    confirmed(wren)
    answer(wren, ada, copy_for(wren))
    actions.erase(Conversation.objects.get())
    assert not Notice.objects.exists()
    assert not Outgoing.objects.filter(kind="notice").exists()


def test_takes_no_address_that_is_none_or_our_own(wren: Wren) -> None:
    mine = {"pass_word": passes.give(wren.ref)}
    for address in ("", "wren", "wren@writer", "hello@lantern.example"):
        response = ask("card", mine=mine, address=address, for_notice=True)
        assert (response.status_code, response.json()["error"]) == (REFUSED, "address")


def test_is_not_there_for_who_proves_nothing(wren: Wren) -> None:
    found = confirmed(wren)
    for mine in wrong():
        assert ask("be-told-no-more", mine=mine).status_code == NOT_THERE
    found.refresh_from_db()
    assert found.state == Notice.CONFIRMED
