"""The addresses of the room `people`, for the description of the API: joining, signing in, unlocking, changing keys.

What a body is made of are the types that room is given; how it reads them is in `people/posted.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peerline.desk.endpoints import Endpoint
from peerline.desk.requests import Nothing
from peerline.people.cargo import Joining, NewEpoch, NewMailKey, NewWrap, Proof

FIELDS = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class SigningIn:
    """What a code derives, as fields of a form: look-up id and sign-in secret, 64 hex digits each."""

    login: str
    password: str
    next: str = ""


@dataclass(frozen=True)
class Blob:
    """The member key of a session, wrapped by the browser: all base64, and the epoch."""

    iv: bytes
    identity: bytes
    seed: bytes
    epoch: int


@dataclass(frozen=True)
class Unlocking:
    """Keep the wrapped key until it was quiet for fifteen minutes."""

    blob: Blob


@dataclass(frozen=True)
class Looking:
    """The token of an invitation, and an alias to try."""

    token: str
    alias: str = ""


@dataclass(frozen=True, kw_only=True)
class JoiningBy(Joining):
    """All of a joining, with the token of the invitation."""

    token: str


@dataclass(frozen=True)
class NewWrapBy(Proof):
    """A new code or sheet, and the proof: what the old code or the sheet derives."""

    wrap: NewWrap


@dataclass(frozen=True, kw_only=True)
class NewKeyBy(NewEpoch, Proof):
    """A new epoch of the member key, and the proof."""


@dataclass(frozen=True)
class Person:
    """Real name and contact, by the ref of the key they are sealed to."""

    sealed: Mapping[str, bytes]


@dataclass(frozen=True)
class Giving:
    """The line's OpenPGP key of that version, by the refs of the keys it is sealed to."""

    fingerprint: str
    version: int
    parts: Mapping[str, bytes]


@dataclass(frozen=True)
class Revoking:
    """The public key with its revocation in it."""

    certificate: bytes


def _post(name: str, does: str, *, form: type = Nothing, is_open: bool = False) -> Endpoint:
    return Endpoint(name.replace("/", "-"), "post", f"/api/{name}", does, form, is_open=is_open)


MEMBERS_ENDPOINTS = (
    Endpoint("sign-in", "post", "/api/sign-in", "Sign in by a code.", SigningIn, asks=FIELDS, is_open=True),
    _post("wrap", "The wrap of a code or sheet of mine.", form=Proof),
    _post("unlock", "Keep the unlocked key, wrapped.", form=Unlocking),
    _post("lock", "Forget the unlocked key.", is_open=True),
    _post("alive", "A person is at the page."),
    _post("invitation", "What an invitation says.", form=Looking, is_open=True),
    _post("join", "Become a member.", form=JoiningBy, is_open=True),
    _post("me/code", "A new code.", form=NewWrapBy),
    _post("me/sheet", "A new recovery sheet.", form=NewWrapBy),
    _post("me/key", "A new key, code and sheet.", form=NewKeyBy),
    Endpoint("mail-key", "get", "/api/mail-key", "The line's OpenPGP keys, as they are sealed to me."),
    _post("mail-key/publish", "Publish the line's OpenPGP key.", form=NewMailKey),
    _post("mail-key/give", "Seal it to more members.", form=Giving),
    _post("mail-key/revoke", "Publish that it counts no more.", form=Revoking),
    _post("me/person", "Keep real name and contact, sealed.", form=Person),
)
