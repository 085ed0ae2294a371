"""Write the hash locks in requirements/ anew from pyproject.toml. Needs the test set-up (uv) and the package index.

The locks name packages and hashes, never an address: where packages come from is the machine's affair.
`python tools/lock.py` keeps what is locked where it still fits; `--upgrade` takes the newest that fits.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Each lock and what it is made of. `test` comes first: the others agree with it, so that they install together.
LOCKS = {
    "test": ["--extra", "postgres", "--group", "test"],
    "run": ["--extra", "postgres"],
    "build": ["--only-group", "build"],
    "node": ["--only-group", "node"],
}
WAY = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
]


def lock(name: str, parts: list[str], more: list[str]) -> None:
    """Write requirements/NAME.txt."""
    agree = [] if name in {"test", "node"} else ["--constraint", "requirements/test.txt"]
    groups = [part.replace("--only-group", "--group") for part in parts]
    source = "pyproject.toml"
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *WAY, *agree, *more]
    if "--only-group" in parts:
        command += groups
    else:
        command += [source, *groups]
    subprocess.run(
        [*command, "--output-file", f"requirements/{name}.txt"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def main() -> None:
    """All locks, in their order."""
    for name, parts in LOCKS.items():
        lock(name, parts, sys.argv[1:])
        print(f"requirements/{name}.txt")


if __name__ == "__main__":
    main()
