"""The questions that one mail asks the name servers: all together within one limit, each asked once.

No answer and an answer of "nothing there" are two things: nothing is concluded from silence (`Silent`).
"""

from __future__ import annotations

import time
from typing import Any

import dns.exception
import dns.name
import dns.resolver

MOST_QUESTIONS = 40


class Silent(Exception):
    """Nobody answered in time, the answer was an error, or the mail asked too much."""


class Questions:
    """Asks by `resolver` until `seconds` are over; the clock begins when it is made."""

    def __init__(self, resolver: dns.resolver.Resolver, seconds: float) -> None:
        self._resolver = resolver
        self._end = time.monotonic() + seconds
        self._answers: dict[tuple[str, str], list[Any]] = {}

    def texts(self, name: str) -> list[str]:
        """The TXT records of a name, each in one piece; [] when there are none. Raises Silent."""
        return [b"".join(row.strings).decode("utf-8", "replace") for row in self.rows(name, "TXT")]

    def rows(self, name: str, kind: str) -> list[Any]:
        """The records of a kind, as dnspython reads them; [] when there are none. Raises Silent."""
        asked = (name.rstrip(".").lower(), kind)
        if asked not in self._answers:
            self._answers[asked] = self._ask(*asked)
        return self._answers[asked]

    def _ask(self, name: str, kind: str) -> list[Any]:
        left = self._end - time.monotonic()
        if left <= 0 or len(self._answers) >= MOST_QUESTIONS:
            raise Silent
        try:
            return list(self._resolver.resolve(name, kind, lifetime=left, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.NameTooLong, dns.name.LabelTooLong):
            return []
        except (dns.name.EmptyLabel, dns.name.BadEscape, UnicodeError):
            return []
        except (dns.exception.DNSException, OSError):
            raise Silent from None
