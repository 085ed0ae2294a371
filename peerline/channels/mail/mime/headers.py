"""Which headers does a mail or a part have, and where does its body begin? (RFC 5322, and what is really sent.)

Works on offsets into the whole mail: a mail of 40 MB is never copied. A row among the headers that is none belongs to
the header above when it looks like the rest of it (a fold without its space), is skipped when a known header follows,
and otherwise begins the body, because somebody forgot the empty row.
"""

from __future__ import annotations

import re
from collections.abc import KeysView

MOST_HEADERS = 1000
LONGEST_HEADER = 65_536

_FIELD = re.compile(
    rb"([!#$%&'*+./0-9A-Z\\^_`a-z|~-]{1,200})[ \t]*:[ \t]*([^\n]*(?:\n[ \t]++[^\r\n][^\n]*+)*+)(?:\n|\Z)"
)
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|sender|received|mime-version|keywords|comments|importance|priority|precedence"
    rb"|references|organi[sz]ation|autocrypt|errors-to|status|lines|[a-z]{1,20}(?:-[a-z0-9]{1,20}){1,6})[ \t]*:",
    re.IGNORECASE,
)
_BODY = re.compile(rb"\n[ \t]*\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_PARAMETER = re.compile(
    rb"(?:boundary|charset|name|filename|format|delsp|type|protocol|micalg|report-type)(?:\*\d{0,3}\*?)?\s*=",
    re.IGNORECASE,
)
_MBOX = (b"From ", b">From ")


class Headers:
    """The headers of one mail or part: names in lower case, values as bytes, unfolded.

    twice  the names that are there more than once
    """

    __slots__ = ("_last", "_values", "count", "junk", "twice")

    def __init__(self) -> None:
        self._values: dict[bytes, list[bytes]] = {}
        self._last = b""
        self.twice: frozenset[bytes] = frozenset()
        self.count = 0
        self.junk = 0

    def add(self, name: bytes, value: bytes) -> None:
        """Keep one header; a value longer than the limit is cut."""
        value = value[:LONGEST_HEADER]
        if b"\n" in value:
            value = _FOLD.sub(b" ", value)
        self._last = name = name.lower()
        values = self._values.get(name)
        if values is None:
            self._values[name] = [value.strip()]
        else:
            values.append(value.strip())
            if name not in self.twice:
                self.twice |= {name}
        self.count += 1

    def goes_on(self, row: bytes) -> bool:
        """Whether a row without a name is the rest of the last header, whose fold lost its space."""
        if not self._last:
            return False
        value = self._values[self._last][-1]
        if self._last.startswith(b"content-"):
            return bool(_PARAMETER.match(row))
        return row.startswith(b"=?") and value.endswith(b"?=")

    def extend(self, row: bytes) -> None:
        """Add a row to the last header."""
        values = self._values[self._last]
        values[-1] = (values[-1] + b" " + row)[:LONGEST_HEADER]

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
    return headers, read_more(headers, data, start=start, end=end)


def read_more(headers: Headers, data: bytes, *, start: int, end: int) -> int:
    """Read headers into those that are there; give the offset where the body begins."""
    position = start
    while position < end:
        if data[position] in b"\r\n":
            return _after_row(data, position, end)
        found = _FIELD.match(data, position, end)
        if found is None:
            after, is_over = _odd_row(headers, data, position, end=end)
            if is_over:
                return after
            position = after
            continue
        if headers.count >= MOST_HEADERS:
            gap = _BODY.search(data, position, end)
            return gap.end() if gap else end
        headers.add(found[1], found[2])
        position = found.end()
    return end


def has_known_header(data: bytes, position: int, end: int) -> bool:
    """Whether a header that mails have stands at an offset."""
    return position < end and _KNOWN.match(data, position, min(end, position + 300)) is not None


def _odd_row(headers: Headers, data: bytes, position: int, *, end: int) -> tuple[int, bool]:
    """Judge a row that is no header: the offset to go on from, and whether the body begins there."""
    after = _after_row(data, position, end)
    row = data[position : min(after, position + LONGEST_HEADER)].strip()
    if row and headers.goes_on(row):
        headers.extend(row)
        return after, False
    if not row and headers.count and data[after : after + 1] in (b" ", b"\t"):
        # A fold with nothing on it, and the rest of the header on the next row.
        behind = _after_row(data, after, end)
        rest = data[after : min(behind, after + LONGEST_HEADER)].strip()
        if rest and has_known_header(data, behind, end):
            headers.extend(rest)
            return behind, False
    is_followed = has_known_header(data, after, end) or (
        not headers.count and _FIELD.match(data, after, min(end, after + 4000)) is not None
    )
    if not is_followed:
        return (position if row else after), True
    headers.junk += bool(row) and not row.startswith(_MBOX)
    return after, False


def _after_row(data: bytes, position: int, end: int) -> int:
    newline = data.find(b"\n", position, end)
    return newline + 1 if newline >= 0 else end
