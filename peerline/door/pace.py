"""How often the server does slow work for strangers: what seals, opens or stretches a code for browsers without script.

One pace for the whole line, in the memory of this process. No network address is looked at: a flood slows down those
without script, and nobody else.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from peerline.kit.errors import TooMany


class Pace:
    """`at_once` times without waiting, then one every `seconds`."""

    def __init__(self, at_once: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._seconds, self._clock = at_once, seconds, clock
        self._lock = threading.Lock()
        self._left, self._looked = float(at_once), clock()

    def step(self) -> None:
        """Once. Never waits: a waiting thread would be missing for other pages. Raises TooMany."""
        with self._lock:
            at = self._clock()
            self._left = min(self._at_once, self._left + (at - self._looked) / self._seconds)
            self._looked = at
            if self._left < 1:
                raise TooMany(code="too-many-at-once")
            self._left -= 1
