"""The one way this process writes log rows: event, refs, durations, and of an exception its type and place.

Nothing that anybody wrote can get into a log: a record's arguments are dropped unless they are numbers or refs, its
exception text and traceback are never written, and loggers of libraries that put mail or requests into their message
text are cut down to their name and level.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

from peerline.kit.tokens import is_ref

OURS = "peerline"


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
        event = record.msg if isinstance(record.msg, str) and record.msg.replace("-", "").isalnum() else "event"
        facts: dict[str, Any] = getattr(record, "facts", {})
        return [event, *(f"{name}={value}" for name, value in facts.items() if _is_harmless(value))]

    @staticmethod
    def _fault(exc_info: Any) -> list[str]:
        kind, _, trace = exc_info
        frames = traceback.extract_tb(trace)
        place = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "?"
        return [f"error={kind.__name__}", f"at={place}"]


def _is_harmless(value: Any) -> bool:
    if isinstance(value, bool | int | float):
        return True
    return isinstance(value, str) and (is_ref(value) or (len(value) <= 40 and value.replace("-", "").isalnum()))


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
