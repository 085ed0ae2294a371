"""How commands end: with a sentence, and 2 for what was asked wrongly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from peerline.cli.main import main
from peerline.line.models import Line

ROOT = Path(__file__).resolve().parents[3]


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`peerline` in a process of its own, with settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEERLINE_", "PYTEST"))}
    command = [sys.executable, "-m", "peerline", *words]
    return subprocess.run(
        command, env={**kept, **settings}, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.django_db
def test_says_that_there_is_a_line_already(lantern: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--name", "Other", "--address", "other@lantern.example"]) == 2
    said = capsys.readouterr().err
    assert "There is a line here already." in said
    assert "(line-exists)" in said
    assert Line.objects.get().name == "Lantern"


@pytest.mark.parametrize("words", [["check"], ["serve"], ["migrate"], ["demo"]])
def test_ends_with_2_for_a_wrong_setting(tmp_path: Path, words: list[str]) -> None:
    ended = run(*words, PEERLINE_DATA=str(tmp_path), PEERLINE_DATABASE_URL="nonsense://here")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "PEERLINE_DATABASE_URL has the scheme 'nonsense'." in ended.stderr
    assert "Traceback" not in ended.stderr
