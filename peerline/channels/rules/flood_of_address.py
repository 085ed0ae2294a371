"""Do more mails come from one address than a person writes?"""

from __future__ import annotations

from peerline.channels.rules.facts import Facts


def says_yes(facts: Facts) -> bool:
    """Slowed, never refused: whoever is in need and writes thirty times is heard a little later."""
    return 0 < facts.limits.from_address < facts.from_address
