"""`peerline serve`: see peerline/serve.py."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("--only", choices=("web", "mail", "work"), help="one part, where a line is spread out")


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM."""
    from peerline import serve

    serve.run((arguments.only,) if arguments.only else serve.PARTS)
    return 0
