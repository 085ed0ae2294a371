"""Which parts is a mail made of? (RFC 2046, and what is really sent.)

The tree is cut by offsets into the mail's bytes; nothing is copied before a part is wanted. Everything is bounded: how
deep, how many parts, and how many bytes are looked through in all (each level looks through its bytes again). What lies
beyond a limit stays one unread part, and `Tree.problems` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .headers import Headers, read_headers
from .parameters import Parameters, file_name, read_disposition, read_type
from .transfer import unpack

_CR, _LF = b"\r\n"

DEEPEST = 30
MOST_PARTS = 1000
MOST_LOOKS = 12

TOO_DEEP = "The mail has parts inside parts beyond the limit; what lies deeper was not read."
TOO_MANY = "The mail has more parts than the limit; the rest was not read."
NO_BOUNDARY = "The parts of the mail are not divided as it says; it was divided as it looks."
NOT_DIVIDED = "The mail says that it has parts but has none; it was read as one text."
NOT_CLOSED = "The last part of the mail has no end; it may have been cut."
BADLY_PACKED = "A part of the mail is not packed as it says; what could be had of it was read."
JUNK_ROWS = "Among the headers stand rows that are no headers."
TOO_MANY_HEADERS = "The mail has more headers than the limit; the rest was not read."

_GUESS = re.compile(rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=[Cc]ontent-[A-Za-z-]+[ \t]*:)", re.MULTILINE)


@dataclass(slots=True)
class Part:
    """One node: its type, its headers, and where its body lies in the mail."""

    headers: Headers
    start: int
    end: int
    type: str
    parameters: Parameters
    disposition: str = ""
    name: str = ""
    children: list[Part] = field(default_factory=list)

    @property
    def is_attachment(self) -> bool:
        """Whether the part is said to be a file, or has a name without being shown inline."""
        return self.disposition == "attachment" or bool(self.name and self.disposition != "inline")

    @property
    def charset(self) -> str | None:
        """The declared charset of a text."""
        return self.parameters.get("charset")


class Tree:
    """A mail cut into parts. `problems` holds sentences, each once, in the order they were met."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.problems: dict[str, None] = {}
        self._left_to_look = len(data) * MOST_LOOKS + 1_000_000
        self._count = 0
        self.root = self._read(0, len(data), usual="text/plain")
        self._divide()

    def body(self, part: Part) -> bytes:
        """Give the unpacked bytes of a part."""
        packed = self.data[part.start : part.end]
        encoding = part.headers.first(b"content-transfer-encoding")
        if not encoding:
            return packed
        unpacked, is_sound = unpack(packed, encoding.decode("latin-1"))
        if not is_sound:
            self.problems[BADLY_PACKED] = None
        return unpacked

    def _read(self, start: int, end: int, *, usual: str) -> Part:
        headers, body = read_headers(self.data, start, end)
        self._count += 1
        if headers.junk:
            self.problems[JUNK_ROWS] = None
        kind, parameters = read_type(headers.first(b"content-type")) if b"content-type" in headers else (usual, {})
        word = ""
        more: Parameters = {}
        if b"content-disposition" in headers:
            word, more = read_disposition(headers.first(b"content-disposition"))
        name = file_name(more, parameters) if more or parameters else ""
        kind = kind or ("application/octet-stream" if word == "attachment" or name else "text/plain")
        return Part(headers, body, end, kind, parameters, word, name)

    def _divide(self) -> None:
        waiting = [(self.root, 0)]
        while waiting:
            part, depth = waiting.pop()
            if not part.type.startswith("multipart/"):
                continue
            if depth >= DEEPEST or self._left_to_look <= 0:
                self.problems[TOO_DEEP] = None
                part.type = "application/octet-stream"
                continue
            usual = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
            for start, end in self._pieces(part):
                if self._count >= MOST_PARTS:
                    self.problems[TOO_MANY] = None
                    break
                part.children.append(self._read(start, end, usual=usual))
            if not part.children and part.type.startswith("multipart/"):
                self.problems[NOT_DIVIDED] = None
                part.type = "text/plain"
            waiting.extend((child, depth + 1) for child in part.children)

    def _pieces(self, part: Part) -> list[tuple[int, int]]:
        """Find the parts of a multipart by its boundary, or by the boundary that is really there."""
        boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
        pieces = self._cut(part, boundary) if boundary else []
        if not pieces:
            self._left_to_look -= part.end - part.start
            found = _GUESS.search(self.data, part.start, part.end)
            if found:
                self.problems[NO_BOUNDARY] = None
                pieces = self._cut(part, found[1])
        return pieces

    def _cut(self, part: Part, boundary: bytes) -> list[tuple[int, int]]:
        data, end = self.data, part.end
        self._left_to_look -= end - part.start
        delimiter = b"--" + boundary
        pieces: list[tuple[int, int]] = []
        opened = -1
        position = part.start
        while len(pieces) <= MOST_PARTS:
            position = data.find(delimiter, position, end)
            if position < 0:
                break
            after = position + len(delimiter)
            at_row_start = position == part.start or data[position - 1] == _LF
            is_close = data.startswith(b"--", after)
            if not at_row_start or not (is_close or after >= end or data[after] in b"\r\n \t"):
                position = after
                continue
            if opened >= 0:
                pieces.append((opened, _before_row(data, position, start=opened)))
            newline = data.find(b"\n", after, end)
            position = newline + 1 if newline >= 0 else end
            opened = -1 if is_close else position
        if 0 <= opened < end:
            self.problems[NOT_CLOSED] = None
            pieces.append((opened, end))
        return pieces


def _before_row(data: bytes, position: int, *, start: int) -> int:
    """The row end before a boundary belongs to the boundary."""
    if position > start and data[position - 1] == _LF:
        position -= 1
        if position > start and data[position - 1] == _CR:
            position -= 1
    return position
