"""Which headers does a mail or a part have, and where does its body begin? (RFC 5322, and what is really sent.)

Works on offsets into the whole mail: a mail of 40 MB is never copied. A row among the headers that is none is skipped
if headers follow; otherwise the body begins there, because somebody forgot the empty row.
"""

from __future__ import annotations

import re
from collections.abc import KeysView

MOST_HEADERS = 1000
LONGEST_HEADER = 65_536

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*([^\n]*(?:\n[ \t]++[^\r\n][^\n]*+)*+)(?:\n|\Z)")
_BODY = re.compile(rb"\n[ \t]*\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")


class Headers:
    """The headers of one mail or part: names in lower case, values as bytes, unfolded."""

    __slots__ = ("_values", "count", "junk")

    def __init__(self) -> None:
        self._values: dict[bytes, list[bytes]] = {}
        self.count = 0
        self.junk = 0

    def add(self, name: bytes, value: bytes) -> None:
        """Keep one header; a value longer than the limit is cut."""
        value = value[:LONGEST_HEADER]
        if b"\n" in value:
            value = _FOLD.sub(b" ", value)
        self._values.setdefault(name.lower(), []).append(value.strip())
        self.count += 1

    def first(self, name: bytes) -> bytes:
        """Give the first value under a lower-case name; b"" when there is none."""
        values = self._values.get(name)
        return values[0] if values else b""

    def all(self, name: bytes) -> list[bytes]:
        """Give every value under a lower-case name, in order."""
        return self._values.get(name, [])

    def names(self) -> KeysView[bytes]:
        """Give all names, in lower case."""
        return self._values.keys()

    def __contains__(self, name: bytes) -> bool:
        return name in self._values


def read_headers(data: bytes, start: int, end: int) -> tuple[Headers, int]:
    """Read the headers that begin at an offset.

    start, end  offsets into `data` of the mail or part
    Returns     the headers, at most MOST_HEADERS of them, and the offset where the body begins
    """
    headers = Headers()
    position = start
    while position < end:
        if data[position] in b"\r\n":
            return headers, _after_row(data, position, end)
        found = _FIELD.match(data, position, end)
        if found is None:
            row_end = _after_row(data, position, end)
            is_blank = not data[position:row_end].strip()
            if is_blank and not _goes_on(data, row_end, end=end):
                return headers, row_end
            if not _goes_on(data, row_end, end=end):
                return headers, position
            headers.junk += not (is_blank or data.startswith((b"From ", b">From "), position))
            position = row_end
            continue
        if headers.count >= MOST_HEADERS:
            gap = _BODY.search(data, position, end)
            return headers, gap.end() if gap else end
        headers.add(found[1], found[2])
        position = found.end()
    return headers, end


def _after_row(data: bytes, position: int, end: int) -> int:
    newline = data.find(b"\n", position, end)
    return newline + 1 if newline >= 0 else end


def _goes_on(data: bytes, position: int, *, end: int) -> bool:
    """Whether a header stands at an offset."""
    return position < end and _FIELD.match(data, position, min(end, position + 4000)) is not None
