"""What the program imports is what pyproject.toml asks for: nothing missing in a fresh install, nothing idle."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

from tests.house.rule import Rule
from tests.house.source import Tree

PROJECT = "pyproject.toml"
# Loaded by another library, by name: uvicorn's faster reader of requests; Django's driver for PostgreSQL.
LOADED_BY_OTHERS = {"httptools", "psycopg"}


def plain(name: str) -> str:
    """A distribution's name as packagers compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def brought_by() -> dict[str, set[str]]:
    """For each importable name which distributions bring it."""
    return {name: {plain(dist) for dist in dists} for name, dists in packages_distributions().items()}


def asked_for(tree: Tree) -> set[str]:
    """The distributions that a plain install brings."""
    project = tomllib.loads(tree.read(PROJECT)).get("project", {})
    return {plain(re.split(r"[\[<>=!~; ]", asked, maxsplit=1)[0]) for asked in project.get("dependencies", [])}


def imports_are_asked_for(tree: Tree) -> Iterator[str]:
    """Every library that the program imports stands in pyproject.toml."""
    asked = asked_for(tree) | LOADED_BY_OTHERS
    for module in tree.product:
        for found in module.imports:
            top = found.name.partition(".")[0]
            ours = top == "peerline" or top in sys.stdlib_module_names
            if not ours and not asked & brought_by().get(top, {plain(top)}):
                yield module.at(found.row, f"imports {top}, which {PROJECT} does not ask for")


def nothing_idle(tree: Tree) -> Iterator[str]:
    """Every library that pyproject.toml asks for is imported, or named in the settings."""
    tops = {found.name.partition(".")[0] for module in tree.product for found in module.imports}
    tops |= set(re.findall(r'"(\w+)\.', tree.read("peerline/settings.py")))
    used = {dist for top in tops for dist in brought_by().get(top, {plain(top)})}
    for name in sorted(asked_for(tree) - used - LOADED_BY_OTHERS):
        yield f"{PROJECT}:1 asks for {name}, which nothing imports"


RULES = [
    Rule("what is imported is asked for", imports_are_asked_for, {
        "peerline/rota/views.py": "import requests\n",
        "peerline/rota/urls.py": "import json\nimport django\n",
        PROJECT: '[project]\ndependencies = ["Django>=5"]\n',
    }, kept=("peerline/rota/urls.py", PROJECT)),
    Rule("what is asked for is imported", nothing_idle, {
        PROJECT: '[project]\ndependencies = ["Django>=5", "requests[socks]>=2", "whitenoise", "django-csp"]\n',
        "peerline/settings.py": 'import csp\n\nMIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]\n',
        "peerline/rota/urls.py": "import django\n",
    }, kept=("peerline/settings.py", "peerline/rota/urls.py")),
]  # fmt: skip
