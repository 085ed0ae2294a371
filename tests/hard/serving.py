"""`peerline serve` on a database that refuses: each connection is opened with the pragma that HARD_PRAGMA names.

The server, its door and its disk are the real ones; only SQLite is told to be read-only, or to be full.
"""

from __future__ import annotations

import os
from typing import Any

import django
from django.db.backends.signals import connection_created


def refuse(*, connection: Any, **_: Any) -> None:
    """Give the pragma to a new connection."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {os.environ['HARD_PRAGMA']}")


if __name__ == "__main__":
    django.setup()
    connection_created.connect(refuse)
    from peerline.serve import run

    run()
