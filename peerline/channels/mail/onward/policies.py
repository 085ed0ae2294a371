"""What domains ask of who sends them mail, by MTA-STS (RFC 8461): fetched by HTTPS, kept in memory.

A policy that is kept holds until its time is over, whatever the name servers say meanwhile: who can silence them must
not be able to take it away. A restart forgets it; the next mail asks again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TypeVar

from peerline.channels.mail.onward.asking import Asker, Silent
from peerline.channels.mail.onward.fetching import Fetcher, NotFetched

K = TypeVar("K")
V = TypeVar("V")
ENFORCE, TESTING, NONE = "enforce", "testing", "none"
LONGEST_AGE = 31_557_600
MOST_KEPT = 10_000
# A failed fetch is not repeated for every mail (3.3); a good policy is looked at once a day (5.1).
FAILED_SECONDS, REFRESH_SECONDS = 300.0, 86_400.0


class NoPolicy(ValueError):
    """What was fetched is none."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a domain asks for.

    mode     ENFORCE, TESTING or NONE
    hosts    names of its exchangers in lower case; "*." in front stands for one label
    max_age  seconds that it holds for
    """

    mode: str
    hosts: tuple[str, ...]
    max_age: int

    def names(self, host: str) -> bool:
        """Whether a host is one of its exchangers (4.1)."""
        host = host.lower().rstrip(".")
        _, _, behind = host.partition(".")
        return host in self.hosts or (bool(behind) and f"*.{behind}" in self.hosts)


def read_policy(text: str) -> Policy:
    """Read the file of a policy (3.2). Raises NoPolicy."""
    rows = (row.partition(":") for row in text.splitlines())
    pairs = [(name.strip(), value.strip()) for name, colon, value in rows if colon]
    # Of a field that stands twice the first counts; only mx may.
    first = dict(reversed(pairs))
    hosts = tuple(value.lower().rstrip(".") for name, value in pairs if name == "mx" and value)
    mode, age = first.get("mode", ""), first.get("max_age", "")
    is_read = first.get("version") == "STSv1" and mode in {ENFORCE, TESTING, NONE}
    if not is_read or not (age.isascii() and age.isdecimal()) or len(age) > 10 or not (hosts or mode == NONE):
        raise NoPolicy
    return Policy(mode, hosts, min(int(age), LONGEST_AGE))


@dataclass(frozen=True, slots=True)
class _Kept:
    policy: Policy
    number: str
    fetched_at: float
    ends_at: float


@dataclass(slots=True)
class Policies:
    """The policies that are known; times are of the monotonic clock, in seconds."""

    fetcher: Fetcher
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _failed: dict[tuple[str, str], float] = field(default_factory=dict)

    async def of(self, domain: str, asker: Asker, *, at: float | None = None) -> Policy | None:
        """The policy of a domain in A-labels, None when it has none or none can be had. Never raises."""
        at = time.monotonic() if at is None else at
        domain = domain.lower()
        kept = self._kept.get(domain)
        if kept and kept.ends_at <= at:
            kept = None
        number = await _number(domain, asker)
        if number and not (kept and kept.number == number and at - kept.fetched_at < REFRESH_SECONDS):
            kept = await self._fetched(domain, number, asker, at=at) or kept
        return kept.policy if kept else None

    async def _fetched(self, domain: str, number: str, asker: Asker, *, at: float) -> _Kept | None:
        if at - self._failed.get((domain, number), -FAILED_SECONDS) < FAILED_SECONDS:
            return None
        try:
            policy = read_policy(await self.fetcher.fetch(domain, asker))
        except (NotFetched, NoPolicy):
            _keep(self._failed, (domain, number), at)
            return None
        kept = _Kept(policy, number, at, at + policy.max_age)
        _keep(self._kept, domain, kept)
        return kept


def _keep(where: dict[K, V], key: K, value: V) -> None:
    """Put it last, and let the oldest go."""
    where.pop(key, None)
    if len(where) >= MOST_KEPT:
        del where[next(iter(where))]
    where[key] = value


async def _number(domain: str, asker: Asker) -> str:
    """The `id` of the record that says that there is a policy (3.1), "" without one."""
    try:
        rows = await asker.rows(f"_mta-sts.{domain}", "TXT")
    except Silent:
        return ""
    texts = [b"".join(row.strings).decode("ascii", "replace") for row in rows]
    found = [text for text in texts if text.partition(";")[0].strip() == "v=STSv1"]
    if len(found) != 1:
        return ""
    pairs = (part.partition("=") for part in found[0].split(";"))
    return next((value.strip()[:32] for name, _, value in pairs if name.strip() == "id"), "")
