"""The body of one mail: what stands between DATA and the end mark, taken in chunks of any size.

* Only CRLF.CRLF ends a body (RFC 5321 4.1.1.4); the CRLF before the dot may be that of the DATA command. The rows are
  never looked at one by one: the mark is searched in bulk, and across the borders of chunks.
* A CR without its LF, or an LF without its CR, anywhere, makes the mail refused (`has_bare_newline`). Where one server
  takes such a thing for the end of a row and the next one does not, a second mail can be smuggled inside the first.
* What grows over the limit is no longer kept, only swallowed to its end in bounded memory; the same after `shed`.
* A dot that begins a row is taken away (RFC 5321 4.5.2). All other bytes, NUL and 8-bit too, pass as they are.
"""

from __future__ import annotations

import io

END_MARK = b"\r\n.\r\n"
DOT_ROW = b"\r\n."
BARE = {"\r", "\n"}


class Body:
    """One body while it arrives. It keeps a CRLF in front, as if DATA's own, so that a dot at the start is found."""

    def __init__(self, limit_bytes: int) -> None:
        self.is_too_large = False
        self.is_shed = False
        self._limit_bytes = limit_bytes
        self._seen_bytes = 0
        self._kept = bytearray(b"\r\n")
        self._has_dots = False
        # Sorts the ends of rows by kind in C, one chunk at a time: three times as fast as counting them.
        self._newlines = io.IncrementalNewlineDecoder(None, translate=False)

    @property
    def kept_bytes(self) -> int:
        """The memory it holds."""
        return len(self._kept)

    @property
    def has_bare_newline(self) -> bool:
        """Whether a CR or an LF stood alone. To be asked when the body has ended."""
        kinds = self._newlines.newlines
        return bool(BARE.intersection((kinds,) if isinstance(kinds, str) else kinds or ()))

    def feed(self, chunk: bytes) -> bytes | None:
        """Take the next bytes. Returns None while the body goes on, else what follows the end mark (possibly b"")."""
        before = len(self._kept)
        self._kept += chunk
        at = self._find_end(max(0, before - len(END_MARK) + 1))
        if at < 0:
            self._newlines.decode(chunk.decode("latin-1"))
            # Up to three bytes may turn out to be the dot and CRLF of the mark.
            self._measure(len(chunk), spare_bytes=3)
            return None
        used = at + len(END_MARK) - before
        self._newlines.decode(chunk[:used].decode("latin-1"))
        del self._kept[at + 2 :]
        self._measure(used - 3, spare_bytes=0)
        return chunk[used:]

    def shed(self) -> None:
        """Let go of what was kept: this mail will not be taken, its rest is only swallowed."""
        self.is_shed = True
        del self._kept[: 1 - len(END_MARK)]

    def whole(self) -> bytes:
        """The mail, dots unstuffed; once, after `feed` found the end, and only when it was kept."""
        kept, self._kept = self._kept, bytearray()
        if self._has_dots:
            kept = kept.replace(DOT_ROW, b"\r\n")
        with memoryview(kept) as view:
            return bytes(view[2:])

    def _find_end(self, start: int) -> int:
        at = self._kept.find(DOT_ROW, start)
        if at < 0 or self._kept.startswith(END_MARK, at):
            return at
        self._has_dots = True
        return self._kept.find(END_MARK, at)

    def _measure(self, size_bytes: int, *, spare_bytes: int) -> None:
        self._seen_bytes += size_bytes
        if self._seen_bytes > self._limit_bytes + spare_bytes:
            self.is_too_large = True
        if self.is_too_large or self.is_shed:
            del self._kept[: 1 - len(END_MARK)]
