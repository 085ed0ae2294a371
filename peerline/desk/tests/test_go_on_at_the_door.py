"""Two linked conversations at the desk: one page for who holds both, and never a word of the one behind the other."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.cargo import Cargo, GoingOn, SealedMessage
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive, body, encoded, message_by
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember
from peerline.post import delivery_keys

pytestmark = pytest.mark.django_db


def sealed(given: Given, said: seal.Body, seed: bytes | None = None) -> SealedMessage:
    plain = seal.pack(said, seed)
    return SealedMessage(said.message, 1, seal.seal(seal.recipient_of(given.identity), plain), len(plain))


def offered(given: Given, by: PracticeMember) -> str:
    """An answer with a link leaves; its token."""
    token, key, row = new_ref(), delivery_keys.today(), given.row()
    link = hashlib.sha256(b"peerline door link 1\n" + token.encode()).digest()
    copy = Cargo(new_ref(), seal.seal(key.recipient, b"{}"), key.day, door_link=link)
    said = body(given.ref, new_ref(), kind="out", author=by.member.ref, text="Go on here.")
    actions.reply(row, by.member, sealed(given, said, by.bundle.seed), cargo=copy, version=row.version)
    return token


def gone_on(given: Given, *holders: PracticeMember) -> Given:
    """The link was opened."""
    door = Given(new_ref(), seal.new_identity(), new_ref(), "", holders)
    said = body(door.ref, door.message, kind="in", author="writer", text="")
    first = sealed(door, replace(said, way="web", extra={"opens": True, "linked": True}))
    recipient = seal.recipient_of(door.identity)
    grants = {one.key.ref: seal.grant(door.identity, one.key.recipient) for one in holders}
    actions.go_on(offered(given, holders[0]), GoingOn(door.ref, recipient, grants, first, os.urandom(32), "web"))
    return door


def page(client: Client, given: Given) -> str:
    response = client.get(f"/desk/c/{given.ref}/")
    assert response.status_code == 200
    return response.content.decode()


def past(client: Client, given: Given, *messages: dict[str, Any]) -> Any:
    path = f"/api/conversations/{given.ref}/past"
    return client.post(path, json.dumps({"messages": messages}), content_type="application/json")


def test_offers_the_page_in_an_answer_by_mail_and_nowhere_else(ada: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada), seat(ada)
    texts = client.get(f"/desk/c/{given.ref}/").context["offers"]["texts"]
    assert texts["de"]["door"].endswith("/write/?language=de#go")
    assert texts["ar"]["asked"].endswith("/asked/?language=ar")
    door = gone_on(given, ada)
    shown = client.get(f"/desk/c/{door.ref}/").context
    assert (shown["offers"], shown["data"]["page"]) == (None, "")


def test_shows_both_on_the_page_of_the_newer_one(ada: PracticeMember, sol: PracticeMember, *, seat: Seat) -> None:
    given = arrive(ada, sol)
    door = gone_on(given, ada, sol)
    shown = page(seat(ada), door)
    assert "Goes on from an e-mail conversation." in shown
    assert f'ref="{given.message}"' in shown
    assert shown.index(f'ref="{given.message}"') < shown.index(f'ref="{door.message}"')
    assert "Whoever had the mailbox opened this page" in shown
    for way in ("by e-mail, readable on its way", "leaves by e-mail, readable on its way", "by web, sealed in their"):
        assert way in shown
    older = page(seat(ada), given)
    assert "This goes on on the web page." in older
    assert f"/desk/c/{door.ref}/" in older
    assert door.message not in older


def test_shows_nothing_of_the_older_one_to_who_holds_only_the_newer(
    ada: PracticeMember, bo: PracticeMember, *, seat: Seat
) -> None:
    given = arrive(ada)
    door = gone_on(given, ada)
    actions.add_holder(door.row(), ada.member, bo.key.ref, sealed=seal.grant(door.identity, bo.key.recipient))
    client = seat(bo)
    shown = page(client, door)
    for hidden in (given.ref, given.message, "Goes on from an e-mail conversation."):
        assert hidden not in shown
    assert past(client, door, message_by(door, bo, "past")).status_code == 400
    assert client.get(f"/desk/c/{given.ref}/").status_code == 404


def test_adds_the_past_for_a_holder_of_both_alone(
    ada: PracticeMember, bo: PracticeMember, *, kim: PracticeMember, seat: Seat
) -> None:
    door = gone_on(arrive(ada), ada)
    said = message_by(door, ada, "past")
    for client in (seat(bo), seat(kim), Client()):
        assert past(client, door, said).status_code in {401, 403, 404}
    assert past(seat(ada), door, said).json() == {"messages": [said["ref"]]}
    assert [one.kind for one in access.letters(door.row())] == ["in", "past"]
    assert "Added by you, from the e-mails" in page(seat(ada), door)


def test_says_before_erasing_that_there_is_another(ada: PracticeMember, sol: PracticeMember, *, seat: Seat) -> None:
    given, lone = arrive(ada, sol), arrive(ada)
    door = gone_on(given, ada, sol)
    client = seat(ada)
    for one, other in ((given, door), (door, given)):
        asked = client.get(f"/desk/c/{one.ref}/erase/").content.decode()
        assert "It is not erased by this." in asked
        assert f"/desk/c/{other.ref}/" in asked
    assert "It is not erased by this." not in client.get(f"/desk/c/{lone.ref}/erase/").content.decode()


def test_sends_no_answer_with_a_link_too_many(ada: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada), seat(ada)
    for _ in range(3):
        offered(given, ada)
    key = delivery_keys.today()
    copy = {"outgoing_ref": new_ref(), "sealed": encoded(seal.seal(key.recipient, b"{}")), "day": key.day}
    asked = {
        "message": message_by(given, ada, "out"),
        "cargo": {**copy, "door_link": encoded(os.urandom(32))},
        "version": given.row().version,
    }
    path = f"/api/conversations/{given.ref}/reply"
    answer = client.post(path, json.dumps(asked), content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (400, "too-many-links")
