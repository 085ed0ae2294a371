"""What other rooms may know of the ways in."""

from __future__ import annotations

from peerline.channels.models import LeftMail


def set_aside() -> int:
    """How many mails lie at the provider and could not be taken in."""
    return LeftMail.objects.filter(set_aside_at__isnull=False).count()
