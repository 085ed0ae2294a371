"""Against floods, without keeping who asks: a page gives a word that says when it was loaded; it serves once.

Where the line asks for it, the browser works before the word serves: it tries numbers until it finds the one whose
SHA-256, behind the word, is the goal that came with it. That takes a phone some seconds while somebody writes, and
makes each of a thousand words dear. The server keeps nothing for that: the number follows from the word and a key.

Used words are remembered in memory, the newest of them. Nothing is refused for long: who was too quick waits a few
seconds, and loses nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from peerline.door.pace import Pace
from peerline.kit.errors import Conflict, TooMany

SALT = "peerline.door.started"
LONGEST_SECONDS = 12 * 3600
# Each takes about 200 bytes. When more are used within twelve hours, the oldest could be used once again.
MOST_REMEMBERED = 200_000

# Random, so that nothing else on a page can be taken for them.
_STAND_IN_WORD, _STAND_IN_GOAL = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
_lock = threading.Lock()
_used: dict[bytes, None] = {}


@dataclass(frozen=True, slots=True)
class Started:
    """What a page gets: its word, and the work that makes it serve; `tries` is 0 when none is asked for."""

    word: str
    tries: int
    goal: str


def give() -> Started:
    """A new word for a page."""
    tries: int = settings.PEERLINE_DOOR_WORK
    word = signing.dumps([secrets.token_urlsafe(12), tries], salt=SALT)
    return Started(word, tries, _goal(word, tries))


def stand_in() -> Started:
    """What a page that many get is made with, until each of them gets a word of its own."""
    return Started(_STAND_IN_WORD, settings.PEERLINE_DOOR_WORK, _STAND_IN_GOAL)


def filled_in(page: bytes) -> bytes:
    """A page that was made with the stand-in, with a new word instead."""
    new = give()
    return page.replace(_STAND_IN_WORD.encode(), new.word.encode()).replace(_STAND_IN_GOAL.encode(), new.goal.encode())


def take(word: str, number: int) -> None:
    """Use it, with the number that was found. Raises TooMany when the page was loaded a moment ago, Conflict when the
    word was used or is none of ours, or the number is another.
    """
    tries = _fresh(word)
    if tries and not 0 <= number < tries:
        raise Conflict(code="old-page")
    if tries and not hmac.compare_digest(_hash(word, number), _goal(word, tries)):
        raise Conflict(code="old-page")
    _remember(word)


def take_without_script(word: str, pace: Pace) -> None:
    """Use it where no script can work for it: the pace stands in for that. Raises TooMany or Conflict."""
    _fresh(word)
    pace.step()
    _remember(word)


def _fresh(word: str) -> int:
    """How many tries a good word asks for."""
    try:
        _, tries = signing.loads(word, salt=SALT, max_age=LONGEST_SECONDS)
        loaded = signing.b62_decode(word.rsplit(":", 2)[1])
    except (signing.BadSignature, IndexError, TypeError, ValueError) as error:
        raise Conflict(code="old-page") from error
    if time.time() - loaded < settings.PEERLINE_DOOR_WAIT:
        raise TooMany(code="too-quick")
    return int(tries)


def _goal(word: str, tries: int) -> str:
    if not tries:
        return ""
    drawn = int.from_bytes(salted_hmac(f"{SALT}.work", word, algorithm="sha256").digest())
    return _hash(word, drawn % tries)


def _hash(word: str, number: int) -> str:
    return hashlib.sha256(f"{word}{number}".encode()).hexdigest()


def _remember(word: str) -> None:
    used = hashlib.sha256(word.encode()).digest()
    with _lock:
        if used in _used:
            raise Conflict(code="old-page")
        while len(_used) >= MOST_REMEMBERED:
            del _used[next(iter(_used))]
        _used[used] = None
