"""Is this one of very many machine-made mails, as when somebody enters the line's address into a thousand lists?"""

from __future__ import annotations

from peerline.channels.rules.facts import Facts


def says_yes(facts: Facts) -> bool:
    """Only what a machine made counts, and only what it began: a bounce or an answer belongs to its conversation."""
    return not facts.joins and facts.is_for_us and 0 < facts.limits.by_machines < facts.by_machines
