"""What may be told of the line in numbers: counted, in bands, never by person."""

from __future__ import annotations

from dataclasses import dataclass

from peerline.people import access as people
from peerline.people.roles import COORDINATOR, COUNSELOR, LEAD, MAY_HOLD

BANDS = ((1, 3), (4, 9), (10, 29))
FEW = 3


@dataclass(frozen=True, slots=True)
class Team:
    """Who is there, by role: bands like `4–9`, "" for nobody.

    coordinators_open  some coordinator may be given conversations
    is_few             three or fewer, and most of them may be given conversations
    has_reviewed       somebody's answers are read by a second person before they leave
    """

    counselors: str
    leads: str
    coordinators: str
    coordinators_open: bool
    is_few: bool
    has_reviewed: bool


def team() -> Team:
    """The roles that members have now. Nobody is named, and small numbers share a band."""
    members = people.members()
    holding = [one for one in members if one.has_role(*MAY_HOLD)]
    counted = {name: band(len([one for one in members if one.has_role(name)])) for name in (COUNSELOR, LEAD)}
    coordinators = [one for one in members if one.has_role(COORDINATOR)]
    return Team(
        counselors=counted[COUNSELOR],
        leads=counted[LEAD],
        coordinators=band(len(coordinators)),
        coordinators_open=any(one.has_role(*MAY_HOLD) for one in coordinators),
        is_few=len(members) <= FEW and 2 * len(holding) > len(members),
        has_reviewed=any(one.reviewed for one in holding),
    )


def band(count: int) -> str:
    """The band of a count: `1–3`, `4–9`, `10–29`, `30+`; "" for none."""
    if count == 0:
        return ""
    return next((f"{low}–{high}" for low, high in BANDS if low <= count <= high), f"{BANDS[-1][1] + 1}+")
