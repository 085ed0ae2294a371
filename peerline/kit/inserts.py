"""Many rows in one statement, where the ORM's own work would cost more than the sealing.

Only intake needs it: a mail is six rows in five tables, and compiling each INSERT anew takes longer than all of the
cryptography. The columns and their conversions still come from the models, so there is one place that knows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

# SQLite takes 32,766 variables in a statement; stay well below with the widest table (25 columns).
ROWS_A_STATEMENT = 500


@lru_cache(maxsize=512)
def _statement(model: type[models.Model], names: tuple[str, ...], count: int, *, tail: str) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(_field(model, name).column or name) for name in names)
    row = "(" + ", ".join(["%s"] * len(names)) + ")"
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * count)} {tail}"  # noqa: S608


@lru_cache(maxsize=512)
def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


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
    prepare = [_field(model, name.removesuffix("_id")).get_db_prep_save for name in names]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            part = rows[start : start + ROWS_A_STATEMENT]
            values = [convert(value, connection) for row in part for convert, value in zip(prepare, row, strict=True)]
            cursor.execute(_statement(model, names, len(part), tail=f"{conflict}RETURNING {back}"), values)
            known += [row[0] for row in cursor.fetchall()]
    return known
