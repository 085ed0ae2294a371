"""`peerline check`: the doctor. Each finding with a hint; exit status 1 when one of them is an error."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerline.kit.findings import Finding

MARKS = {"ok": "ok     ", "warning": "warning", "error": "ERROR  "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("--json", action="store_true", help="findings and counts as one JSON object")
    parser.add_argument("--open", action="store_true", help="open the line if nothing keeps it closed")
    parser.add_argument("--no-dns", action="store_true", help="leave the name servers alone")


def run(arguments: argparse.Namespace) -> int:
    """Look, tell, and with --open open the line when all is well."""
    from peerline.desk import doctor
    from peerline.kit.findings import is_good
    from peerline.line import actions

    found = doctor.findings(with_dns=not arguments.no_dns, with_opening=arguments.open)
    good = is_good(found)
    if arguments.json:
        told = {"findings": [asdict(one) for one in found], "counts": doctor.counts()}
        print(json.dumps(told, ensure_ascii=False, default=str))
    else:
        print("\n".join(_shown(one) for one in found))
    if arguments.open and good:
        actions.open_line()
        print("The line is open.", file=sys.stderr)
    return 0 if good else 1


def _shown(one: Finding) -> str:
    rows = [f"{MARKS[str(one.level)]} {one.name}: {one.sentence}"]
    rows += [f"          found:  {one.found}"] if one.found else []
    rows += [f"          wanted: {one.wanted}"] if one.wanted else []
    rows += [f"          {one.hint}"] if one.hint else []
    return "\n".join(rows)
