"""The API that writes: each verb gets its row by access first, then reads the body, then does one action."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from peerline.channels import tags
from peerline.conversations import access, actions
from peerline.desk import presence, requests
from peerline.kit.errors import NotThere
from peerline.kit.posted import read
from peerline.people.frame import member_of


@require_POST
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Become responsible."""
    member, found = _held(request, ref)
    actions.claim(found, member, read(request.body, requests.Claiming).new_key)
    return JsonResponse({})


@require_POST
def reply(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer the seeker."""
    member, found = _held(request, ref)
    asked = read(request.body, requests.Replying)
    row = actions.reply(found, member, asked.message, cargo=asked.cargo or asked.notice, version=asked.version)
    presence.writes_no_more(found, member)
    return JsonResponse({"message": row.ref})


@require_POST
def note(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a note."""
    member, found = _held(request, ref)
    row = actions.note(found, member, read(request.body, requests.Noting).message)
    presence.writes_no_more(found, member)
    return JsonResponse({"message": row.ref})


@require_POST
def retire_tag(request: HttpRequest, ref: str) -> HttpResponse:
    """Retire the reply address, with the reason as a note."""
    member, found = _held(request, ref)
    why = read(request.body, requests.Noting).message
    number = found.tag_number + 1
    tag_hash = tags.hash_of(tags.tag_of(found.ref, number))
    row = actions.retire_tag(found, member, why, number=number, tag_hash=tag_hash)
    return JsonResponse({"message": row.ref})


@require_POST
def writers_key(request: HttpRequest, ref: str) -> HttpResponse:
    """Say which key is the writer's."""
    member, found = _held(request, ref)
    row = actions.confirm_key(found, member, read(request.body, requests.Confirming).message)
    return JsonResponse({"message": row.ref})


@require_POST
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for a review."""
    member, found = _held(request, ref)
    asked = read(request.body, requests.Drafting)
    row = actions.offer_draft(found, member, asked.message, grants=dict(asked.grants))
    presence.writes_no_more(found, member)
    return JsonResponse({"message": row.ref})


@require_POST
def holders(request: HttpRequest, ref: str) -> HttpResponse:
    """Let one more member open it."""
    member, found = _held(request, ref)
    asked = read(request.body, requests.Adding)
    actions.add_holder(found, member, asked.key_ref, sealed=asked.sealed)
    return JsonResponse({})


@require_POST
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a holder off."""
    member, found = _held(request, ref)
    asked = read(request.body, requests.Removing)
    actions.remove_holder(found, member, asked.member, new_key=asked.new_key)
    return JsonResponse({})


@require_POST
def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    """Make another responsible."""
    member, found = _held(request, ref)
    asked = read(request.body, requests.HandingOver)
    actions.hand_over(found, member, asked.member, new_key=asked.new_key, grants=asked.grants)
    return JsonResponse({})


@require_POST
def step_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Hold it no longer."""
    member, found = _held(request, ref)
    actions.step_back(found, member, read(request.body, requests.Claiming).new_key)
    return JsonResponse({})


@require_POST
def new_key(request: HttpRequest, ref: str) -> HttpResponse:
    """The epoch after a holder parted."""
    member, found = _held(request, ref)
    version = actions.renew_key(found, member, read(request.body, requests.Claiming).new_key)
    return JsonResponse({"version": version})


@require_POST
def writing(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody types; shown to the other holders for a minute."""
    member, found = _held(request, ref)
    presence.writes(found, member)
    return JsonResponse({"writing": presence.others(found, member)})


@require_POST
def urgent(request: HttpRequest, ref: str) -> HttpResponse:
    """The shorter promise holds."""
    member, found = _held(request, ref)
    actions.mark_urgent(found, member)
    return JsonResponse({})


@require_POST
def calm(request: HttpRequest, ref: str) -> HttpResponse:
    """It is urgent no longer."""
    member, found = _held(request, ref)
    actions.mark_calm(found, member)
    return JsonResponse({})


@require_POST
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Nothing more is expected, and why."""
    member, found = _held(request, ref)
    asked = read(request.body, requests.Closing)
    actions.close(found, member, why=asked.why, said=asked.said)
    return JsonResponse({})


@require_POST
def ask_later(request: HttpRequest, ref: str) -> HttpResponse:
    """Plan to ask how they are, or drop it."""
    member, found = _held(request, ref)
    actions.ask_later(found, member, read(request.body, requests.AskingLater).days)
    return JsonResponse({})


@require_POST
def add_past(request: HttpRequest, ref: str) -> HttpResponse:
    """Add what was said by mail before to the seeker's page."""
    member, found = _held(request, ref)
    rows = actions.add_past(found, member, read(request.body, requests.AddingPast).messages)
    return JsonResponse({"messages": [row.ref for row in rows]})


@require_POST
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Undo closing."""
    member, found = _held(request, ref)
    actions.reopen(found, member)
    return JsonResponse({})


@require_POST
def release(request: HttpRequest, ref: str) -> HttpResponse:
    """Approve a draft."""
    member, found = _draft(request, ref)
    asked = read(request.body, requests.Releasing)
    row = actions.release_draft(found, member, asked.message, cargo=asked.cargo or asked.notice)
    return JsonResponse({"message": row.ref})


@require_POST
def give_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a draft back."""
    member, found = _draft(request, ref)
    actions.return_draft(found, member, read(request.body, requests.Returning).note)
    return JsonResponse({})


@require_POST
def drop(request: HttpRequest, ref: str) -> HttpResponse:
    """Take one's own draft away."""
    member, found = _draft(request, ref)
    actions.drop_draft(found, member)
    return JsonResponse({})


@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a reply back while it waits."""
    member = member_of(request)
    actions.take_back(access.message(member, ref), member)
    return JsonResponse({})


@require_POST
def keep_key(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep the key of an encrypted mail for whoever holds the conversation later."""
    member = member_of(request)
    actions.keep_message_key(access.message(member, ref), read(request.body, requests.Keeping).sealed)
    return JsonResponse({})


@require_POST
def unmask(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody looks at a covered name or address of a message: noted before the page uncovers it."""
    member = member_of(request)
    found = access.message(member, ref)
    if found.kind != "in":
        raise NotThere
    actions.note_event(found.conversation, "unmasked", member)
    return JsonResponse({})


def _held(request: HttpRequest, ref: str) -> tuple[Any, Any]:
    member = member_of(request)
    return member, access.held(member, ref)


def _draft(request: HttpRequest, ref: str) -> tuple[Any, Any]:
    member = member_of(request)
    found = access.message(member, ref)
    if found.kind != "draft":
        raise NotThere
    return member, found
