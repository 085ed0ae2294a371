"""`peerline import directory --format tsv FILE [--dry-run]`: services into the directory, all of them or none."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

MOST_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("what", choices=("directory",), help="directory: services of the referral directory")
    parser.add_argument("--format", required=True, help="tsv")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and name every bad row")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="a column of the file and the one of ours it is; =OURS left empty leaves it out",
    )
    parser.add_argument("file", type=Path, metavar="FILE")


def run(arguments: argparse.Namespace) -> int:
    """Import; 0 when everything is stored (or would be), 1 when rows are bad, 2 when the file cannot be read."""
    from peerline.directory import actions  # noqa: PLC0415 - Django has to be set up first
    from peerline.directory.formats import FORMATS  # noqa: PLC0415
    from peerline.line import access as line  # noqa: PLC0415

    reader = FORMATS.get(arguments.format)
    if reader is None:
        return _fail(f"there is no format {arguments.format}; there are: {', '.join(sorted(FORMATS))}")
    mapping = dict(one.partition("=")[::2] for one in arguments.map)
    wanted = actions.Wanted(countries=line.countries_of(line.the_line()))
    try:
        batches = reader.read(arguments.file, mapping=mapping)
        done = actions.import_batches(batches, wanted=wanted, dry_run=arguments.dry_run, progress=_progress)
    except OSError as error:
        return _fail(f"{arguments.file} cannot be read: {error.strerror}")
    except KeyboardInterrupt:
        return _fail("stopped; nothing is stored")
    return _say(done, dry_run=arguments.dry_run)


def _progress(count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{count} rows read", end="", file=sys.stderr, flush=True)  # noqa: T201


def _say(done: object, *, dry_run: bool) -> int:
    from peerline.directory.actions import Imported  # noqa: PLC0415

    assert isinstance(done, Imported)
    for fault in done.faults[:MOST_SHOWN]:
        print(f"peerline: {fault}", file=sys.stderr)  # noqa: T201
    if len(done.faults) > MOST_SHOWN:
        print(f"peerline: and {len(done.faults) - MOST_SHOWN} more", file=sys.stderr)  # noqa: T201
    if done.faults:
        print(f"{done.read} rows read, {len(done.faults)} faults. Nothing is stored.")  # noqa: T201
        return 1
    end = "Nothing is stored: this was a dry run." if dry_run else "Stored."
    print(f"{done.read} rows read: {done.created} new, {done.changed} changed, {done.same} as before. {end}")  # noqa: T201
    return 0


def _fail(sentence: str) -> int:
    print(f"peerline: {sentence}", file=sys.stderr)  # noqa: T201
    return 2
