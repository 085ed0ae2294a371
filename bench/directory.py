"""Finding in a directory of ten thousand services and in one of a million; pages of it; long files in and out.

    python -m bench directory [--small | --tiny] [--no-postgres | --only-postgres] [--no-files | --only-files]

Two lines, the same but for the size of their directory, each in processes of its own (`bench.finding`, `bench.told`,
`bench.carried`); the same on PostgreSQL. In all of them one country has the same services, as many as a browser gets at
once: a search narrowed to it must cost the same, and little more than reading its rows off the index. `--small`
compares with a hundred thousand, `--tiny` only shows that it runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.prepare import settings_of
from bench.table import show, verdict
from tools.postgres import throw_away

FEW, MANY, MANY_BUT_SMALL = 10_000, 1_000_000, 100_000
TINY = (200, 400)
ROUNDS = 5
MOST_GROWTH, MOST_OVER_BARE, MOST_OVER_FILE = 1.5, 3.0, 2.0
MOST_KB_A_ROW = 0.5  # of memory; a row in the database is ten of them
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Place:
    """One line: its folder, and its database where that is not a file in the folder."""

    folder: Path
    database: str
    count: int

    def run(self, module: str, *words: str) -> str:
        """A step in a process of its own; gives what it prints."""
        command = [sys.executable, "-m", module, *words]
        env = settings_of(self.folder, database=self.database)
        return subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True, text=True).stdout

    def figures(self, module: str, *words: str) -> Figures:
        """The same, of a step that prints figures."""
        found: Figures = json.loads(self.run(module, *words).splitlines()[-1])
        return found


def main(words: list[str]) -> None:
    """Fill, search, print; first on SQLite, then on PostgreSQL."""
    counts = (FEW, MANY_BUT_SMALL if "--small" in words else MANY)
    counts = TINY if "--tiny" in words else counts
    kinds = ["SQLite", "PostgreSQL"]
    kinds = [one for one in kinds if not ("--no-postgres" in words and one == "PostgreSQL")]
    kinds = [one for one in kinds if not ("--only-postgres" in words and one == "SQLite")]
    for kind in kinds:
        if "--only-files" not in words:
            _search(kind, counts)
        if "--no-files" not in words:
            with _lines(kind, (0,)) as (place,):
                _tell_files(kind, place, min(counts[1], MANY_BUT_SMALL))


def _search(kind: str, counts: tuple[int, int]) -> None:
    """Fill both, and search in them by turns."""
    with _lines(kind, counts) as places:
        for place in places:
            place.run("bench.finding", "fill", str(place.count))
        rounds = [[place.figures("bench.finding", "search", "0") for place in places] for _ in range(ROUNDS)]
        _tell(kind, counts, rounds)
        _tell_pages(places[-1].figures("bench.told"))


@contextmanager
def _lines(kind: str, counts: tuple[int, ...]) -> Iterator[list[Place]]:
    """Lines, one for each of these sizes; gone when it ends."""
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder, ExitStack() as stack:
        places = []
        for count in counts:
            mine = Path(folder) / str(count)
            mine.mkdir()
            database = stack.enter_context(throw_away()).url if kind == "PostgreSQL" else ""
            places.append(Place(mine, database, count))
            places[-1].run("bench.prepare", "0")
        yield places


def _tell(kind: str, counts: tuple[int, int], rounds: list[list[Figures]]) -> None:
    rows = []
    for name in rounds[0][0]:
        few, many = (median(one[place][name] for one in rounds) for place in (0, 1))
        rows.append([name, f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}"])
    show(f"A search on {kind}, ms", ["", *(f"{count:,}" for count in counts), "ratio"], rows)
    for name in ("narrowed", "narrowed, with words"):
        found = median(many[name] / few[name] for few, many in rounds)
        verdict(f"{name}, {counts[1]:,} of {counts[0]:,}", found, at_most=MOST_GROWTH)
    over = median(many["narrowed"] / many["bare index query"] for _few, many in rounds)
    verdict("narrowed, over the bare index query", over, at_most=MOST_OVER_BARE)


def _tell_pages(found: Figures) -> None:
    rows = [[name, f"{found[name]:.1f}"] for name in found if name.endswith("ms")]
    rows += [[name, f"{found[name]:,.0f}"] for name in found if not name.endswith("ms")]
    show("A page, in the larger directory", ["", ""], rows)
    over = found["help now, kept, ms"] / found["static file, ms"]
    verdict("help now, over a static file", over, at_most=MOST_OVER_FILE)


def _tell_files(kind: str, place: Place, count: int) -> None:
    names = ("rows", "seconds", "processor_seconds", "told", "left", "early_mb", "grown_mb")
    every = {step: place.figures("bench.carried", step, str(count)) for step in ("hsds-csv", "hsds-json", "tsv")}
    head = ["", "rows", "s", "s of processor", "told so often", "left when stopped half way", "MB when warm", "MB"]
    rows = [[step, *(f"{found[name]:,.0f}" for name in names)] for step, found in every.items()]
    show(f"A long file comes in, {kind}", head, rows)
    for step, found in every.items():
        rows_since = max(found["rows"] - found["early_rows"], 1)  # the tiny file is one batch
        more = max(found["grown_mb"] - found["early_mb"], 0.0) * 1000 / rows_since
        verdict(f"{step}: kilobytes more for a row when it is warm", more, at_most=MOST_KB_A_ROW)
