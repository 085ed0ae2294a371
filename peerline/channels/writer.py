"""Two threads behind the door: one prepares what came in, one stores it, many in one commit.

A mail is answered only when it is on disk. The preparing thread parses and seals while the storing thread waits for the
disk; where there are preparers (see `preparers`) they do it in its place. The storing thread takes all that is ready
into one commit. What was sealed to a key that changed meanwhile is prepared again. Anything that fails on our side is
answered "try again".
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection

from peerline.channels import known
from peerline.conversations import actions as conversations
from peerline.conversations.cargo import Arriving
from peerline.kit.errors import PeerlineError, Unavailable
from peerline.kit.logs import say

log = logging.getLogger("peerline.channels")

MOST_IN_A_COMMIT = 128
MOST_BYTES_IN_A_COMMIT = 8 * 1024 * 1024
MOST_TRIES = 3
# While more is on its way, commits keep this distance: each takes more in, and disk and processor have less to do.
GATHER_SECONDS = 0.008


@dataclass(slots=True)
class Job:
    """One thing that came in: how to prepare it here, and who waits for the answer.

    prepare  None when it is prepared elsewhere
    answer   True when it is on disk, False when it must be prepared anew elsewhere
    """

    prepare: Callable[[], Arriving | None] | None
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[bool]
    arriving: Arriving | None = None
    tries: int = 0


class Writer:
    """Start it once a process; `store` is what the door awaits."""

    def __init__(self) -> None:
        self._coming: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._ready: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._under_way = 0  # asked and not answered; read by the storing thread for a guess only
        self._stored_at = 0.0
        self._threads = [
            threading.Thread(target=self._prepare_all, name="intake-prepare", daemon=True),
            threading.Thread(target=self._store_all, name="intake-store", daemon=True),
        ]

    def start(self) -> None:
        """Let the threads run."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Store what is under way and end; blocks until then."""
        self._coming.put(None)
        for thread in self._threads:
            thread.join()

    async def store(self, prepare: Callable[[], Arriving | None]) -> None:
        """Prepare and store one thing; returns when it is on disk.

        prepare  run in the preparing thread; None means that there is nothing to store
        Raises   PeerlineError as `prepare` raises it; Unavailable for any fault of ours
        """
        loop = asyncio.get_running_loop()
        job = Job(prepare, loop, loop.create_future())
        with self._counted():
            self._coming.put(job)
            await job.answer

    async def store_from(self, prepare: Callable[[int], Awaitable[Arriving | None]]) -> None:
        """Store one thing that is prepared elsewhere; returns when it is on disk.

        prepare  awaited with the number of the try, from 0: more than 0 means that what was known is out of date; None
                 means that there is nothing to store
        Raises   as `store` does
        """
        loop = asyncio.get_running_loop()
        with self._counted():
            for number in range(MOST_TRIES + 1):
                arriving = await prepare(number)
                if arriving is None:
                    return
                job = Job(None, loop, loop.create_future(), arriving)
                self._ready.put(job)
                if await job.answer:
                    return
        raise Unavailable(code=conversations.Outcome.STALE.value)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    def _prepare_all(self) -> None:
        while (job := self._coming.get()) is not None:
            assert job.prepare is not None
            try:
                job.arriving = job.prepare()
            except PeerlineError as error:
                _answer([(job, error)])
            except Exception:  # noqa: BLE001 - the edge: whatever it is, the sender tries again
                say(log, "prepare-failed", level=logging.ERROR, fault=True)
                _answer([(job, Unavailable())])
                drop_broken_connection()
            else:
                if job.arriving is None:
                    _answer([(job, True)])
                else:
                    self._ready.put(job)
        self._ready.put(None)
        connection.close()

    def _store_all(self) -> None:
        while (jobs := self._next_jobs()) is not None:
            try:
                outcomes = conversations.receive([job.arriving for job in jobs if job.arriving])
            except Exception:  # noqa: BLE001 - the edge: disk full, database away; the senders try again
                say(log, "store-failed", level=logging.ERROR, fault=True, count=len(jobs))
                _answer([(job, Unavailable()) for job in jobs])
                drop_broken_connection()
            else:
                self._finish(jobs, outcomes)
            self._stored_at = time.monotonic()
        connection.close()

    def _next_jobs(self) -> list[Job] | None:
        """All that is ready, up to a commit's size; None when the end has come."""
        first = self._ready.get()
        if first is None:
            return None
        jobs, size = [first], _size(first)
        while len(jobs) < MOST_IN_A_COMMIT and size < MOST_BYTES_IN_A_COMMIT:
            try:
                job = self._ready.get(timeout=self._patience(len(jobs)))
            except queue.Empty:
                break
            if job is None:
                self._ready.put(None)
                break
            jobs.append(job)
            size += _size(job)
        return jobs

    def _patience(self, found: int) -> float:
        """How many seconds to wait for the next: none when no other is on its way."""
        return max(0.0, self._stored_at + GATHER_SECONDS - time.monotonic()) if self._under_way > found else 0.0

    def _finish(self, jobs: list[Job], outcomes: list[conversations.Outcome]) -> None:
        answers: list[tuple[Job, PeerlineError | bool]] = []
        for job, outcome in zip(jobs, outcomes, strict=True):
            if outcome in {conversations.Outcome.STORED, conversations.Outcome.DUPLICATE}:
                answers.append((job, True))
            elif outcome is not conversations.Outcome.STALE or job.tries >= MOST_TRIES:
                answers.append((job, Unavailable(code=outcome.value)))
            elif job.prepare is None:
                answers.append((job, False))
            else:
                job.tries += 1
                known.forget()
                self._coming.put(job)
        _answer(answers)


def _answer(answers: list[tuple[Job, PeerlineError | bool]]) -> None:
    """Wake the doors, once for all of a commit."""
    if not answers:
        return

    def wake() -> None:
        for job, said in answers:
            if job.answer.done():
                continue
            if isinstance(said, PeerlineError):
                job.answer.set_exception(said)
            else:
                job.answer.set_result(said)

    try:
        answers[0][0].loop.call_soon_threadsafe(wake)
    except RuntimeError:  # the loop has ended: nobody waits any more
        return


def _size(job: Job) -> int:
    message = job.arriving.message if job.arriving else None
    return len(message.sealed) + sum(len(one.sealed) for one in message.attachments) if message else 0


def drop_broken_connection() -> None:
    """A connection that failed once may be dead for ever (PostgreSQL restarted): take a new one next time."""
    try:
        connection.close()
    except (DatabaseError, InterfaceError):
        connection.connection = None
