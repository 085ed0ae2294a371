"""The keys of the days lie in a folder of each test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from peerline.kit.secret_files import SecretsFolder


@pytest.fixture(autouse=True)
def secrets(tmp_path: Path, settings: Settings) -> SecretsFolder:
    """The secrets folder."""
    folder = SecretsFolder(tmp_path / "secrets")
    settings.PEERLINE_SECRETS = folder
    return folder
