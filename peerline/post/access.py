"""Reading what waits."""

from __future__ import annotations

from peerline.kit.clock import now
from peerline.post.models import Outgoing


def counts() -> dict[str, int]:
    """How many wait and how many failed, for the doctor."""
    return {
        "outgoing_waiting": Outgoing.objects.filter(state__in=[Outgoing.WAITING, Outgoing.SENDING]).count(),
        "outgoing_failed": Outgoing.objects.filter(state=Outgoing.FAILED).count(),
    }


def is_known_bounce(bounce_hash: bytes) -> bool:
    """Whether something sent lately carries this tag in its envelope sender."""
    return Outgoing.objects.filter(bounce_hash=bounce_hash).exists()


def next_due_seconds(longest: float) -> float:
    """Seconds until the next row is due, at most `longest`."""
    first = (
        Outgoing.objects.filter(state__in=[Outgoing.WAITING, Outgoing.SENDING])
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    return longest if first is None else min(longest, max(0.0, (first - now()).total_seconds()))
