"""The memory that the bodies of all mails under way share, over all doors of one process.

A body is counted from its first byte until its mail has been answered. What has arrived cannot be sent back, so
counting never refuses: while the budget is full the door stops reading the large bodies, and each waits here for its
turn, first come first served. Small bodies never wait, so that a few large mails, or
somebody who never finishes them, cannot hold up everybody's plain words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

CHUNK_BYTES = 256 * 1024  # the most that asyncio reads at once
SMALL_BODY_BYTES = 64 * 1024  # never waits


class Budget:
    """Bytes in flight, at most `limit_bytes` (64 MiB), and who waits for room."""

    def __init__(self, limit_bytes: int = 64 * 1024 * 1024) -> None:
        self.limit_bytes = limit_bytes
        self.used_bytes = 0
        self._waiting: dict[Callable[[], None], None] = {}

    @property
    def is_full(self) -> bool:
        """Whether large bodies must wait."""
        return self.used_bytes >= self.limit_bytes

    def take(self, size_bytes: int) -> None:
        """Count bytes that have arrived; each is given back by `give` once."""
        self.used_bytes += size_bytes

    def give(self, size_bytes: int) -> None:
        """Give bytes back and wake as many of the waiting as may read a chunk each now."""
        self.used_bytes -= size_bytes
        if self._waiting and not self.is_full:
            turns = max(1, (self.limit_bytes - self.used_bytes) // CHUNK_BYTES)
            for wake in list(self._waiting)[:turns]:
                del self._waiting[wake]
                wake()

    def wait(self, wake: Callable[[], None]) -> None:
        """Call `wake` once when there is room; it must not call back into the budget."""
        self._waiting[wake] = None

    def leave(self, wake: Callable[[], None]) -> None:
        """Stop waiting; nothing happens when it did not wait."""
        self._waiting.pop(wake, None)


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

    def wait_if_full(self) -> None:
        """Begin to wait when the mail is large and the budget full."""
        if self._held_bytes > SMALL_BODY_BYTES and self._budget.is_full and not self._timer:
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
