"""What may be told of the line in numbers: counted, in bands, never by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from peerline.conversations.models import Message, WeekCount
from peerline.kit.clock import now
from peerline.people import access as people
from peerline.people.roles import COORDINATOR, COUNSELOR, LEAD, MAY_HOLD
from peerline.post.models import Outgoing

BANDS = ((1, 3), (4, 9), (10, 29))
FEW = 3
# Of the time until an answer: the newest answers of these days, one a conversation, and never of fewer than so many.
LATELY = timedelta(days=90)
FEWEST_ANSWERS = 20
MOST_LOOKED_AT = 2000
# Of the numbers of a week: smaller ones are not told, and none of a week that still runs, for it could be watched.
LEAST_TOLD = 5
WEEKS_TOLD = 12
WITHIN_HOURS = (1, 2, 4, 6, 12, 24, 48, 72, 168, 336)


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


def usual_wait() -> int | None:
    """Within how many hours half of the answers came lately, as a band; None of fewer than twenty conversations.

    Only answers that a seeker waited for count, among the newest messages: it costs the same at any size.
    """
    newest = Message.objects.order_by("-id").values_list("id", flat=True).first() or 0
    answers = Message.objects.filter(
        id__gt=newest - MOST_LOOKED_AT,
        kind=Message.OUT,
        at__gte=now() - LATELY,
        stopped_asked_at__isnull=False,
        conversation__kind="seeker",
    ).exclude(outgoing__state=Outgoing.TAKEN_BACK)
    rows = answers.order_by("id").values_list("conversation_id", "at", "stopped_asked_at")
    waits = {found: (at - asked_at).total_seconds() / 3600 for found, at, asked_at in rows if asked_at}
    if len(waits) < FEWEST_ANSWERS:
        return None
    half = median(waits.values())
    return next((hours for hours in WITHIN_HOURS if half <= hours), None)


def weeks() -> dict[date, dict[str, str]]:
    """What was counted in the weeks that are over, by their Mondays, newest first: a number, or `<5`."""
    today = now().date()
    monday = today - timedelta(days=today.weekday())
    rows = WeekCount.objects.filter(week__lt=monday, week__gte=monday - timedelta(weeks=WEEKS_TOLD))
    found: dict[date, dict[str, str]] = {}
    for row in rows.order_by("-week", "name"):
        told = str(row.count) if row.count >= LEAST_TOLD else f"<{LEAST_TOLD}"
        found.setdefault(row.week, {})[row.name] = told
    return found


def is_somebody_here() -> bool:
    """Whether anybody takes conversations now."""
    return bool(people.here())


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
