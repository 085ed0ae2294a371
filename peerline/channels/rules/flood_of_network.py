"""Do more mails come from one network than the people behind it write?"""

from __future__ import annotations

from peerline.channels.rules.facts import Facts


def says_yes(facts: Facts) -> bool:
    """Large providers send from many machines of one network, so the limit is high."""
    return 0 < facts.limits.from_network < facts.from_network
