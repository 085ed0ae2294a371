"""The fast part of the tests: style, types, contracts, migrations, house rules. Needs `tools/set_up.py check`."""

from __future__ import annotations

import tempfile

from steps import WEB, step

PYTEST = ["python", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
# Two processes, and a file stays in one: what its tests share is made once.
PARALLEL = ["-n", "2", "--dist=loadfile"]


def linters() -> None:
    """All of them, the quickest first."""
    step("ruff", ["ruff", "check", "--quiet", "."])
    step("ruff format", ["ruff", "format", "--check", "--quiet", "."])
    step("contracts", ["lint-imports", "--no-cache"])
    step("translations", ["python", "tools/catalogs.py", "check"])
    step("biome", ["biome", "check", "--error-on-warnings", "."], cwd=WEB)
    step("tsc", ["tsc", "--noEmit"], cwd=WEB)
    step("mypy", ["mypy"])
    # Apart: the tools are programs that import each other by their bare names.
    step("mypy of the tools", ["mypy", "tools"])
    with tempfile.TemporaryDirectory(prefix="peerline-check-") as folder:
        # Looking for a missing migration asks the database too: an empty one of our own.
        own = {"PEERLINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "peerline.settings"}
        step("migrations", ["django-admin", "makemigrations", "--check", "--dry-run", "--verbosity=0"], env=own)


if __name__ == "__main__":
    linters()
    step("house rules", [*PYTEST, *PARALLEL, "tests/house"])
