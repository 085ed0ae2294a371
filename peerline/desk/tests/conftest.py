"""Members at their desks."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.kit.secret_files import SecretsFolder
from peerline.line.models import Line
from peerline.people.practice import PracticeMember

Seat = Callable[[PracticeMember], Client]


@pytest.fixture(autouse=True)
def secrets(tmp_path: Path, settings: Settings) -> SecretsFolder:
    """The secrets folder of a line: what is needed to make a tag."""
    folder = SecretsFolder(tmp_path / "secrets")
    folder.write("tag.key", os.urandom(32))
    settings.PEERLINE_SECRETS = folder
    return folder


@pytest.fixture
def seat(lantern: Line) -> Seat:
    """The browser of a member who is signed in."""

    def at(one: PracticeMember) -> Client:
        client = Client()
        client.force_login(one.member)
        return client

    return at
