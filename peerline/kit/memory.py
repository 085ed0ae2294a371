"""Memory of a process that runs for long: what is loaded is not looked through again and again for what may go."""

from __future__ import annotations

import gc

# New containers before Python looks for circles among them. A mail makes some thousands, and hardly a circle.
MOST_NEW = 20_000


def settle() -> None:
    """To be called when everything is loaded, before work begins (and before a fork: then it stays shared)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST_NEW, 20, 20)
