"""Erased means gone from the disk too: what a database keeps of a deleted value until it is told.

SQLite overwrites deleted bytes in its file (`secure_delete`), but the write-ahead log still holds them until a
truncating checkpoint. PostgreSQL keeps dead rows until VACUUM. Who erases says `left()`; the worker calls `wipe()`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from django.db import connection

_left = threading.Event()


def left() -> None:
    """Something was erased: its traces are to be wiped soon."""
    _left.set()


def are_left() -> bool:
    """Whether something was erased in this process since the last wipe."""
    return _left.is_set()


def wipe(tables: Iterable[str]) -> bool:
    """Wipe them now. False when somebody was reading: try again soon. Not inside a transaction.

    tables  names of the tables that were erased from (PostgreSQL looks at these only)
    """
    _left.clear()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = bool(cursor.fetchone()[0])
        else:
            for table in tables:
                cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
            is_busy = False
    if is_busy:
        _left.set()
    return not is_busy
