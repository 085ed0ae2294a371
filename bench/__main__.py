"""`python -m bench [profile | intake | desk | replies | senders] [--small]`; all of them without a word.

`profile` and `intake` take `--tiny`, which only shows that they run."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench import desk, intake, profile, replies, senders

WHAT: dict[str, Callable[[list[str]], None]] = {
    "profile": profile.main,
    "intake": intake.main,
    "desk": desk.main,
    "replies": replies.main,
    "senders": senders.main,
}


def main(words: list[str]) -> int:
    """Measure what is asked for."""
    asked = [word for word in words if not word.startswith("-")] or list(WHAT)
    if unknown := [word for word in asked if word not in WHAT]:
        print(f"bench: there is no {', '.join(unknown)}; there is {', '.join(WHAT)}", file=sys.stderr)
        return 2
    for word in asked:
        WHAT[word]([one for one in words if one.startswith("-")])
    return 0


sys.exit(main(sys.argv[1:]))
