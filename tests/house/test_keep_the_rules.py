"""The house keeps its rules, and each rule finds a deliberate breach."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import dependencies, imports, listings, pages, shape
from tests.house.rule import Rule, write
from tests.house.source import Tree

RULES = [*imports.RULES, *shape.RULES, *pages.RULES, *listings.RULES, *dependencies.RULES]


@pytest.fixture(scope="module")
def house(checkout: Path) -> Tree:
    """This checkout, read once."""
    return Tree(checkout)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_holds_in_this_house(rule: Rule, house: Tree) -> None:
    findings = rule.findings(house)
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_finds_a_breach(rule: Rule, tmp_path: Path) -> None:
    findings = rule.findings(Tree(write(tmp_path, rule.breach)))
    for path in rule.breach:
        found = [finding for finding in findings if finding.startswith((f"{path}:", f"{Path(path).parent} has"))]
        assert bool(found) is (path not in rule.kept), f"{path}: {findings}"
