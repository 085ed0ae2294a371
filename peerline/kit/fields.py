"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:  # Django's fields are generic only for the type checker
    BinaryField = models.BinaryField[bytes, bytes]
    OptionalBinaryField = models.BinaryField[bytes | None, bytes | None]
    CharField = models.CharField[str, str]
else:
    BinaryField = models.BinaryField
    OptionalBinaryField = models.BinaryField
    CharField = models.CharField


class SealedField(BinaryField):
    """A small sealed file in a row. Always `bytes` (psycopg would give a memoryview); never null, empty when erased."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bytes | None:
        return None if value is None else bytes(value)


class HashField(BinaryField):
    """A hash of 32 bytes by which a row is found. Always `bytes`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bytes | None:
        return None if value is None else bytes(value)


class OptionalHashField(OptionalBinaryField):
    """The same where a row may have none: `bytes` or null."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update({"max_length": 32, "null": True, "blank": True})
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bytes | None:
        return None if value is None else bytes(value)


class RefField(CharField):
    """The name of a row outside the database: 26 characters, unique."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 26)
        kwargs.setdefault("unique", True)
        super().__init__(*args, **kwargs)
