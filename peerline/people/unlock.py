"""The member key of a session, unlocked: wrapped under a key that only this browser has, kept in the server's session.

Neither half opens anything alone. The browser's half is a non-extractable AES key in IndexedDB; ours, the blob, is
gone 15 minutes after the last request that a person made, at sign-out, when locked, and with the session.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, TypedDict

from django.http import HttpRequest

from peerline.kit.clock import now
from peerline.kit.errors import Refused

QUIET_SECONDS = 15 * 60
RENEWED_SECONDS = 60
LARGEST_BYTES = 4096
# What a page asks by itself, without a person, says so by this header and does not count as a sign of life.
UNATTENDED = "X-Peerline-Unattended"
_PLACE = "unlock"


class Blob(TypedDict):
    """All base64: one nonce, the identity and the signing seed under it, and of which epoch they are."""

    iv: str
    identity: str
    seed: str
    epoch: int


def keep(request: HttpRequest, blob: Any) -> None:
    """Keep what the browser has wrapped. Raises Refused for anything else."""
    request.session[_PLACE] = {**_checked(blob), "at": int(now().timestamp())}


def drop(request: HttpRequest) -> None:
    """Lock."""
    request.session.pop(_PLACE, None)


def kept(request: HttpRequest) -> Blob | None:
    """What the page needs to open things, or None when locked."""
    found = request.session.get(_PLACE)
    return None if found is None else {name: found[name] for name in Blob.__annotations__}  # type: ignore[return-value]


def keep_or_drop(request: HttpRequest) -> None:
    """Drop it when it was quiet too long, else start the quiet time anew, written at most once a minute."""
    found = request.session.get(_PLACE)
    if found is None:
        return
    quiet = now().timestamp() - found["at"]
    if quiet >= QUIET_SECONDS:
        drop(request)
    elif quiet >= RENEWED_SECONDS and UNATTENDED not in request.headers:
        request.session[_PLACE] = {**found, "at": int(now().timestamp())}


def _checked(blob: Any) -> Blob:
    if not isinstance(blob, dict) or not isinstance(blob.get("epoch"), int):
        raise Refused(code="blob")
    for name in ("iv", "identity", "seed"):
        part = blob.get(name)
        if not isinstance(part, str) or not 0 < len(part) <= LARGEST_BYTES:
            raise Refused(code="blob")
        try:
            base64.b64decode(part, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Refused(code="blob") from error
    return Blob(iv=blob["iv"], identity=blob["identity"], seed=blob["seed"], epoch=blob["epoch"])
