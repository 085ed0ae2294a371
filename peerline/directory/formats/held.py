"""Where a file of services is read from: a path, or bytes that somebody has sent and that no disk ever sees."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO, Any, Protocol


class Source(Protocol):
    """What can be opened as a path can; several times, each from its beginning."""

    def open(self, mode: str, buffering: int = -1, encoding: str | None = None) -> IO[Any]:
        """Open it to be read."""


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes in memory."""

    data: bytes

    def open(self, mode: str, buffering: int = -1, encoding: str | None = None) -> IO[Any]:  # noqa: ARG002 - a path's shape
        """Read them as bytes ("rb") or as text ("r")."""
        file = io.BytesIO(self.data)
        return file if mode == "rb" else io.TextIOWrapper(file, encoding=encoding)
