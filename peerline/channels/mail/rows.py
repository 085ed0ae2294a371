"""Command rows, cut out of a session's bytes, whatever chunks they come in.

* A row ends with CRLF. A bare LF in it, or a bare CR, ends the session: whoever sends it is out of step or means harm.
* A row over the limit is one fault, and the rest of it is swallowed unseen; one that goes on and on ends the session.
* How the bytes were chunked never changes what comes out.
"""

from __future__ import annotations

from enum import Enum

ENDLESS_BYTES = 1024 * 1024


class Fault(Enum):
    """What came instead of a row."""

    BARE_NEWLINE = "bare newline"
    TOO_LONG = "too long"
    ENDLESS = "endless"


class Rows:
    """The bytes of one session that are not yet used."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._bytes = b""
        # Where the unused begins: cutting each short row off a long buffer would copy the buffer each time.
        self._at = 0
        self._swallowed_bytes = 0

    def __len__(self) -> int:
        return len(self._bytes) - self._at

    def feed(self, chunk: bytes) -> None:
        """Add what arrived."""
        self._bytes = self._bytes[self._at :] + chunk if len(self) else chunk
        self._at = 0

    def take_all(self) -> bytes:
        """Give up everything unused: it is a body's, or to be forgotten."""
        rest, self._bytes, self._at = self._bytes[self._at :], b"", 0
        return rest

    def next(self) -> bytes | Fault | None:
        """The next row without its CRLF, or a fault in its place; None when more bytes must come first."""
        if self._swallowed_bytes and not self._swallow():
            return Fault.ENDLESS if self._swallowed_bytes > ENDLESS_BYTES else None
        end = self._bytes.find(b"\r\n", self._at)
        if end < 0:
            return self._unfinished()
        row = self._bytes[self._at : end]
        self._at = end + 2
        if b"\n" in row[: self._limit_bytes]:
            return Fault.BARE_NEWLINE
        if len(row) > self._limit_bytes:
            return Fault.TOO_LONG
        return Fault.BARE_NEWLINE if b"\r" in row else row

    def _unfinished(self) -> Fault | None:
        row = self._bytes[self._at :]
        if b"\n" in row[: self._limit_bytes]:
            return Fault.BARE_NEWLINE
        # One byte more than the limit may be the CR of its CRLF.
        if len(row) <= self._limit_bytes + 1:
            return None
        self._keep_last()
        self._swallowed_bytes = len(row)
        return Fault.TOO_LONG

    def _swallow(self) -> bool:
        """Drop the rest of a row that was too long; whether its end has come."""
        end = self._bytes.find(b"\r\n", self._at)
        if end >= 0:
            self._at = end + 2
            self._swallowed_bytes = 0
            return True
        self._swallowed_bytes += len(self)
        self._keep_last()
        return False

    def _keep_last(self) -> None:
        """Forget all but the last byte, which may be the CR of a CRLF."""
        self._bytes, self._at = self._bytes[-1:], 0
