"""Which rows are quoted with marks, and which rows above them are their attribution?"""

from __future__ import annotations

import re

from .attribution import above_quote
from .copies import is_above_row
from .letter import Letter
from .phrases import ADDRESS, has_verb, rule_words
from .rows import LONGEST_LOOKED_AT, Rows

HIGHEST_GAP = 2  # empty rows between attribution and quote
SHORTEST_TAIL = 40
LONG_ROW = 60

MOST_WORDS, LONGEST_WORD = 3, 30

# What may stand before the last words of an attribution: the end of an address. Possessive: nothing is tried twice.
_END_OF_ADDRESS = re.compile(r"\W{0,4}+(?:<?[^\s<>]{0,80}+>)?+")


def mark_quotes(rows: Rows, letter: Letter) -> None:
    """Mark rows with quote marks, the gaps between them, and the attribution above them."""
    position = 0
    while position < len(rows.quoted):
        start = rows.quoted[position]
        end, position = _end_of_block(rows, position)
        if rows.marks[start]:
            continue
        height = _attribution_above(rows, start, end, is_answer=letter.is_answer)
        rows.mark(start - height, end, "quote")


def _end_of_block(rows: Rows, position: int) -> tuple[int, int]:
    """Where a run of quoted rows ends, gaps and broken attributions within it included; and the next run's position."""
    end = rows.quoted[position] + 1
    position += 1
    while position < len(rows.quoted):
        following = rows.quoted[position]
        if rows.below(end) != following and not _is_broken_tail(rows, end, following):
            break
        end, position = following + 1, position + 1
    return end, position


def _is_broken_tail(rows: Rows, end: int, following: int) -> bool:
    """Whether one row between two quoted ones is the end of a quoted one, broken off on the way."""
    if following - end != 1:
        return False
    row, before = rows.all[end], rows.all[end - 1].rstrip()
    if len(before) >= LONG_ROW and before[-1].isalnum() and row[:1].islower() and len(row) < SHORTEST_TAIL:
        return True
    return (
        len(row) <= SHORTEST_TAIL * 3
        and _ends_attribution(row)
        and bool(has_verb(row) or ADDRESS.search(row))
        and not before.endswith((".", "!", "?", ":"))
    )


def _ends_attribution(row: str) -> bool:
    """Whether a few words and a colon are all there is, behind the end of an address perhaps."""
    text = row.rstrip()
    before = _END_OF_ADDRESS.match(text)
    words = text[before.end() if before else 0 : -1].split()
    return text.endswith((":", "：")) and sum(-(-len(word) // LONGEST_WORD) for word in words) <= MOST_WORDS


def _attribution_above(rows: Rows, start: int, end: int, *, is_answer: bool) -> int:
    """How many rows above a quote introduce it, gaps included; 0 when none does."""
    last = start - 1
    while last >= 0 and start - last <= HIGHEST_GAP and rows.is_blank(last):
        last -= 1
    if last < 0 or rows.is_blank(last) or rows.marks[last] or len(rows.all[last]) > LONGEST_LOOKED_AT:
        return 0
    row = rows.all[last]
    if rule_words(row) or is_above_row(row):
        return start - last
    is_sure = is_answer or rows.below(end) >= len(rows) or rows.above(last) < 0
    height = above_quote(rows, last, is_sure=is_sure) or above_quote(rows, last, is_sure=is_sure, tail=rows.all[start])
    return start - last - 1 + height if height else 0
