"""What must be listed where people look for it, and what must be found nowhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.rule import Rule
from tests.house.source import Module, Tree

TARGETS = {"demo", "test", "setup", "check", "bench", "help"}
WORDS, SETTINGS = "docs/reference/words.md", "docs/reference/settings.md"
READERS = {"text", "flag", "number", "folder", "bind", "database"}
# Written so that this file does not hold what it looks for.
REGISTRIES = re.compile(r"pypi[.]org|python[h]osted|registry[.][n]pmjs|npmjs[.]org|registry[.]yarn|deb[.]debian[.]org")
MACHINE = re.compile(r"(?<![\w./>}-])/(?:root|work|home/\w+|Users/\w+)/|[.]pyenv/")
NOT_TEXT = {".png", ".jpg", ".ico", ".woff2", ".age", ".mo", ".gz"}


def models_and_rooms_are_words(tree: Tree) -> Iterator[str]:
    """docs/reference/words.md has each room and each model."""
    words = tree.read(WORDS)
    for name in sorted({module.room for module in tree.product} - {""}):
        if f"`{name}`" not in words and f"`{name}/`" not in words:
            yield f"{WORDS}:1 lacks the room `{name}`"
    for module in tree.product:
        for node in module.classes() if is_models(module) else []:
            if is_table(node) and f"`{node.name}`" not in words:
                yield module.at(node.lineno, f"{WORDS} lacks `{node.name}`")


def is_models(module: Module) -> bool:
    """Whether a module holds tables."""
    return "models" in module.path.with_suffix("").parts


def is_table(node: ast.ClassDef) -> bool:
    """Whether a class is a table: it has a Django model, or what is one, as parent."""
    parents = {parent.attr if isinstance(parent, ast.Attribute) else getattr(parent, "id", "") for parent in node.bases}
    return bool(parents & {"Model", "AbstractBaseUser"})


def settings_are_listed(tree: Tree) -> Iterator[str]:
    """docs/reference/settings.md has each setting that the program reads."""
    listed = tree.read(SETTINGS)
    for module in tree.product:
        for row, name in settings_read(module):
            if f"`PEERLINE_{name}`" not in listed:
                yield module.at(row, f"{SETTINGS} lacks `PEERLINE_{name}`")


def settings_read(module: Module) -> Iterator[tuple[int, str]]:
    """The names that one module asks kit.environment for, with their rows."""
    for call, name in module.calls():
        asks = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "environment"
        if asks and name in READERS and call.args and isinstance(call.args[0], ast.Constant):
            yield call.lineno, str(call.args[0].value)


def six_targets(tree: Tree) -> Iterator[str]:
    """The Makefile has exactly the six targets."""
    found = set(re.findall(r"^([A-Za-z][\w-]*)\s*:(?!=)", tree.read("Makefile"), re.M))
    yield from (f"Makefile:1 lacks {name}" for name in sorted(TARGETS - found))
    yield from (f"Makefile:1 has {name}: a seventh target needs a decision" for name in sorted(found - TARGETS))


def no_traces(tree: Tree) -> Iterator[str]:
    """No tracked file names a package registry or a path of the machine it was made on."""
    for path in tree.tracked():
        if path.suffix in NOT_TEXT:
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        for trace in [*REGISTRIES.finditer(text), *MACHINE.finditer(text)]:
            row = text[: trace.start()].count("\n") + 1
            yield f"{path.relative_to(tree.root)}:{row} names a registry or a path of a machine"


RULES = [
    Rule("every model and room is in the glossary", models_and_rooms_are_words, {
        "peerline/rota/models.py": "from django.db import models\n\n\nclass Shift(models.Model):\n    pass\n",
        WORDS: "| rota | who is there when | `kit` |\n",
    }),
    Rule("every setting is listed", settings_are_listed, {
        "peerline/settings.py": "from peerline.kit import environment\nX = environment.flag('LOUD')\n",
        SETTINGS: "| `PEERLINE_QUIET` | |\n",
    }, kept=(SETTINGS,)),
    Rule("the Makefile has exactly six targets", six_targets, {
        "Makefile": "A := b\nhelp:\ndemo:\ntest:\nsetup:\nbench:\nlint:\n",
    }),
    Rule("no file names a registry or a path of a machine", no_traces, {
        "requirements/run.txt": "--index-url https://" + "pypi" + ".org/simple\n",
        "docs/index.md": "See /" + "root/notes\n",
        "README.md": "Clean.\n",
    }, kept=("README.md",)),
]  # fmt: skip
