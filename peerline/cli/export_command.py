"""`peerline export WHAT --format F OUT`: the whole line sealed as it is, or the directory in an open format."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

SHEETS = ("networks", "partners", "needs", "resources")
DEFAULTS = {"all": "age", "directory": "tsv", **dict.fromkeys(SHEETS, "wikitext")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument(
        "what",
        choices=tuple(DEFAULTS),
        help="all: line, members, conversations; directory: the referral directory; else a list of the movement",
    )
    parser.add_argument(
        "--format",
        help="all: age (JSON and age files); directory: tsv, wikitext, hsds-json or hsds-csv; a list: wikitext or tsv",
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder (age, hsds-csv) or a new file")


def run(arguments: argparse.Namespace) -> int:
    """Write every file; says how many."""
    chosen = arguments.format or DEFAULTS[arguments.what]
    if arguments.what == "directory":
        return _directory(chosen, arguments.out)
    if arguments.what in SHEETS:
        return _list(arguments.what, chosen, arguments.out)
    if chosen != DEFAULTS["all"]:
        return _fail("the whole line is carried away as age.")
    return _all(arguments.out)


def _directory(chosen: str, out: Path) -> int:
    """Every service, shown or not; what was begun and not finished is taken away again."""
    from peerline.directory.formats import FORMATS

    if chosen not in FORMATS:
        return _fail(f"there is no format {chosen}; there are: {', '.join(sorted(FORMATS))}")
    if out.exists():
        return _fail(f"{out} is there already.")
    try:
        count = FORMATS[chosen].write(out, progress=_progress)
    except OSError as error:
        _take_away(out)
        return _fail(f"{out} cannot be written: {error.strerror}")
    except KeyboardInterrupt:
        _take_away(out)
        return _fail("stopped; nothing is written")
    print(f"{count} services in {out}.")
    return 0


def _list(what: str, chosen: str, out: Path) -> int:
    """One list of the movement, as a page of a wiki can take it in, or as a table."""
    from peerline.directory.formats import SHEET_FORMATS
    from peerline.directory.sheets import SHEETS as LISTS

    if chosen not in SHEET_FORMATS:
        return _fail(f"there is no format {chosen}; there are: {', '.join(sorted(SHEET_FORMATS))}")
    if out.exists():
        return _fail(f"{out} is there already.")
    try:
        count = SHEET_FORMATS[chosen].write(out, LISTS[what])
    except OSError as error:
        _take_away(out)
        return _fail(f"{out} cannot be written: {error.strerror}")
    print(f"{count} rows in {out}.")
    return 0


def _all(out: Path) -> int:
    from peerline.conversations import carry as conversations
    from peerline.line import carry as line
    from peerline.people import carry as people

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _fail(f"{out} is there already and not empty.")
    count = 0
    for room in (line, people, conversations):
        for name, data in room.files():
            _write(out / name, data)
            count += 1
    print(f"{count} files in {out}. Each .age file opens with the age command and the right identity.")
    return 0


def _take_away(out: Path) -> None:
    if out.is_dir():
        shutil.rmtree(out, ignore_errors=True)
    else:
        out.unlink(missing_ok=True)


def _progress(count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{count} services written", end="", file=sys.stderr, flush=True)


def _fail(sentence: str) -> int:
    print(f"peerline: {sentence}", file=sys.stderr)
    return 2


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
