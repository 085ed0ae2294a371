"""Which conversation does the writer of a mail without a tag have open? Only where the line wants it (ADR 0022).

What links an address to a conversation lives in the memory of the door's process and nowhere else: hashes under a key
that is made when the process starts and never leaves it. It is forgotten with the process, when the line turns it off,
and for each writer thirty days after they last opened a conversation. So whoever takes the disk, with all its secrets,
can try no address they know.

Not believed here: SPF, ARC and front servers' words. A signature counts that the domain of From, or one above it, made
over the whole text and over From, To, Subject and Date, each there once; the mail must be written to the line, and
newly. So an old mail of the seeker to somebody else, which they or others have, joins nothing.
"""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from peerline.channels.domains import ascii_domain
from peerline.channels.incoming import Incoming
from peerline.channels.trust import Trust
from peerline.kit.tokens import keyed_hash

MOST_WRITERS = 20_000
MOST_OF_ONE = 3
DAYS = 30
NEW = timedelta(days=7)  # the longest that a mail is under way


@dataclass(slots=True)
class Writers:
    """Who has which conversations open, newest last. One for the process that stores; nothing of it is ever written."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _known: dict[bytes, tuple[float, tuple[str, ...]]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def conversations_of(self, address: str, *, at: float | None = None) -> tuple[str, ...]:
        """Refs of conversations that mails of this address opened, newest last; they may be closed or gone since."""
        with self._lock:
            opened_at, refs = self._known.get(self._hash(address), (0.0, ()))
            at = time.monotonic() if at is None else at
            return refs if at - opened_at < DAYS * 86_400 else ()

    def remember(self, address: str, conversation: str, *, at: float | None = None) -> None:
        """A mail of this address opened a conversation."""
        at = time.monotonic() if at is None else at
        with self._lock:
            hashed = self._hash(address)
            _, refs = self._known.pop(hashed, (0.0, ()))
            # In the order of their times: what is too old, or one too many, stands first.
            while self._known:
                first, (opened_at, _) = next(iter(self._known.items()))
                if len(self._known) < MOST_WRITERS and at - opened_at < DAYS * 86_400:
                    break
                del self._known[first]
            self._known[hashed] = (at, (*refs, conversation)[-MOST_OF_ONE:])

    def forget(self) -> None:
        """The line wants it no more."""
        with self._lock:
            self._known.clear()

    def __len__(self) -> int:
        return len(self._known)

    def _hash(self, address: str) -> bytes:
        return keyed_hash(self._key, b"writer", _one_mailbox(address).encode("utf-8", "replace"))


def may_join(incoming: Incoming, trust: Trust, *, line_address: str, now: datetime) -> bool:
    """Whether a mail may join, or be joined to, by its writer's address: a person's, signed, to the line, and new."""
    is_signed = trust.verified and trust.how == "dkim" and trust.binds and not trust.problems
    is_from_one_person = (
        incoming.from_count == 1 and incoming.auto is None and incoming.bounce is None and not incoming.loop
    )
    if not (is_signed and is_from_one_person) or incoming.date is None or abs(now - incoming.date) > NEW:
        return False
    return any(_without_mark(one.address) == _without_mark(line_address) for one in incoming.to)


def _without_mark(address: str) -> str:
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _one_mailbox(address: str) -> str:
    """The same for what is surely one mailbox: letters beyond ASCII are not folded, two that look alike are two."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local.lower() if local.isascii() else local}@{ascii_domain(domain) or domain}"
