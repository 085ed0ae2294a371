"""Find the quotes and signatures of a text: the list of steps.

Linear in the length of the text: each step looks a few times at each row, and at a bounded stretch of it.
"""

from __future__ import annotations

import re

from .copies import mark_copies
from .letter import Fold, Letter
from .quotes import mark_quotes
from .rows import RULE, Rows, is_divider
from .signatures import mark_pgp, mark_signatures

MOST_ROWS = 20_000
NO_LETTER = Letter()

_MANY_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")


def fold(text: str, *, letter: Letter = NO_LETTER, hints: tuple[Fold, ...] = ()) -> tuple[str, tuple[Fold, ...]]:
    """Find the quotes and signatures of a text.

    text     rows ended by "\\n"
    letter   what the headers say; without them a text is read with more restraint
    hints    ranges of the text that the markup of the mail calls a quote or a signature, rising
    Returns  what is newly written, trimmed; and the folds, rising, in code points of `text`
    """
    if text.count("\n") >= MOST_ROWS:
        return text.strip(), ()
    rows = Rows.of(text)
    if hints:
        _mark_hints(rows, hints)
    mark_copies(rows, letter)
    mark_quotes(rows, letter)
    mark_pgp(rows)
    mark_signatures(rows)
    folds = _ranges(rows)
    reply = _without(text, folds)
    if not reply or RULE.match(reply):
        return text.strip(), ()
    return reply, folds


def _mark_hints(rows: Rows, hints: tuple[Fold, ...]) -> None:
    """Mark the rows that lie wholly within a hint."""
    offset = position = 0
    for at, row in enumerate(rows.all):
        end = offset + len(row)
        while position < len(hints) and hints[position][1] < end:
            position += 1
        if position < len(hints) and row.strip() and hints[position][0] <= offset:
            rows.marks[at] = hints[position][2]
            above = rows.above(at)
            if rows.marks[at] == "quote" and above >= 0 and is_divider(rows.all[above]):
                rows.marks[above] = "quote"
        offset = end + 1


def _ranges(rows: Rows) -> tuple[Fold, ...]:
    folds: list[Fold] = []
    offset = 0
    for row, mark in zip(rows.all, rows.marks, strict=True):
        end = offset + len(row)
        if mark:
            if folds and folds[-1][2] == mark and folds[-1][1] == offset - 1:
                folds[-1] = (folds[-1][0], end, mark)
            else:
                folds.append((offset, end, mark))
        offset = end + 1
    return tuple(one for one in folds if one[1] > one[0])


def _without(text: str, folds: tuple[Fold, ...]) -> str:
    if not folds:
        return text.strip()
    out, position = [], 0
    for start, end, _ in folds:
        out.append(text[position:start])
        position = end
    out.append(text[position:])
    return _MANY_GAPS.sub("\n\n", "".join(out)).strip()
