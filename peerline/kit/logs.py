"""The one way this process writes log rows: event, refs, durations, and of an exception its type and place.

Nothing that anybody wrote can get into a log: a record's facts are dropped unless they are numbers or one word, an
exception's text and traceback are never written, and of a library's record only its name and level are.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any

OURS = "peerline"
_WORD = re.compile(r"[A-Za-z0-9-]{1,40}")  # a ref, an event, a word of the program


class PlainFormatter(logging.Formatter):
    """`2026-11-25T09:40:00 WARNING peerline.worker delivery-failed ref=… ms=12 error=TimeoutError at=send.py:40`."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        words = [stamp, record.levelname, record.name, *self._said(record)]
        if record.exc_info and record.exc_info[0]:
            words += self._fault(record.exc_info)
        return " ".join(words)

    @staticmethod
    def _said(record: logging.LogRecord) -> list[str]:
        if not (record.name == OURS or record.name.startswith(OURS + ".")):
            return []
        event = record.msg if isinstance(record.msg, str) and _WORD.fullmatch(record.msg) else "event"
        facts: dict[str, Any] = getattr(record, "facts", {})
        return [event, *(f"{name}={value}" for name, value in facts.items() if _is_harmless(value))]

    @staticmethod
    def _fault(exc_info: Any) -> list[str]:
        error = exc_info[1]
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "?"
        number = [f"errno={error.errno}"] if isinstance(error, OSError) and error.errno else []
        return [f"error={type(error).__name__}", *number, f"at={place}"]


def _is_harmless(value: Any) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and _WORD.fullmatch(value) is not None)


def say(logger: logging.Logger, event: str, *, level: int = logging.INFO, fault: bool = False, **facts: Any) -> None:
    """Write one row: an event in kebab-case with refs, counts and durations. `fault` adds the exception at hand."""
    logger.log(level, event, extra={"facts": facts}, exc_info=fault)


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything through one handler and the one formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": PlainFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            OURS: {"level": level},
            # Django's own handlers would mail or print requests; they go through ours.
            "django": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
