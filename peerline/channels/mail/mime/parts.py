"""Which parts is a mail made of? (RFC 2046, and what is really sent.)

The tree is cut by offsets into the mail's bytes; nothing is copied before a part is wanted. Everything is bounded: how
deep, how many parts, and how many bytes are looked through in all (each level looks through its bytes again). What lies
beyond a limit stays one unread part, and `Tree.problems` says so, as it says what programs may read differently.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .boundaries import begins_with_parts, cut
from .headers import Headers, has_known_header, read_headers, read_more
from .parameters import Parameters, file_name, read_disposition, read_type
from .transfer import encoding_of, unpack

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
SPLIT_HEADERS = (
    "The headers of the mail are split by an empty row; they were read together. Other programs may not do so."
)
BUILT_TWICE = "The mail is ambiguous: it says twice how a part is built; what it says first was followed."

_NO_PARAMETERS = Parameters()
_ONCE = frozenset((b"content-type", b"content-transfer-encoding", b"content-disposition"))


@dataclass(slots=True)
class Part:
    """One node: its type, its headers, and where its body lies in the bytes that hold it."""

    headers: Headers
    data: bytes = field(repr=False)
    start: int
    end: int
    type: str
    parameters: Parameters
    disposition: str = ""
    name: str = ""
    is_alternative: bool = False
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
        self.root = self._read(data, 0, len(data), usual="text/plain")
        self._mend_root()
        self._divide()

    def body(self, part: Part) -> bytes:
        """Give the unpacked bytes of a part."""
        packed = part.data[part.start : part.end]
        declared = part.headers.first(b"content-transfer-encoding")
        if not declared or declared in (b"7bit", b"8bit"):
            return packed
        unpacked, is_sound = unpack(packed, encoding_of(declared))
        if not is_sound:
            self.problems[BADLY_PACKED] = None
        return unpacked

    def _read(self, data: bytes, start: int, end: int, *, usual: str) -> Part:
        headers, body = read_headers(data, start, end)
        self._count += 1
        return self._part(headers, data, (body, end), usual=usual)

    def _part(self, headers: Headers, data: bytes, span: tuple[int, int], *, usual: str) -> Part:
        if headers.junk:
            self.problems[JUNK_ROWS] = None
        kind, parameters = usual, _NO_PARAMETERS
        if headers.first(b"content-type"):
            kind, parameters = read_type(headers.first(b"content-type"))
        word, more = "", _NO_PARAMETERS
        if b"content-disposition" in headers:
            word, more = read_disposition(headers.first(b"content-disposition"))
        if _is_said_twice(headers, parameters):
            self.problems[BUILT_TWICE] = None
        name = file_name(more, parameters) if more or "name" in parameters or "filename" in parameters else ""
        kind = kind or ("application/octet-stream" if word == "attachment" or name else "text/plain")
        return Part(headers, data, span[0], span[1], kind, parameters, word, name)

    def _mend_root(self) -> None:
        """Read on where an empty row splits the headers; see parts that no header announces."""
        root, data = self.root, self.data
        headers = root.headers
        is_headless = b"content-type" not in headers
        lacks = not (b"from" in headers or b"subject" in headers)
        starts_mime = data[root.start : root.start + 13].lower() in (b"content-type:", b"mime-version:")
        if (lacks or (is_headless and starts_mime)) and has_known_header(data, root.start, root.end):
            self.problems[SPLIT_HEADERS] = None
            start = read_more(headers, data, start=root.start, end=root.end)
            self.root = root = self._part(headers, data, (start, root.end), usual="text/plain")
        if not root.type.startswith("multipart/") and (
            (b"content-type" not in headers and begins_with_parts(data, root.start, root.end)) or _has_boundary(root)
        ):
            self.problems[NO_BOUNDARY] = None
            root.type = "multipart/mixed"

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
            self._fill(part)
            if not part.children:
                self.problems[NOT_DIVIDED] = None
                part.type = "text/plain"
            waiting.extend((child, depth + 1) for child in part.children)

    def _fill(self, part: Part) -> None:
        usual = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        boundary = part.parameters.get("boundary", "")
        pieces = self._pieces(part, boundary)
        for start, end in pieces:
            if self._count >= MOST_PARTS:
                self.problems[TOO_MANY] = None
                break
            child = self._read(part.data, start, end, usual=usual)
            child.is_alternative = part.type == "multipart/alternative"
            part.children.append(child)
            if boundary and child.parameters.get("boundary") == boundary and child.type.startswith("multipart/"):
                child.end = pieces[-1][1]  # one boundary for two levels: what follows belongs to the inner one
                break

    def _pieces(self, part: Part, boundary: str) -> list[tuple[int, int]]:
        """Cut a multipart; one that was packed as a whole is unpacked first."""
        found = cut(part.data, part.start, part.end, declared=boundary)
        if not found.pieces and encoding_of(part.headers.first(b"content-transfer-encoding")):
            part.data = self.body(part)
            part.start, part.end = 0, len(part.data)
            found = cut(part.data, 0, part.end, declared=boundary)
        self._left_to_look -= found.looks * (part.end - part.start)
        if found.pieces and found.is_guessed:
            self.problems[NO_BOUNDARY] = None
        if found.is_open:
            self.problems[NOT_CLOSED] = None
        return found.pieces


def _is_said_twice(headers: Headers, parameters: Parameters) -> bool:
    """Whether headers or parameters that decide how a part is read are there with two different values."""
    if parameters.twice & {"boundary", "charset"}:
        return True
    return not _ONCE.isdisjoint(headers.twice) and any(len(set(headers.all(name))) > 1 for name in _ONCE)


def _has_boundary(part: Part) -> bool:
    """Whether a part that says it is no multipart has a boundary, and the rows for it."""
    boundary = part.parameters.get("boundary", "")
    if not boundary or part.type.startswith("message/"):
        return False
    delimiter = b"\n--" + boundary.encode("utf-8", "surrogateescape")
    return part.data.find(delimiter, max(0, part.start - 1), part.end) >= 0
