"""`peerline dkim`: the keys that sign what leaves; makes those that an older line has not, and prints their records."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags: none."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command is run so
    """Make what is missing, nothing in the place of what is there, and tell what the domain has to publish."""
    from peerline.channels.mail import sign
    from peerline.line.access import the_line

    domain = the_line().domain
    for name in sign.make_missing():
        print(f"Made: {name}", file=sys.stderr)
    for selector, record in ((sign.SELECTOR, sign.record()), (sign.SHORT_SELECTOR, sign.short_record())):
        print(f'{selector}._domainkey.{domain}. TXT "{record}"')
    return 0
