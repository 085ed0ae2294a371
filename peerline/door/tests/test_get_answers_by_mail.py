"""Answers by mail for who wrote at the door: it ..."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from peerline import seal
from peerline.channels import card, delivery, outgoing, tags
from peerline.conversations import access, actions
from peerline.conversations.cargo import Cargo
from peerline.conversations.models import Conversation, Event, MailWay, Message
from peerline.door import passes, unscripted
from peerline.door.tests.test_come_back import Wren
from peerline.kit.errors import Refused
from peerline.kit.tokens import new_ref
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from peerline.post import actions as post
from peerline.post import delivery_keys
from tests.journeys.test_mail_to_answer import canary

ADDRESS = "wren@writer.example"
NOT_THERE, REFUSED = 404, 400


@pytest.fixture
def wren(lantern: Line, ada: PracticeMember, sol: PracticeMember) -> Wren:
    """Wren has written."""
    sent = unscripted.begin("I cannot sleep.", {}, language="en", urgent=False)
    return Wren(sent.code, Conversation.objects.get().ref)


def ask(verb: str, **data: Any) -> Any:
    return Client().post(f"/api/door/{verb}", json.dumps(data), content_type="application/json")


def given(wren: Wren, address: str = ADDRESS) -> None:
    """Wren gives an address."""
    unscripted.by_mail(wren.key, unscripted.way_of(wren.key), address)


def card_in(wren: Wren) -> bytes:
    """The card inside the seeker's word, as a holder's browser opens it."""
    way = unscripted.way_of(wren.key)
    identity = seal.open_grant(wren.key.identity, bytes(way.sealed))
    body = seal.unpack(seal.unseal(identity, access.sealed_bytes(MailWay.objects.get().said))).body
    assert body.extra["answers_by"] == "mail"
    return base64.b64decode(body.card)


def cargo_for(conversation: str, card_: bytes, text: str) -> Cargo:
    key, ref = delivery_keys.today(), new_ref()
    plain = outgoing.pack(outgoing.Leaving("reply", ref, conversation, text, card_))
    return Cargo(ref, seal.seal(key.recipient, plain), key.day)


def answer(wren: Wren, ada: PracticeMember, cargo: Cargo | None) -> Message:
    found = Conversation.objects.get()
    return actions.reply(found, ada.member, wren.talk().said(ada), cargo=cargo, version=found.version)


def test_sends_the_answer_to_the_address_with_the_tag(wren: Wren, ada: PracticeMember) -> None:
    given(wren)
    row = answer(wren, ada, cargo_for(wren.ref, card_in(wren), "I am here."))
    assert row.outgoing is not None
    mail = delivery.open_mail(row.outgoing)
    assert mail.recipient == ADDRESS
    assert f"+{tags.tag_of(wren.ref, 0)}@".encode() in mail.data
    assert b"I cannot sleep" not in mail.data


def test_asks_for_the_copy_that_leaves_exactly_while_answers_leave_by_mail(wren: Wren, ada: PracticeMember) -> None:
    given(wren)
    with pytest.raises(Refused, match="wrong-cargo"):
        answer(wren, ada, None)
    sealed = card_in(wren)
    actions.answer_at_the_door(Conversation.objects.get())
    with pytest.raises(Refused, match="wrong-cargo"):
        answer(wren, ada, cargo_for(wren.ref, sealed, "I am here."))
    assert answer(wren, ada, None).outgoing is None


def test_keeps_no_word_that_holds_no_longer(wren: Wren) -> None:
    given(wren)
    first = MailWay.objects.get().said_id
    given(wren, "other@writer.example")
    assert not Message.objects.filter(pk=first).exists()
    assert card.open_card(card_in(wren), wren.ref).address == "other@writer.example"
    actions.answer_at_the_door(Conversation.objects.get())
    assert not MailWay.objects.exists()
    assert [one.name for one in Event.objects.order_by("id")][-3:] == ["by-mail", "by-mail", "by-page"]


def test_stores_no_address(wren: Wren) -> None:
    local = canary()
    given(wren, f"{local}@writer.example")
    for row in Message.objects.all():
        assert local.encode() not in access.sealed_bytes(row)
    assert card.open_card(card_in(wren), wren.ref).address == f"{local}@writer.example"


@pytest.mark.parametrize(
    "address",
    ["", "wren", "wren@writer", "wren@writer.example, sol@writer.example", "a\r\nBcc: b@c.example", "@writer.example",
     "hello@lantern.example", "hello+quiet@lantern.example", "w" * 300 + "@writer.example"],
)  # fmt: skip
def test_takes_no_address_that_is_none_or_our_own(wren: Wren, address: str) -> None:
    mine = {"pass_word": passes.give(wren.ref)}
    response = ask("card", mine=mine, address=address)
    assert (response.status_code, response.json()["error"]) == (REFUSED, "address")


def wrong() -> list[Mapping[str, Any]]:
    nothing = base64.b64encode(bytes(32)).decode()
    return [{}, {"pass_word": "no"}, {"look_up": nothing}, {"look_up": nothing, "proof": nothing}]


@pytest.mark.parametrize("mine", wrong())
def test_is_not_there_for_who_proves_nothing(wren: Wren, mine: Mapping[str, Any]) -> None:
    given(wren)
    for verb, more in (("card", {"address": ADDRESS}), ("by-page", {}), ("no-answer", {})):
        assert ask(verb, mine=mine, **more).status_code == NOT_THERE, verb
    assert MailWay.objects.exists()
    assert not Event.objects.filter(name="no-answer").exists()


def test_makes_no_card_that_serves_another_conversation(wren: Wren) -> None:
    made = ask("card", mine={"pass_word": passes.give(wren.ref)}, address=ADDRESS).json()
    with pytest.raises(card.ForgedCard):
        card.open_card(base64.b64decode(made["card"]), new_ref())


def test_tells_the_desk_that_none_is_needed_and_lets_the_clock_run(wren: Wren) -> None:
    for _ in range(2):
        assert ask("no-answer", mine=wren.proof).status_code == 200
    assert Event.objects.filter(name="no-answer").count() == 1
    assert Conversation.objects.get().due_at is not None


def test_leaves_nothing_behind_when_it_is_erased(wren: Wren, ada: PracticeMember) -> None:
    given(wren)
    answer(wren, ada, cargo_for(wren.ref, card_in(wren), "I am here."))
    actions.erase(Conversation.objects.get())
    assert not MailWay.objects.exists()
    assert post.claim_due(10) == []
