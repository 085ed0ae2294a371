"""A child process that holds houses against the contracts of their pyproject.toml.

It must be a process of its own: in the tests' process the name `peerline` already means this checkout.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def keeps(house: Path, contract: str) -> bool:
    """Whether one house keeps one contract."""
    os.chdir(house)
    sys.path.insert(0, str(house))
    try:
        status = lint_imports(config_filename="pyproject.toml", limit_to_contracts=(contract,), no_cache=True)
    finally:
        sys.path.remove(str(house))
    return status == EXIT_STATUS_SUCCESS


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sys.path[:] = [entry for entry in sys.path if not (Path(entry) / "peerline").is_dir()]
    kept = {name: keeps(folder / name, contract) for name, contract in json.load(sys.stdin).items()}
    sys.stdout.write(json.dumps(kept))
