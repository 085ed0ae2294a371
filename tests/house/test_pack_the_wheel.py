"""The wheel is whole: it holds the browser bundle, templates and words, no tests, and runs where there is no Node."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

NO_NODE = {"PATH": "/nowhere", "PYTHONWARNINGS": "error"}


def test_holds_what_pages_need(wheel: Path, checkout: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    static = {
        str(path.relative_to(checkout)) for path in (checkout / "peerline" / "static").rglob("*") if path.is_file()
    }
    rooms = (checkout / "peerline").rglob("templates/**/*")
    templates = {str(path.relative_to(checkout)) for path in rooms if path.is_file()}
    assert static
    assert static | templates <= names


def test_holds_no_tests(wheel: Path) -> None:
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if "/tests/" in name]


def test_starts_without_node_or_checkout(empty_venv: Path, tmp_path: Path) -> None:
    script = "import django, peerline; django.setup(); print(peerline.__file__)"
    env = NO_NODE | {"DJANGO_SETTINGS_MODULE": "peerline.settings", "PEERLINE_DATA": str(tmp_path)}
    told = subprocess.run(
        [str(empty_venv / "bin" / "python"), "-c", script],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert Path(told.stdout.strip()).is_relative_to(empty_venv)


def test_brings_the_command(empty_venv: Path) -> None:
    assert os.access(empty_venv / "bin" / "peerline", os.X_OK)
