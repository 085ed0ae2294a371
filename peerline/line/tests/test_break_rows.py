"""Breaking text into rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.line.columns import COLUMNS, hang, width, wrap


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=400))
def test_loses_no_sign(text: str) -> None:
    assert "".join(wrap(text).split()) == "".join(text.split())


@settings(deadline=None)
@given(st.lists(st.text("abcdefgäß", min_size=1, max_size=20), max_size=60))
def test_keeps_words_within_the_columns(words: list[str]) -> None:
    rows = wrap(" ".join(words)).splitlines()
    assert all(width(row) <= COLUMNS for row in rows)


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("", 0)])
def test_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_breaks_japanese_between_any_two_signs_but_before_no_full_stop() -> None:
    rows = wrap("あ" * 30 + "。" + "い" * 5).splitlines()
    assert rows == ["あ" * 30 + "。", "い" * 5]


def test_keeps_an_address_whole() -> None:
    address = "https://lantern.example/" + "a" * 80
    assert address in wrap(f"See {address} for more.").splitlines()


def test_keeps_what_a_no_break_space_joins() -> None:
    assert "15:00\u00a0Uhr" in wrap("x" * 52 + " 15:00\u00a0Uhr").splitlines()[1]


def test_indents_what_goes_on() -> None:
    assert [row[:5] for row in hang("word " * 20).splitlines()] == ["  wor", "    w"]
