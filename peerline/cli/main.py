"""Which command was meant, and how it ends: 0, 1 for findings, 2 for a clear sentence. Never a traceback for a wish."""

from __future__ import annotations

import argparse
import os
import sys

import django
from django.core.management import execute_from_command_line
from django.db import DatabaseError

from peerline import __version__
from peerline.cli import (
    backup_command,
    check_command,
    demo_command,
    dkim_command,
    export_command,
    import_command,
    init_command,
    parse_command,
    restore_command,
    serve_command,
)
from peerline.kit.errors import PeerlineError

COMMANDS = {
    "init": (init_command, "make the data folder, the keys and the database of a line"),
    "serve": (serve_command, "run the line: web, mail doors and worker"),
    "demo": (demo_command, "a throw-away practice line on this machine"),
    "parse": (parse_command, "what intake understands of mail files"),
    "check": (check_command, "look for what is wrong or missing, with hints"),
    "dkim": (dkim_command, "make the keys that sign mail where they are missing, and print their records"),
    "backup": (backup_command, "everything stored, sealed to the key of the day"),
    "restore": (restore_command, "bring a backup back, with the line recovery sheet"),
    "export": (export_command, "carry data away in open formats"),
    "import": (import_command, "take data in from open formats"),
}
NO_DATABASE = (
    "peerline: the database cannot be used: it does not answer, its disk is full, or it is not there yet. "
    "Before the first start: peerline init."
)


def main(words: list[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    try:
        return _run(sys.argv[1:] if words is None else words)
    except SystemExit as ended:
        # A wrong setting ends the program with its sentence, wherever it is read first.
        if not isinstance(ended.code, str):
            raise
        print(ended.code, file=sys.stderr)
        return 2


def _run(words: list[str]) -> int:
    os.umask(0o077)  # whatever a command makes is for the server's user alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerline.settings")
    if words and words[0] not in {*COMMANDS, "-h", "--help", "help", "--version"}:
        execute_from_command_line(["peerline", *words])
        return 0
    arguments = _parser().parse_args(words if words and words[0] != "help" else ["--help"])
    command, _ = COMMANDS[arguments.command]
    if arguments.command != "demo":  # the demo chooses its data folder before the settings are read
        django.setup()
    try:
        status: int = command.run(arguments)
    except PeerlineError as error:
        print(f"peerline: {error.sentence} ({error.code})", file=sys.stderr)
        return 2
    except DatabaseError:
        print(NO_DATABASE, file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="peerline",
        description="The software of a peer-counselling line.",
        epilog="Any other word is a management command of Django, for example: peerline migrate.",
    )
    parser.add_argument("--version", action="version", version=f"peerline {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (command, does) in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=does, description=does))
    return parser
