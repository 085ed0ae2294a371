"""The lists that codes are spelled by keep their rules, and a breach of each rule is found."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from peerline.line.wording import SHIPPED
from peerline.seal.words import LANGUAGES, words_in

BREACHES: dict[str, Callable[[list[str]], list[str]]] = {
    "2047 words instead of 2048": lambda words: words[:-1],
    "not in order": lambda words: [*words[1:], words[0]],
    "too short or too long: ab": lambda words: ["ab", *words[1:]],
    "not only letters: ab-cd": lambda words: ["ab-cd", *words[1:]],
    "painful: mord": lambda words: ["mord", *words[1:]],
    "the same beginning: zimtbaum, zimt": lambda words: ["zimtbaum", *words[1:]],
    "one slip apart: zomt, zimt": lambda words: ["zomt", *words[1:]],
}


@pytest.fixture(scope="module")
def tool(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_tool", checkout / "tools" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_there_is_a_list_for_each_language_of_the_door() -> None:
    assert set(LANGUAGES) == set(SHIPPED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_list_keeps_the_rules(tool: ModuleType, *, language: str) -> None:
    assert list(tool.wrong(words_in(language), language)) == []


@pytest.mark.parametrize("row", BREACHES)
def test_a_breach_is_found(tool: ModuleType, *, row: str) -> None:
    assert row in list(tool.wrong(BREACHES[row](list(words_in("de"))), "de"))


def test_candidates_that_do_not_go_together_are_passed_over(tool: ModuleType) -> None:
    found = tool.chosen_of([*words_in("de")[:9], "abakusse", "mord", "ab", "abbaueb", *words_in("de")[9:]], "de")
    assert found == list(words_in("de"))


def test_too_few_candidates_are_said(tool: ModuleType) -> None:
    with pytest.raises(SystemExit, match="only 2 of these"):
        tool.chosen_of(["birne", "apfel", "mord"], "de")
