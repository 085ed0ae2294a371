"""Who can open a new conversation: the leads, by single grants, and up to three counselors who are here.

Counselors who read the language come first; which of those that fit equally is drawn, so that nobody is always first.
Exactly one of them is responsible from the first moment. Before there is a rota, *here* is what a member says.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from peerline.channels.known import MOST_COUNSELORS, Holder, Known


@dataclass(frozen=True, slots=True)
class FirstHolders:
    """The first holders and the one of them who is responsible."""

    everybody: tuple[Holder, ...]
    responsible: Holder
    only_leads: bool


def choose_holders(house: Known, language: str | None, *, kind: str = "seeker") -> FirstHolders:
    """Choose them for a conversation in a language (BCP 47, or None when it could not be told).

    kind  what is written to the postmaster is for the leads alone: it may be a complaint about a counselor
    """
    fit = () if kind == "postmaster" else house.counselors
    counselors = _fitting(fit, language)[:MOST_COUNSELORS]
    responsible = counselors[0] if counselors else _fitting(house.leads, language)[0]
    return FirstHolders((*counselors, *house.leads), responsible, only_leads=not counselors)


def _fitting(holders: tuple[Holder, ...], language: str | None) -> list[Holder]:
    drawn = random.sample(holders, len(holders))
    primary = (language or "").split("-")[0]
    return sorted(drawn, key=lambda one: primary not in {tag.split("-")[0] for tag in one.languages})
