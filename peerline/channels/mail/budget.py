"""The memory that the bodies of all mails under way share, over all doors of one process.

A body is counted from its first byte until its mail has been answered. What has arrived cannot be sent back, so
counting never refuses: while the budget is full the door stops reading the large bodies, and each waits here for its
turn, first come first served. Small bodies never wait (the door decides what is small), so that a few large mails, or
somebody who never finishes them, cannot hold up everybody's plain words.
"""

from __future__ import annotations

from collections.abc import Callable

CHUNK_BYTES = 256 * 1024  # the most that asyncio reads at once


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
