"""Does rspamd call it spam?"""

from __future__ import annotations

from peerline.channels.rules.facts import Facts


def says_yes(facts: Facts) -> bool:
    """Whoever has the tag of a conversation was written to by us: no machine takes their answer out of a queue."""
    return facts.is_weighed and not facts.joins and facts.is_for_us
