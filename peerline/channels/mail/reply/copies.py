"""Where does a mail begin that was repeated without quote marks?

It begins with a head (From, Sent, To, Subject in any language and order), a rule that says "Original Message" or
"Forwarded message", an attribution that cannot be a person's sentence, or the row above which a ticket system wants
the answer. Something must be written above it, and it reaches to the end. A head is left alone where a person shows
it: under their own row with a colon, or when it is a third person's mail to them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from .attribution import above_copy, is_arrows
from .letter import Letter, bare_subject
from .phrases import ADDRESS, MONTH_OR_DAY, TIME, asks_above, count_names, head_name, rule_words
from .rows import LONGEST_LOOKED_AT, Rows, is_divider

FEWEST_NAMES = 2
HIGHEST_HEAD = 20
LONGEST_ROW = 2_000
LONGEST_ABOVE = 160
_RULED_WORDS = re.compile(r"^\s*[-_=*─━]{3,60}\s?\w.{1,60}?\s?[-_=*─━]{3,60}\s*$")
_WORD_AND_VALUE = re.compile(r"^\W{0,4}[^\s:：][^:：\n]{0,40}[:：]\W{0,3}\S")
_LINK_ROW = re.compile(r"^\s*(?:#{1,4}\s)?\[([^\[\]]{1,40})\]\(https?://[^\s()]{1,150}\)\s*$")
NOTES_TO = re.compile(r"^\s*To:?\s*$", re.IGNORECASE)
LONGEST_RULE = 200


def mark_copies(rows: Rows, letter: Letter) -> None:
    """Mark from the first copy to the end, if something was written above it."""
    if letter.subject:
        rows.naming = [at for at, row in enumerate(rows.all) if letter.subject in row.lower()]
    first = len(rows)  # the first own row
    for at, row in enumerate(rows.all):
        if rows.is_quoted[at]:
            is_begun = is_arrows(row) or (rows.asks_above and is_above_row(row))
            if first < at and is_begun and _is_own_below(rows, at):
                return rows.mark(_start(rows, at), len(rows), "quote")
            continue
        if not row.strip():
            continue
        height = _height(rows, at, letter)
        if height and first > at - height:
            return None  # nothing stands above: it is passed on, and that is what the person says
        if height:
            rows.mark(_start(rows, at - height + 1), len(rows), "quote")
            return None
        first = min(first, at)
    return None


def _is_quoted_below(rows: Rows, at: int) -> bool:
    below = rows.below(at + 1)
    return below < len(rows) and bool(rows.is_quoted[below])


def _is_own_below(rows: Rows, at: int) -> bool:
    below = rows.below(at + 1)
    return below < len(rows) and not rows.is_quoted[below]


def _start(rows: Rows, at: int) -> int:
    """Take the rule above along."""
    above = rows.above(at)
    is_rule = above > 0 and is_divider(rows.all[above])
    return above if is_rule and not rows.is_quoted[above] else at


def _height(rows: Rows, at: int, letter: Letter) -> int:
    """How many rows, ending with this one, begin a copy; 0 for none."""
    row = rows.all[at]
    if len(row) > LONGEST_ROW:
        return 0
    has_colon = ":" in row or "：" in row
    if (has_colon or rows.asks_above or not row.lstrip()[:1].isalnum()) and _is_rule_with_words(rows, at):
        return 1
    if has_colon and (is_head(rows, at) or _is_about_the_same(rows, at, letter)):
        return int(not _is_shown(rows, at, letter))
    if has_colon or row.rstrip().endswith("--"):
        height = 0 if _is_quoted_below(rows, at) else above_copy(rows, at, is_answer=letter.is_answer)
        return height if not _is_led_in(rows, at - height + 1) else 0
    return _notes_head(rows, at)


def _is_rule_with_words(rows: Rows, at: int) -> bool:
    row = rows.all[at]
    if len(row) > LONGEST_RULE:
        return False
    words = rule_words(row) or _words_of_link(rows, at)
    if not words and _RULED_WORDS.match(row) and _any_head(rows, rows.below(at + 1)):
        return True
    if words == "forwarded":
        below = rows.below(at + 1)
        return below < len(rows) and not rows.is_quoted[below] and bool(head_name(rows.all[below]))
    return words == "original" or is_above_row(row)


def _words_of_link(rows: Rows, at: int) -> str:
    """What a link alone in its row under a rule says, as forums write it above the mails before: as `rule_words`."""
    link = _LINK_ROW.match(rows.all[at])
    above = rows.above(at) if link else -1
    return rule_words(f"-- {link[1]}") if link and above >= 0 and is_divider(rows.all[above]) else ""


def is_above_row(row: str) -> bool:
    """Whether this is the row above which a ticket system wants the answer."""
    if len(row) > LONGEST_ABOVE:
        return False
    length = asks_above(row)
    return bool(length) and not row.rstrip().endswith("?") and _is_mostly(length, row)


def _notes_head(rows: Rows, at: int) -> int:
    """How many rows, ending with this "To" without a colon, are a head as old Notes writes it."""
    if NOTES_TO.match(rows.all[at]) is None:
        return 0
    dated = rows.above(at)
    named = rows.above(dated) if dated > 0 else -1
    if (
        named < 0
        or not TIME.search(rows.all[dated][:LONGEST_LOOKED_AT])
        or not ADDRESS.search(rows.all[named][:LONGEST_LOOKED_AT])
    ):
        return 0
    below = [row.strip().lower().rstrip(":") for row in rows.all[at + 1 : at + HIGHEST_HEAD]]
    return at - named + 1 if "subject" in below else 0


def _is_mostly(length: int, row: str) -> bool:
    """Whether the phrase is most of the row, rules apart: a sentence around it would be a person's."""
    words = row.strip(" \t-_=*#~<>[]().!:|—–")
    return len(words) <= length + 60 and (words != row.strip() or len(words) <= length + 30)


def is_head(rows: Rows, at: int) -> bool:
    """Whether a copied head begins here: a From row and at least two more, with an address or a time among them."""
    row = rows.all[at]
    name = head_name(row)
    if not name:
        return False
    if name == "sender" and row.count(":") > FEWEST_NAMES and count_names(row) >= FEWEST_NAMES and _is_dated(row):
        return True
    return rows.may_look() and _has_more(rows, at)


def _is_dated(row: str) -> bool:
    row = row[:LONGEST_LOOKED_AT]
    return bool(ADDRESS.search(row) or TIME.search(row) or MONTH_OR_DAY.search(row))


def _has_more(rows: Rows, at: int) -> bool:
    found = {"sender": 0, "name": 0, "": 0}
    is_dated = False
    for place in _head_rows(rows, at):
        found[rows.once(head_name, place)] += 1
        is_dated = is_dated or rows.once(_is_dated, place)
    # "De" is From here and To there: a row that can be both counts once, as sender.
    return is_dated and found["sender"] > 0 and found["sender"] + found["name"] > FEWEST_NAMES


def _any_head(rows: Rows, at: int) -> range:
    """The places of a head in a language without a table: "word: value" three times, one of them dated; else none."""
    end = at
    while end < min(at + HIGHEST_HEAD, len(rows)) and rows.once(_has_value, end):
        end += 1
    head = range(at, end)
    return head if len(head) > FEWEST_NAMES and any(rows.once(_is_dated, place) for place in head) else range(0)


def _has_value(row: str) -> bool:
    return _WORD_AND_VALUE.match(row) is not None


def _value(row: str) -> str:
    return bare_subject(row.replace("：", ":").partition(":")[2])


def _is_about_the_same(rows: Rows, at: int, letter: Letter) -> bool:
    """Whether a head in any language begins here that names the subject of this mail."""
    next_named = bisect_left(rows.naming, at)
    # Hardly a row names it, and where none is near no head needs to be looked at.
    if next_named == len(rows.naming) or rows.naming[next_named] >= at + HIGHEST_HEAD:
        return False
    if not rows.once(_has_value, at) or not rows.may_look():
        return False
    return any(rows.once(_value, place) == letter.subject for place in _any_head(rows, at))


def _head_rows(rows: Rows, at: int) -> Iterator[int]:
    """The places of a head's rows, with what is broken off them; single gaps between its names are passed over."""
    gap = 0
    for place in range(at, min(at + HIGHEST_HEAD, len(rows))):
        row = rows.all[place]
        if row.strip() and (not gap or rows.once(head_name, place)):
            gap = 0
            yield place
        elif row.strip() or gap:
            return
        else:
            gap = 1


def _is_led_in(rows: Rows, at: int) -> bool:
    """Whether a person's row with a colon stands above: "I had this today:"."""
    above = rows.above(at)
    return above >= 0 and rows.all[above].rstrip().endswith((":", "："))


def _is_shown(rows: Rows, at: int, letter: Letter) -> bool:
    """Whether a person shows this head to us instead of a program quoting it."""
    if _is_led_in(rows, at):
        return True
    head = sorted(rows.all[at : at + HIGHEST_HEAD], key=lambda row: head_name(row) != "sender")
    return letter.is_evidence("\n".join(row[:LONGEST_LOOKED_AT] for row in head))
