"""What of a text is newly written, and what may be folded away?

A fold hides rows behind one click and deletes nothing. In doubt nothing is folded: a quote mark or a machine's mark
must be there, a forwarded mail is what the person wants to show, and when only folds would be left there are none.
The whole costs a few looks at each row.
"""

from __future__ import annotations

import re

from .attributions import ADDRESS, CLOCK, FORWARDED, FROM_ROW, ORIGINAL, OTHER_ROW, SENT_FROM, TIME, WRITES

Fold = tuple[int, int, str]

MOST_ROWS = 50_000
LONGEST_SIGNATURE = 15
FEWEST_NAMES = 2  # header names under a From row that make a copied head
HIGHEST_GAP = 2  # empty rows between attribution and quote
LONGEST_ATTRIBUTION = 400
LONGEST_SENT_FROM = 120

_QUOTED = re.compile(r"^[ \t]{0,3}(?:>|\|\s?>)")
_RULE = re.compile(r"^\s*(?:_{10,}|-{10,}|\*{10,})\s*$")
_PGP_HEAD = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_TAIL = "-----BEGIN PGP SIGNATURE-----"
_MANY_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")


def fold(text: str) -> tuple[str, tuple[Fold, ...]]:
    """Find the quotes and signatures of a text.

    text     rows ended by "\\n"
    Returns  what is newly written, trimmed; and the folds, rising, in code points of `text`
    """
    rows = text.split("\n")
    if len(rows) > MOST_ROWS:
        return text.strip(), ()
    marks = _mark(rows)
    folds = _ranges(rows, marks)
    reply = _without(text, folds)
    if not reply:
        return text.strip(), ()
    return reply, folds


def _mark(rows: list[str]) -> list[str]:
    """Say of each row what it is: "" (own), "quote" or "signature"."""
    marks = [""] * len(rows)
    limit = _first_forwarded(rows)
    _mark_copies(rows, marks, limit)
    _mark_quotes(rows, marks, limit)
    _mark_pgp(rows, marks)
    _mark_signatures(rows, marks, limit)
    return marks


def _first_forwarded(rows: list[str]) -> int:
    """Where a forwarded mail begins; from there on nothing is folded."""
    for place, row in enumerate(rows):
        if FORWARDED.match(row):
            return place
    return len(rows)


def _mark_copies(rows: list[str], marks: list[str], limit: int) -> None:
    """Mark a copied mail without quote marks: from its head to the end, if something was written above."""
    written = 0
    for place in range(limit):
        row = rows[place]
        height = _copy_head(rows, place, limit) if written and row.strip() else 0
        if height and written >= height:
            start = place - height + 1
            marks[start:limit] = ["quote"] * (limit - start)
            return
        written += bool(row.strip()) and not _QUOTED.match(row)


def _copy_head(rows: list[str], place: int, limit: int) -> int:
    """How many rows, ending with this one, begin a copied mail; 0 for none."""
    row = rows[place]
    if ORIGINAL.match(row):
        return 1
    if _RULE.match(row):
        below = _next_written(rows, place + 1, limit)
        return int(below < limit and _is_head(rows, below, limit))
    if ":" not in row and "：" not in row:
        return 0
    if _is_head(rows, place, limit):
        return 1
    below = _next_written(rows, place + 1, limit)
    if below >= limit or _QUOTED.match(rows[below]):
        return 0
    return _attribution(rows, place, strict=True)


def _is_head(rows: list[str], place: int, limit: int) -> bool:
    """Whether a copied head begins here: a From row, then at least two rows with other header names."""
    if not FROM_ROW.match(rows[place]):
        return False
    head = rows[place : min(place + 8, limit)]
    if sum(bool(OTHER_ROW.match(row)) for row in head[1:]) < FEWEST_NAMES:
        return False
    return any(ADDRESS.search(row, 0, LONGEST_ATTRIBUTION) or TIME.search(row, 0, LONGEST_ATTRIBUTION) for row in head)


def _next_written(rows: list[str], place: int, limit: int) -> int:
    while place < limit and not rows[place].strip():
        place += 1
    return place


def _mark_quotes(rows: list[str], marks: list[str], limit: int) -> None:
    """Mark rows with quote marks, the gaps between them, and the attribution above them."""
    place = 0
    while place < limit:
        if marks[place] or not _QUOTED.match(rows[place]):
            place += 1
            continue
        end = place
        while end < limit and _QUOTED.match(rows[end]):
            end += 1
            gap = _next_written(rows, end, limit)
            if gap < limit and _QUOTED.match(rows[gap]):
                end = gap
        start = place - _attribution_above(rows, place)
        marks[start:end] = ["quote"] * (end - start)
        place = end


def _attribution_above(rows: list[str], place: int) -> int:
    """How many rows above a quote introduce it, gaps included; 0 when none does."""
    last = place - 1
    while last >= 0 and place - last <= HIGHEST_GAP and not rows[last].strip():
        last -= 1
    if last < 0:
        return 0
    height = _attribution(rows, last, strict=False)
    return place - last - 1 + height if height else 0


def _attribution(rows: list[str], last: int, *, strict: bool) -> int:
    """How many rows, ending with this one, are an attribution as a program writes it; 0 for none.

    strict  it must name an address and a time: for copies without quote marks
    """
    if len(rows[last]) > LONGEST_ATTRIBUTION:
        return 0
    end = rows[last].rstrip().rstrip("*_ ")
    if not end.endswith((":", "：", "-")) and not WRITES.search(end):
        return 0
    for height in (1, 2, 3):
        first = last - height + 1
        if first < 0 or not rows[first].strip() or _QUOTED.match(rows[first]):
            return 0
        joined = " ".join(row.strip() for row in rows[first : last + 1])
        if len(joined) > LONGEST_ATTRIBUTION:
            return 0
        if _is_attribution(joined, strict=strict):
            return height
    return 0


def _is_attribution(joined: str, *, strict: bool) -> bool:
    has_verb, has_time, has_address = WRITES.search(joined), TIME.search(joined), ADDRESS.search(joined)
    if strict:
        return bool(has_address and CLOCK.search(joined) and joined.endswith((":", "：")))
    return bool(has_time and (has_verb or has_address))


def _mark_pgp(rows: list[str], marks: list[str]) -> None:
    """Mark the frame of a clear-signed text."""
    if _PGP_HEAD not in rows:
        return
    head = rows.index(_PGP_HEAD)
    below = head
    while below < len(rows) and rows[below].strip():
        marks[below] = "signature"
        below += 1
    if _PGP_TAIL in rows[below:]:
        tail = rows.index(_PGP_TAIL, below)
        end = next((at for at in range(tail, len(rows)) if rows[at].startswith("-----END PGP")), len(rows) - 1)
        marks[tail : end + 1] = ["signature"] * (end + 1 - tail)


def _mark_signatures(rows: list[str], marks: list[str], limit: int) -> None:
    """Mark what stands under "-- ", and rows like "Sent from my ..." at the end of what was written."""
    place = limit - 1
    own_below = 0  # written rows between here and the next fold or the end
    is_last = True  # no own row between here and the next fold or the end
    while place >= 0:
        row = rows[place]
        if marks[place]:
            own_below, is_last = 0, True
        elif row.rstrip("\r") in ("-- ", "--", "- --", "- -- ") and 0 < own_below <= LONGEST_SIGNATURE:
            end = _end_of_own(marks, place, limit)
            marks[place:end] = ["signature"] * (end - place)
            own_below, is_last = 0, True
        elif row.strip():
            if is_last and len(row) < LONGEST_SENT_FROM and SENT_FROM.match(row):
                marks[place] = "signature"
            else:
                own_below, is_last = own_below + 1, False
        place -= 1


def _end_of_own(marks: list[str], place: int, limit: int) -> int:
    while place < limit and not marks[place]:
        place += 1
    return place


def _ranges(rows: list[str], marks: list[str]) -> tuple[Fold, ...]:
    folds: list[Fold] = []
    offset = 0
    for row, mark in zip(rows, marks, strict=True):
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
