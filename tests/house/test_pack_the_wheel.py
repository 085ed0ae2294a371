"""The wheel is whole: it holds the browser bundle, templates and words, no tests, and runs where there is no Node."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

NO_NODE = {"PATH": "/nowhere", "PYTHONWARNINGS": "error"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """What `python -m build` makes: a source distribution, and from that the wheel."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(checkout)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def empty_venv(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A new venv with the wheel in it. What the wheel needs is lent by ours, so that nothing has to be fetched."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    put = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(put, check=True, capture_output=True)
    site = next(folder.glob("lib/python3*/site-packages"))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


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
