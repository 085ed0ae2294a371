"""The bench still runs: with few mails, and without a look at the figures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLES = {"profile": "CPU of a mail by step", "intake": "From the end of DATA to 250"}


@pytest.mark.parametrize("what", TABLES)
def test_runs_to_its_end(what: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEERLINE_", "PYTEST"))}
    ran = subprocess.run(
        [sys.executable, "-m", "bench", what, "--tiny"], cwd=ROOT, env=kept, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert TABLES[what] in ran.stdout
    assert "not taken" not in ran.stdout


def test_damages_something_for_each_reader() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench", "fuzz", "--mails", "5", "--seed", "house"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert [row.partition(":")[0] for row in ran.stdout.splitlines() if row.endswith("findings: none")] == [
        "mime", "reply", "automatic", "html", "dialog"
    ]  # fmt: skip


def test_names_everything_that_it_measures() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench", "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "profile, intake, desk" in ran.stderr
