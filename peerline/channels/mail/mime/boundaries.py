"""Where do the parts of a multipart begin and end? (RFC 2046 section 5.1, and what is really sent.)

First by the boundary that is declared, on rows of its own; then, if that gives nothing, by the boundary wherever it
stands; then by the one that is really there, told by the headers behind it or by a row that opens and one that closes.
A boundary that another one begins with is told apart from it. Each look costs the length of the part, none is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_CR, _LF = b"\r\n"

MOST_PIECES = 1000
MOST_MISSES = 20_000  # rows that begin like a boundary and are none

_GUESS = re.compile(rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=[Cc]ontent-[A-Za-z-]{1,40}[ \t]*:)", re.MULTILINE)
_CLOSING = re.compile(rb"^--([^\r\n\s][^\r\n]{0,199}?)--[ \t]*\r?$", re.MULTILINE)


@dataclass(slots=True)
class Cut:
    """The pieces of a multipart: offsets from the first byte behind a boundary row to the row end before the next.

    is_guessed  the declared boundary did not divide it
    is_open     the last piece has no end
    looks       how many times the bytes were looked through
    """

    pieces: list[tuple[int, int]] = field(default_factory=list)
    is_guessed: bool = False
    is_open: bool = False
    looks: int = 0


def cut(data: bytes, start: int, end: int, *, declared: str) -> Cut:
    """Divide data[start:end] by the declared boundary, or by the one that is really there."""
    result = Cut()
    for boundary in _spellings(declared):
        result.looks += 1
        _divide(result, data, (start, end), boundary=boundary)
        if result.pieces:
            return result
    result.is_guessed = True
    for boundary in _guesses(data, start, end):
        result.looks += 1
        _divide(result, data, (start, end), boundary=boundary)
        if result.pieces:
            return result
    if declared:
        result.looks += 1
        _divide_anywhere(result, data, (start, end), boundary=declared.encode("utf-8", "surrogateescape"))
    return result


def begins_with_parts(data: bytes, start: int, end: int) -> bool:
    """Whether a body begins like a multipart: a boundary row with headers behind it, perhaps after the usual words."""
    head = data[start : min(end, start + 600)].lstrip()
    if head[:60].lower().startswith((b"this is a multi-part message", b"this is a multipart message")):
        return _GUESS.search(head) is not None
    return head.startswith(b"--") and _GUESS.match(head) is not None


def _spellings(declared: str) -> Iterator[bytes]:
    """The boundary as declared and as it may have been meant: without spaces, quotes or a leftover of packing."""
    seen = set()
    bare = declared.strip("'\" \t")
    for one in (declared, bare, declared.removeprefix("3D").strip('"'), bare.split(" ")[0], bare.removesuffix("--")):
        if one and one not in seen:
            seen.add(one)
            yield one.encode("utf-8", "surrogateescape")


def _guesses(data: bytes, start: int, end: int) -> Iterator[bytes]:
    found = _GUESS.search(data, start, end)
    if found:
        yield found[1]
    closing = _CLOSING.search(data, start, end)
    if closing:
        yield closing[1]


def _divide(result: Cut, data: bytes, span: tuple[int, int], *, boundary: bytes) -> None:
    """Cut at the boundary's own rows."""
    start, end = span
    delimiter = b"--" + boundary
    pieces, opened, misses = result.pieces, -1, 0
    position = start if data.startswith(delimiter, start, end) else _next_row(data, delimiter, start, end=end)
    while 0 <= position < end and len(pieces) <= MOST_PIECES and misses < MOST_MISSES:
        after = position + len(delimiter)
        newline = data.find(b"\n", after, end)
        next_row = newline + 1 if newline >= 0 else end
        is_close = data.startswith(b"--", after)
        rest = data[after + 2 * is_close : min(next_row, after + 200)]
        if rest.strip():
            misses += 1
            position = _next_row(data, delimiter, after, end=end)
            continue
        if opened >= 0:
            pieces.append((opened, _before_row(data, position, start=opened)))
        elif is_close and not pieces:
            pieces.append((start, _before_row(data, position, start=start)))  # the opening row was lost
        opened = -1 if is_close else next_row
        position = _next_row(data, delimiter, next_row - 1, end=end)
    if 0 <= opened < end:
        result.is_open = True
        pieces.append((opened, end))


def _next_row(data: bytes, delimiter: bytes, position: int, *, end: int) -> int:
    """Where the next row begins that begins with the delimiter; -1 when there is none."""
    found = data.find(b"\n" + delimiter, position, end)
    return found + 1 if found >= 0 else -1


def _divide_anywhere(result: Cut, data: bytes, span: tuple[int, int], *, boundary: bytes) -> None:
    """Cut wherever the boundary stands, also in the midst of a row or before other words."""
    start, end = span
    delimiter = b"--" + boundary
    opened, position = -1, data.find(delimiter, start, end)
    while position >= 0 and len(result.pieces) <= MOST_PIECES:
        if opened >= 0:
            result.pieces.append((opened, _before_row(data, position, start=opened)))
        after = position + len(delimiter)
        is_close = data.startswith(b"--", after)
        opened = (
            -1 if is_close else after + (data[after : after + 2] == b"\r\n") * 2 + (data[after : after + 1] == b"\n")
        )
        position = data.find(delimiter, after, end)
    if 0 <= opened < end:
        result.is_open = True
        result.pieces.append((opened, end))


def _before_row(data: bytes, position: int, *, start: int) -> int:
    """The row end before a boundary belongs to the boundary."""
    if position > start and data[position - 1] == _LF:
        position -= 1
        if position > start and data[position - 1] == _CR:
            position -= 1
    return position
