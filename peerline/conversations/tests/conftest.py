"""Blobs of each test lie in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def blob_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where the blobs are."""
    settings.PEERLINE_STORAGE_URL = f"file://{tmp_path / 'blobs'}"
    return tmp_path / "blobs"
