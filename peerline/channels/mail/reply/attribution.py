"""Is this what a mail program writes above a quote ("On ... wrote:")?

A program's row names two of: a time, an address, the verb. Where the quote below has no quote marks, it must name
enough to be no person's sentence. Programs and those that pass mails on break the row anywhere, also within the
address; so up to five rows are read as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .phrases import ADDRESS, CLOCK, DATE, INVISIBLE, MONTH_OR_DAY, PERSON, TIME, begins, ends_with_verb, has_verb
from .rows import LONGEST_LOOKED_AT, Rows

HIGHEST = 5
LONGEST_SHORT = 160
LONGEST_DATE = 60
MOST_NAME_WORDS = 8
MOST_COLONS = 8

_DRESS = " \t\xa0*_\r" + INVISIBLE
_DASHED = re.compile(r"^\s*-{2,}\s?.{3,400}-{2,}\s*$")
_ARROWS = re.compile(r"^\s*>{3,}\s.{3,300}?\s>{3,}\s*$")
_CLEAN = str.maketrans({"\xa0": " ", "\u202f": " ", **dict.fromkeys(INVISIBLE + "*")})
_ENDS = (":", "：", "៖", "՝", ";", ",", "--", "...")
# What people leave out of a time: its seconds, its zone.
_ZONE = re.compile(r"(?<!\d)\d{1,2}:\d{2}:\d{2}(?!\d)|[+-]\d{2}:?\d{2}(?!\d)|\b(?:GMT|UTC|CES?T|MES?Z|[EPC][SD]T)\b")
_COLONS = (":", "：", "៖", "՝")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row, or several read as one, names."""

    text: str
    verb: bool
    address: bool
    day: bool
    clock: bool
    person: bool

    @classmethod
    def by(cls, text: str) -> _Said:
        return cls(
            text,
            verb=has_verb(text),
            address="@" in text and bool(ADDRESS.search(text)),
            day=bool(DATE.search(text) or MONTH_OR_DAY.search(text)),
            clock=bool(CLOCK.search(text)),
            person=bool(PERSON.search(text)),
        )

    @property
    def time(self) -> bool:
        return self.day or self.clock or bool(TIME.search(self.text))

    @property
    def ends_well(self) -> bool:
        """It ends with a colon, a rule, or the verb itself."""
        return self.text.endswith(_ENDS) or ends_with_verb(self.text)

    @property
    def ends_with_verb_and_colon(self) -> bool:
        return self.text.endswith(_COLONS) and ends_with_verb(self.text[:-1])

    @property
    def words(self) -> int:
        return len(self.text.split())


def _may_end_here(row: str) -> bool:
    """Whether a row can be the last of an attribution, seen from its end; cheap."""
    end = row.rstrip(_DRESS)
    return end.endswith((*_COLONS, "--")) and len(row) <= LONGEST_LOOKED_AT


def above_quote(rows: Rows, last: int, *, is_sure: bool, tail: str = "") -> int:
    """How many rows, ending with this one, introduce the quote marks below; 0 when they are a person's words.

    is_sure  the mail is surely an answer, so that a name and a verb are enough
    tail     a quoted row that may be the end of the attribution, broken off and quoted with the rest
    """
    tail = tail.lstrip("> ").translate(_CLEAN).strip()
    if tail and not (tail.endswith(_COLONS) and len(tail) < LONGEST_SHORT and begins(rows.all[last])):
        return 0
    stretches = _stretches(rows, last, tail)
    for height, said in enumerate(stretches, 1):
        if _is_loose(said) or (is_sure and _is_name_and_verb(said)):
            return _go_up(rows, last, height=height, stretches=stretches)
    return 0


def above_copy(rows: Rows, last: int, *, is_answer: bool) -> int:
    """How many rows, ending with this one, introduce a copy without quote marks; 0 when that is not certain."""
    row = rows.all[last]
    if not _may_end_here(row):
        return int(
            "@" in row and len(row) <= LONGEST_LOOKED_AT * 4 and _is_followed_by_words(rows, row, is_answer=is_answer)
        )
    stretches = _stretches(rows, last)
    for height, said in enumerate(stretches, 1):
        if _is_strict(said, is_answer=is_answer):
            return _go_up(rows, last, height=height, stretches=stretches)
    return 0


def is_arrows(row: str) -> bool:
    """Whether this is ">>> Name 25.11.26 10:40 >>>"."""
    return bool(_ARROWS.match(row)) and bool(TIME.search(row, 0, LONGEST_LOOKED_AT))


def _is_followed_by_words(rows: Rows, row: str, *, is_answer: bool) -> bool:
    """Whether the row is an attribution with the first words of the copy behind it: line breaks were lost."""
    row = row[:LONGEST_LOOKED_AT].translate(_CLEAN)
    if not begins(row) or not rows.may_look():
        return False
    pieces = row.split(": ")[:MOST_COLONS]
    befores = (": ".join(pieces[:count]).strip() + ":" for count in range(1, len(pieces)))
    return any(ends_with_verb(before[:-1]) and _is_strict(_Said.by(before), is_answer=is_answer) for before in befores)


def _stretches(rows: Rows, last: int, tail: str = "") -> list[_Said]:
    """The row, it and the one above, and so on, each read as one, up to a gap or a quote; nothing after too many."""
    found: list[_Said] = []
    joined = tail
    if not rows.may_look():
        return found
    for at in range(last, max(-1, last - HIGHEST), -1):
        if rows.is_quoted[at] or rows.marks[at] or rows.is_blank(at):
            break
        if len(rows.all[at]) + len(joined) > LONGEST_LOOKED_AT:
            break
        joined = f"{rows.all[at].translate(_CLEAN).strip()} {joined}".strip()
        found.append(_Said.by(joined))
    return found


def _go_up(rows: Rows, last: int, *, height: int, stretches: list[_Said]) -> int:
    """Go up to the row where the attribution begins, if it was broken above what is enough to know it."""
    while height < len(stretches):
        first, top = rows.all[last - height + 1], _Said.by(rows.all[last - height].translate(_CLEAN).strip())
        below = stretches[height - 1]
        is_name_above = (top.text.endswith(">") or top.verb) and top.address and not below.address
        if (begins(first) and TIME.search(first) and not is_name_above) or not _belongs(top, below):
            break
        height += 1
    return height


def _belongs(top: _Said, below: _Said) -> bool:
    """Whether this row is the beginning of what was broken off below it."""
    if top.person or top.text.endswith(("!", "?", "。", "？")) or (top.text.endswith(".") and not top.time):
        return False
    if begins(top.text) and (top.time or _starts_date(top.text)):
        return True
    if (top.day and not below.day) or (top.clock and not below.clock):
        return True
    if top.words > MOST_NAME_WORDS:
        return False
    if below.text.startswith(("<", "(", "[", "@")) or ADDRESS.match(below.text) or has_verb(below.text.split()[0]):
        return not top.text.endswith((",", ".", ":"))
    return top.address and ((top.verb and not below.verb) or not below.address)


def _starts_date(top: str) -> bool:
    """Whether a broken row is a date begun: a weekday with its comma, or a figure at its end."""
    words = top.split()
    return len(words) <= 5 and (top.endswith(",") or words[-1].rstrip(".,").isdigit() or len(words) == 1)


def _is_loose(said: _Said) -> bool:
    if said.person and not (said.address and said.verb and said.clock):
        return False
    if said.time and said.verb:
        return said.address or said.ends_well
    if said.verb and said.address:
        return said.ends_well
    if said.time and said.address:
        return len(said.text) < LONGEST_SHORT or said.text.endswith(_ENDS)
    return said.text.endswith(_COLONS) and _is_dated_name(said)


def _is_dated_name(said: _Said) -> bool:
    """A date and a time of day, perhaps a name, and nothing else: "25.11.2026 10:40, Lantern:"."""
    longest = LONGEST_SHORT if said.clock else LONGEST_DATE
    return said.day and bool(DATE.search(said.text)) and len(said.text) <= longest


def _is_dashed_name(said: _Said) -> bool:
    """A name and a verb between long rules: "---- Lantern wrote ----", as telephones write it."""
    inside = said.text.strip("- ")
    is_ruled = said.text.startswith("----") and said.text.endswith("----")
    return is_ruled and said.words <= MOST_NAME_WORDS and ends_with_verb(inside) and not said.person


def _is_name_and_verb(said: _Said) -> bool:
    first = said.text.lstrip("\"'“„«(<[")[:1]
    is_name = first.isupper() or not first.islower()
    return said.words <= MOST_NAME_WORDS and said.ends_with_verb_and_colon and is_name and not said.person


def _is_strict(said: _Said, *, is_answer: bool) -> bool:
    if _DASHED.match(said.text):
        return said.verb and (said.address or said.day or (is_answer and _is_dashed_name(said)))
    if not said.text.endswith(_COLONS):
        return False
    if said.person:
        return said.address and said.clock and said.verb and said.day and "<" in said.text
    if said.clock and (said.address or (said.day and _ZONE.search(said.text))):
        return True
    if said.verb and said.day:
        is_full_date = is_answer or bool(MONTH_OR_DAY.search(said.text))
        return said.clock or said.address or (begins(said.text) and is_full_date)
    return is_answer and said.address and said.ends_with_verb_and_colon
