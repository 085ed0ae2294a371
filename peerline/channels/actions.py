"""What other rooms may have done to the ways in."""

from __future__ import annotations

from peerline.channels.models import LeftMail


def try_again() -> int:
    """Have every mail that was set aside tried anew, at the next look into the mailbox. Returns how many."""
    return LeftMail.objects.filter(set_aside_at__isnull=False).update(tries=0, next_at=None, set_aside_at=None)
