"""What nobody caught, in any thread, and warnings go through the one formatter too, and so lose what they carry.

Python would print them with every argument, and an argument can be a row of somebody's mail.
"""

from __future__ import annotations

import ctypes
import logging
import resource
import sys
import threading
from types import TracebackType

log = logging.getLogger("peerline")

PR_SET_DUMPABLE = 4


def keep() -> None:
    """From now on nothing of this process prints an exception or a warning by itself."""
    sys.excepthook = _say
    sys.unraisablehook = lambda found: _say(found.exc_type, found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: _say(found.exc_type, found.exc_value, found.exc_traceback)
    logging.captureWarnings(capture=True)


def leave_no_core() -> None:
    """Memory holds readable mail for a moment: let no core dump put it on a disk, and no other process look."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        log.warning("no-prctl")


def _say(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("uncaught", exc_info=(kind, error or kind(), trace))
