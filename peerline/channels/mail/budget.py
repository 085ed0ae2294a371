"""The memory that the bodies of all mails under way share, over all doors of one process.

A body is counted from its first byte until its mail has been answered. What has arrived cannot be sent back, so
counting never refuses: while the open part of the budget is used up the door stops reading the large bodies, and each
waits here for room, first come first served. Small bodies never wait, so that a few large mails, or somebody who never
finishes them, cannot hold up everybody's plain words.

The rest of the budget is kept for one large body at a time, whose turn it is: it is read to its end whatever the others
hold. Without a turn, many large mails that came at once would each hold a part of the memory and all wait for the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

CHUNK_BYTES = 256 * 1024  # the most that asyncio reads at once
SMALL_BODY_BYTES = 64 * 1024  # never waits
MIB = 1024 * 1024

Wake = Callable[[], None]


class Budget:
    """Bytes in flight, who waits for room, and whose turn it is.

    limit_bytes  what all bodies may hold together
    turn_bytes   the part of it that is kept for one body at a time: the largest mail that any door takes
    """

    def __init__(self, limit_bytes: int = 64 * MIB, turn_bytes: int = 40 * MIB) -> None:
        self.used_bytes = 0
        self._open_bytes = limit_bytes - turn_bytes
        self._waiting: dict[Wake, None] = {}
        self._turn: Wake | None = None

    def may_read(self, wake: Wake) -> bool:
        """Whether a large body may go on; the first that finds no room gets the turn."""
        if self.used_bytes < self._open_bytes:
            return True
        if self._turn is None:
            self._turn = wake
        return self._turn == wake

    def take(self, size_bytes: int) -> None:
        """Count bytes that have arrived; each is given back by `give` once."""
        self.used_bytes += size_bytes

    def give(self, size_bytes: int) -> None:
        """Give bytes back and wake as many of the waiting as may read a chunk each now."""
        self.used_bytes -= size_bytes
        if self._waiting and self.used_bytes < self._open_bytes:
            chunks = max(1, (self._open_bytes - self.used_bytes) // CHUNK_BYTES)
            for wake in list(self._waiting)[:chunks]:
                self._call(wake)

    def end_turn(self, wake: Wake) -> None:
        """Pass the turn on to whoever has waited longest; nothing happens when it was another's."""
        if self._turn == wake:
            self._turn = next(iter(self._waiting), None)
            if self._turn:
                self._call(self._turn)

    def wait(self, wake: Wake) -> None:
        """Call `wake` once when there is room; it must not take or give."""
        self._waiting[wake] = None

    def leave(self, wake: Wake) -> None:
        """Stop waiting; nothing happens when it did not wait."""
        self._waiting.pop(wake, None)

    def _call(self, wake: Wake) -> None:
        del self._waiting[wake]
        wake()


class Share:
    """What one session's mail holds of the budget, and its waiting for more.

    seconds   that a wait may last
    go_on     called when there is room again
    give_up   called when there was none in time
    """

    def __init__(
        self, budget: Budget, *, seconds: float, go_on: Callable[[], None], give_up: Callable[[], None]
    ) -> None:
        self._budget = budget
        self._seconds = seconds
        self._go_on = go_on
        self._give_up = give_up
        self._held_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether nothing more may be read for now."""
        return self._timer is not None

    def hold(self, size_bytes: int) -> None:
        """Say how much the mail holds now, 0 when it is over."""
        more_bytes = size_bytes - self._held_bytes
        self._held_bytes = size_bytes
        if more_bytes > 0:
            self._budget.take(more_bytes)
        elif more_bytes < 0:
            self._budget.give(-more_bytes)
        if size_bytes <= SMALL_BODY_BYTES:
            self._budget.end_turn(self._wake)

    def wait_if_full(self) -> None:
        """Begin to wait when the mail is large and the budget full."""
        if self._held_bytes <= SMALL_BODY_BYTES or self._timer:
            return
        if not self._budget.may_read(self._wake):
            self._budget.wait(self._wake)
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._run_out)

    def stop(self) -> None:
        """Wait no longer; nothing is called."""
        if self._timer:
            self._budget.leave(self._wake)
            self._timer.cancel()
            self._timer = None

    def _wake(self) -> None:
        self.stop()
        self._go_on()

    def _run_out(self) -> None:
        self.stop()
        self._give_up()
