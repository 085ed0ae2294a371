"""`peerline restore DIR`: a backup, the ring beside it and the line recovery sheet make the line as it was."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from getpass import getpass
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of backups")
    parser.add_argument(
        "--day", type=date.fromisoformat, metavar="DATE", help="not the newest, but the one of this day"
    )
    parser.add_argument("--verify", action="store_true", help="open and compare all of it, and change nothing")


def run(arguments: argparse.Namespace) -> int:
    """Ask for the twelve words; verify; restore."""
    from peerline import seal
    from peerline.backup import restore
    from peerline.backup.folder import BackupFolder

    line_ref = BackupFolder(arguments.folder).line_ref()
    try:
        code = seal.read_code(_words(), 12)
    except seal.UnreadableCode:
        return _fail("these are not the twelve words of a line recovery sheet")
    opened = restore.open_backup(arguments.folder, seal.keys_of_code(code, line_ref).identity, arguments.day)
    said = f"the backup of {opened.key.day}, {len(opened.manifest.blobs)} sealed files"
    if arguments.verify:
        restore.verify(opened)
        print(f"Whole: {said}, {sum(opened.manifest.counts.values())} rows. Nothing was changed.")
        return 0
    counts = restore.restore(opened)
    print(f"Restored: {said}, {sum(counts.values())} rows.")
    print("What was erased after that day is here again: erase it anew. Mail that waited then is shown as not sent.")
    return 0


def _words() -> str:
    if sys.stdin.isatty():
        return getpass("The twelve words of the line recovery sheet: ")
    return sys.stdin.read()


def _fail(sentence: str) -> int:
    print(f"peerline: {sentence}.", file=sys.stderr)
    return 2
