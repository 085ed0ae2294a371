"""Secrets and blobs of each test lie in folders of their own; nobody waits before sending."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from peerline import seal
from peerline.channels import known
from peerline.channels.rules.lately import Lately
from peerline.channels.web import notice as asking
from peerline.door.pace import Pace
from peerline.door.views import plain
from peerline.kit.secret_files import SecretsFolder


@pytest.fixture(autouse=True)
def secrets(tmp_path: Path, settings: Settings) -> SecretsFolder:
    """The secrets folder of a line, as `peerline init` makes it."""
    folder = SecretsFolder(tmp_path / "secrets")
    for name in ("mac.key", "tag.key", "django.key"):
        folder.write(name, os.urandom(32))
    folder.write("address.age", seal.new_identity().encode())
    settings.PEERLINE_SECRETS = folder
    settings.PEERLINE_STORAGE_URL = f"file://{tmp_path / 'blobs'}"
    settings.PEERLINE_DOOR_WAIT = 0
    known.forget()
    return folder


@pytest.fixture(autouse=True)
def fresh_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test did without script does not slow down the next."""
    monkeypatch.setattr(plain, "SLOW_WORK", Pace(at_once=20, seconds=3.0))


@pytest.fixture(autouse=True)
def fresh_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test asked for is not counted in the next."""
    monkeypatch.setattr(asking, "lately", Lately())
