"""Tables for tests on SQLite: migrated once for a state of the migrations, kept in .make/, copied into memory.

Migrating takes some seconds, which every process of tests would pay. Django still migrates what it finds, so that a
copy which lacks something gets it. On PostgreSQL, and where nothing is kept yet, it migrates from the beginning.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".make"
IMPORTED = re.compile(r"^(?:from|import) (peerline[.\w]+)", re.M)


def digest(root: Path) -> str:
    """What the tables are made of: the migrations, what they import, and the versions of what brings more of them."""
    migrations = sorted(root.glob("peerline/*/migrations/*.py"))
    names = {name for path in migrations for name in IMPORTED.findall(path.read_text(encoding="utf-8"))}
    imported = (root / f"{name.replace('.', '/')}.py" for name in sorted(names))
    made_of = [*migrations, *(path for path in imported if path.is_file()), root / "requirements" / "test.txt"]
    found = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in made_of:
        found.update(f"{path.relative_to(root)}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]


def kept() -> Path:
    """The file with the tables of this state."""
    return KEPT / f"tables-{digest(ROOT)}.sqlite3"


def in_memory() -> str:
    """The URI of the database of the tests; empty where it is none in memory."""
    if connection.vendor != "sqlite":
        return ""
    name = str(connection.creation._get_test_db_name())  # type: ignore[attr-defined]  # as Django chooses it
    return name if "mode=memory" in name else ""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Fill the database before Django looks at it."""
    name, there = in_memory(), kept()
    if not name or not there.is_file():
        yield
        return
    # Open until the end of the session: a database in memory is gone with its last connection.
    with closing(sqlite3.connect(name, uri=True)) as memory:
        with closing(sqlite3.connect(there)) as source:
            source.backup(memory)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Keep the tables for the next process, as they are before the first test."""
    name, wanted = in_memory(), kept()
    if not name or wanted.is_file():
        return
    KEPT.mkdir(exist_ok=True)
    half = wanted.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(name, uri=True)) as memory, closing(sqlite3.connect(half)) as file:
        memory.backup(file)
    half.replace(wanted)
    for older in KEPT.glob("tables-*.sqlite3"):
        if older != wanted:
            older.unlink(missing_ok=True)
