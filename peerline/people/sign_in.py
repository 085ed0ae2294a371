"""How a member signs in: by a code, over django-allauth. The words of the code never leave the browser.

The browser derives three things from the code (seal, `keys_of_code`): an identity, a look-up id and a sign-in secret.
It posts the last two as what allauth calls user name and password; the server keeps a hash of each.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from peerline.people.models import Member, Wrap


def look_up_hash(look_up: str) -> bytes:
    """What is stored of a look-up id (hex, 32 bytes)."""
    return hashlib.sha256(b"peerline look-up 1\n" + look_up.encode()).digest()


def sign_in_hash(secret: str) -> bytes:
    """What is stored of a sign-in secret (hex, 32 bytes). It is 256 random bits: a slow hash would add nothing."""
    return hashlib.sha256(b"peerline sign-in 1\n" + secret.encode()).digest()


class CodeBackend(BaseBackend):
    """Finds a member by the look-up id of a code or a sheet and compares the sign-in secret."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Member | None:
        """The member, or None for anything that does not fit."""
        if not username or not password:
            return None
        wrap = Wrap.objects.select_related("key__member").filter(look_up_hash=look_up_hash(username)).first()
        if wrap is None or not hmac.compare_digest(wrap.sign_in_hash, sign_in_hash(password)):
            return None
        return wrap.key.member if wrap.key.member.is_active else None

    def get_user(self, user_id: int) -> Member | None:
        """The member of a session, unless the member has left."""
        return Member.objects.prefetch_related("roles").filter(pk=user_id, left_at=None).first()


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up: members come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
