"""Two questions after the end, whose answers cannot be tied to a conversation (docs/decisions/0025).

Who opens a closed conversation gets a word: random, signed, and kept nowhere. Answers come with that word alone, later
and without a code, and become numbers of a week. What is remembered is in the memory of this process only: how many
words a conversation was given, and which words were used. The two are never beside each other.
"""

from __future__ import annotations

import hashlib
import secrets
import threading

from django.core import signing

from peerline.kit.clock import now
from peerline.kit.errors import Conflict

SALT = "peerline.door.asked"
MOST_WORDS = 3  # of one conversation: a page that was lost, another device
MOST_REMEMBERED = 100_000

_lock = threading.Lock()
_given: dict[bytes, int] = {}
_used: dict[bytes, None] = {}
# So that what is remembered names no conversation, not even to who reads the memory beside the database.
_key = secrets.token_bytes(32)


def give(conversation: str) -> str:
    """A word for the answers of who has just opened this closed conversation; "" when it had its words.

    It says the week and no finer time, and nothing of the conversation.
    """
    known = hashlib.blake2b(conversation.encode(), key=_key, digest_size=16).digest()
    with _lock:
        if _given.get(known, 0) >= MOST_WORDS:
            return ""
        while len(_given) >= MOST_REMEMBERED:
            del _given[next(iter(_given))]
        _given[known] = _given.get(known, 0) + 1
    return signing.Signer(salt=SALT).sign(f"{_week()}.{secrets.token_urlsafe(12)}")


def take(word: str) -> None:
    """Use it. Raises Conflict for one that was used, is older than the week before, or is none of ours."""
    try:
        week = int(signing.Signer(salt=SALT).unsign(word).partition(".")[0])
    except (signing.BadSignature, ValueError) as error:
        raise Conflict(code="old-word") from error
    if not 0 <= _week() - week <= 1:
        raise Conflict(code="old-word")
    used = hashlib.sha256(word.encode()).digest()
    with _lock:
        if used in _used:
            raise Conflict(code="old-word")
        while len(_used) >= MOST_REMEMBERED:
            del _used[next(iter(_used))]
        _used[used] = None


def _week() -> int:
    """The number of this week since the year 1."""
    return now().date().toordinal() // 7
