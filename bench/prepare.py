"""A founded line to measure: the cast, two more counselors who are here, and conversations that mails can join.

    python -m bench.prepare JOINABLE

is run as a process of its own with the settings of the line in its environment, once a line. It prints one row of JSON:
the tags of the conversations that can be joined.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

from bench.corpus import AUTHSERV, LINE_ADDRESS

NAME = "Lantern"
STORED_AT_ONCE = 100


def settings_of(folder: Path, *, database: str = "", **more: str) -> dict[str, str]:
    """The environment of a line in `folder`: what a real line has behind a trusted front server, less the addresses.

    No domain is asked for a key: that would measure the network.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERLINE_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "peerline.settings",
        "PEERLINE_DATA": str(folder / "data"),
        "PEERLINE_DATABASE_URL": database,
        "PEERLINE_TRUSTED_AUTHSERV": AUTHSERV,
        "PEERLINE_LOOK_UP_KEYS": "no",
        "PEERLINE_LOG_LEVEL": "WARNING",
        **more,
    }


def found_line() -> None:
    """Found it: three counselors here who can hold, one whose replies are reviewed, two leads, a coordinator."""
    from peerline.cli.founding import found
    from peerline.line.actions import NewLine
    from peerline.people import roles
    from peerline.people.practice import Part, practice_member

    found(NewLine(NAME, LINE_ADDRESS, is_practice=True))
    for alias in ("Ida", "Per"):
        practice_member(Part(alias, (roles.COUNSELOR,), ("en", "de"), here=True))


def open_conversations(count: int) -> list[str]:
    """Take in `count` mails as the door does, and give the tags of the conversations they opened."""
    from bench.arrivals import prepare_arrivals
    from peerline.channels import tags
    from peerline.conversations.actions import receive

    found: list[str] = []
    for start in range(0, count, STORED_AT_ONCE):
        arriving = prepare_arrivals(min(STORED_AT_ONCE, count - start), mark=f"prepared{start}")
        receive(arriving)
        found += [tags.tag_of(one.opens.ref, 0) for one in arriving if one.opens]
    return found


def main() -> None:
    """Found, open, tell."""
    django.setup()
    found_line()
    print(json.dumps(open_conversations(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
