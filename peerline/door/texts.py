"""The sentences of the door: texts of the line, so that a line can word them anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.conf import settings

from peerline.kit.clock import now
from peerline.kit.units import counted
from peerline.line import access, notice, receipt, wording

KEYS = tuple(
    key for key in wording.every_key() if key.startswith(("door-", "now-", "home-", "pack-", "who-", "unchecked"))
)


LATER_DAYS = (7, 14, 30)
# Clocks that are not at full hours, in minutes ahead of UTC: India, Nepal, Iran, Newfoundland and others.
HALF_HOURS = (210, 270, 330, 345, 390, 525, 570, 630, 765, 825, 870, 1230, 1290)


def speaking(wished: str) -> str:
    """The nearest language to the wished one in which every sentence exists."""
    return wording.language_of(KEYS, wished)


def words(language: str, **facts: str) -> dict[str, str]:
    """The sentences by key, with `_` for `-` so that a template can name them; what a script fills in stays open."""
    kept = {name: "{" + name + "}" for key in KEYS for name in wording.facts_of(key) if name not in facts}
    return {key.replace("-", "_"): wording.text(key, language, **{**kept, **facts}) for key in KEYS}


def languages(spoken: str) -> list[tuple[str, str]]:
    """The other languages that this page can be read in, each by its own name."""
    found = [tag for tag in wording.SHIPPED if tag != spoken and speaking(tag) == tag]
    return [(tag, str(receipt.locale_of(tag).get_display_name(tag) or tag)) for tag in found]


def reading_languages(spoken: str) -> list[tuple[str, str]]:
    """The languages somebody may choose to be read in: those the line answers in, then the page's own."""
    locale = receipt.locale_of(spoken)
    tags = dict.fromkeys([spoken, *access.languages_of(access.the_line())])
    return [(tag, str(receipt.locale_of(tag).get_display_name(locale) or tag)) for tag in tags]


def later(spoken: str) -> list[tuple[int, str]]:
    """After how many days somebody may be asked how they are, with its words."""
    return [(days, counted(days, "duration-day", receipt.locale_of(spoken))) for days in LATER_DAYS]


def for_notice(spoken: str) -> dict[str, Any]:
    """What one may choose of a mail that says that something waits."""
    at = now()
    here = at.astimezone(ZoneInfo(access.the_line().time_zone)).utcoffset() or timedelta()
    ahead = int(here.total_seconds()) // 60 % (24 * 60)
    return {"clocks": clocks(spoken, at), "here": ahead, "subjects": notice.subjects(spoken)}


def clocks(spoken: str, at: datetime) -> list[tuple[int, str]]:
    """What clocks of the world show now: minutes ahead of UTC, less than a day, and the time. No place is named."""
    locale = receipt.locale_of(spoken)
    times = [(ahead, at + timedelta(minutes=ahead)) for ahead in range(0, 24 * 60, 60)]
    times += [(ahead, at + timedelta(minutes=ahead)) for ahead in HALF_HOURS]
    times.sort(key=lambda one: one[1].time())
    return [(ahead, format_time(local.time(), "short", locale=locale)) for ahead, local in times]


def sender() -> str:
    """As whom the line writes mails."""
    line = access.the_line()
    return f"{line.sender_name} ({line.address})"


def questions(spoken: str) -> list[dict[str, object]]:
    """The two questions after the end: name, title, and five steps from the least to the most."""
    asked = ("helped", "again")
    titles = {name: wording.text(f"door-asked-{name}", spoken) for name in asked}
    steps = {name: wording.text(f"door-asked-{name}-steps", spoken).split(" · ") for name in asked}
    return [{"name": name, "title": titles[name], "steps": steps[name]} for name in asked]


def wait_seconds() -> int:
    """How old a page must be before it sends."""
    wait: int = settings.PEERLINE_DOOR_WAIT
    return wait
