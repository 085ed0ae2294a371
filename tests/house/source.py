"""A source tree as the house rules see it: this checkout, or a small one that a test wrote to break a rule."""

from __future__ import annotations

import ast
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

NOT_OURS = {"node_modules", ".venv", ".git", "__pycache__", "_build", ".make", "static", "peerline-data", "dist"}


@dataclass(frozen=True)
class Import:
    """One import: what is imported, with its full name, and where."""

    name: str
    row: int


class Module:
    """One Python file."""

    def __init__(self, root: Path, path: Path) -> None:
        self.path = path.relative_to(root)
        self.text = path.read_text(encoding="utf-8")
        self.rows = self.text.count("\n")

    @cached_property
    def tree(self) -> ast.Module:
        """What Python understands."""
        return ast.parse(self.text, str(self.path))

    @property
    def name(self) -> str:
        """The dotted name."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The room it lies in; empty for what lies beside the rooms."""
        parts = self.path.parts
        return parts[1] if len(parts) > 2 and parts[0] == "peerline" else ""

    @property
    def is_test(self) -> bool:
        """Whether it lies among tests."""
        return "tests" in self.path.parts

    @property
    def is_migration(self) -> bool:
        """Whether Django made it."""
        return "migrations" in self.path.parts

    @property
    def docstring(self) -> str:
        """Its docstring, empty when there is none."""
        return ast.get_docstring(self.tree) or ""

    @cached_property
    def imports(self) -> list[Import]:
        """Every import, also those inside functions; `from a import b` is told as `a.b`."""
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, ast.Import | ast.ImportFrom))
        return [Import(name, node.lineno) for node in nodes for name in self.imported(node)]

    def imported(self, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        """The names that one import statement brings."""
        origin = "" if isinstance(node, ast.Import) else f"{self.origin(node)}."
        yield from (f"{origin}{alias.name}" for alias in node.names)

    def origin(self, node: ast.ImportFrom) -> str:
        """The module that a `from … import` names, relative ones made whole."""
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        parts = package[: len(package) - node.level + 1]
        return ".".join([*parts, node.module] if node.module else parts)

    def at(self, row: int, sentence: str) -> str:
        """A finding in this file."""
        return f"{self.path}:{row} {sentence}"

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call with the last part of the name that is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, last_name(node.func)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def classes(self) -> Iterator[ast.ClassDef]:
        """Every class."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


class Tree:
    """All source under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def modules(self) -> list[Module]:
        """All Python of ours."""
        return [Module(self.root, path) for path in self.files("*.py")]

    @property
    def product(self) -> list[Module]:
        """The Python of the rooms and what lies beside them, without tests and migrations."""
        return [
            module
            for module in self.modules
            if module.path.parts[0] == "peerline" and not module.is_test and not module.is_migration
        ]

    @property
    def templates(self) -> list[Path]:
        """All templates, by their paths under the root."""
        return [path.relative_to(self.root) for path in self.files("*.html") if "templates" in path.parts]

    def files(self, pattern: str) -> list[Path]:
        """The files of ours that fit, in a fixed order."""
        return [path for path in self.all_files if path.match(pattern)]

    @cached_property
    def all_files(self) -> list[Path]:
        """Every file of ours, without walking into what is not."""
        found: list[Path] = []
        for folder, below, names in os.walk(self.root):
            below[:] = [name for name in below if name not in NOT_OURS]
            found += [Path(folder, name) for name in names]
        return sorted(found)

    def tracked(self) -> list[Path]:
        """What a clone would hold; all files where there is no repository."""
        if not (self.root / ".git").exists():
            return self.files("*")
        asked = ["git", "-C", str(self.root), "ls-files", "-z"]
        told = subprocess.run(asked, capture_output=True, check=True).stdout.decode()
        paths = (self.root / name for name in told.split("\0") if name)
        return [path for path in paths if path.is_file()]

    def read(self, path: str | Path) -> str:
        """The text of a file; empty when it is not there."""
        file = self.root / path
        return file.read_text(encoding="utf-8") if file.is_file() else ""


def last_name(node: ast.expr) -> str:
    """`c` for `a.b.c`, `f` for `f`, empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def begins(name: str, packages: tuple[str, ...] | set[str]) -> bool:
    """Whether a dotted name is one of the packages or lies in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)
