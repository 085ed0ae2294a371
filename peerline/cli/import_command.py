"""`peerline import WHAT FILE`: services into the directory, all of them or none; or the mails of an archive."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerline.directory.actions import Imported

STARTER_WORD = "starter"
ERASE_ROW = "\033[K"  # of a terminal, where the count stood
# The lists of the movement; `peerline.directory.sheets` cannot be asked before Django is set up.
SHEETS = ("networks", "partners", "needs", "resources")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument(
        "what", choices=("directory", *SHEETS, "mail"), help="directory: services; mail: an mbox or a Maildir"
    )
    parser.add_argument(
        "--format", default="tsv", help="tsv, wikitext, hsds-json or hsds-csv; of a list tsv or wikitext; else tsv"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and name every bad row")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="a column of the file and the one of ours it is; =OURS left empty leaves it out",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=f"{STARTER_WORD}: the facts that come with Peerline")


def run(arguments: argparse.Namespace) -> int:
    """Import; 0 when everything is stored (or would be), 1 when rows are bad, 2 when the file cannot be read."""
    if arguments.what == "mail":
        return _mails(arguments)
    if reason := _no_such_way(arguments):
        return _fail(reason)
    from peerline.directory.formats import NotATable, UnknownColumns

    try:
        done = _import(arguments)
    except NotATable as error:
        how = " (--map THEIRS=OURS, or --map THEIRS=)" if isinstance(error, UnknownColumns) else ""
        return _fail(f"{error.sentence}{how}")
    except OSError as error:
        return _fail(f"{arguments.file} cannot be read: {error.strerror}")
    except KeyboardInterrupt:
        return _fail("stopped; nothing is stored")
    return _say(done, dry_run=arguments.dry_run)


def _no_such_way(arguments: argparse.Namespace) -> str:
    """Why this cannot be imported in this way; "" when it can."""
    from peerline.directory.formats import FORMATS, SHEET_FORMATS

    formats = SHEET_FORMATS if arguments.what in SHEETS else FORMATS
    if arguments.format not in formats:
        return f"there is no format {arguments.format}; there are: {', '.join(sorted(formats))}"
    return ""


def _mails(arguments: argparse.Namespace) -> int:
    from peerline.cli import mail_files

    if arguments.dry_run or arguments.map:
        return _fail("--dry-run and --map are for the directory")
    try:
        return mail_files.load(arguments.file, progress=_progress)
    except OSError as error:
        return _fail(f"{arguments.file} cannot be read: {error.strerror}")


def _import(arguments: argparse.Namespace) -> Imported:
    from peerline.cli import services
    from peerline.directory import actions
    from peerline.directory.formats import FORMATS

    if arguments.what in SHEETS:
        return _import_list(arguments)
    if str(arguments.file) == STARTER_WORD:
        return services.load_starter(dry_run=arguments.dry_run, progress=_watch)
    batches = FORMATS[arguments.format].read(arguments.file, mapping=_mapping(arguments))
    return actions.import_batches(batches, wanted=services.wanted(), dry_run=arguments.dry_run, progress=_watch)


def _import_list(arguments: argparse.Namespace) -> Imported:
    from peerline.directory import actions
    from peerline.directory.formats import DATA, SHEET_FORMATS
    from peerline.directory.sheets import SHEETS as LISTS

    sheet = LISTS[arguments.what]
    is_starter = str(arguments.file) == STARTER_WORD
    file = DATA / f"{sheet.name}.tsv" if is_starter else arguments.file
    rows = SHEET_FORMATS["tsv" if is_starter else arguments.format].read(file, sheet, mapping=_mapping(arguments))
    done = actions.take_in(sheet, rows, dry_run=arguments.dry_run)
    done.latest = done.faults
    _watch(done)
    if done.unnamed:
        print(f"Not in the file, and left as it is: {', '.join(done.unnamed)}")
    return done


def _mapping(arguments: argparse.Namespace) -> dict[str, str]:
    """Their column -> ours."""
    return dict(one.partition("=")[::2] for one in arguments.map)


def _progress(count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{count} read", end="", file=sys.stderr, flush=True)


def _watch(done: Imported) -> None:
    """Every bad row by its name as it is met, whoever stops a long file before its end; then the count."""
    is_terminal = sys.stderr.isatty()
    for fault in done.latest:
        print(f"\r{ERASE_ROW}peerline: {fault}" if is_terminal else f"peerline: {fault}", file=sys.stderr)
    _progress(done.read)


def _say(done: Imported, *, dry_run: bool) -> int:
    if sys.stderr.isatty():
        print(f"\r{ERASE_ROW}", end="", file=sys.stderr)
    if done.faults:
        print(f"{done.read} rows read, {done.wrong} faults. Nothing is stored.")
        return 1
    # A page of a wiki is written by anybody, and some rows are known by names alone: read first what becomes other.
    for one in done.changes:
        print(f"{one.at}, {one.name}: {f'{one.field}: {one.before!r} → {one.after!r}' if one.field else 'new'}")
    end = "Nothing is stored: this was a dry run." if dry_run else "Stored."
    told = f"{done.created} new, {done.changed} changed, {done.deleted} gone, {done.same} as before"
    print(f"{done.read} rows read: {told}. {end}")
    return 0


def _fail(sentence: str) -> int:
    print(f"peerline: {sentence}", file=sys.stderr)
    return 2
