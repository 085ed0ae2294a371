"""All tests in their order, or those of one room: `python tools/run_tests.py [ROOM]`. Needs `tools/set_up.py test`.

Linters, TypeScript, the rooms on SQLite, the same on PostgreSQL, the journeys in Chromium on both. The first failure
ends the run; the last row says how many tests ran in all.

A file in which a test fails is run a second time by itself. Fails it again, so does the run; else the last row names it
as unsteady: it asks something that only a quick machine answers in time, and wants mending.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from postgres import throw_away
from run_checks import PARALLEL, PYTEST, linters
from set_up import npm_command
from steps import ROOT, WEB, attempt, give_up, step

SOME_FAILED = 1  # pytest's own status: tests ran, and some failed
MOST_UNSTEADY = 3
UNSTEADY: list[str] = []
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
    if UNSTEADY:
        print(f"unsteady, passed when run alone: {', '.join(UNSTEADY)}")


def python_tests(results: Path) -> None:
    """The rooms and the house on SQLite, the rooms on PostgreSQL, then the journeys on both."""
    tests("rooms and house on SQLite", [*PARALLEL, "peerline", "tests/house"], results=results, database="")
    with throw_away() as cluster:
        tests("rooms on PostgreSQL", [*PARALLEL, "peerline"], results=results, database=cluster.url)
    tests("hard times on SQLite", [*PARALLEL, "tests/hard"], results=results, database="")
    with throw_away() as cluster:
        hardest = [f"tests/hard/test_{name}.py" for name in ("survive_a_kill", "erase_for_good", "restore_drill")]
        tests("hard times on PostgreSQL", [*PARALLEL, *hardest], results=results, database=cluster.url)
    journeys = "tests/journeys"
    if not any((ROOT / journeys).glob("test_*.py")):
        return
    tests("journeys on SQLite", [journeys], results=results, database="")
    with throw_away() as cluster:
        tests("journeys on PostgreSQL", [journeys], results=results, database=cluster.url)


def tests(name: str, words: list[str], *, results: Path, database: str) -> None:
    """One run of pytest; what each test did goes to `results`. An empty `database` means SQLite."""
    report = results / f"{len(list(results.iterdir()))}.xml"
    env = {"PEERLINE_DATABASE_URL": database}
    command = [*PYTEST, f"--junit-xml={report}", *words]
    status = attempt(name, command, env=env)
    if status == 0:
        return
    files = files_to_repeat(report) if status == SOME_FAILED else []
    if not files:
        give_up(name, status, command)
    again = f"{report}.again"
    step(f"{name}: {' '.join(files)} by itself", [*PYTEST, f"--junit-xml={again}", *files], env=env)
    UNSTEADY.extend(files)


def files_to_repeat(report: Path) -> list[str]:
    """The files of the tests that failed, if they are few: many that fail at once have one cause."""
    failed = {module for (module, _), passed in outcomes([report]).items() if not passed}
    files = sorted(f"{module.replace('.', '/')}.py" for module in failed)
    return files if len(files) <= MOST_UNSTEADY and all((ROOT / file).is_file() for file in files) else []


def counted(results: Path) -> tuple[int, int]:
    """How many tests passed and failed in all runs; who passed the second time has passed."""
    runs = [outcomes(sorted(results.glob(f"{first.name}*"))) for first in results.glob("*.xml")]
    passed = sum(sum(run.values()) for run in runs)
    return passed, sum(map(len, runs)) - passed


def outcomes(reports: list[Path]) -> dict[tuple[str, str], bool]:
    """Whether each test, by module and name, passed in the last of these reports that knows it; without the skipped."""
    cases = [case for report in reports for case in ET.parse(report).getroot().iter("testcase")]
    return {
        (str(case.get("classname")), str(case.get("name"))): case.find("failure") is None and case.find("error") is None
        for case in cases
        if case.find("skipped") is None
    }


def room_folder(room: str) -> str:
    """Where the tests of a room lie: `seal`, `channels/mail`, or `house`, `journeys`."""
    return f"tests/{room}" if (ROOT / "tests" / room).is_dir() else f"peerline/{room}"


if __name__ == "__main__":
    main()
