"""Has a helper paused its writer, or have two blocked them?"""

from __future__ import annotations

from peerline.channels.rules.facts import Facts


def says_yes(facts: Facts) -> bool:
    """Mail to the postmaster is taken from everybody: it may be a complaint about the block."""
    return facts.is_barred and facts.is_for_us
