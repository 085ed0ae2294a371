"""Which rows at the end of what was written are a signature, or what a program or an office adds?

A signature stands under a rule of its own ("-- "); it is short. A row like "Sent from my ..." is one wherever own words
end. Notices of confidentiality and feet of mailing lists count when they say so in a sentence nobody writes by hand.
A closing with a name ("Thank you, Wren") is what the person says and stays.
"""

from __future__ import annotations

import re

from .notices import FOOT_ROW, is_notice
from .phrases import DEVICE_ROW, MACHINE, SENT_FROM_MY, may_be_device_row
from .rows import RULE, Rows

LONGEST_UNDER_MARK = 25  # under "-- " with its space: people do not write that
LONGEST_SIGNATURE = 15
LONGEST_UNDER_RULE = 8
WIDEST_UNDER_RULE = 80
LONGEST_DEVICE_ROW = 240
MOST_NOTICE_ROWS = 60
MOST_LOOKED_AT = 4000
MOST_WORDS = 8

_DELIMITERS = ("-- ", "--", "- --", "- -- ", "-- \r", "--\xa0", "--  ")
_OTHER_RULE = re.compile(r"^\s*(?:—|–|–{2,}|-{3,}|_{2,}|={3,}|\*{3,}|~{3,}|— )\s*$")
_SIGNED = re.compile(
    r"^\s*(?:(?:--|—|––)\s?|-(?=[^\W\d_a-z]))[^\W\d_][\w.'’-]{0,30}(?:\s[^\W\d_][\w.'’-]{0,30}){0,3}\s*$"
)
_OWN_AGAIN = re.compile(r"^\s*p\.?\s?s\.?[\s:.]|[?？؟]\s*$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:\b(?:inc|ltd|co|corp|e\.v|s\.a|s\.r\.l|gmbh|llc|st)\.)\s*$|@|\d{3}", re.IGNORECASE)
_LINK_ROW = re.compile(r"^\s*[<(\[]?(?:https?://|www\.)\S{1,300}\s*$", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]{1,60})\]\(https?:[^\s()]{1,200}\)|<https?:[^\s<>]{1,300}>")
_PGP_HEAD = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_TAIL = "-----BEGIN PGP SIGNATURE-----"


def mark_signatures(rows: Rows) -> None:
    """Mark signatures at the end of each stretch of own words."""
    end = len(rows)
    while end > 0:
        if rows.marks[end - 1]:
            end -= 1
            continue
        start = end
        while start > 0 and not rows.marks[start - 1]:
            start -= 1
        _mark_end(rows, start, end)
        end = start


def _mark_end(rows: Rows, start: int, end: int) -> None:
    """Mark the signature at the end of one stretch, bottom up: what programs added, and blocks under a rule."""
    while (last := rows.above(end)) >= start:
        top = _added_above(rows, start, last)
        if top is None:
            top = _block_under_rule(rows, start, end)
        if top is None:
            return
        rows.mark(top, end, "signature")
        end = top


def _added_above(rows: Rows, start: int, last: int) -> int | None:
    """Where a device row, a notice or a list's foot begins that ends with this row; None for none."""
    row = rows.all[last]
    if is_device_row(row):
        return last
    if _is_rule(row) and _is_followed_by_signature(rows, last):
        return last
    if _LINK_ROW.match(row):
        above = rows.above(last)
        if above >= start and (is_device_row(rows.all[above]) or FOOT_ROW.search(rows.all[above][:300])):
            return last
    if FOOT_ROW.search(row[:300]):
        return _top_of_foot(rows, start, last)
    top = last
    while top > start and not rows.is_blank(top - 1) and last - top < MOST_NOTICE_ROWS:
        top -= 1
    return top if is_notice(" ".join(rows.all[top : last + 1])[:MOST_LOOKED_AT]) else None


def _is_rule(row: str) -> bool:
    return bool(RULE.match(row) or _OTHER_RULE.match(row)) or row.rstrip("\r") in _DELIMITERS


def _is_followed_by_signature(rows: Rows, last: int) -> bool:
    below = rows.below(last + 1)
    return below < len(rows) and rows.marks[below] == "signature"


def is_device_row(row: str) -> bool:
    """Whether a program wrote this row about itself."""
    if len(row) > LONGEST_DEVICE_ROW:
        return False
    if "http" in row:
        row = _LINK.sub(r"\1", row)
    if not may_be_device_row(row):
        return False
    return bool(SENT_FROM_MY.match(row) or (MACHINE.search(row) and DEVICE_ROW.match(row)))


def _top_of_foot(rows: Rows, start: int, last: int) -> int:
    """Go up from a list's foot to the rule above it, if there is one near."""
    top = last
    for at in range(last - 1, max(start - 1, last - 9), -1):
        row = rows.all[at]
        if _is_rule(row):
            return at
        if rows.is_blank(at):
            continue
        if not FOOT_ROW.search(row[:300]):
            continue
        top = at
    return top


def _block_under_rule(rows: Rows, start: int, end: int) -> int | None:
    """Where a signature with its rule begins; None for none."""
    written = 0
    widest = 0
    for at in range(end - 1, start - 1, -1):
        row = rows.all[at]
        if not row.strip():
            continue
        if written and row.rstrip("\r") in _DELIMITERS:
            return at if _is_short(rows, at, end) else None
        if _OTHER_RULE.match(row) and written and written <= LONGEST_UNDER_RULE and widest <= WIDEST_UNDER_RULE:
            return at if _is_signature_rule(rows, at, start=start, end=end) else None
        if not written and _SIGNED.match(row) and _is_after_words(rows, at, start):
            return at
        written, widest = written + 1, max(widest, len(row))
        if written > LONGEST_UNDER_MARK:
            return None
    return None


def _is_signature_rule(rows: Rows, at: int, *, start: int, end: int) -> bool:
    """Whether a rule that is no "-- " begins a signature: it stands once, with names and numbers right under it."""
    if rows.above(at) < start or rows.is_blank(at + 1) or _has_sentence(rows, at + 1, end):
        return False
    return not any(_is_rule(row) for row in rows.all[start:at])


def _is_after_words(rows: Rows, at: int, start: int) -> bool:
    """Whether own words stand above that are no list of such rows."""
    above = rows.above(at)
    return above >= start and not rows.all[above].lstrip().startswith(("-", "—", "–"))


def _is_short(rows: Rows, at: int, end: int) -> bool:
    under = [row for row in rows.all[at + 1 : end] if row.strip()]
    if not rows.all[at].endswith(" ") and _goes_on_after_gap(rows, at, end):
        return False
    most = LONGEST_UNDER_MARK if rows.all[at].endswith(" ") else LONGEST_SIGNATURE
    return len(under) <= most and not any(_OWN_AGAIN.search(row[:200]) for row in under)


def _goes_on_after_gap(rows: Rows, at: int, end: int) -> bool:
    """Whether whole sentences stand after an empty row under "--" without its space: a person may write that."""
    gap = next((place for place in range(rows.below(at + 1), end) if rows.is_blank(place)), end)
    paragraph = " ".join(row.strip() for row in rows.all[gap:end]).strip()[:MOST_LOOKED_AT]
    is_sentence = paragraph.endswith((".", "!", "?", "。")) and len(paragraph.split()) > MOST_WORDS // 2
    return is_sentence and not is_notice(paragraph)


def _has_sentence(rows: Rows, at: int, end: int) -> bool:
    """Whether a person goes on under the rule: a postscript, a question, or a row of many words."""
    return any(
        _OWN_AGAIN.search(row[:200])
        or len(row.split()) > MOST_WORDS
        or (row.rstrip().endswith((".", "!", "。")) and len(row.split()) > 2 and not _ABBREVIATION.search(row))
        or row.lstrip().startswith(("- ", "* ", "1."))
        for row in rows.all[at:end]
    )


def mark_pgp(rows: Rows) -> None:
    """Mark the frame of a clear-signed text."""
    if _PGP_HEAD not in rows.all:
        return
    head = rows.all.index(_PGP_HEAD)
    below = head
    while below < len(rows) and rows.all[below].strip():
        below += 1
    rows.mark(head, below, "signature")
    if _PGP_TAIL in rows.all[below:]:
        tail = rows.all.index(_PGP_TAIL, below)
        last = next((at for at in range(tail, len(rows)) if rows.all[at].startswith("-----END PGP")), len(rows) - 1)
        rows.mark(tail, last + 1, "signature")
