"""Memory of a process that runs for long: what is freed is used again, what is loaded is not looked through again."""

from __future__ import annotations

import ctypes
import gc

# New containers before Python looks for circles among them. A mail makes some thousands, and hardly a circle.
MOST_NEW = 20_000
M_ARENA_MAX, MOST_ARENAS = -8, 2


def share_arenas() -> None:
    """To be called before there are threads: else each keeps the large blocks that it has freed to itself."""
    try:
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, MOST_ARENAS)
    except (OSError, AttributeError):
        return  # a C library that has no arenas


def settle() -> None:
    """To be called when everything is loaded, before work begins (and before a fork: then it stays shared)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST_NEW, 20, 20)
