"""The readable list: which rule leads to which verdict. The first that says yes decides; none drops anything.

A rule is asked as soon as its facts are there: what is counted before a mail is read, what is known when it is
understood, and what a machine sent when it is about to be stored.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from peerline.channels.rules import (
    barred,
    flood_of_address,
    flood_of_network,
    flood_of_tag,
    mail_bomb,
    spam,
)
from peerline.channels.rules.facts import Facts


class Verdict(Enum):
    """What becomes of a mail."""

    TAKE = "take"  # into the queue, as every mail
    SLOW = "slow"  # 451: its server keeps it and tries again
    SPAM = "spam"  # sealed into the spam box; its writer gets what everybody gets


Rules = tuple[tuple[str, Callable[[Facts], bool], Verdict], ...]

BEFORE_READING: Rules = (
    ("flood-of-address", flood_of_address.says_yes, Verdict.SLOW),
    ("flood-of-tag", flood_of_tag.says_yes, Verdict.SLOW),
    ("flood-of-network", flood_of_network.says_yes, Verdict.SLOW),
)
WHEN_UNDERSTOOD: Rules = (
    ("barred", barred.says_yes, Verdict.SPAM),
    ("spam", spam.says_yes, Verdict.SPAM),
)
BEFORE_STORING: Rules = (("mail-bomb", mail_bomb.says_yes, Verdict.SPAM),)


def decide(rules: Rules, facts: Facts) -> tuple[Verdict, str]:
    """The verdict, and the name of the rule that led to it, "" when none did."""
    return next(((verdict, name) for name, says_yes, verdict in rules if says_yes(facts)), (Verdict.TAKE, ""))
