"""The coordinator's pages: who is a member, inviting, changing duties."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peerline.kit.clock import now
from peerline.kit.errors import Refused
from peerline.line.access import the_line
from peerline.people import access, actions, roles
from peerline.people.forms import DutiesForm, InviteForm, own_name
from peerline.people.frame import for_coordinators, member_of
from peerline.people.models import Member
from peerline.people.sealed_person import sealed_for

HERE = {"here": "people"}  # where the bar of the desk shows that one is


@require_GET
@for_coordinators
def members(request: HttpRequest) -> HttpResponse:
    """Everybody, with what they do."""
    found = access.members()
    shown = {
        "members": [_row(one) for one in found],
        "here_count": sum(one.here for one in found),
        "invitations": access.open_invitations(),
    }
    return render(request, "people/members.html", {**HERE, **shown})


@require_http_methods(["GET", "POST"])
@for_coordinators
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the answer to the post shows the link, and nothing else ever does."""
    offered = the_line().languages.split()
    initial = {"roles": [roles.COUNSELOR], "reviewed": True, "languages": offered[:1]}
    form = InviteForm(request.POST, offered=offered) if request.method == "POST" else _unbound(initial, offered)
    if form.is_bound and form.is_valid():
        try:
            token = actions.invite(member_of(request), form.wish())
        except Refused as error:
            form.add_error(None, str(error.sentence))
        else:
            link = f"{settings.PEERLINE_URL}/join/#{token}"
            return render(request, "people/invited.html", {**HERE, "link": link, "until": now() + access.INVITED})
    return render(request, "people/invite.html", {**HERE, "form": form})


@require_POST
@for_coordinators
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take an invitation back."""
    actions.withdraw_invitation(request.POST.get("invitation", ""))
    return redirect("people:members")


@require_http_methods(["GET", "POST"])
@for_coordinators
def member(request: HttpRequest, ref: str) -> HttpResponse:
    """One member: duties, the sealed name, the way to leaving (a page of the desk)."""
    found = access.member_by_ref(ref)
    own = [key.ref for key in access.keys(member_of(request))]
    initial = {"roles": [role.name for role in found.roles.all()], "reviewed": found.reviewed}
    form = DutiesForm(request.POST) if request.method == "POST" else DutiesForm(initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.set_duties(found, form.cleaned_data["roles"], reviewed=form.cleaned_data["reviewed"])
        except Refused as error:
            form.add_error(None, str(error.sentence))
        else:
            return redirect("people:members")
    shown = {**HERE, "form": form, "row": _row(found), "sealed_person": sealed_for(found.sealed_person, own)}
    return render(request, "people/member.html", shown)


def _unbound(initial: dict[str, object], offered: list[str]) -> InviteForm:
    return InviteForm(initial=initial, offered=offered)


def _row(found: Member) -> dict[str, object]:
    return {
        "member": found,
        "roles": roles.words([role.name for role in found.roles.all()]),
        "languages": [(tag, own_name(tag)) for tag in found.languages.split()],
    }
