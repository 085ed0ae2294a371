"""The conversation page: sealed letters in their order, who can open them, and what a holder may do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peerline.channels import access as channels
from peerline.conversations import access, actions, linked, overdue
from peerline.desk import closing, done, going_on, offered, reached, shown
from peerline.desk.clocks import clock
from peerline.desk.spoken import ask_days, listed
from peerline.kit.tokens import is_ref
from peerline.people import roles, unlock
from peerline.people.frame import member_of


@require_GET
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """For whom does not hold it, signed in or not, it is not there."""
    member = member_of(request)
    found = access.held(member, ref)
    if unlock.kept(request) is not None:
        actions.mark_opened(found, member)
    before = request.GET.get("before", "")
    rows = access.letters(found, before=before if is_ref(before) else None)
    is_whole = len(rows) < access.LETTERS_PAGE
    found_letters = shown.letters(rows, member, found=found)
    before_it = _older(request, found, member) if is_whole and not before else None
    data = shown.conversation(found, member)
    context = {
        "here": "queue",
        "conversation": found,
        "clock": clock(found.asked_at, found.due_at, stage=overdue.stage(found)),
        "thread": shown.thread(_with(before_it, found_letters, member), access.events(found), is_whole=is_whole),
        "before_it": before_it,
        "data_before": shown.conversation(before_it, member) if before_it else None,
        "goes_on_in": linked.newer(member, found),
        "offers": going_on.offers(found),
        "closings": closing.WHYS.items(),
        "ask_days": ask_days(),
        "newest": found_letters[-1].row.ref if found_letters else "",
        "older": "" if is_whole else rows[0].ref,
        "is_part": bool(before),
        "erased_by": access.erased_by(found),
        "done": done.said(request),
        "bars": channels.bars_of(found),
        "member": member,
        "offered": offered.choices(),
        "reached": reached.sentence(found),
        "data": data,
        **_holders(found, member),
    }
    return render(request, "desk/conversation.html", context)


def _older(request: HttpRequest, found: Any, member: Any) -> Any:
    """The conversation by mail that it goes on from, if the member holds that too: both are read on one page."""
    older = linked.older(member, found)
    if older is not None and unlock.kept(request) is not None:
        actions.mark_opened(older, member)
    return older


def _with(older: Any, letters: list[shown.Letter], member: Any) -> list[shown.Letter]:
    return letters if older is None else [*going_on.letters(older, member), *letters]


def _holders(found: Any, member: Any) -> dict[str, Any]:
    grants = access.holders(found)
    ids = {grant.member_id for grant in grants}
    others = [grant.member.alias for grant in grants if grant.member_id != member.pk]
    return {
        "holders": [_why(grant, found) for grant in grants],
        "openers": listed([_("You"), *others]),
        "openings": access.openings(found),
        "is_only_holder": ids == {member.pk},
    }


def _why(grant: Any, found: Any) -> dict[str, Any]:
    names = [role.name for role in grant.member.roles.all()]
    return {
        "grant": grant,
        "member": grant.member,
        "is_responsible": grant.member_id == found.responsible_id,
        "is_lead": roles.LEAD in names,
    }
