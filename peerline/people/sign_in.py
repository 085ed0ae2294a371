"""How a member signs in: by a code, over django-allauth. The words of the code never leave the browser.

The browser derives three things from the code (seal, `keys_of_code`): an identity, a look-up id and a sign-in secret.
It posts the last two as what allauth calls user name and password; the server keeps a hash of each.
"""

from __future__ import annotations

import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from peerline.kit.errors import NotThere
from peerline.people.hashes import look_up_hash, sign_in_hash
from peerline.people.models import Member, Wrap


def wrap_of(look_up: str, sign_in: str, *, member: Member | None = None) -> Wrap:
    """The wrap of a code or a sheet that somebody has just shown to know; of `member`, if one is named.

    Raises NotThere for anything that does not fit.
    """
    wrap = Wrap.objects.select_related("key__member").filter(look_up_hash=look_up_hash(look_up)).first()
    # Compared also when nothing was found, so that both answers take the same way.
    stored = wrap.sign_in_hash if wrap else bytes(32)
    fits = hmac.compare_digest(stored, sign_in_hash(sign_in))
    if wrap is None or not fits or not wrap.key.member.is_active:
        raise NotThere
    if member is not None and wrap.key.member_id != member.pk:
        raise NotThere
    return wrap


class CodeBackend(BaseBackend):
    """Finds a member by the look-up id of a code or a sheet and compares the sign-in secret."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Member | None:  # noqa: ARG002
        """The member, or None for anything that does not fit."""
        try:
            return wrap_of(str(credentials.get("username")), str(credentials.get("password"))).key.member
        except NotThere:
            return None

    def get_user(self, user_id: int) -> Member | None:
        """The member of a session, unless the member has left."""
        return Member.objects.prefetch_related("roles").filter(pk=user_id, left_at=None).first()


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth may not do here: let somebody sign up, say something on the next page, keep the look-up id."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Never: members come by invitation."""
        return False

    def add_message(self, *_: Any, **__: Any) -> None:
        """Pages say what happened themselves."""

    def login(self, request: HttpRequest, user: Member) -> None:
        """Sign in, and forget by which look-up id: allauth would keep it readable in the session."""
        super().login(request, user)
        request.session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
