"""The lead's page for the line's OpenPGP key, and what browsers ask about it."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from peerline.line.access import the_line
from peerline.line.views.mail_key import picture_of
from peerline.people import actions, mail_key, posted
from peerline.people.frame import for_leads, member_of
from peerline.people.models import Key, MailKeyPart, Member
from peerline.people.roles import LEAD

DONE = ("made", "renewed", "given", "revoked")


@require_GET
@for_leads
def page(request: HttpRequest) -> HttpResponse:
    """Whether mail can be encrypted to the line, who can open it, and the one thing to do."""
    found = mail_key.holding()
    context = {
        "here": "mail-key",
        "found": found,
        "waiting": [member.alias for member in found.waiting],
        "done": request.GET.get("done", "") in DONE,
        "picture": picture_of(found.key.fingerprint) if found.key else "",
        "data": _data(found),
    }
    return render(request, "people/mail_key.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I have of the line's keys, sealed to me, newest first."""
    return JsonResponse({"parts": [_part(one) for one in mail_key.parts_of(member_of(request))]})


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """A new key, or new subkeys."""
    actions.publish_mail_key(member_of(request), posted.new_mail_key(_posted(request)))
    return JsonResponse({})


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """The key as it is, to more members."""
    member, data = member_of(request), _posted(request)
    fingerprint, version = posted.text(data, "fingerprint"), posted.number(data, "version")
    actions.give_mail_key(member, fingerprint, version=version, parts=posted.mail_key_parts(data))
    return JsonResponse({})


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """It counts no more."""
    member, data = member_of(request), _posted(request)
    actions.revoke_mail_key(member, posted.raw(data, "certificate", longest=posted.LONGEST_MAIL_KEY))
    return JsonResponse({})


def _posted(request: HttpRequest) -> dict[str, Any]:
    return posted.posted(request, most_bytes=posted.LARGEST_MAIL_KEY_BODY_BYTES)


def _data(found: mail_key.Holding) -> dict[str, Any]:
    """What the browser of a lead needs to make, renew, give or revoke."""
    waiting = {member.pk for member in found.waiting}
    return {
        "address": the_line().address,
        "fingerprint": found.key.fingerprint if found.key else "",
        "version": found.key.version if found.key else 0,
        "receivers": [_receiver(member, key, waits=member.pk in waiting) for member, key in mail_key.receivers()],
    }


def _receiver(member: Member, key: Key, *, waits: bool) -> dict[str, Any]:
    return {
        "member": member.ref,
        "key": key.ref,
        "recipient": key.recipient,
        "leads": member.has_role(LEAD),
        "waits": waits,
    }


def _part(part: MailKeyPart) -> dict[str, Any]:
    return {
        "fingerprint": part.mail_key.fingerprint,
        "version": part.version,
        "has_primary": part.has_primary,
        "sealed": base64.b64encode(part.sealed).decode(),
    }
