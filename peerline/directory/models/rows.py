"""What every row of the directory has."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:  # Django's classes are generic only for the type checker
    TextField = models.TextField[str, str]
    Lookup = models.Lookup[Any]
else:
    TextField, Lookup = models.TextField, models.Lookup


class Text(TextField):
    """A text that may be missing: "" is "not known", so that there are not two ways to say it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


@models.UUIDField.register_lookup
@models.ForeignKey.register_lookup
class Among(Lookup):
    """`__among`: is it one of these UUIDs? As `__in`, with all of them as one parameter: some hundred cost little."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """An array on PostgreSQL, JSON on SQLite."""
        column, parameters = self.process_lhs(compiler, connection)
        refs = list(self.rhs)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", (*parameters, refs)
        among = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - the name of a column
        return among, (*parameters, json.dumps([one.hex for one in refs]))


class Row(models.Model):
    """A row of HSDS: its identifier is the one of the exchange, and fields we do not know are carried along."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True
