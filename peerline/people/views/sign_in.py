"""Signing in, out, and locking. The words of a code are never posted: the script derives what is."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from peerline.kit.errors import Refused, TooMany
from peerline.people import posted, unlock
from peerline.people.frame import (
    at_the_usual_address,
    landing,
    me,
    member_of,
    must_be_at_the_usual_address,
    signed_in,
)
from peerline.people.models import Wrap
from peerline.people.sign_in import wrap_of

TOO_MANY = 429
OPENS_NOTHING = _("These words open nothing. Is the order right?")


@require_GET
@at_the_usual_address
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page with one field."""
    if request.user.is_authenticated:
        return redirect(wished(request) or landing(member_of(request)))
    return render(request, "people/sign_in.html", {"next": wished(request)})


class SignIn(LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in with its limits, answering with the wrap that belongs to the code."""

    http_method_names = ("post",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever signs in starts a new session. Raises TooMany, or Refused."""
        must_be_at_the_usual_address(request)
        if request.user.is_authenticated:
            logout(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if response.status_code == TOO_MANY:
            raise TooMany
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Past allauth's own JSON, which would send back what was posted."""
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        """Signed in."""
        super().form_valid(form)
        wrap = wrap_of(form.cleaned_data["login"], form.cleaned_data["password"])
        after = wished(self.request) or landing(member_of(self.request))
        return JsonResponse({"wrap": _wrap(wrap), **start(self.request, after)})

    def form_invalid(self, form: Any) -> HttpResponse:
        """Not signed in. Raises TooMany or Refused; who guesses learns nothing from which."""
        if form.has_error("__all__", "too_many_login_attempts"):
            raise TooMany
        raise Refused(OPENS_NOTHING, code="opens-nothing")


@require_POST
def wrap(request: HttpRequest) -> HttpResponse:
    """The wrap of a code or sheet of the member who is signed in: to unlock, or to prove before a change."""
    member, proof = member_of(request), posted.proof(posted.posted(request))
    try:
        found = get_adapter().authenticate(request, username=proof.look_up, password=proof.sign_in)
    except ValidationError as error:
        raise TooMany from error
    if found is None or found.pk != member.pk:
        raise Refused(OPENS_NOTHING, code="opens-nothing")
    return JsonResponse({"wrap": _wrap(wrap_of(proof.look_up, proof.sign_in, member=member))})


@require_POST
def keep_unlocked(request: HttpRequest) -> HttpResponse:
    """Keep the unlocked key, wrapped by the browser, in the session."""
    member_of(request)
    unlock.keep(request, posted.posted(request).get("blob"))
    return JsonResponse({"unlock": unlock.kept(request)})


@require_GET
@signed_in
def unlock_page(request: HttpRequest) -> HttpResponse:
    """The locked page."""
    after = wished(request) or landing(member_of(request))
    if unlock.kept(request):
        return redirect(after)
    return render(request, "people/unlock.html", {"next": after, "by_time": "quiet" in request.GET})


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Forget the unlocked key; the session stays."""
    unlock.drop(request)
    after = wished(request)
    return redirect(reverse("people:unlock") + (f"?{urlencode({'next': after})}" if after else ""))


@require_POST
def lock_here(request: HttpRequest) -> HttpResponse:
    """The same, asked by a script."""
    unlock.drop(request)
    return JsonResponse({})


@require_POST
def alive(request: HttpRequest) -> HttpResponse:
    """Somebody is at the page, writing: the request itself starts the quiet time anew (SignedIn)."""
    member_of(request)
    return JsonResponse({"unlocked": unlock.kept(request) is not None})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget the session, and let the browser forget what it kept for this site."""
    logout(request)
    response = redirect("people:sign-in")
    response["Clear-Site-Data"] = '"storage"'
    return response


def wished(request: HttpRequest) -> str:
    """Where somebody wanted to go, if it is a page of ours; else ""."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def start(request: HttpRequest, after: str) -> dict[str, Any]:
    """What a script needs once a session has begun: Django has changed the CSRF token with it."""
    return {"me": me(request), "csrf": get_token(request), "next": after}


def _wrap(found: Wrap) -> dict[str, Any]:
    return {"kind": found.kind, "epoch": found.key.epoch, "sealed": base64.b64encode(found.sealed).decode()}
