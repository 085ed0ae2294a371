"""`peerline init`: data folder, secrets, database, line, the first coordinator's invitation and the recovery sheet.

Asks only for what the flags leave out, and never when standard input is no terminal.
"""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("--name", help="the name of the line, as people see it")
    parser.add_argument("--address", help="the mail address people write to")
    parser.add_argument("--language", default="en", metavar="TAG", help="BCP 47 tag of the line's first language")
    parser.add_argument(
        "--countries", nargs="+", default=[], metavar="CODE", help="ISO 3166 codes of the countries the line is for"
    )
    parser.add_argument(
        "--services",
        action="store_true",
        help="fill the directory with the facts that come with Peerline; what is for the countries enters the queue",
    )
    parser.add_argument("--practice", action="store_true", help="the cast become members, the line is open at once")


def run(arguments: argparse.Namespace) -> int:
    """Make the line; print what is shown only once."""
    from peerline.cli import founding, services
    from peerline.line.actions import NewLine

    name = arguments.name or _ask("Name of the line: ")
    address = arguments.address or _ask("Mail address people write to: ")
    if not name or not address:
        print("peerline: say --name and --address.", file=sys.stderr)
        return 2
    if arguments.services and not (arguments.countries or arguments.practice):
        print("peerline: say --countries with --services, so that only theirs have to be verified.", file=sys.stderr)
        return 2
    founded = founding.found(
        NewLine(
            name,
            address,
            arguments.language,
            is_practice=arguments.practice,
            countries=tuple(one.upper() for one in arguments.countries),
        )
    )
    print("\n".join(founding.told(founded)))
    if arguments.services:
        services.load_starter()
        services.load_lists()
        print("The directory is filled; nothing in it is verified by this line yet.")
    return 0


def _ask(question: str) -> str:
    return input(question).strip() if sys.stdin.isatty() else ""
