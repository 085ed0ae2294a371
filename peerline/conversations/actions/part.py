"""When a member leaves the line, or may hold no conversation any longer: nobody who is gone stays responsible.

Their grants are deleted at once, and each conversation they held is marked: it needs a new key. The server cannot make
one that opens what was said before, so the next browser of a holder makes it, before it seals anything (`renew_key`).
Until then what comes in is sealed to the key that the parted member may have kept; they have no session and no wrap to
get it by (docs/decisions/0011).
"""

from __future__ import annotations

from itertools import cycle

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from peerline.conversations import access
from peerline.conversations.actions import clock
from peerline.conversations.actions.places import place_grants
from peerline.conversations.models import Conversation, Event, Grant
from peerline.kit.clock import minute, now
from peerline.kit.errors import Refused
from peerline.people import access as people
from peerline.people import actions as members
from peerline.people.models import Member

AT_ONCE = 500


@transaction.atomic
def leave(member: Member, by: Member) -> None:
    """The member leaves the line; what they were responsible for goes to a lead who holds it, its clock running.

    Raises Refused for the last coordinator, and when nobody else could open something (see `leave_and_lose`).
    """
    if access.load_of(member).alone:
        raise Refused(
            _("There are conversations that nobody else can open. They hand them over first."), code="only-holder"
        )
    leave_and_lose(member, by)


@transaction.atomic
def leave_and_lose(member: Member, by: Member) -> None:
    """The same, also when nobody else can open something: that is lost for good, and closed.

    Who writes to such a conversation again begins a new one. Raises Refused for the last coordinator.
    """
    members.leave(member)
    _part(member, by, event="left")


def part_gone() -> int:
    """Take what members hold who have left or may hold no longer. Returns how many members. For the worker."""
    gone = access.parted_members()
    for member in gone:
        with transaction.atomic():
            _part(member, None, event="parted")
    return len(gone)


def _part(member: Member, by: Member | None, *, event: str) -> None:
    """All conversations that the member holds or is responsible for, locked in one order."""
    rows = access.touched_by(member).order_by("pk").select_for_update()
    ids = list(rows.values_list("pk", flat=True))
    Grant.objects.filter(member=member).delete()
    at = minute(now())
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        Conversation.objects.filter(pk__in=some).update(needs_key=True, version=F("version") + 1)
        Event.objects.bulk_create(Event(conversation_id=pk, name=event, by=by, about=member, at=at) for pk in some)
        _pass_on(member, some)
    _place_waiting(ids)


def _pass_on(member: Member, ids: list[int]) -> None:
    """Another holder becomes responsible, leads before others, in turn; what nobody holds is closed for good."""
    leads = people.leads()
    heirs = {lead.pk for lead in leads}
    # Who is here comes first; several take turns, so that nobody is handed everything.
    turns = cycle(sorted(leads, key=lambda lead: not lead.here))
    holders = _holders(ids)
    rows = list(Conversation.objects.filter(pk__in=ids, responsible=member))
    for row in rows:
        holding = holders.get(row.pk, set())
        row.claimed_at = None
        if holding & heirs:
            row.responsible_id = next(lead.pk for lead in turns if lead.pk in holding)
        elif holding:
            row.responsible_id = min(holding)
        elif leads:
            row.responsible = leads[0]
        if row.state == Conversation.HELD:
            row.state, row.shared = Conversation.WAITING, False
    names = ("responsible", "claimed_at", "state", "shared")
    Conversation.objects.bulk_update(rows, names, batch_size=100)
    _close_lost([pk for pk in ids if pk not in holders])


def _close_lost(ids: list[int]) -> None:
    """Nobody can open them any more. Without a tag a new mail of the seeker opens a new conversation, for others."""
    for row in Conversation.objects.filter(pk__in=ids):
        row.state, row.closed_at, row.tag_hash = Conversation.CLOSED, row.closed_at or minute(now()), None
        clock.stop(row)
        row.save()


def _holders(ids: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = Grant.objects.filter(conversation__in=ids, member__left_at=None)
    for conversation, member in rows.values_list("conversation_id", "member_id"):
        found.setdefault(conversation, set()).add(member)
    return found


def _place_waiting(ids: list[int]) -> None:
    """Where only leads are left the queue says so; what others are responsible for stays where it was."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        for row in Conversation.objects.filter(pk__in=some, state=Conversation.WAITING):
            place_grants(row)
