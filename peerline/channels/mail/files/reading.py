"""The mails that lie at a path, one after the other; no more than one is in memory.

Sources: RFC 4155 (mbox), and for rows that begin with `From ` inside a mail the way of mboxrd; cr.yp.to/proto/maildir
and Maildir++ for folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from peerline.channels.envelope import MIB

LARGEST_BYTES = 40 * MIB
LONGEST_ROW = MIB
LEFT_OUT_FLAGS = frozenset("DT")  # drafts, and what is marked as deleted
# The row that mbox programs put before each mail: with a time, or bare as newer Thunderbirds do.
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d"
_POSTMARK = re.compile(rb"From (?:.*" + _DAY + rb".*)?\r?\n?\Z")
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
_QUOTED = re.compile(rb">+From ")


class NothingThere(ValueError):
    """The path is no mbox, no Maildir and no mail."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One mail as it lies there.

    number  from 1, in the order in which they lie
    place   the file it lies in, "" in an mbox
    data    the mail; None when it is larger than the door takes
    """

    number: int
    place: str
    data: bytes | None


def pieces(path: Path) -> Iterator[Piece]:
    """All mails at a path, in an order that stays. Raises NothingThere, OSError."""
    if path.is_dir():
        return _of_maildir(path)
    with path.open("rb") as file:
        beginning = file.readline(LONGEST_ROW)
    if _POSTMARK.match(beginning):
        return _of_mbox(path)
    if _HEADER.match(beginning):
        return iter([Piece(1, path.name, _whole(path))])
    raise NothingThere


def _whole(path: Path) -> bytes | None:
    return path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else None


def _of_maildir(path: Path) -> Iterator[Piece]:
    """Of a Maildir and all folders in it, each by the names of its files, which begin with the time of delivery."""
    folders = sorted({one.parent for name in ("cur", "new") for one in path.rglob(name) if one.is_dir()})
    if not folders:
        raise NothingThere
    files = (one for folder in folders for one in _files(folder))
    return (
        Piece(number, str(file.relative_to(path)), _whole(file)) for number, file in enumerate(files, start=1)
    )  # fmt: skip


def _files(folder: Path) -> list[Path]:
    found = [one for name in ("cur", "new") for one in (folder / name).glob("*") if one.is_file()]
    kept = [one for one in found if not LEFT_OUT_FLAGS & set(one.name.partition(":2,")[2])]
    return sorted((one for one in kept if not one.name.startswith(".")), key=lambda one: (one.name, one.parent.name))


def _of_mbox(path: Path) -> Iterator[Piece]:
    with path.open("rb") as file:
        mail: bytearray | None = None
        number = 0
        for is_first, row in _rows(file):
            if is_first:
                if number:
                    yield Piece(number, "", _ended(mail))
                number, mail = number + 1, bytearray()
            elif mail is not None:
                mail += row[1:] if _QUOTED.match(row) else row
                mail = mail if len(mail) <= LARGEST_BYTES else None
        yield Piece(number, "", _ended(mail))


def _ended(mail: bytearray | None) -> bytes | None:
    """Without the empty row that stands before the next postmark."""
    if mail is None:
        return None
    gap = next((gap for gap in (b"\r\n\r\n", b"\n\n") if mail.endswith(gap)), b"")
    return bytes(mail[: len(mail) - len(gap) // 2])


def _rows(file: BinaryIO) -> Iterator[tuple[bool, bytes]]:
    """Each row, and whether it is a postmark: at the beginning or after an empty row, with a header behind it."""
    row, is_after_gap = file.readline(LONGEST_ROW), True
    while row:
        following = file.readline(LONGEST_ROW)
        is_first = is_after_gap and bool(_POSTMARK.match(row)) and bool(_HEADER.match(following))
        yield is_first, row
        is_after_gap, row = row in {b"\n", b"\r\n"}, following
