"""Taking mail out of one folder at the provider, for as long as the line serves: a thread of its own.

A round looks at what is there, takes it in by the door's own way, many at once, and finishes at the provider what is on
disk here. Between rounds the provider tells when something has come (IDLE), or is asked every minute. A connection that
is lost is made again after growing gaps. What failed in company is tried again alone, so that no mail is counted for
the fault of its neighbor.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from peerline.channels.envelope import MIB, Envelope
from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.provider.account import MOVE, Account
from peerline.channels.mail.provider.book import GAPS, Book
from peerline.channels.mail.provider.connection import LARGEST_BYTES, Connection, NoFolder, SignInRefused, deletes
from peerline.channels.mail.provider.envelope import envelope_of
from peerline.channels.writer import drop_broken_connection
from peerline.conversations import actions as conversations
from peerline.kit.errors import PeerlineError, Unavailable
from peerline.kit.logs import say

log = logging.getLogger("peerline.imap")

MOST_AT_ONCE, MOST_BYTES_AT_ONCE = 32, 8 * MIB
# Faults that may be the mail's own. All else (a closed line, no lead, lost secrets) is ours and waits.
COUNTED = frozenset({Unavailable.code, conversations.Outcome.FAILED.value, "preparer-lost"})
STORED = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is waited, in seconds.

    held    after a round that a fault of ours held up, doubled with each up to `longest`
    longest between two rounds, and for IDLE; routers forget silent connections after some minutes
    asking  between two rounds where the provider does not tell of new mail by itself
    gap     after the first lost connection, doubled with each up to `longest`
    again   until a mail that failed alone is tried alone again
    """

    held: float = 5.0
    longest: float = 300.0
    asking: float = 60.0
    gap: float = 1.0
    refused: float = 60.0
    again: tuple[timedelta, ...] = GAPS


class Collector:
    """Of one folder. Made and stopped in the event loop that `door` lives in."""

    def __init__(self, account: Account, folder: str, door: MailDoor, *, pace: Pace | None = None) -> None:
        self.account, self.folder, self.door, self.pace = account, folder, door, pace or Pace()
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._stopped = threading.Event()
        self._connection: Connection | None = None
        self._faults = 0
        self._holds = 0
        self._thread = threading.Thread(target=self._run, name="imap", daemon=True)

    def start(self) -> None:
        """Let the thread run."""
        self._thread.start()

    async def stop(self, seconds: float) -> None:
        """End. What is being stored is stored; a provider that does not answer is left alone after so long."""
        self._stopped.set()
        if connection := self._connection:
            connection.cut()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ended.wait()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._connect()
            except SignInRefused:
                self._say_fault("imap-sign-in-refused", at_least=self.pace.refused)
            except NoFolder:
                self._say_fault("imap-no-folder", at_least=self.pace.refused)
            except Exception:  # noqa: BLE001 - the edge: the network, the provider or the database; it is tried again
                self._say_fault("imap-lost")
                drop_broken_connection()
        drop_broken_connection()
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits any more
            self._loop.call_soon_threadsafe(self._ended.set)

    def _say_fault(self, event: str, *, at_least: float = 0.0) -> None:
        if self._stopped.is_set():
            return
        say(log, event, level=logging.WARNING, fault=True, faults=self._faults)
        gap = max(at_least, min(self.pace.longest, self.pace.gap * 2 ** min(self._faults, 16)))
        self._faults += 1
        self._stopped.wait(gap * random.uniform(0.75, 1.0))

    def _connect(self) -> None:
        connection = Connection(self.account)
        self._connection = connection
        try:
            self._attend(connection)
        finally:
            self._connection = None
            connection.close()

    def _attend(self, connection: Connection) -> None:
        """Rounds, until the end or a fault."""
        book = Book(self.folder, self.pace.again)
        book.open(connection.select(self.folder))
        if self.account.after == MOVE and not connection.has(self.account.move_to):
            raise NoFolder
        say(log, "imap-open")
        while not self._stopped.is_set():
            found = _Round(self, connection, book).run()
            self._faults = 0
            self._wait(connection, found)

    def _wait(self, connection: Connection, found: Found) -> None:
        self._holds = self._holds + 1 if found.holds else 0
        seconds = self.pace.longest
        if found.holds:
            seconds = min(seconds, self.pace.held * 2 ** min(self._holds, 8))
        elif found.waits:
            seconds = min(seconds, self.pace.asking)
        if self._stopped.is_set() or (connection.has_news() and not found.holds):
            return
        if connection.can_wait:
            connection.wait(seconds)
        else:
            self._stopped.wait(min(seconds, self.pace.asking))

    @property
    def is_stopped(self) -> bool:
        """Whether the end has come."""
        return self._stopped.is_set()

    def take(self, mails: Sequence[bytes]) -> list[str]:
        """Take mails in by the door; STORED or the code of the fault for each, when all are on disk or refused."""
        envelopes = [envelope_of(data, self.door.mailbox) for data in mails]
        return asyncio.run_coroutine_threadsafe(self._take_all(envelopes), self._loop).result()

    async def _take_all(self, envelopes: list[Envelope]) -> list[str]:
        return await asyncio.gather(*(self._take(one) for one in envelopes))

    async def _take(self, envelope: Envelope) -> str:
        try:
            await self.door.take(envelope)
        except PeerlineError as error:
            return error.code
        return STORED


@dataclass(slots=True)
class Found:
    """What a round met: whether anything is held up by a fault of ours, or waits to be tried again."""

    holds: bool = False
    waits: bool = False


class _Round:
    """One look at a folder and all that follows from it."""

    def __init__(self, collector: Collector, connection: Connection, book: Book) -> None:
        self.collector, self.connection, self.book = collector, connection, book
        self.found = Found()

    def run(self) -> Found:
        """First those that something ended with, each alone; then the rest in company."""
        book, connection = self.book, self.connection
        left = book.left()
        known = left.due | left.waiting | left.aside
        whole = deletes(self.collector.account)
        there = connection.everything() if whole else connection.unread_or_after(book.taken_to)
        sizes = connection.sizes(sorted(known.union(there)))
        book.forget(sorted(known - sizes.keys()))
        later = left.waiting | left.aside
        alone = ((left.due | book.died_with()) & sizes.keys()) - later
        fresh = [uid for uid in there if uid in sizes and uid not in alone and uid not in later]
        self._each_alone(sorted(alone), sizes)
        for batch in _batches(fresh, sizes):
            self._together(batch, sizes)
        if not self.collector.is_stopped:
            book.begin([])
            if there and not self.found.holds:
                book.reach(there[-1])
        self.found.waits = self.found.waits or bool(left.waiting)
        return self.found

    def _together(self, uids: list[int], sizes: dict[int, int]) -> None:
        if self.collector.is_stopped:
            return
        self.book.begin(uids)
        mails = self.connection.mails([uid for uid in uids if sizes[uid] <= LARGEST_BYTES])
        codes = dict(zip(mails, self.collector.take(list(mails.values())), strict=True))
        stored = [uid for uid, code in codes.items() if code == STORED]
        self._finish(stored)
        self._each_alone([uid for uid in uids if uid not in stored], sizes)

    def _each_alone(self, uids: Sequence[int], sizes: dict[int, int]) -> None:
        for uid in uids:
            if self.collector.is_stopped:
                return
            if sizes[uid] > LARGEST_BYTES:
                self._set_aside(uid)
            else:
                self._alone(uid)

    def _alone(self, uid: int) -> None:
        tries = self.book.count(uid)
        data = self.connection.mails([uid]).get(uid, b"")
        code = self.collector.take([data])[0] if data else Unavailable.code
        if code == STORED:
            self._finish([uid])
            self.book.forget([uid])
        elif code == NotMail.code:
            self._set_aside(uid)
        elif code in COUNTED:
            say(log, "imap-mail-failed", level=logging.WARNING, tries=tries, reason=code)
            self.found.waits = True
        else:
            self.book.uncount(uid)
            self.found.holds = True

    def _finish(self, uids: list[int]) -> None:
        if uids:
            self.connection.finish(uids)
            say(log, "imap-taken", count=len(uids))

    def _set_aside(self, uid: int) -> None:
        self.book.set_aside(uid)
        say(log, "imap-set-aside", level=logging.WARNING)


def _batches(uids: Sequence[int], sizes: dict[int, int]) -> Iterator[list[int]]:
    """Some at once: not too many, and no more bytes than may be in memory (a larger one goes alone)."""
    batch: list[int] = []
    for uid in uids:
        if batch and (len(batch) >= MOST_AT_ONCE or sum(sizes[one] for one in batch) + sizes[uid] > MOST_BYTES_AT_ONCE):
            yield batch
            batch = []
        batch.append(uid)
    if batch:
        yield batch
