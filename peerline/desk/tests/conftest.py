"""Members at their desks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from peerline.line.models import Line
from peerline.people.practice import PracticeMember

Seat = Callable[[PracticeMember], Client]


@pytest.fixture
def seat(lantern: Line) -> Seat:
    """The browser of a member who is signed in."""

    def at(one: PracticeMember) -> Client:
        client = Client()
        client.force_login(one.member)
        return client

    return at
