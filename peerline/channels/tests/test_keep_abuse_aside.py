"""Who is paused or blocked is heard by leads alone, and can see no difference; nothing is dropped."""

from __future__ import annotations

import asyncio
import base64
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from peerline.channels import access, known, outgoing, tags
from peerline.channels import actions as channels
from peerline.channels.card import ForgedCard
from peerline.channels.mail.door import TRY_AGAIN
from peerline.channels.mail.tests.mails import mail
from peerline.channels.models import Bar
from peerline.channels.rules import writers
from peerline.channels.rules.decide import BEFORE_READING, Verdict, decide
from peerline.channels.rules.lately import HOUR
from peerline.channels.tests.letters import (
    BELIEVED,
    LINE,
    WREN,
    door,
    envelope,
    opened_by,
    prepared,
    take_in,
)
from peerline.channels.trust import NOBODY
from peerline.conversations import access as conversations
from peerline.conversations import actions
from peerline.conversations.cargo import Arriving
from peerline.conversations.models import Conversation, Event, Grant
from peerline.kit.clock import now
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.secret_files import SecretsFolder
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember
from peerline.post import delivery_keys
from peerline.post.models import Outgoing
from tests.cast import MALLORY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ada", "sol")]


def from_mallory(text: str, **headers: str) -> bytes:
    named = {"from": f"Mallory <{MALLORY}>", "message_id": f"<{new_ref()}@outsider.example>", **headers}
    return mail(text, **named)


def receipt_of(arriving: Arriving) -> tuple[str, str]:
    """Subject and text of the receipt that waits, without the time that is promised, which goes on."""
    assert arriving.opens is not None
    receipt = arriving.opens.receipt
    assert receipt is not None
    plain = delivery_keys.open_cargo(receipt.sealed, receipt.day)
    said = outgoing.unpack(plain, outgoing=receipt.outgoing_ref, conversation=arriving.opens.ref, kind="receipt")
    return said.subject, re.sub(r"\d+:\d\d", "", said.text)


@pytest.fixture
def threat(ada: PracticeMember) -> Conversation:
    """What Mallory wrote; Ada holds it."""
    return take_in(from_mallory("You will be sorry."), sender=MALLORY)


def card_of(conversation: Conversation, reader: PracticeMember) -> bytes:
    return base64.b64decode(opened_by(reader, conversation).card)


def pause(conversation: Conversation, by: PracticeMember, *, verified: bool = True) -> Bar:
    return channels.pause_writer(conversation, by.member, card_of(conversation, by), verified=verified)


def ask(conversation: Conversation, by: PracticeMember, *, days: int = 30) -> Bar:
    return channels.ask_for_block(conversation, by.member, card_of(conversation, by), verified=True, days=days)


def again(text: str = "Again.", *, to: str = LINE, **headers: str) -> Conversation:
    return take_in(from_mallory(text, **headers), sender=MALLORY, to=to)


def test_one_person_pauses_and_leads_alone_hear_it(
    threat: Conversation, ada: PracticeMember, sol: PracticeMember
) -> None:
    pause(threat, ada)
    found = again()
    assert (found.state, found.due_at, found.tell_at) == (Conversation.SPAM, None, None)
    assert {grant.member_id for grant in found.grants.all()} == {sol.member.pk}
    assert {grant.place for grant in found.grants.all()} == {Grant.SPAM}
    assert [body.text.strip() for body in opened_by(sol, found).bodies] == ["Again."]
    assert conversations.in_spam_box(sol.member) == 1
    assert sum(conversations.places(sol.member).values()) == 1  # only the threat
    assert take_in(mail("I cannot sleep.")).state == Conversation.WAITING


def test_a_pause_ends_by_itself_and_by_hand(threat: Conversation, ada: PracticeMember) -> None:
    bar = pause(threat, ada)
    assert timedelta(hours=23, minutes=58) < bar.until - now() <= timedelta(hours=24)
    Bar.objects.update(until=now())
    known.forget()
    assert again().state == Conversation.WAITING
    Bar.objects.update(until=now() + timedelta(hours=1))
    channels.lift(bar, ada.member)
    assert again("Once more.").state == Conversation.WAITING


def test_nobody_makes_a_block_out_of_pauses(threat: Conversation, ada: PracticeMember, sol: PracticeMember) -> None:
    channels.lift(pause(threat, ada), ada.member)
    with pytest.raises(Refused):
        pause(threat, ada)
    assert channels.forget_bars() == 0
    pause(threat, sol)
    Bar.objects.update(made_at=now() - timedelta(days=8))
    pause(threat, ada)
    assert Bar.objects.count() == 1


def test_a_block_takes_two_and_has_an_end(threat: Conversation, ada: PracticeMember, sol: PracticeMember) -> None:
    bar = ask(threat, ada)
    assert bar.is_asked
    assert again().state == Conversation.WAITING
    with pytest.raises(Refused):
        channels.confirm_block(bar, ada.member)
    channels.confirm_block(bar, sol.member)
    assert again("Once more.").state == Conversation.SPAM
    with pytest.raises(Conflict):
        channels.confirm_block(bar, sol.member)
    names = list(Event.objects.filter(conversation=threat).values_list("name", flat=True))
    assert names == ["block-asked", "writer-blocked"]
    Bar.objects.update(until=now())
    assert channels.forget_bars() == 1


def test_one_of_the_two_is_a_lead(ada: PracticeMember, bo: PracticeMember, sol: PracticeMember) -> None:
    threat = take_in(from_mallory("You will be sorry."), sender=MALLORY)
    bar = ask(threat, ada)
    Grant.objects.filter(conversation=threat, member=sol.member).update(member=bo.member)
    with pytest.raises(Refused):
        channels.confirm_block(bar, bo.member)
    with pytest.raises(NotThere):  # a lead who cannot read why
        channels.confirm_block(bar, sol.member)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_block_is_without_an_end(threat: Conversation, ada: PracticeMember, days: int) -> None:
    with pytest.raises(Refused):
        ask(threat, ada, days=days)


def test_is_asked_for_once(threat: Conversation, ada: PracticeMember, sol: PracticeMember) -> None:
    bar = ask(threat, ada)
    with pytest.raises(Conflict):
        ask(threat, sol)
    channels.lift(bar, sol.member)
    assert ask(threat, sol).is_asked


def test_nobody_bars_by_a_card_of_elsewhere(threat: Conversation, ada: PracticeMember, bo: PracticeMember) -> None:
    other = take_in(mail("I cannot sleep."))
    with pytest.raises(ForgedCard):
        channels.pause_writer(threat, ada.member, card_of(other, ada), verified=True)
    with pytest.raises(ForgedCard):
        channels.pause_writer(threat, ada.member, b"x", verified=True)
    with pytest.raises(NotThere):
        channels.pause_writer(threat, bo.member, card_of(threat, ada), verified=True)


def test_the_list_is_for_leads_and_a_row_for_who_holds(
    ada: PracticeMember, bo: PracticeMember, sol: PracticeMember
) -> None:
    threat = take_in(from_mallory("You will be sorry."), sender=MALLORY)
    bar = pause(threat, ada)
    assert access.bars(sol.member) == access.bars_of(threat) == [bar]
    assert access.bar(ada.member, bar.ref) == access.bar(sol.member, bar.ref) == bar
    for member in (ada.member, bo.member):
        with pytest.raises(NotThere):
            access.bars(member)
    for ref in (bar.ref, "nonsense"):
        with pytest.raises(NotThere):
            access.bar(bo.member, ref)


def test_the_paused_get_the_receipt_that_everybody_gets(threat: Conversation, ada: PracticeMember) -> None:
    ordinary = receipt_of(prepared(from_mallory("One."), sender=MALLORY))
    pause(threat, ada)
    paused = prepared(from_mallory("Two."), sender=MALLORY)
    assert paused.opens is not None
    assert paused.opens.is_spam
    assert receipt_of(paused) == ordinary


def test_what_the_paused_write_to_a_tag_joins_nothing_and_gets_no_receipt(
    threat: Conversation, ada: PracticeMember
) -> None:
    pause(threat, ada)
    before = Outgoing.objects.count()
    at = door()
    tagged = f"hello+{tags.tag_of(threat.ref, 0)}@lantern.example"
    arriving = prepared(from_mallory("Answer me."), sender=MALLORY, to=tagged, at=at)
    assert actions.receive([arriving]) == [actions.Outcome.STORED]
    found = Conversation.objects.get(messages__ref=arriving.message.ref)
    assert found != threat
    assert found.state == Conversation.SPAM
    assert threat.messages.count() == 1
    assert Outgoing.objects.count() == before
    # Nor was one counted: a new mail gets the one of the day.
    new = prepared(from_mallory("New."), sender=MALLORY, at=at)
    assert new.opens is not None
    assert new.opens.receipt is not None


def test_whoever_writes_in_anothers_name_gets_nobody_paused(threat: Conversation, ada: PracticeMember) -> None:
    """The pause follows a mail that nobody vouched for: what Mallory's own server sends is not barred by it."""
    pause(threat, ada, verified=False)
    assert take_in(from_mallory("Forged."), sender=MALLORY, trust=NOBODY).state == Conversation.SPAM
    assert take_in(from_mallory("True."), sender=MALLORY, trust=BELIEVED).state == Conversation.WAITING


def test_a_vouched_bar_holds_for_forgeries_too_and_for_other_names_of_the_mailbox(
    threat: Conversation, ada: PracticeMember
) -> None:
    pause(threat, ada)
    assert take_in(from_mallory("Forged."), sender=MALLORY, trust=NOBODY).state == Conversation.SPAM
    other = from_mallory("Plus.", **{"from": "Mallory+2@Outsider.example"})
    assert take_in(other, sender=MALLORY).state == Conversation.SPAM


def test_the_postmaster_is_reached_by_everybody(threat: Conversation, ada: PracticeMember) -> None:
    pause(threat, ada)
    assert again(to="abuse@lantern.example").state == Conversation.WAITING


def test_the_hash_takes_a_secret_that_the_database_has_not(
    ada: PracticeMember, settings: Settings, tmp_path: Path
) -> None:
    bar = pause(take_in(from_mallory("You will be sorry."), sender=MALLORY), ada)
    assert bar.writer_hash == writers.hash_of(MALLORY, verified=True)
    assert bar.writer_hash != writers.hash_of(MALLORY, verified=False)
    other = SecretsFolder(tmp_path / "other")
    other.write("mac.key", os.urandom(32))
    settings.PEERLINE_SECRETS = other
    assert bar.writer_hash != writers.hash_of(MALLORY, verified=True)


def test_not_spam_begins_the_whole_promise(threat: Conversation, ada: PracticeMember, sol: PracticeMember) -> None:
    pause(threat, ada)
    found = again()
    with pytest.raises(NotThere):
        actions.not_spam(found, ada.member)
    actions.not_spam(found, sol.member)
    found.refresh_from_db()
    assert found.state == Conversation.WAITING
    assert found.due_at is not None
    assert found.due_at > now()
    assert found.grants.get().place == Grant.UNHELD
    with pytest.raises(Conflict):
        actions.not_spam(found, sol.member)


def test_who_answers_our_receipt_leaves_the_spam_box() -> None:
    found = take_in(mail("Buy."))
    Conversation.objects.filter(pk=found.pk).update(state=Conversation.SPAM, due_at=None, asked_at=None)
    take_in(
        mail("I am a person.", message_id="<2@writer.example>"), to=f"hello+{tags.tag_of(found.ref, 0)}@lantern.example"
    )
    found.refresh_from_db()
    assert found.state == Conversation.WAITING
    assert found.due_at is not None


def test_a_bomb_of_mails_from_one_address_gets_one_receipt() -> None:
    at = door()
    bomb = [prepared(mail(f"No {number}.", message_id=f"<{number}@writer.example>"), at=at) for number in range(20)]
    assert actions.receive(bomb) == [actions.Outcome.STORED] * 20
    assert Conversation.objects.count() == 20
    assert Outgoing.objects.count() == 1


def test_a_flood_is_asked_to_come_later_and_others_are_not() -> None:
    at = door()
    for _ in range(at.lately.limits.from_address):
        at.lately.count("address", WREN)
    assert asyncio.run(at.accept(envelope(mail("One more.")))) == TRY_AGAIN
    facts = at.lately.of(envelope(mail("Another."), sender="bo@writer.example"), ())
    assert decide(BEFORE_READING, facts)[0] is Verdict.TAKE


def test_a_bomb_of_machines_goes_to_the_spam_box_and_people_do_not() -> None:
    at = door()
    for _ in range(at.lately.limits.by_machines):
        at.lately.count("machine", "", seconds=HOUR)
    machine = prepared(mail("Subscribed.", auto_submitted="auto-generated"), at=at)
    assert machine.opens is not None
    assert machine.opens.is_spam
    person = prepared(mail("I cannot sleep."), at=at)
    assert person.opens is not None
    assert not person.opens.is_spam
