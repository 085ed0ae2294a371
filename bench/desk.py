"""The queue, a conversation's page and the review list at a thousand conversations and at a hundred thousand.

    python -m bench desk [--small]

Two lines, the same but for their age, each in a process of its own; a counselor and a lead look at their pages in
turns. A page must cost the same on both. `--small` compares with ten thousand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.prepare import settings_of
from bench.table import show, verdict

FEW, MANY, MANY_BUT_SMALL = 1_000, 100_000, 10_000
ROUNDS = 5
MOST = 1.2
Visitors = subprocess.Popen[str]


def main(words: list[str]) -> None:
    """Fill, visit, print."""
    counts = (FEW, MANY_BUT_SMALL if "--small" in words else MANY)
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder, ExitStack() as stack:
        visitors = [stack.enter_context(_visitors(Path(folder) / str(count), count)) for count in counts]
        rounds = [[_round(one) for one in visitors] for _ in range(ROUNDS + 1)][1:]
    rows, ratios = [], {}
    for page in rounds[0][0]:
        ratios[page] = median(many[page] / few[page] for few, many in rounds)
        times = [median(one[place][page] for one in rounds) for place in (0, 1)]
        rows.append([page, *(f"{took:.1f}" for took in times), f"{ratios[page]:.2f}"])
    show("A page of the desk, ms", ["", *(f"{count:,}" for count in counts), "ratio"], rows)
    for page, found in ratios.items():
        verdict(f"{page}, {counts[1]:,} of {counts[0]:,}", found, at_most=MOST)


@contextmanager
def _visitors(folder: Path, count: int) -> Iterator[Visitors]:
    """A line of so many conversations, and its members at their desks."""
    folder.mkdir()
    settings = settings_of(folder)
    for words in (["bench.prepare", "0"], ["bench.fill", str(count)]):
        subprocess.run([sys.executable, "-m", *words], env=settings, stdout=subprocess.DEVNULL, check=True)
    with subprocess.Popen(
        [sys.executable, "-m", "bench.visits"], env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _round(visitors: Visitors) -> dict[str, float]:
    assert visitors.stdin is not None
    assert visitors.stdout is not None
    visitors.stdin.write("go\n")
    visitors.stdin.flush()
    found: dict[str, float] = json.loads(visitors.stdout.readline())
    return found
