"""Answers by mail for who wrote at the door: it ..."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from peerline import seal
from peerline.channels import card, delivery, outgoing, tags
from peerline.channels.web import address as given_address
from peerline.conversations import access, actions
from peerline.conversations.cargo import Cargo
from peerline.conversations.models import Conversation, Event, MailWay, Message
from peerline.door import passes, unscripted
from peerline.door.tests.test_come_back import Wren, message_of
from peerline.kit import clock
from peerline.kit.errors import Refused
from peerline.kit.tokens import new_ref
from peerline.line import wording
from peerline.line.models import Line, MailKey
from peerline.people.practice import PracticeMember
from peerline.post import actions as post
from peerline.post import delivery_keys
from tests.journeys.secrecy import canary

ADDRESS = "wren@writer.example"
OK, NOT_THERE, REFUSED = 200, 404, 400


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


def given_with_key(wren: Wren, *, encrypted: bool = True) -> int:
    """Wren's browser hands in a word with a key in it, which the server cannot open, and says that there is one."""
    return int(ask("by-mail", mine=wren.proof, message=message_of(wren.talk()), encrypted=encrypted).status_code)


def card_in(wren: Wren) -> bytes:
    """The card inside the seeker's word, as a holder's browser opens it."""
    way = unscripted.way_of(wren.key)
    identity = seal.open_grant(wren.key.identity, bytes(way.sealed))
    body = seal.unpack(seal.unseal(identity, access.sealed_bytes(MailWay.objects.get().said))).body
    assert body.extra["answers_by"] == "mail"
    return base64.b64decode(body.card)


def cargo_for(conversation: str, card_: bytes, text: str, *, kind: str = "reply") -> Cargo:
    key, ref = delivery_keys.today(), new_ref()
    plain = outgoing.pack(outgoing.Leaving(kind, ref, conversation, text, card_))
    return Cargo(ref, seal.seal(key.recipient, plain), key.day, encrypted=kind == "encrypted")


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


def test_answers_no_key_of_theirs_in_the_clear(wren: Wren, ada: PracticeMember) -> None:
    assert given_with_key(wren) == OK
    assert Event.objects.latest("id").name == "by-mail-encrypted"
    card_, _writer = given_address.card_of(wren.ref, ADDRESS)
    for not_theirs in (False, True):
        with pytest.raises(Refused, match="needs-encryption"):
            answer(wren, ada, replace(cargo_for(wren.ref, card_, "I am here."), not_theirs=not_theirs))
    assert not Message.objects.filter(kind="out").exists()
    assert answer(wren, ada, cargo_for(wren.ref, card_, "", kind="encrypted")).outgoing is not None


def test_lets_an_answer_wait_at_the_door_once_the_key_has_ended(wren: Wren, ada: PracticeMember) -> None:
    given_with_key(wren)
    row = answer(wren, ada, None)
    assert row.outgoing is None
    assert row in access.said_to_seeker(Conversation.objects.get())


def test_keeps_back_what_waits_in_the_clear_when_a_key_is_given(wren: Wren, ada: PracticeMember) -> None:
    given(wren)
    row = answer(wren, ada, cargo_for(wren.ref, card_in(wren), "I am here."))
    assert row.outgoing is not None
    given_with_key(wren)
    sent: list[object] = []

    async def send(mail: object) -> None:
        sent.append(mail)

    with clock.shifted(timedelta(minutes=1)):
        async_to_sync(delivery.deliver_due)(send)
    row.outgoing.refresh_from_db()
    assert (sent, row.outgoing.state, row.outgoing.status, bytes(row.outgoing.sealed)) == ([], "failed", "clear", b"")


def test_drops_a_key_by_no_slip(wren: Wren) -> None:
    given_with_key(wren)
    assert given_with_key(wren, encrypted=False) == REFUSED
    with pytest.raises(Refused, match="keeps-its-key"):
        given(wren)
    assert MailWay.objects.get().encrypted
    actions.answer_at_the_door(Conversation.objects.get())
    given(wren)
    assert not MailWay.objects.get().encrypted


def test_shows_the_word_with_the_key_to_who_gave_it_alone(wren: Wren) -> None:
    given(wren)
    assert ask("open", **wren.proof).json()["key_word"] is None
    actions.answer_at_the_door(Conversation.objects.get())
    given_with_key(wren)
    shown = ask("open", **wren.proof).json()
    said = MailWay.objects.get().said
    assert shown["key_word"]["ref"] == said.ref
    assert base64.b64decode(shown["key_word"]["sealed"]) == access.sealed_bytes(said)
    assert said.ref not in [one["ref"] for one in shown["messages"]]


def test_without_script_no_other_address_takes_the_place_of_a_key(wren: Wren) -> None:
    given_with_key(wren)
    page = Client().post("/write/?plain&back", {"code": " ".join(wren.code.words("en"))}).content.decode()
    assert wording.text("door-key-keeps", "en") in html.unescape(page)
    assert 'name="address"' not in page
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept
    Client().post("/write/?plain&back", {"kept": kept[1], "address": ADDRESS})
    assert MailWay.objects.get().encrypted


def test_offers_the_field_for_a_key_only_while_the_line_can_sign(lantern: Line) -> None:
    def offers() -> bool:
        page = Client().get("/write/?language=en").content.decode()
        return "<peer-own-key" in page and wording.text("door-key-title", "en") in page

    assert not offers()
    at = clock.now()
    key = MailKey(fingerprint="A" * 40, certificate=b"", made_at=at, renewed_at=at, expires_at=at + timedelta(days=1))
    key.save()
    assert offers()
    key.revoked_at = at
    key.save()
    assert not offers()


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_has_the_field_for_a_key_as_a_page_of_its_own(lantern: Line, language: str, direction: str) -> None:
    page = html.unescape(Client().get(f"/write/key/?language={language}").content.decode())
    assert f'<html lang="{language}" dir="{direction}">' in page
    for key in ("door-key-hint", "door-key-label", "door-key-secret", "door-key-odd"):
        assert wording.text(key, language) in page
