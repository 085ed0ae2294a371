"""A lead is told of mails that could not be taken in, and has them tried again; nobody else is, or can."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from peerline.channels.access import set_aside
from peerline.channels.models import LeftMail, ProviderFolder
from peerline.kit.clock import now
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _left() -> None:
    folder = ProviderFolder.objects.create(name="INBOX", uidvalidity=1)
    LeftMail.objects.create(folder=folder, uid=7, tries=3, set_aside_at=now())
    LeftMail.objects.create(folder=folder, uid=8, tries=1)


def of(member: PracticeMember) -> Client:
    """A browser in which this member is signed in."""
    client = Client()
    client.force_login(member.member)
    return client


def test_tells_a_lead_and_tries_again(sol: PracticeMember) -> None:
    client = of(sol)
    assert reverse("desk:try-again") in client.get(reverse("desk:queue")).content.decode()
    client.post(reverse("desk:try-again"))
    assert (set_aside(), LeftMail.objects.get(uid=7).tries, LeftMail.objects.get(uid=8).tries) == (0, 0, 1)
    assert reverse("desk:try-again") not in client.get(reverse("desk:queue")).content.decode()


def test_is_not_there_for_anybody_else(ada: PracticeMember, bo: PracticeMember) -> None:
    for client in (of(ada), of(bo)):
        assert reverse("desk:try-again") not in client.get(reverse("desk:queue")).content.decode()
        assert client.post(reverse("desk:try-again")).status_code == 404
    assert Client().post(reverse("desk:try-again")).status_code in {302, 404}
    assert set_aside() == 1
