"""What several tests of the directory begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from peerline.directory import actions, kept
from peerline.directory.tests.entries import TUESDAY_NOON, vocabulary
from peerline.line import wording


@pytest.fixture
def words(db: None) -> None:
    """The vocabularies are there."""
    actions.save_rows(vocabulary(), by=None)


@pytest.fixture
def at_noon() -> Iterator[None]:
    """A Tuesday, and nothing kept of other tests: a rolled back transaction takes rows away behind the back."""
    wording.forget()
    kept.forget()
    with time_machine.travel(TUESDAY_NOON, tick=False):
        yield
    wording.forget()
    kept.forget()
