"""`python -m bench [profile | intake | desk | directory | replies | senders | door | fuzz] [--small]`; no word: all but
fuzz.

`profile`, `intake` and `directory` take `--tiny`, which only shows that they run. `fuzz` has words of its own:
`python -m bench fuzz --help`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench import desk, directory, door, fuzz, intake, profile, replies, senders

WHAT: dict[str, Callable[[list[str]], None]] = {
    "profile": profile.main,
    "intake": intake.main,
    "desk": desk.main,
    "directory": directory.main,
    "replies": replies.main,
    "senders": senders.main,
    "door": door.main,
}


def main(words: list[str]) -> int:
    """Measure what is asked for."""
    if words[:1] == ["fuzz"]:
        fuzz.main(words[1:])
        return 0
    asked = [word for word in words if not word.startswith("-")] or list(WHAT)
    if unknown := [word for word in asked if word not in WHAT]:
        print(f"bench: there is no {', '.join(unknown)}; there is {', '.join((*WHAT, 'fuzz'))}", file=sys.stderr)
        return 2
    for word in asked:
        WHAT[word]([one for one in words if one.startswith("-")])
    return 0


sys.exit(main(sys.argv[1:]))
