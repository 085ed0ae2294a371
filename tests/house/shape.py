"""How code is named, how long it may be, and what must be said about it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

from tests.house.rule import Rule
from tests.house.source import Module, Tree

NO_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc", "lib", "stuff"}
NO_VERBS = ("process_", "handle_")
# Methods that Django calls by these names.
HOOKS = {"process_view", "process_exception", "process_template_response", "process_request", "process_response"}
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEMPLATE, LONGEST_ELEMENT, LARGEST_KIT = 60, 400, 150, 200, 999
SHORTEST_CARD, LONGEST_CARD = 5, 15
TALKATIVE = {"seal", "channels", "insight"}
FURNITURE = {"models", "access", "actions", "counts", "forms", "views", "urls", "tests", "migrations", "management"}
CEILINGS = re.compile(r"noqa:[^\n]*\b(C901|PLR0913|PLR0915|PLR0917|PLR0912)\b|mccabe:\s*disable")
OVERRIDDEN = {"save", "delete", "clean", "full_clean"}


def parts_of(name: str) -> set[str]:
    """The words of a name: snake_case, kebab-case or CamelCase."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return {part.lower() for part in re.split(r"[_\-.]", split)}


def names_say_something(tree: Tree) -> Iterator[str]:
    """No file, class or function has a name that says nothing."""
    for module in tree.modules:
        if NO_NAMES & parts_of(module.path.stem):
            yield module.at(1, "has a file name that says nothing")
        yield from empty_names(module)
    for path in tree.files("*.ts"):
        if NO_NAMES & parts_of(path.stem):
            yield f"{path.relative_to(tree.root)}:1 has a file name that says nothing"


def empty_names(module: Module) -> Iterator[str]:
    """The classes and functions of one module whose names say nothing."""
    for node in [*module.classes(), *module.functions()]:
        if NO_NAMES & parts_of(node.name):
            yield module.at(node.lineno, f"{node.name} says nothing")
        if node.name.lstrip("_").startswith(NO_VERBS) and node.name not in HOOKS and node.name.islower():
            yield module.at(node.lineno, f"{node.name}: say what it does")


def a_line_is_the_line(tree: Tree) -> Iterator[str]:
    """A variable `line` is always the Line; a line of text is a `row`."""
    for module in tree.product:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
                words = {name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)}
                if words & {"line", "lines"}:
                    yield module.at(node.target.lineno, "goes over `line`s: a line of text is a row")


def functions_are_short(tree: Tree) -> Iterator[str]:
    """A function has at most 60 rows."""
    for module in tree.modules:
        for node in module.functions():
            rows = (node.end_lineno or node.lineno) - node.lineno + 1
            if rows > LONGEST_FUNCTION and not module.is_migration:
                yield module.at(node.lineno, f"{node.name} has {rows} rows, at most {LONGEST_FUNCTION}")


def files_are_short(tree: Tree) -> Iterator[str]:
    """A file has at most 400 rows, a template 150, an element 200."""
    for module in tree.modules:
        if module.rows > LONGEST_FILE and not module.is_migration:
            yield module.at(1, f"has {module.rows} rows, at most {LONGEST_FILE}")
    for path in [*tree.files("*.ts"), *tree.files("*.mjs"), *tree.files("*.html")]:
        name = path.relative_to(tree.root)
        rows, most = path.read_text(encoding="utf-8").count("\n"), longest(name)
        if rows > most:
            yield f"{name}:1 has {rows} rows, at most {most}"


def longest(name: PurePath) -> int:
    """The ceiling of a file that is not Python."""
    if name.suffix == ".html":
        return LONGEST_TEMPLATE if "templates" in name.parts else LONGEST_FILE
    return LONGEST_ELEMENT if name.parts[:2] == ("web", "elements") and ".test." not in name.name else LONGEST_FILE


def the_kit_stays_small(tree: Tree) -> Iterator[str]:
    """The kit has under 1,000 rows, without its tests."""
    rows = sum(module.rows for module in tree.product if module.room == "kit")
    if rows > LARGEST_KIT:
        yield f"peerline/kit has {rows} rows, at most {LARGEST_KIT}"


def ceilings_stay_on(tree: Tree) -> Iterator[str]:
    """No ceiling is switched off for a place."""
    for module in tree.modules:
        for row, text in enumerate(module.text.splitlines(), 1):
            if CEILINGS.search(text) and not module.path.match("tests/house/*.py"):
                yield module.at(row, "switches a ceiling off")


def rooms_have_cards(tree: Tree) -> Iterator[str]:
    """Each room, and each channel, has a card of 5 to 15 rows; every other package has a docstring."""
    for module in tree.product:
        parts = module.path.parts
        if module.path.name != "__init__.py" or len(parts) < 3:
            continue
        rows = len(module.docstring.splitlines())
        is_room = len(parts) == 3 or (parts[1] == "channels" and len(parts) == 4)
        if is_room and parts[-2] not in FURNITURE and not SHORTEST_CARD <= rows <= LONGEST_CARD:
            yield module.at(1, f"has a room card of {rows} rows, from {SHORTEST_CARD} to {LONGEST_CARD}")
        elif not rows:
            yield module.at(1, "says nothing about the package")


def modules_explain_themselves(tree: Tree) -> Iterator[str]:
    """Every module in seal, channels and insight has a docstring; so have the public functions of seal and intake."""
    for module in tree.product:
        if module.room not in TALKATIVE or module.path.name == "apps.py":
            continue
        if not module.docstring:
            yield module.at(1, "has no docstring")
        if module.room in {"seal", "insight"} or module.name == "peerline.channels.intake":
            for node in module.functions():
                if not node.name.startswith("_") and not ast.get_docstring(node) and not is_inner(module, node):
                    yield module.at(node.lineno, f"{node.name} has no contract")


def is_inner(module: Module, node: ast.AST) -> bool:
    """Whether a function stands inside another."""
    return any(node is inner for outer in module.functions() for inner in ast.walk(outer) if inner is not outer)


def models_do_no_business(tree: Tree) -> Iterator[str]:
    """Nothing happens behind `save`; a list that grows is checked in code, not written into a column's choices."""
    for module in tree.product:
        if "models" not in module.path.with_suffix("").parts:
            continue
        for node in module.functions():
            if node.name in OVERRIDDEN:
                yield module.at(node.lineno, f"overrides {node.name}: verbs live in actions")
        for call, _ in module.calls():
            if any(word.arg == "choices" for word in call.keywords):
                yield module.at(call.lineno, "writes choices into a column: check them in code")


CARD = '"""A room.\n\nWords: a, b.\n\nWho may come in: all. Deliberately not here: nothing.\n"""\n'
LONG = "def f():\n" + "    x = 1\n" * 61
RULES = [
    Rule("names say something", names_say_something, {
        "peerline/rota/utils.py": "",
        "peerline/rota/actions.py": "def handle_shift():\n    pass\n",
        "peerline/rota/models.py": "class ShiftManager:\n    pass\n",
        "web/elements/helpers.ts": "",
        "peerline/kit/pages.py": "class P:\n    def process_view(self):\n        pass\n",
        "peerline/kit/database.py": "",
    }, kept=("peerline/kit/pages.py", "peerline/kit/database.py")),
    Rule("a line is the Line", a_line_is_the_line, {
        "peerline/kit/rows.py": "for line in 'a\\nb'.splitlines():\n    pass\n",
    }),
    Rule("functions have at most 60 rows", functions_are_short, {"peerline/kit/long.py": LONG}),
    Rule("files have at most 400 rows", files_are_short, {
        "peerline/kit/long.py": "x = 1\n" * 401,
        "web/seal/long.ts": "\n" * 401,
        "web/elements/pl-long.ts": "\n" * 201,
        "peerline/kit/templates/kit/long.html": "\n" * 151,
        "web/seal/right.ts": "\n" * 399,
    }, kept=("web/seal/right.ts",)),
    Rule("the kit stays under 1,000 rows", the_kit_stays_small, {
        "peerline/kit/a.py": "x = 1\n" * 400,
        "peerline/kit/b.py": "x = 1\n" * 400,
        "peerline/kit/c.py": "x = 1\n" * 200,
    }),
    Rule("ceilings are never switched off", ceilings_stay_on, {
        "peerline/kit/long.py": "def f():  # noqa: C901\n    pass\n",
    }),
    Rule("rooms have cards", rooms_have_cards, {
        "peerline/rota/__init__.py": '"""The rota."""\n',
        "peerline/calls/__init__.py": "",
        "peerline/channels/sms/__init__.py": '"""Texts."""\n',
        "peerline/conversations/actions/__init__.py": "",
        "peerline/kit/__init__.py": CARD,
    }, kept=("peerline/kit/__init__.py",)),
    Rule("seal, channels and insight explain themselves", modules_explain_themselves, {
        "peerline/seal/code.py": "x = 1\n",
        "peerline/channels/mail/send.py": "x = 1\n",
        "peerline/seal/pad.py": '"""Padding."""\n\n\ndef pad():\n    pass\n',
        "peerline/rota/actions.py": "x = 1\n",
    }, kept=("peerline/rota/actions.py",)),
    Rule("models do no business", models_do_no_business, {
        "peerline/rota/models.py": "class Shift:\n    def save(self):\n        pass\n",
        "peerline/calls/models.py": "from django.db import models\nkind = models.CharField(choices=[])\n",
    }),
]  # fmt: skip
