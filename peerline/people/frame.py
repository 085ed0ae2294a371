"""Who is asking, for views and pages."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from peerline.kit.errors import NotThere, Refused
from peerline.line.access import line_or_none
from peerline.line.onion import is_at_the_onion
from peerline.people import access, roles, unlock
from peerline.people.models import Key, Member

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def at_the_usual_address(view: View[Rest]) -> View[Rest]:
    """A page on the way to being signed in. By the name of the onion service it leads to the usual address.

    That one is for seekers. A cookie there would not be bound to TLS, and two places to sign in at are one more to be
    imitated.
    """

    def only(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if is_at_the_onion(request):
            return render(request, "people/elsewhere.html", {"address": settings.PEERLINE_URL})
        return view(request, *args, **kwargs)

    update_wrapper(only, view)
    return only


def must_be_at_the_usual_address(request: HttpRequest) -> None:
    """For the verbs that sign somebody in. Raises Refused."""
    if is_at_the_onion(request):
        raise Refused(_("Members sign in at another address."), code="elsewhere")


def member_of(request: HttpRequest) -> Member:
    """The signed-in member. Raises NotThere for anybody else."""
    if not request.user.is_authenticated:
        raise NotThere
    assert isinstance(request.user, Member)
    return request.user


def signed_in(view: View[Rest]) -> View[Rest]:
    """A page for members: others are sent to /sign-in/ and come back afterwards."""
    return login_required(view)


def for_coordinators(view: View[Rest]) -> View[Rest]:
    """A page for coordinators; for every other member it is not there."""
    return _only_for(roles.COORDINATOR, view)


def for_editors(view: View[Rest]) -> View[Rest]:
    """A page for editors of the directory; for every other member it is not there."""
    return _only_for(roles.EDITOR, view)


def for_leads(view: View[Rest]) -> View[Rest]:
    """A page for leads; for every other member it is not there."""

    def only(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not member_of(request).has_role(roles.LEAD):
            raise NotThere
        return view(request, *args, **kwargs)

    update_wrapper(only, view)
    return signed_in(only)


def me(request: HttpRequest) -> dict[str, Any]:
    """What the scripts of a page know of the member: refs, public keys, and the wrapped unlocked key."""
    member, line = member_of(request), line_or_none()
    return {
        "line": line.ref if line else "",
        "member": member.ref,
        "alias": member.alias,
        "roles": [role.name for role in member.roles.all()],
        "reviewed": member.reviewed,
        "time_zone": member.time_zone,
        "keys": [_key(key) for key in access.keys(member)],
        "unlock": unlock.kept(request),
        "quiet_seconds": unlock.QUIET_SECONDS,
        "csrf": get_token(request),
    }


def context(request: HttpRequest) -> dict[str, Any]:
    """Template context: `me`, for signed-in members only; frames render it as JSON with the id "me"."""
    return {"me": me(request)} if request.user.is_authenticated else {}


def landing(member: Member) -> str:
    """Where a member starts: the queue; for who can open no conversation the members' list, or the directory."""
    if member.has_role(*roles.MAY_HOLD):
        return "/desk/"
    return "/people/" if member.has_role(roles.COORDINATOR) else "/directory/"


def _only_for(role: str, view: View[Rest]) -> View[Rest]:
    def only(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not member_of(request).has_role(role):
            raise NotThere
        return view(request, *args, **kwargs)

    update_wrapper(only, view)
    return signed_in(only)


def _key(key: Key) -> dict[str, Any]:
    return {
        "ref": key.ref,
        "epoch": key.epoch,
        "recipient": key.recipient,
        "back_link": base64.b64encode(key.back_link).decode(),
    }
