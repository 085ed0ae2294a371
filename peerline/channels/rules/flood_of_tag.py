"""Do more mails come to one reply address than a conversation can have?"""

from __future__ import annotations

from peerline.channels.rules.facts import Facts


def says_yes(facts: Facts) -> bool:
    """Whoever got hold of a tag could bury a conversation, from as many addresses as they like."""
    return 0 < facts.limits.to_tag < facts.to_tag
