"""What came of referrals, for editors: in steps, so that a small number tells of nobody."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from peerline.directory.models import Tally

STEPS = (5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(slots=True)
class Came:
    """Of one service, by what is counted; each number rounded down to a step, 0 for fewer than the first."""

    by_helpers: dict[str, int] = field(default_factory=dict)
    by_anybody: dict[str, int] = field(default_factory=dict)


def stepped(number: int) -> int:
    """The highest step that was reached; 0 below the first."""
    return max((one for one in STEPS if one <= number), default=0)


def came(service: uuid.UUID) -> Came:
    """What came of referrals to one service."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for one in Tally.objects.filter(service=service):
        if stepped(one.number):
            found[one.by][one.what] = stepped(one.number)
    return Came(found[Tally.HELPERS], found[Tally.ANYBODY])
