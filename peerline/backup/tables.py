"""Every table as rows of JSON, and back: the same for SQLite and PostgreSQL, so that one restores what the other saved.

All rows are read in one transaction that sees one moment. What a line does not need after a disaster is left out:
sessions, and the tables that Django fills by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

LEFT_OUT = {"sessions", "contenttypes", "auth"}
PART_BYTES = 4 * 1024 * 1024
ROWS_AT_ONCE = 500


def tables() -> list[type[models.Model]]:
    """The tables of a backup."""
    found = [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT]
    return sorted(found, key=lambda model: model._meta.label)


def migrations() -> list[str]:
    """What the database was brought to: two programs that agree on it agree on every column."""
    ours = {model._meta.app_label for model in tables()}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in ours)


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction in which every statement sees what the first one saw. It locks nobody out."""
    if connection.in_atomic_block:  # the caller's transaction is that moment
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # atomic() would begin as a writer
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def parts(counts: dict[str, int]) -> Iterator[bytes]:
    """All rows, a JSON object a row, some megabytes a part; `counts` is filled with the number of rows by table."""
    some, size = [], 0
    for model in tables():
        counts[model._meta.label] = 0
        rows = model._base_manager.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)
        for batch in batched(rows):
            counts[model._meta.label] += len(batch)
            some.append(serializers.serialize("jsonl", batch).encode())
            size += len(some[-1])
            if size >= PART_BYTES:
                yield b"".join(some)
                some, size = [], 0
    yield b"".join(some)


def batched(rows: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    """Some hundred rows at once."""
    found = iter(rows)
    while batch := list(islice(found, ROWS_AT_ONCE)):
        yield batch


def load(found: Iterable[bytes]) -> dict[str, int]:
    """Replace all rows by those of the parts. Returns the number of rows by table. In the caller's transaction."""
    for model in tables():
        model._base_manager.all()._raw_delete(connection.alias)  # no row is read first
    counts = {model._meta.label: 0 for model in tables()}
    for part in found:
        _load_part(part, counts)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
    return counts


def _load_part(part: bytes, counts: dict[str, int]) -> None:
    rows: list[Any] = []
    for one in serializers.deserialize("jsonl", part.decode()):
        if rows and (type(one.object) is not type(rows[0]) or len(rows) >= ROWS_AT_ONCE):
            _insert(rows, counts)
            rows = []
        rows.append(one.object)
    if rows:
        _insert(rows, counts)


def _insert(rows: list[Any], counts: dict[str, int]) -> None:
    model = type(rows[0])
    model._base_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    counts[model._meta.label] += len(rows)
