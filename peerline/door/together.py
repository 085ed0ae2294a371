"""One making of a page for all who wait for it: a flood keeps one thread busy, and leaves the rest to other pages.

Nothing is kept for later: who asks gets a page whose making began after the asking. So no page is older than it would
be without this, and what changed a moment ago shows at once.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")
MOST_KEPT = 16


class Together(Generic[Made]):
    """Makes one thing at a time, whatever is asked for."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._making = threading.Lock()
        self._made: OrderedDict[Hashable, tuple[float, Made]] = OrderedDict()

    def get(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, or what it gave another who asked for `what`, and began no earlier than we asked."""
        asked = self._clock()
        with self._making:
            known = self._made.get(what)
            if known is not None and known[0] > asked:
                return known[1]
            begun = self._clock()
            made = make()
            self._made[what] = (begun, made)
            self._made.move_to_end(what)
            while len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)
            return made
