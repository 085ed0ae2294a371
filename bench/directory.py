"""Finding in a directory of ten thousand services and in one of a million; and a long file coming in.

    python -m bench directory [--small | --tiny]

Two databases, the same but for their size, each in a process of its own (`bench.finding`). In both, one country has the
same 1,000 services: a search narrowed to it must cost the same, and little more than reading its rows off the index.
`--small` compares with a hundred thousand, `--tiny` only shows that it runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.prepare import settings_of
from bench.table import show, verdict

FEW, MANY, MANY_BUT_SMALL = 10_000, 1_000_000, 100_000
TINY = (200, 400)
ROUNDS = 5
MOST_GROWTH, MOST_OVER_BARE = 1.5, 3.0
Figures = dict[str, float]


def main(words: list[str]) -> None:
    """Fill, search, print."""
    counts = (FEW, MANY_BUT_SMALL if "--small" in words else MANY)
    counts = TINY if "--tiny" in words else counts
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        places = [Path(folder) / str(count) for count in counts]
        for place, count in zip(places, counts, strict=True):
            place.mkdir()
            _run(place, "migrate", "0")
            _run(place, "fill", str(count))
        rounds = [[json.loads(_run(place, "search", "0")) for place in places] for _ in range(ROUNDS)]
        imported = json.loads(_run(places[0], "import", str(min(counts[1], MANY_BUT_SMALL))))
    _tell(counts, rounds)
    print(
        f"  {imported['rows']:,.0f} rows of a file: {imported['seconds']:.0f} s, progress told {imported['told']:.0f}"
    )
    print(f"  times; stopped half way, {imported['left']:.0f} rows of it were left.", flush=True)


def _tell(counts: tuple[int, int], rounds: list[list[Figures]]) -> None:
    rows = []
    for name in rounds[0][0]:
        few, many = (median(one[place][name] for one in rounds) for place in (0, 1))
        rows.append([name, f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}"])
    show("A search, ms", ["", *(f"{count:,}" for count in counts), "ratio"], rows)
    for name in ("narrowed", "narrowed, with words"):
        found = median(many[name] / few[name] for few, many in rounds)
        verdict(f"{name}, {counts[1]:,} of {counts[0]:,}", found, at_most=MOST_GROWTH)
    over = median(many["narrowed"] / many["bare index query"] for _few, many in rounds)
    verdict("narrowed, over the bare index query", over, at_most=MOST_OVER_BARE)


def _run(place: Path, what: str, count: str) -> str:
    """One step of `bench.finding` on the database of a folder."""
    command = [sys.executable, "-m", "bench.finding", what, count]
    done = subprocess.run(command, env=settings_of(place), stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout
