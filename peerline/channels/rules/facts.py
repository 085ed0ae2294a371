"""What the rules look at: counted or looked up before, so that a rule is a comparison and nothing more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How many mails of one kind are many in ten minutes (of machines, in an hour); 0: never too many."""

    from_address: int = 30
    from_network: int = 300
    to_tag: int = 60
    by_machines: int = 20


@dataclass(frozen=True, slots=True)
class Facts:
    """About one mail; what is not known yet says nothing.

    from_address  mails from its envelope sender in these ten minutes, itself included
    from_network  the same from its client's network
    to_tag        the same to the most written of its tags
    by_machines   automatic mails that opened a conversation in this hour, itself included; 0 for a person's mail
    is_barred     its writer is paused, or blocked by two
    is_weighed    rspamd, which the operator runs beside this program, calls it spam
    joins         it carries the tag of a conversation that there is
    is_for_us     it is written to the line itself: not to the postmaster, and no test letter
    """

    from_address: int = 0
    from_network: int = 0
    to_tag: int = 0
    by_machines: int = 0
    is_barred: bool = False
    is_weighed: bool = False
    joins: bool = False
    is_for_us: bool = True
    limits: Limits = Limits()
