"""How much came lately, in memory alone: nothing of it is on disk, and a restart forgets it.

What is counted is kept as a hash under a key that was drawn when the process began and is nowhere else, so that a copy
of the memory names no address. A window begins with the first mail and not on a clock. When too much is remembered and
all of it is new, nothing more is counted: the door lets mail in rather than keep it out.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import threading
import time
from dataclasses import dataclass, field

from peerline.channels.envelope import Envelope
from peerline.channels.rules.facts import Facts, Limits

TEN_MINUTES, HOUR = 600.0, 3600.0
MOST_REMEMBERED = 100_000
FULL_SECONDS = 60.0
# A network: what one household, office or host is given at the least.
IPV4_BITS, IPV6_BITS = 24, 48
# Ours: what stands there is a mail server in front, and many people behind it.
OWN_NETWORKS = tuple(
    ipaddress.ip_network(one)
    for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7", "fe80::/10")
)


@dataclass(slots=True)
class Lately:
    """What this process remembers; one for all its doors."""

    limits: Limits = field(default_factory=Limits)
    key: bytes = field(default_factory=lambda: os.urandom(32))
    windows: dict[bytes, tuple[float, int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    full_until: float = float("-inf")

    def of(self, envelope: Envelope, tags: tuple[str, ...]) -> Facts:
        """Count a mail that stands at the door, and say how many there were.

        What lies in a mailbox at a provider is fetched by us and stands at no door: it is not counted.
        """
        if envelope.protocol not in {"smtp", "lmtp"}:
            return Facts(limits=self.limits)
        sender, network = envelope.sender.lower(), network_of(envelope.peer)
        return Facts(
            from_address=self.count("address", sender) if sender else 0,
            from_network=self.count("network", network) if network else 0,
            to_tag=max((self.count("tag", tag) for tag in tags), default=0),
            limits=self.limits,
        )

    def of_machine(self) -> Facts:
        """Count a mail that a machine made and that opens a conversation."""
        return Facts(by_machines=self.count("machine", "", seconds=HOUR), limits=self.limits)

    def count(self, kind: str, name: str, *, seconds: float = TEN_MINUTES, at: float | None = None) -> int:
        """Count one more, and say how many there were in this window; 0 when there is no room to count."""
        at = time.monotonic() if at is None else at
        key = hashlib.blake2b(f"{kind} {name}".encode("utf-8", "replace"), key=self.key, digest_size=16).digest()
        with self.lock:
            began, seen = self.windows.get(key, (at, 0))
            if at - began >= seconds:
                began, seen = at, 0
            if not seen and len(self.windows) >= MOST_REMEMBERED and not self._forget(at):
                return 0
            self.windows[key] = (began, seen + 1)
            return seen + 1

    def _forget(self, at: float) -> bool:
        """Forget what is old; False when all is new. While all is new it looks once a minute, however much comes."""
        if at < self.full_until:
            return False
        self.windows = {key: one for key, one in self.windows.items() if at - one[0] < TEN_MINUTES}
        if len(self.windows) < MOST_REMEMBERED:
            return True
        self.full_until = at + FULL_SECONDS
        return False


def network_of(peer: str) -> str:
    """The network of a client, "" for what is no public address: a mail server of ours in front, or this machine."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return ""
    if any(address in one for one in OWN_NETWORKS):
        return ""
    bits = IPV4_BITS if address.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network((address, bits), strict=False))
