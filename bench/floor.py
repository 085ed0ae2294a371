"""What bounds a mail door, as programs of their own: plain aiosmtpd that throws away, and the same that commits.

    python -m bench.floor PORT [FILE]

Without FILE a mail is accepted and forgotten. With it the mails go as they came into a table of that SQLite database,
WAL and full sync, all that wait in one commit, and are answered when they are on disk: no parsing, no sealing.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from typing import Any

from aiosmtpd.smtp import SMTP

LARGEST_MAIL = 64 << 20
MOST_IN_A_COMMIT = 128
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")


class Discard:
    """Accepts everything, keeps nothing."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        return "250 OK"


class Commit:
    """Keeps every mail, many in one commit, by one thread: the raw commit as a mail door can have it."""

    def __init__(self, file: str) -> None:
        self.database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        for pragma in PRAGMAS:
            self.database.execute(f"PRAGMA {pragma}")
        self.database.execute("CREATE TABLE IF NOT EXISTS mail (id INTEGER PRIMARY KEY, data BLOB)")
        self.waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self.wake = asyncio.Event()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((envelope.original_content, done))
        self.wake.set()
        await done
        return "250 OK"

    async def run(self) -> None:
        """Commit what waits, for ever."""
        while True:
            await self.wake.wait()
            now, self.waiting = self.waiting[:MOST_IN_A_COMMIT], self.waiting[MOST_IN_A_COMMIT:]
            if not self.waiting:
                self.wake.clear()
            await asyncio.to_thread(self._store, [data for data, _ in now])
            for _, done in now:
                done.set_result(None)

    def _store(self, mails: list[bytes]) -> None:
        self.database.execute("BEGIN IMMEDIATE")
        self.database.executemany("INSERT INTO mail (data) VALUES (?)", [(data,) for data in mails])
        self.database.execute("COMMIT")


async def serve(port: int, file: str) -> None:
    """Until it is ended."""
    handler = Commit(file) if file else Discard()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="floor.example", enable_SMTPUTF8=True, data_size_limit=LARGEST_MAIL),
        "127.0.0.1",
        port,
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve_forever())
        if isinstance(handler, Commit):
            group.create_task(handler.run())


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))
