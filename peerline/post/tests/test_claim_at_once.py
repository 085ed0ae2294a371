"""Several workers at once, each with a connection of its own: each row is given to exactly one of them."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.utils import load_backend

from peerline.kit.clock import now
from peerline.kit.tokens import new_ref
from peerline.post import actions
from peerline.post.models import Outgoing

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, ROWS = 4, 60


class Worker(threading.Thread):
    """Claims until nothing is due, over a connection of its own."""

    def __init__(self, database: dict[str, Any], start: threading.Barrier) -> None:
        super().__init__()
        self.database = database
        self.ready = start
        self.taken: list[str] = []

    def run(self) -> None:
        connections["default"] = opened(self.database)
        try:
            self.ready.wait(10)
            while rows := actions.claim_due(5):
                self.taken += [row.ref for row in rows]
        finally:
            connections["default"].close()


def opened(database: dict[str, Any]) -> Any:
    return load_backend(database["ENGINE"]).DatabaseWrapper(database, "default")


@pytest.fixture
def database(tmp_path: Path) -> dict[str, Any]:
    """The tests' own PostgreSQL, or a SQLite file: what the tests run on in memory has no locks between connections."""
    ours: dict[str, Any] = connections["default"].settings_dict
    return ours if connections["default"].vendor == "postgresql" else {**ours, "NAME": str(tmp_path / "post.sqlite3")}


def fill(database: dict[str, Any]) -> list[str]:
    """Rows that are due; the table is made where it is not there yet."""
    ours = connections["default"]
    connections["default"] = opened(database)
    try:
        with connections["default"].schema_editor() as editor:
            if Outgoing._meta.db_table not in connections["default"].introspection.table_names():
                editor.create_model(Outgoing)
        rows = [
            actions.put(new_ref(), "reply", sealed=b"copy", day="2026-11-25", due_at=now()).ref for _ in range(ROWS)
        ]
    finally:
        connections["default"].close()
        connections["default"] = ours
    return rows


def test_gives_each_row_to_one(database: dict[str, Any]) -> None:
    rows = fill(database)
    start = threading.Barrier(WORKERS)
    workers = [Worker(database, start) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert Counter(ref for worker in workers for ref in worker.taken) == Counter(rows)
