"""Both ends of the wire between the door's process and a preparer: what is asked, and what is answered.

Asked is one mail, answered what is to be stored of it, that nothing is, or why it is refused or put off. The words are
pickled: both ends are this program, and nobody else has the socket. To whom receipts went only the door's process
knows, so a preparer seals the receipt that may be due and names, hashed, whom it would go to.
"""

from __future__ import annotations

import logging
import pickle
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

from django.conf import settings

from peerline.channels import known
from peerline.channels.envelope import Envelope
from peerline.channels.mail.language import language_of
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.preparing import Judged, Preparing
from peerline.channels.preparers import FRAME, Preparers
from peerline.channels.receipts import Hashed, Noted, Remembered
from peerline.channels.writer import drop_broken_connection
from peerline.conversations import actions as conversations
from peerline.conversations.cargo import Arriving
from peerline.kit.errors import PeerlineError, Unavailable
from peerline.kit.logs import say

log = logging.getLogger("peerline.mail")

READ_BYTES = 64 * 1024  # at once: a small mail with all that is said of it
DISK_THREADS = 8  # a disk that is slow brings many files down together

Answer = tuple[Arriving, Hashed | None] | str | None


class Apart:
    """One mail on its way through a preparer, as often as it must be prepared."""

    def __init__(
        self, preparers: Preparers, remembered: Remembered, envelope: Envelope, *, to: Mailbox, judged: Judged
    ) -> None:
        self._preparers, self._remembered, self._mailbox = preparers, remembered, to
        self._data, self._judged = envelope.data, judged
        self._envelope = replace(envelope, data=b"")
        self._has_receipt: bool | None = None

    async def prepare(self, number: int) -> Arriving | None:
        """What is to be stored, None when nothing is. Raises NotMail, Unavailable.

        number  of the try, from 0
        """
        said: Answer = await self._preparers.ask((self._mailbox, self._envelope, self._judged, number > 0), self._data)
        if isinstance(said, str):
            raise NotMail if said == NotMail.code else Unavailable(code=said)
        if said is None:
            return None
        arriving, hashed = said
        if hashed and self._has_receipt is None:
            self._has_receipt = self._remembered.allows_hashed(hashed)
        return arriving if self._has_receipt else _without_receipt(arriving)


def warm() -> None:
    """Load what the first mail would have to wait for."""
    language_of("Nobody has to wait for the model of languages.")


def work(handle: int) -> None:
    """Answer what comes over the socket until it ends; while the disk takes a large mail, the next is prepared."""
    talk = _Talk(socket.socket(fileno=handle))
    with ThreadPoolExecutor(DISK_THREADS) as threads:
        while (asked := talk.hear()) is not None:
            number, head, data = asked
            said = answer(head, data)
            if isinstance(said, tuple) and conversations.is_large(said[0]):
                threads.submit(_put_and_say, talk, number, said)
            else:
                talk.say(number, said)


class _Talk:
    """The preparer's end of the wire."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._coming = sock.makefile("rb", READ_BYTES)
        self._lock = threading.Lock()

    def hear(self) -> tuple[int, bytes, bytes] | None:
        """The next that is asked: its number, what is pickled, the bytes behind it. None when the wire is cut."""
        frame = self._read(FRAME.size)
        if frame is None:
            return None
        number, head_bytes, data_bytes = FRAME.unpack(frame)
        head, data = self._read(head_bytes), self._read(data_bytes)
        return None if head is None or data is None else (number, head, data)

    def say(self, number: int, said: Answer) -> None:
        """Answer. A wire that is cut is noticed by who hears."""
        pickled = pickle.dumps(said, pickle.HIGHEST_PROTOCOL)
        with self._lock, suppress(OSError):
            self._socket.sendall(FRAME.pack(number, len(pickled), 0) + pickled)

    def _read(self, size_bytes: int) -> bytes | None:
        try:
            data = self._coming.read(size_bytes)
        except OSError:
            return None
        return data if len(data) == size_bytes else None


def answer(head: bytes, data: bytes) -> Answer:
    """What a preparer answers. Never raises.

    head  pickled: the mailbox, the envelope without its data, what was found out about it, whether what this
          process remembers of the line is out of date
    data  the mail
    """
    mailbox, envelope, judged, is_out_of_date = pickle.loads(head)  # noqa: S301 - from our own process
    if is_out_of_date:
        known.forget()
    noted = Noted(settings.PEERLINE_SECRETS.read("mac.key"))
    try:
        arriving = Preparing(mailbox).prepare(replace(envelope, data=data), noted, judged=judged)
    except PeerlineError as error:
        return error.code
    except Exception:  # noqa: BLE001 - the edge: whatever it is, the sender tries again
        say(log, "prepare-failed", level=logging.ERROR, fault=True)
        drop_broken_connection()
        return Unavailable.code
    return (arriving, noted.hashed) if arriving else None


def _put_and_say(talk: _Talk, number: int, said: tuple[Arriving, Hashed | None]) -> None:
    arriving, hashed = said
    try:
        talk.say(number, (conversations.put_large(arriving), hashed))
    except Exception:  # noqa: BLE001 - the edge: the disk is full; the sender tries again
        say(log, "blob-not-put", level=logging.ERROR, fault=True)
        talk.say(number, Unavailable.code)


def _without_receipt(arriving: Arriving) -> Arriving:
    if arriving.opens is None or arriving.opens.receipt is None:
        return arriving
    return replace(arriving, opens=replace(arriving.opens, receipt=None))
