"""Reviewing: the drafts that wait for this lead, and one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from peerline.conversations import access, actions
from peerline.desk import done, shown
from peerline.desk.clocks import clock
from peerline.desk.spoken import listed, number
from peerline.kit.errors import NotThere
from peerline.people import roles, unlock
from peerline.people.frame import landing, member_of, signed_in

# So much of what was said before a draft stands above it.
SHOWN_BEFORE = 6
OFFERED = "offered"


@require_GET
@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    """The list, oldest first."""
    member = member_of(request)
    if not member.has_role(roles.LEAD):
        return redirect(landing(member))
    found = access.drafts_for(member)
    rows = [{"draft": one, "clock": clock(one.conversation.asked_at, one.conversation.due_at)} for one in found]
    context = {
        "here": "review",
        "title": _title(len(found)),
        "rows": rows,
        "done": done.said(request),
    }
    return render(request, "desk/drafts.html", context)


@require_GET
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """One draft, with what was said before it. For anybody but a lead who holds it, it is not there."""
    member = member_of(request)
    if not member.has_role(roles.LEAD):
        raise NotThere
    found = access.message(member, ref)
    if found.kind != "draft" or found.author is None or found.author.pk == member.pk:
        raise NotThere
    if unlock.kept(request) is not None:
        actions.mark_opened(found.conversation, member)
    return render(request, "desk/draft.html", _context(found, member))


def _context(found: Any, member: Any) -> dict[str, Any]:
    conversation = found.conversation
    before = [row for row in access.letters(conversation) if row.kind in {"in", "out"} and row.pk < found.pk]
    holders = [grant.member.alias for grant in access.holders(conversation) if grant.member_id != member.pk]
    return {
        "here": "review",
        "conversation": conversation,
        "letters": shown.letters(before[-SHOWN_BEFORE:], member, found=conversation),
        "draft": shown.letters([found], member, found=conversation)[0],
        "is_open": found.draft_state == OFFERED,
        "clock": clock(conversation.asked_at, conversation.due_at),
        "openers": listed([_("You"), *holders]),
        "data": shown.conversation(conversation, member),
    }


def _title(count: int) -> str:
    if not count:
        return _("No draft waits.")
    return ngettext("One draft waits for a second person", "%(number)s drafts wait for a second person", count) % {
        "number": number(count)
    }
