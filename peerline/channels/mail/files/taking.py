"""Taking in what lies in files: some mails at once, each once, until the end or a stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from peerline.channels.envelope import FILE, MIB
from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.files.reading import Piece
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.provider.collect import COUNTED
from peerline.channels.mail.provider.envelope import envelope_of
from peerline.channels.writer import Writer
from peerline.kit.errors import PeerlineError

MOST_AT_ONCE, MOST_BYTES_AT_ONCE = 32, 8 * MIB
TRIES = 3
TOO_LARGE = "too-large"
# So many faults in a row are not the mails' own.
MOST_FAULTS = 5


@dataclass(slots=True)
class Taken:
    """What became of the mails: how many were read and are in the line, and which are not.

    refused  number, place and code of those that are not
    faults   how many of the last ones met a fault of ours
    fault    the code of the fault of ours that ended it; "" when there was none
    stopped  somebody stopped it
    """

    read: int = 0
    stored: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    faults: int = 0
    fault: str = ""
    stopped: bool = False


def take(found: Iterable[Piece], address: str, *, progress: Callable[[int], None]) -> Taken:
    """Take all of them in; ends at a fault of ours that keeps out all that follow too.

    address   of the line
    progress  is told how many are read
    """
    return asyncio.run(_take(found, address, progress))


async def _take(found: Iterable[Piece], address: str, progress: Callable[[int], None]) -> Taken:
    taken, stop = Taken(), asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    writer = Writer()
    writer.start()
    try:
        door = await asyncio.to_thread(MailDoor, Mailbox.of(address), writer)
        for batch in _batches(found):
            if stop.is_set():
                taken.stopped = True
                break
            codes = await asyncio.gather(*(_one(door, piece) for piece in batch))
            _note(taken, batch, codes)
            progress(taken.read)
            if taken.fault:
                break
    finally:
        await asyncio.to_thread(writer.stop)
    return taken


def _note(taken: Taken, batch: list[Piece], codes: list[str]) -> None:
    for piece, code in zip(batch, codes, strict=True):
        taken.read += 1
        if not code:
            taken.stored, taken.faults = taken.stored + 1, 0
            continue
        taken.refused.append((piece.number, piece.place, code))
        if code not in {NotMail.code, TOO_LARGE}:
            taken.faults += 1
            if code not in COUNTED or taken.faults >= MOST_FAULTS:
                taken.fault = taken.fault or code


async def _one(door: MailDoor, piece: Piece) -> str:
    """The code of what was wrong with a mail, "" when it is on disk."""
    if piece.data is None:
        return TOO_LARGE
    if not piece.data.strip():
        return NotMail.code
    # Programs differ in whether a kept mail ends with its last row's end; one mail must not become two by that.
    data = piece.data if piece.data.endswith(b"\n") else piece.data + b"\r\n"
    envelope = envelope_of(data, door.mailbox, protocol=FILE)
    code = ""
    for _ in range(TRIES):
        try:
            await door.take(envelope)
        except NotMail:
            return NotMail.code
        except PeerlineError as error:
            code = error.code
        else:
            return ""
    return code


def _batches(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Some at once: not too many, and no more bytes than may be in memory (a larger one is the last of its batch)."""
    rest = iter(found)
    while first := next(rest, None):
        batch, size = [first], len(first.data or b"")
        while len(batch) < MOST_AT_ONCE and size < MOST_BYTES_AT_ONCE and (piece := next(rest, None)):
            batch.append(piece)
            size += len(piece.data or b"")
        yield batch
