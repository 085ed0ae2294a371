"""Against floods, without keeping who asks: a page gives a word that says when it was loaded; it serves once.

Used words are remembered in memory until they are too old anyway. Nothing is refused for long: who was too quick waits
a few seconds, and loses nothing.
"""

from __future__ import annotations

import secrets
import threading
import time

from django.conf import settings
from django.core import signing

from peerline.kit.errors import Conflict, TooMany

SALT = "peerline.door.started"
LONGEST_SECONDS = 12 * 3600
MOST_REMEMBERED = 200_000

_lock = threading.Lock()
_used: dict[str, float] = {}


def give() -> str:
    """A new word for a page."""
    return signing.dumps(secrets.token_urlsafe(12), salt=SALT)


def take(word: str) -> None:
    """Use it. Raises TooMany when the page was loaded a moment ago, Conflict when it was used or is no word of ours."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        signer.unsign(word, max_age=LONGEST_SECONDS)
        loaded = signing.b62_decode(word.rsplit(":", 2)[1])
    except (signing.BadSignature, IndexError, ValueError) as error:
        raise Conflict(code="old-page") from error
    if time.time() - loaded < settings.PEERLINE_DOOR_WAIT:
        raise TooMany(code="too-quick")
    _remember(word)


def _remember(word: str) -> None:
    at = time.monotonic()
    with _lock:
        if word in _used:
            raise Conflict(code="old-page")
        if len(_used) >= MOST_REMEMBERED:
            for old in [one for one, used in _used.items() if at - used > LONGEST_SECONDS]:
                del _used[old]
        _used[word] = at
