"""The spam box is the leads', pausing is any holder's, blocking takes two; for everybody else nothing is there."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peerline import seal
from peerline.channels.card import AddressCard, seal_card
from peerline.channels.models import Bar
from peerline.conversations.models import Conversation, Grant
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive, encoded
from peerline.kit.secret_files import SecretsFolder
from peerline.people.practice import PracticeMember
from tests.cast import MALLORY

pytestmark = pytest.mark.django_db

BOX = "/desk/spam/"


@pytest.fixture(autouse=True)
def _keys(secrets: SecretsFolder) -> None:
    secrets.write("mac.key", os.urandom(32))
    secrets.write("address.age", seal.new_identity().encode())


def bar(client: Client, given: Given, verb: str, **more: Any) -> Any:
    card = encoded(seal_card(AddressCard(given.ref, MALLORY, "", ())))
    asked = {"card": card, "verified": True, **more}
    return client.post(f"/api/conversations/{given.ref}/{verb}", asked, content_type="application/json")


def in_spam_box(*holders: PracticeMember) -> Given:
    given = arrive(*holders)
    Conversation.objects.filter(ref=given.ref).update(state=Conversation.SPAM, asked_at=None, due_at=None)
    Grant.objects.filter(conversation__ref=given.ref).update(place=Grant.SPAM)
    return given


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_lead_looks_through_the_spam_box_and_takes_out_what_is_none(sol: PracticeMember, seat: Seat) -> None:
    given, client = in_spam_box(sol), seat(sol)
    assert given.ref not in text(client, "/desk/")
    assert BOX in text(client, "/desk/")
    assert "One is in the spam box" in text(client, BOX)
    assert given.ref in text(client, BOX)
    page = text(client, f"/desk/c/{given.ref}/")
    assert "This lies in the spam box." in page
    assert "<peer-compose" not in page
    answer = client.post(reverse("desk:not-spam", args=[given.ref]), follow=True)
    assert "It is in the queue now." in answer.content.decode()
    assert given.row().due_at is not None
    assert given.ref in text(client, "/desk/")
    assert "Nothing is in the spam box." in text(client, BOX)


def test_a_box_of_many_has_pages(sol: PracticeMember, seat: Seat) -> None:
    for _ in range(31):
        in_spam_box(sol)
    for place, grant in enumerate(Grant.objects.all()):
        Grant.objects.filter(pk=grant.pk).update(queue_at=grant.queue_at.replace(microsecond=place))
    client = seat(sol)
    first = client.get(BOX)
    second = client.get(BOX, {"after": first.context["after"]})
    assert (len(first.context["rows"]), len(second.context["rows"]), second.context["after"]) == (30, 1, "")
    assert client.get(BOX, {"after": "nonsense"}).status_code == 404


def test_the_box_is_not_there_for_anybody_else(
    ada: PracticeMember, kim: PracticeMember, sol: PracticeMember, *, seat: Seat
) -> None:
    given = in_spam_box(sol)
    for client in (seat(ada), seat(kim)):
        assert client.get(BOX).status_code == 404
        assert BOX not in text(client, "/desk/")
        assert client.post(reverse("desk:not-spam", args=[given.ref])).status_code == 404
    assert client.get(f"/desk/c/{given.ref}/").status_code == 404


def test_one_pauses_and_ends_it(ada: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada), seat(ada)
    assert bar(client, given, "pause").status_code == 200
    page = text(client, f"/desk/c/{given.ref}/?done=paused")
    assert "Paused by Ada until" in page
    assert "Ada paused the writer for 24 hours." in page.replace("\u2068", "").replace("\u2069", "")
    assert bar(client, given, "pause").status_code == 400
    row = Bar.objects.get()
    client.post(reverse("desk:lift-bar", args=[row.ref]))
    assert "Paused by Ada until" not in text(client, f"/desk/c/{given.ref}/")


def test_one_asks_and_another_blocks(ada: PracticeMember, sol: PracticeMember, *, seat: Seat) -> None:
    given, asking, lead = arrive(ada, sol), seat(ada), seat(sol)
    assert bar(asking, given, "block", days=30).status_code == 200
    row = Bar.objects.get()
    confirm = reverse("desk:confirm-block", args=[row.ref])
    assert confirm not in text(asking, f"/desk/c/{given.ref}/")
    assert confirm in text(lead, f"/desk/c/{given.ref}/")
    assert asking.post(confirm).status_code == 400
    assert "Blocked." in lead.post(confirm, follow=True).content.decode()
    assert "Blocked by Ada and Sol until" in text(lead, BOX)
    lead.post(reverse("desk:lift-bar", args=[row.ref]), {"next": "spam"})
    assert "Nobody is paused or blocked." in text(lead, BOX)


def test_a_row_is_not_there_for_strangers(
    ada: PracticeMember, bo: PracticeMember, sol: PracticeMember, *, seat: Seat
) -> None:
    given = arrive(ada, sol)
    bar(seat(ada), given, "block", days=30)
    row = Bar.objects.get()
    for client in (seat(bo), Client()):
        for name in ("desk:confirm-block", "desk:lift-bar"):
            assert client.post(reverse(name, args=[row.ref])).status_code == 404
        assert bar(client, given, "pause").status_code == 404
    assert Bar.objects.get().confirmed_by is None
