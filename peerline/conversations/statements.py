"""Many rows in one statement, where the ORM's own work would cost more than the sealing.

Only intake needs it: a mail is six rows in five tables, and compiling each statement anew takes longer than all of the
cryptography. The columns and their conversions still come from the models, so there is one place that knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

# SQLite takes 32,766 variables in a statement; stay well below with the widest table (25 columns).
ROWS_A_STATEMENT = 500
# What both drivers take as it is; Django's conversion would only check what the callers' own types say already.
_AS_IT_IS = (
    models.CharField,
    models.TextField,
    models.BooleanField,
    models.IntegerField,
    models.BinaryField,
    models.ForeignKey,
)

Row = TypeVar("Row", bound=models.Model)
Convert = Callable[[Any], Any]


def insert(
    model: type[models.Model], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]], *, skip_known: str = ""
) -> list[Any]:
    """Insert the rows.

    names       attribute names of the model's fields (`conversation_id` for a foreign key); a field that is not
                named must be nullable, for the database knows no defaults of Django's
    skip_known  the name of a unique field: rows whose value is known already are left out
    Returns     the new primary keys in the order of the rows; with `skip_known` the values of that field that were
                new, in no order
    """
    known: list[Any] = []
    back = skip_known or "id"
    conflict = f"ON CONFLICT ({skip_known}) DO NOTHING " if skip_known else ""
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        part = _converted(model, names, rows[start : start + ROWS_A_STATEMENT])
        statement = _insert_statement(model, names, len(part), tail=f"{conflict}RETURNING {back}")
        known += [row[0] for row in _rows(statement, [value for row in part for value in row])]
    return known


def update(
    model: type[models.Model], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]], *, where: str = "id"
) -> None:
    """Set the named fields in many rows, each to values of its own.

    names  attribute names of the fields to set
    rows   their values, then the value of `where`
    where  the attribute name of the field by which rows are found
    """
    if not rows:
        return
    connection = connections["default"]
    with connection.wrap_database_errors, closing(_cursor(connection)) as cursor:
        cursor.executemany(_update_statement(model, names, where), _converted(model, (*names, where), rows))


def select(model: type[models.Model], names: tuple[str, ...], *, where: str, values: Collection[Any]) -> list[Any]:
    """The named fields of the rows whose `where` is one of the values, as the driver gives them: no times, no booleans.

    names   attribute names of the fields
    values  at most ROWS_A_STATEMENT
    """
    return _rows(_select_statement(model, names, where, count=len(values)), list(values)) if values else []


def lock(model: type[Row], ids: Collection[int]) -> list[Row]:
    """The rows with these primary keys, rising, locked until the transaction ends where the database locks rows.

    ids  at most ROWS_A_STATEMENT
    """
    if not ids:
        return []
    return list(model._default_manager.raw(_lock_statement(model, len(ids)), sorted(ids)))


def _rows(statement: str, values: list[Any]) -> list[Any]:
    """What the statement gives. Errors are Django's."""
    connection = connections["default"]
    with connection.wrap_database_errors, closing(_cursor(connection)) as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _cursor(connection: BaseDatabaseWrapper) -> Any:
    """A cursor of the driver. Django's own would look through each statement again, for what these never have."""
    connection.ensure_connection()
    return connection.connection.cursor()


def _converted(model: type[models.Model], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """The rows as the driver wants them."""
    converts = [_convert(model, name) for name in names]
    return [
        [value if convert is None else convert(value) for convert, value in zip(converts, row, strict=True)]
        for row in rows
    ]


@lru_cache(maxsize=512)
def _convert(model: type[models.Model], name: str) -> Convert | None:
    field = _field(model, name.removesuffix("_id"))
    if isinstance(field, _AS_IT_IS):
        return None

    @lru_cache(maxsize=2048)  # times are cut to the minute: most have come before
    def convert(value: Any) -> Any:
        return field.get_db_prep_save(value, connections["default"])

    return convert


@lru_cache(maxsize=512)
def _insert_statement(model: type[models.Model], names: tuple[str, ...], count: int, *, tail: str) -> str:
    columns = ", ".join(_column(model, name) for name in names)
    row = "(" + ", ".join([_mark()] * len(names)) + ")"
    return f"INSERT INTO {_table(model)} ({columns}) VALUES {', '.join([row] * count)} {tail}"  # noqa: S608


@lru_cache(maxsize=512)
def _update_statement(model: type[models.Model], names: tuple[str, ...], where: str) -> str:
    columns = ", ".join(f"{_column(model, name)} = {_mark()}" for name in names)
    return f"UPDATE {_table(model)} SET {columns} WHERE {_column(model, where)} = {_mark()}"  # noqa: S608


@lru_cache(maxsize=512)
def _select_statement(model: type[models.Model], names: tuple[str, ...], where: str, *, count: int) -> str:
    columns = ", ".join(_column(model, name) for name in names)
    marks = ", ".join([_mark()] * count)
    return f"SELECT {columns} FROM {_table(model)} WHERE {_column(model, where)} IN ({marks})"  # noqa: S608


@lru_cache(maxsize=512)
def _lock_statement(model: type[models.Model], count: int) -> str:
    marks = ", ".join(["%s"] * count)
    lock = "FOR UPDATE" if connections["default"].features.has_select_for_update else ""
    key = _column(model, "id")
    return f"SELECT * FROM {_table(model)} WHERE {key} IN ({marks}) ORDER BY {key} {lock}"  # noqa: S608


def _mark() -> str:
    """Where a value goes, in the driver's own words."""
    return "?" if connections["default"].vendor == "sqlite" else "%s"


def _table(model: type[models.Model]) -> str:
    return connections["default"].ops.quote_name(model._meta.db_table)


def _column(model: type[models.Model], name: str) -> str:
    return connections["default"].ops.quote_name(_field(model, name).column or name)


@lru_cache(maxsize=512)
def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field
