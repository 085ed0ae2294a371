"""What the tests of the room share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from peerline.line import actions, wording
from peerline.line.models import Line


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """A rolled back transaction takes rows away behind the back of what is kept in memory."""
    wording.forget()
    yield
    wording.forget()


@pytest.fixture
def lantern(db: None) -> Line:
    """The line Lantern, closed."""
    return actions.make_line(actions.NewLine("Lantern", "hello@lantern.example", sender_name="Jo"))
