"""What a house rule is: a sentence, a check over a source tree, and a breach that it must find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.house.source import Tree

Check = Callable[[Tree], Iterable[str]]


@dataclass(frozen=True)
class Rule:
    """`breach` is a small source tree, path to text, that breaks the rule; `kept` files in it break nothing."""

    name: str
    check: Check
    breach: dict[str, str]
    kept: tuple[str, ...] = ()

    def findings(self, tree: Tree) -> list[str]:
        """What is wrong in a source tree, a sentence each."""
        return sorted(self.check(tree))


def write(root: Path, files: dict[str, str]) -> Path:
    """Write a small source tree."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
