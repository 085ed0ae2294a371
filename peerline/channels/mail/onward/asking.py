"""Questions to the name servers about where mail goes, and whether the answer is proven by DNSSEC.

Proven is an answer only where every resolver that could have given it is on this machine: its AD bit crosses no network
(RFC 7672, 2.1.1; RFC 6698, A.3). It has to be a resolver that validates by itself.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.resolver

from peerline.channels.domains import is_loopback

SECONDS = 10.0


class Silent(Exception):
    """Nobody answered, or the answer was an error, as it is when DNSSEC finds it forged."""


class NoSuchName(Exception):
    """The name does not exist."""


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of an answer as dnspython reads them, none when there are none; whether that is proven."""

    rows: tuple[Any, ...]
    proven: bool


class Asker:
    """Asks by a resolver; without one, by that of the system."""

    def __init__(self, resolver: dns.asyncresolver.Resolver | None = None) -> None:
        self._resolver = resolver or dns.asyncresolver.Resolver()
        self._is_near = all(is_loopback(str(one)) for one in self._resolver.nameservers)
        if self._is_near:
            # RFC 6840, 5.7: asks for the AD bit without asking for the signatures.
            self._resolver.flags = dns.flags.RD | dns.flags.AD

    async def ask(self, name: str, kind: str) -> Told:
        """Ask. Raises Silent, or NoSuchName."""
        try:
            answer = await self._resolver.resolve(name, kind, lifetime=SECONDS, search=False)
        except dns.resolver.NXDOMAIN:
            raise NoSuchName from None
        except dns.resolver.NoAnswer as error:
            return Told((), self._is_proven(error.kwargs["response"]))
        except (dns.exception.DNSException, UnicodeError, OSError):
            raise Silent from None
        return Told(tuple(answer), self._is_proven(answer.response))

    async def rows(self, name: str, kind: str) -> tuple[Any, ...]:
        """The rows alone; none for a name that does not exist. Raises Silent."""
        try:
            return (await self.ask(name, kind)).rows
        except NoSuchName:
            return ()

    def _is_proven(self, response: dns.message.Message) -> bool:
        return self._is_near and bool(response.flags & dns.flags.AD)


@functools.cache
def system_asker() -> Asker:
    """Who asks the system's resolvers. Raises dns.exception.DNSException where the machine names none."""
    return Asker()
