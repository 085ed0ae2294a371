"""Whether a mail gets a receipt, and which: one function, and what it remembers in memory.

At most one a day to an address and so many an hour to a domain; nothing of it is on disk, so a restart forgets it.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from peerline.channels.domains import are_same
from peerline.channels.incoming import Incoming
from peerline.kit.tokens import keyed_hash

DAY_SECONDS, HOUR_SECONDS = 86_400.0, 3_600.0
MOST_AN_HOUR_TO_A_DOMAIN = 60
MOST_REMEMBERED = 100_000
FULL_SECONDS = 60.0

Hashed = tuple[bytes, bytes]  # an address and its domain


@dataclass(frozen=True, slots=True)
class Asking:
    """What the rule looks at.

    envelope_sender  the address in MAIL FROM, "" for the null sender
    is_first         the mail opened a conversation
    is_verified      aligned DKIM or SPF
    is_quiet         it was written to the quiet address
    has_key          what came encrypted can be answered: a key of the sender is known
    """

    incoming: Incoming
    envelope_sender: str
    is_first: bool
    is_verified: bool
    is_quiet: bool
    has_key: bool = False


@dataclass(slots=True)
class Remembered:
    """When a receipt last went to an address, and how many to a domain in this hour. Keyed hashes only."""

    key: bytes
    addresses: dict[bytes, float] = field(default_factory=dict)
    domains: dict[bytes, list[float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    full_until: float = float("-inf")

    def allows(self, address: str, *, at: float | None = None) -> bool:
        """Whether one more may go to this address now; counts it if so."""
        return self.allows_hashed(_hashed(self.key, address), at=at)

    def allows_hashed(self, hashed: Hashed, *, at: float | None = None) -> bool:
        """The same for an address that a preparer has hashed."""
        at = time.monotonic() if at is None else at
        whole, domain = hashed
        with self.lock:
            lately = [one for one in self.domains.get(domain, ()) if at - one < HOUR_SECONDS]
            if at - self.addresses.get(whole, -DAY_SECONDS) < DAY_SECONDS or len(lately) >= MOST_AN_HOUR_TO_A_DOMAIN:
                return False
            if len(self.addresses) >= MOST_REMEMBERED and not self._forget(at):
                return False
            self.addresses[whole] = at
            self.domains[domain] = [*lately, at]
            return True

    def _forget(self, at: float) -> bool:
        """Forget what is old; False when all is new. While all is new it looks once a minute, however many ask."""
        if at < self.full_until:
            return False
        self.addresses = {one: seen for one, seen in self.addresses.items() if at - seen < DAY_SECONDS}
        self.domains = {one: seen for one, seen in self.domains.items() if at - seen[-1] < HOUR_SECONDS}
        if len(self.addresses) < MOST_REMEMBERED:
            return True
        self.full_until = at + FULL_SECONDS
        return False


@dataclass(slots=True)
class Noted:
    """For one mail in a preparer, which remembers nothing: takes down what the door's process is to be asked."""

    key: bytes
    hashed: Hashed | None = None

    def allows(self, address: str) -> bool:
        """For now."""
        self.hashed = _hashed(self.key, address)
        return True


def receipt_kind(asking: Asking, wanted: str, remembered: Remembered | Noted) -> str:
    """The kind of receipt this mail gets: full, short, encrypted, encrypted-without-key or none.

    wanted  what the line chose: full, short or none
    """
    incoming, sender = asking.incoming, asking.incoming.sender
    is_one_person = sender is not None and incoming.from_count == 1
    is_answerable = (
        is_one_person
        and sender is not None
        and are_same(asking.envelope_sender, sender.address)
        and incoming.auto is None
        and incoming.bounce is None
        and not incoming.loop
    )
    is_wanted = wanted != "none" and asking.is_first and asking.is_verified and not asking.is_quiet
    if sender is None or not (is_answerable and is_wanted and remembered.allows(sender.address)):
        return "none"
    if incoming.encrypted is None:
        return wanted
    # Of S/MIME no key would be of use.
    return "encrypted" if asking.has_key or incoming.encrypted == "smime" else "encrypted-without-key"


def _hashed(key: bytes, address: str) -> Hashed:
    address = address.lower()
    return keyed_hash(key, address.encode()), keyed_hash(key, address.rpartition("@")[2].encode())
