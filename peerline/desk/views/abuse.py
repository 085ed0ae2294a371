"""Abuse: the spam box of the leads, and pausing or blocking who wrote a mail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from peerline.channels import access as channels
from peerline.channels import actions as barring
from peerline.conversations import access, actions
from peerline.desk import requests
from peerline.desk.spoken import number
from peerline.desk.views.queue import next_of, read_after
from peerline.kit.errors import NotThere
from peerline.kit.posted import read
from peerline.people import roles
from peerline.people.frame import member_of, signed_in

SPAM = "spam"


@require_GET
@signed_in
def spam_box(request: HttpRequest) -> HttpResponse:
    """What the rules put aside, and who is paused or blocked. For anybody but a lead, it is not there."""
    lead = member_of(request)
    if not lead.has_role(roles.LEAD):
        raise NotThere
    rows = access.queue(lead, SPAM, after=read_after(request))
    context = {
        "here": "queue",
        "title": _title(access.in_spam_box(lead)),
        "rows": [grant.conversation for grant in rows],
        "after": next_of(rows),
        "bars": channels.bars(lead),
        "member": lead,
    }
    return render(request, "desk/spam.html", context)


@require_POST
def not_spam(request: HttpRequest, ref: str) -> HttpResponse:
    """Put it into the queue; its promise begins now."""
    member = member_of(request)
    found = access.held(member, ref)
    actions.not_spam(found, member)
    return _back_to(ref, "not-spam")


@require_POST
def pause(request: HttpRequest, ref: str) -> HttpResponse:
    """Pause the writer of a mail for 24 hours."""
    member = member_of(request)
    found = access.held(member, ref)
    asked = read(request.body, requests.Pausing)
    barring.pause_writer(found, member, asked.card, verified=asked.verified)
    return JsonResponse({})


@require_POST
def block(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask that the writer of a mail be blocked."""
    member = member_of(request)
    found = access.held(member, ref)
    asked = read(request.body, requests.Blocking)
    barring.ask_for_block(found, member, asked.card, verified=asked.verified, days=asked.days)
    return JsonResponse({})


@require_POST
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """The second person confirms a block."""
    member = member_of(request)
    found = channels.bar(member, ref)
    barring.confirm_block(found, member)
    return _back(request, found, "blocked")


@require_POST
def lift(request: HttpRequest, ref: str) -> HttpResponse:
    """End a pause or a block, or take the question for one away."""
    member = member_of(request)
    found = channels.bar(member, ref)
    barring.lift(found, member)
    return _back(request, found, "lifted")


def _back(request: HttpRequest, found: Any, done: str) -> HttpResponse:
    """To where the button stood: the spam box, or the conversation."""
    if request.POST.get("next") == SPAM or found.conversation is None:
        return redirect("desk:spam-box")
    return _back_to(found.conversation.ref, done)


def _back_to(ref: str, done: str) -> HttpResponse:
    return redirect(f"{reverse('desk:conversation', args=[ref])}?done={done}")


def _title(count: int) -> str:
    if not count:
        return _("Nothing is in the spam box.")
    return ngettext("One is in the spam box", "%(number)s are in the spam box", count) % {"number": number(count)}
