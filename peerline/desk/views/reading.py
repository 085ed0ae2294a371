"""The API that only reads: bytes as they are stored, counts for the dot, and the description."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from peerline.conversations import access
from peerline.desk import openapi, presence, shown
from peerline.kit.errors import NotThere
from peerline.kit.templatetags.kit import iso
from peerline.people import roles
from peerline.people.frame import member_of


@require_GET
def message(request: HttpRequest, ref: str) -> HttpResponse:
    """The age file of one message."""
    return _sealed(access.sealed_bytes(access.message(member_of(request), ref)))


@require_GET
def attachment(request: HttpRequest, ref: str) -> HttpResponse:
    """The age stream of one attachment."""
    return _sealed(access.attachment(member_of(request), ref))


@require_GET
def conversation(request: HttpRequest, ref: str) -> HttpResponse:
    """What a browser needs to make a new epoch or a grant."""
    member = member_of(request)
    return JsonResponse(shown.conversation(access.held(member, ref), member))


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Counts for the dot. `newest` changes when something new came, to the minute.

    `?conversation=REF` also asks who else is writing there; for whom does not hold it, nobody is.
    """
    member = member_of(request)
    counts = access.places(member)
    due = [grant.conversation for grant in access.queue(member, "mine") if grant.conversation.due_at is not None]
    times = [found.last_at for found in due] + [at for at in [access.newest_waiting_at(member)] if at is not None]
    answer: dict[str, Any] = {
        "waiting": counts["unheld"] + counts["waiting"],
        "mine": len(due),
        "review": len(access.drafts_for(member)) if member.has_role(roles.LEAD) else 0,
        "newest": iso(max(times)) if times else "",
        "writing": _writing(member, request.GET.get("conversation", "")),
    }
    return JsonResponse(answer)


def _writing(member: Any, ref: str) -> list[str]:
    try:
        return presence.others(access.held(member, ref), member) if ref else []
    except NotThere:
        return []


@require_GET
def description(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, for everybody: it says what the source says, and nothing of this line."""
    return JsonResponse(_described())


@cache
def _described() -> dict[str, Any]:
    return openapi.description()


def _sealed(data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type="application/octet-stream")
