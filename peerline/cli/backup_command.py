"""`peerline backup DIR`: everything stored, sealed to the key of the day; the key ring beside it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of backups; made at the first one")


def run(arguments: argparse.Namespace) -> int:
    """Make the backup of today."""
    from peerline.backup.write import write
    from peerline.line.access import the_line

    try:
        made = write(arguments.folder, the_line().ref)
    except OSError as error:
        print(f"peerline: {arguments.folder} cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"{made.rows} rows and {made.blobs} sealed files, {made.copied} of them new, in {arguments.folder}.")
    return 0
