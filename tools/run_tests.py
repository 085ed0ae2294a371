"""All tests in their order, or those of one room: `python tools/run_tests.py [ROOM]`. Needs `tools/set_up.py test`.

Linters, TypeScript, the rooms on SQLite, the same on PostgreSQL, the journeys in Chromium on both. The first failure
ends the run; the last row says how many tests ran in all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from postgres import throw_away
from run_checks import PARALLEL, PYTEST, linters
from set_up import npm_command
from steps import ROOT, WEB, step

DOCS = ["sphinx-build", "-q", "-W", "--keep-going", "-b", "html", "docs", "docs/_build"]


def main() -> None:
    """Everything, or one room."""
    if len(sys.argv) > 1:
        step(f"room {sys.argv[1]}", [*PYTEST, room_folder(sys.argv[1])])
        return
    linters()
    step("documentation", DOCS)
    step("TypeScript", [*npm_command(), "test", "--silent"], cwd=WEB)
    with tempfile.TemporaryDirectory(prefix="peerline-results-") as folder:
        python_tests(Path(folder))
        passed, failed = counted(Path(folder))
    print(f"all: {passed} passed, {failed} failed")


def python_tests(results: Path) -> None:
    """The rooms and the house on SQLite, the rooms on PostgreSQL, then the journeys on both."""
    tests("rooms and house on SQLite", [*PARALLEL, "peerline", "tests/house"], results=results, database="")
    with throw_away() as cluster:
        tests("rooms on PostgreSQL", [*PARALLEL, "peerline"], results=results, database=cluster.url)
    tests("hard times on SQLite", ["tests/hard"], results=results, database="")
    with throw_away() as cluster:
        hardest = [f"tests/hard/test_{name}.py" for name in ("survive_a_kill", "erase_for_good", "restore_drill")]
        tests("hard times on PostgreSQL", hardest, results=results, database=cluster.url)
    journeys = "tests/journeys"
    if not any((ROOT / journeys).glob("test_*.py")):
        return
    tests("journeys on SQLite", [journeys], results=results, database="")
    with throw_away() as cluster:
        tests("journeys on PostgreSQL", [journeys], results=results, database=cluster.url)


def tests(name: str, words: list[str], *, results: Path, database: str) -> None:
    """One run of pytest; its count goes to `results`. An empty `database` means SQLite."""
    report = results / f"{len(list(results.iterdir()))}.xml"
    step(name, [*PYTEST, f"--junit-xml={report}", *words], env={"PEERLINE_DATABASE_URL": database})


def counted(results: Path) -> tuple[int, int]:
    """How many tests passed and failed in all runs."""
    suites = [suite for report in results.glob("*.xml") for suite in ET.parse(report).getroot().iter("testsuite")]
    total = sum(int(suite.get("tests", 0)) - int(suite.get("skipped", 0)) for suite in suites)
    failed = sum(int(suite.get("failures", 0)) + int(suite.get("errors", 0)) for suite in suites)
    return total - failed, failed


def room_folder(room: str) -> str:
    """Where the tests of a room lie: `seal`, `channels/mail`, or `house`, `journeys`."""
    return f"tests/{room}" if (ROOT / "tests" / room).is_dir() else f"peerline/{room}"


if __name__ == "__main__":
    main()
