"""How long a backup can be opened: its day's key is destroyed when it is so many days old.

What is promised after erasing and what destroys the keys must be one number, so it stands here.
"""

from __future__ import annotations

from datetime import date, timedelta

from peerline.kit.clock import now

KEPT_DAYS = 30


def gone_by() -> date:
    """The day on which the last backup that may hold what is erased today opens for nobody any more."""
    return now().date() + timedelta(days=KEPT_DAYS)


def oldest_kept() -> date:
    """Keys of days before this one are to be destroyed."""
    return now().date() - timedelta(days=KEPT_DAYS - 1)
