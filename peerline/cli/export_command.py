"""`peerline export all --format age OUT`: the whole line in files, sealed as it is, for carrying it away."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("what", choices=("all",), help="all: line, members and conversations")
    parser.add_argument("--format", choices=("age",), default="age", help="JSON and age files in a folder")
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder")


def run(arguments: argparse.Namespace) -> int:
    """Write every file; says how many."""
    from peerline.conversations import carry as conversations  # noqa: PLC0415 - Django has to be set up first
    from peerline.line import carry as line  # noqa: PLC0415
    from peerline.people import carry as people  # noqa: PLC0415

    out: Path = arguments.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        print(f"peerline: {out} is there already and not empty.", file=sys.stderr)  # noqa: T201
        return 2
    count = 0
    for room in (line, people, conversations):
        for name, data in room.files():
            _write(out / name, data)
            count += 1
    print(f"{count} files in {out}. Each .age file opens with the age command and the right identity.")  # noqa: T201
    return 0


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
