"""The queue: what waits for a holder, what waits, what is mine, what rests. No subject, no count beyond 99."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from peerline.channels import actions as channels
from peerline.channels.access import set_aside
from peerline.conversations import access, overdue
from peerline.desk import done
from peerline.desk.clocks import Clock, clock
from peerline.desk.spoken import language_names, number
from peerline.kit.errors import NotThere
from peerline.people import mail_key, roles
from peerline.people.frame import landing, member_of, signed_in

# What was just done in a conversation that is not here any longer; the words are in the template.
PLACES = ("unheld", "waiting", "mine", "others")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One conversation in the queue."""

    conversation: Any
    clock: Clock | None
    language: tuple[str, str]
    position: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the queue; `after` leads to its next page, "" when there is none."""

    place: str
    title: str
    rows: list[QueueRow]
    after: str = ""


@require_GET
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """The whole queue, or the next page of one place."""
    member = member_of(request)
    if not member.has_role(*roles.MAY_HOLD):
        return redirect(landing(member))
    places, after = _wanted(request)
    counts = access.places(member)
    rows = {place: _rows(access.queue(member, place, after=after)) for place in places}
    waiting = counts["unheld"] + counts["waiting"]
    context = {
        "here": "queue",
        "mail_key_task": mail_key.task_for(member),
        "member": member,
        "sections": _sections(rows, counts),
        "title": _title(waiting),
        "waiting": waiting,
        "first": next((row for place in ("unheld", "waiting") for row in rows.get(place, [])), None),
        "newest": access.newest_waiting_at(member),
        "past": _past_promise(member),
        "to_ask": overdue.to_ask(member),
        "is_part": after is not None,
        "aside": set_aside() if member.has_role(roles.LEAD) else 0,
        "spam": access.in_spam_box(member) if member.has_role(roles.LEAD) else None,
        "done": done.said(request),
    }
    return render(request, "desk/queue.html", context)


@require_POST
@signed_in
def try_again(request: HttpRequest) -> HttpResponse:
    """A lead has the mails tried again that were set aside at the provider. For anybody else, it is not there."""
    if not member_of(request).has_role(roles.LEAD):
        raise NotThere
    channels.try_again()
    return redirect("desk:queue")


def _wanted(request: HttpRequest) -> tuple[tuple[str, ...], datetime | None]:
    if "after" not in request.GET:
        return PLACES, None
    after, place = read_after(request), request.GET.get("place", "")
    if place not in PLACES:
        raise NotThere
    return (place,), after


def read_after(request: HttpRequest) -> datetime | None:
    """Behind which row a page begins; None for the first page. Raises NotThere for what is no time."""
    if "after" not in request.GET:
        return None
    try:
        after = parse_datetime(request.GET["after"])
    except ValueError:
        after = None
    if after is None or after.tzinfo is None:
        raise NotThere
    return after


def next_of(grants: list[Any]) -> str:
    """What leads behind a full page, "" when there is no more."""
    return grants[-1].queue_at.isoformat() if len(grants) == access.QUEUE_PAGE else ""


def _rows(grants: list[Any]) -> list[QueueRow]:
    return [
        QueueRow(
            conversation=grant.conversation,
            clock=_clock(grant.conversation),
            language=language_names(grant.conversation.language),
            position=grant.queue_at,
        )
        for grant in grants
    ]


def _clock(found: Any) -> Clock | None:
    return clock(found.asked_at, found.due_at, stage=overdue.stage(found))


def _past_promise(member: Any) -> list[dict[str, Any]]:
    """For leads: what waits past its promise, whoever is responsible, the longest first."""
    if not member.has_role(roles.LEAD):
        return []
    return [{"conversation": found, "clock": _clock(found)} for found in overdue.past_promise(member)]


def _sections(rows: dict[str, list[QueueRow]], counts: dict[str, int]) -> list[Section]:
    titles = {
        "unheld": _("Nobody holds these but leads"),
        "waiting": _("Waiting"),
        "mine": ngettext("You hold one", "You hold %(number)s", counts["mine"])
        % {"number": number(counts["mine"]).lower()},
        "others": _("Held by others, open to you"),
    }
    found = [_section(place, titles[place], rows[place]) for place in PLACES if rows.get(place)]
    return [part for section in found for part in _with_resting(section)]


def _section(place: str, title: str, rows: list[QueueRow]) -> Section:
    is_full = len(rows) == access.QUEUE_PAGE
    return Section(place, title, rows, after=rows[-1].position.isoformat() if is_full else "")


def _with_resting(section: Section) -> list[Section]:
    """What is mine and is the seeker's turn rests, apart; a clock always comes first, so the order stays."""
    resting = [row for row in section.rows if row.clock is None]
    if section.place != "mine" or not resting:
        return [section]
    running = [row for row in section.rows if row.clock is not None]
    rests = Section("resting", _("Resting: it is their turn"), resting, section.after)
    return [Section("mine", section.title, running), rests] if running else [rests]


def _title(waiting: int) -> str:
    if not waiting:
        return _("Nobody is waiting.")
    return ngettext("One is waiting", "%(number)s are waiting", waiting) % {"number": number(waiting)}
