"""The promise as the queue and a conversation show it: words first, then a bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from peerline.kit.clock import now
from peerline.kit.templatetags.kit import span

LATE = 75  # percent
FAR = 2  # the second stage of escalation


@dataclass(frozen=True, slots=True)
class Clock:
    """A running promise. `percent` of it is over, at most 100 for the bar; `told` is the share noted already."""

    asked_at: datetime
    due_at: datetime
    percent: int
    left: str
    of: str
    stage: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the promise was not kept."""
        return self.percent >= 100

    @property
    def is_late(self) -> bool:
        """Whether less than a quarter of it is left."""
        return LATE <= self.percent < 100

    @property
    def word(self) -> str:
        """The class that the bar and the words wear."""
        return "over" if self.is_over else "late" if self.is_late else ""

    @property
    def note(self) -> str:
        """What is said at half, three quarters and the whole of it, and well past it; "" before."""
        if self.stage >= FAR:
            return _("long past the promise: somebody has to see to it now")
        if self.is_over:
            return _("the promise is over")
        if self.is_late:
            return _("three quarters of the promise are over")
        return _("half of the promise is over") if self.percent >= 50 else ""


def clock(asked_at: datetime | None, due_at: datetime | None, *, stage: int = 0) -> Clock | None:
    """The clock of a conversation; None when none runs: it is the seeker's turn.

    stage  of escalation, as `conversations.overdue.stage` gives it
    """
    if asked_at is None or due_at is None:
        return None
    whole, left = due_at - asked_at, due_at - now()
    share = 100 if whole <= timedelta(0) else 100 * (whole - left) / whole
    words = _("%(time)s left") if left > timedelta(0) else _("%(time)s over")
    return Clock(
        asked_at=asked_at,
        due_at=due_at,
        percent=round(min(100, max(0, share))),
        left=words % {"time": span(abs(left))},
        of=_("of %(time)s") % {"time": span(whole)},
        stage=stage,
    )
