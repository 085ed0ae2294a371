"""`peerline check`."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""


def run(arguments: argparse.Namespace) -> int:
    """Run."""
    return 0
