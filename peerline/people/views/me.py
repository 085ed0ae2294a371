"""The page a member has of themselves, and the changes of their code, sheet and key."""

from __future__ import annotations

import zoneinfo

from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peerline.kit.errors import Refused
from peerline.line.access import the_line
from peerline.people import access, actions, posted
from peerline.people.forms import SelfForm
from peerline.people.frame import landing, member_of, signed_in
from peerline.people.models import Member
from peerline.people.roles import MAY_HOLD
from peerline.people.sealed_person import sealed_for
from peerline.people.views.sign_in import wished

RENEWALS = ("code", "sheet", "lost")


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Alias, languages, time zone; here or away; code, sheet and key."""
    member = member_of(request)
    # The member's own come first and keep their order: pages are shown in the first of them.
    offered = list(dict.fromkeys([*member.languages.split(), *the_line().languages.split()]))
    form = SelfForm(request.POST, offered=offered) if request.method == "POST" else SelfForm.of(member, offered=offered)
    if form.is_bound and form.is_valid():
        try:
            actions.change_self(member, form.said())
        except Refused as error:
            form.add_error(None, str(error.sentence))
        else:
            return redirect("/me/?saved")
    return render(request, "people/me.html", _shown(request, member, form))


@require_POST
@signed_in
def here(request: HttpRequest) -> HttpResponse:
    """Here or away."""
    actions.set_here(member_of(request), request.POST.get("here") == "yes")
    return redirect(wished(request) or "people:me")


@require_GET
@signed_in
def renew(request: HttpRequest, what: str) -> HttpResponse:
    """A new code, a new sheet, or everything new after a device was lost."""
    if what not in RENEWALS:
        raise Http404
    return render(request, f"people/renew_{what}.html", {"here": "me", "next": landing(member_of(request))})


@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """A new code instead of the old one."""
    member, data = member_of(request), posted.posted(request)
    actions.replace_code(member, posted.proof(data), posted.wrap(data.get("wrap")))
    return _still_here(request, member)


@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    """A new sheet instead of the old one."""
    member, data = member_of(request), posted.posted(request)
    actions.replace_sheet(member, posted.proof(data), posted.wrap(data.get("wrap")))
    return _still_here(request, member)


@require_POST
def key(request: HttpRequest) -> HttpResponse:
    """A new epoch of the member key."""
    member, data = member_of(request), posted.posted(request)
    actions.rotate(member, posted.proof(data), posted.new_epoch(data))
    return _still_here(request, member)


@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Real name and contact, sealed."""
    actions.say_person(member_of(request), posted.sealed_copies(posted.posted(request)))
    return JsonResponse({})


def _still_here(request: HttpRequest, member: Member) -> HttpResponse:
    """All other sessions have ended by now; this one goes on."""
    update_session_auth_hash(request, member)
    return JsonResponse({"csrf": get_token(request)})


def _shown(request: HttpRequest, member: Member, form: SelfForm) -> dict[str, object]:
    own = [found.ref for found in access.keys(member)]
    return {
        "here": "me",
        "form": form,
        "member": member,
        "may_hold": member.has_role(*MAY_HOLD),
        "saved": "saved" in request.GET,
        "zones": sorted(zoneinfo.available_timezones()),
        "recipients": access.recipients_of([member, *access.coordinators()]),
        "sealed_person": sealed_for(member.sealed_person, own),
    }
