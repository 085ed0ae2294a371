"""The rows of a text while it is read, and what each one was found to be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

LONGEST_LOOKED_AT = 500
MOST_LOOKS = 500

_QUOTED = re.compile(r"[ \t\xa0\u200e\u200f\u202a-\u202e]{0,4}(?:[>＞»]|\|\s?>)")
_FACE = re.compile(r"\s*>(?:[:;.=]['-]?[()\[\]<|/\\oODPp]|[._]<)|\s*>From ")
_PROMPT = re.compile(r"\s*>>> (?!.*>>>\s*$)")  # Python's: nobody quotes three deep only
_INITIALS = re.compile(r"[ \t]{0,4}([A-Z][\w.-]{0,15})>(?:\s|$)")
RULE = re.compile(r"^\s*(?:_{5,}|-{5,}|\*{5,}|={5,}|—{3,}|─{5,}|(?:- ){4,}-?)\s*$")

Told = TypeVar("Told")


@dataclass(slots=True)
class Rows:
    """One text.

    all     its rows
    marks   what each row is: "" (own), "quote" or "signature"
    quoted  the places of rows with quote marks, rising; `is_quoted` has a byte for each row
    told    what was asked of rows, by what asked and by their place: see `once`
    naming  the places of rows that name the subject of the mail, rising
    looks_left  how many more rows may be looked at closely, as attribution or head; no true mail has so many
    asks_above  "above this" stands somewhere: perhaps the row of a ticket system
    """

    all: list[str]
    marks: list[str] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    is_quoted: bytearray = field(default_factory=bytearray)
    asks_above: bool = False
    told: dict[Callable[[str], Any], dict[int, Any]] = field(default_factory=dict)
    naming: list[int] = field(default_factory=list)
    looks_left: int = MOST_LOOKS

    @classmethod
    def of(cls, text: str) -> Rows:
        """Read a text. Rows with quote marks are known from then on; smileys with hats and prompts are none."""
        rows = text.split("\n")
        found = cls(rows, [""] * len(rows), [], bytearray(len(rows)), "above th" in text.lower())
        if ">" in text or "＞" in text or "»" in text:
            found._find_quoted()
        return found

    def _find_quoted(self) -> None:
        initials = {at: found[1] for at, row in enumerate(self.all) if (found := _INITIALS.match(row))}
        self.quoted = [at for at, row in enumerate(self.all) if _QUOTED.match(row) and not _FACE.match(row)]
        if len(initials) > 1 and len(set(initials.values())) == 1:  # two names are a talk that is shown
            self.quoted = sorted({*self.quoted, *initials})
        if self.quoted and all(_PROMPT.match(self.all[at]) for at in self.quoted):
            self.quoted = []
        for at in self.quoted:
            self.is_quoted[at] = 1
        lone = self.quoted[0] if len(self.quoted) == 1 else None
        if lone is not None and _is_guillemet(self.all[lone]):
            self.quoted, self.is_quoted[lone] = [], 0

    def __len__(self) -> int:
        return len(self.all)

    def may_look(self) -> bool:
        """Whether one more row may be looked at closely; counts it."""
        self.looks_left -= 1
        return self.looks_left >= 0

    def once(self, ask: Callable[[str], Told], at: int) -> Told:
        """What is to be told of a row, found out once: each row stands below twenty where a head could begin."""
        told: dict[int, Told] = self.told.setdefault(ask, {})
        if at not in told:
            told[at] = ask(self.all[at])
        return told[at]

    def is_blank(self, at: int) -> bool:
        return not self.all[at].strip()

    def below(self, at: int) -> int:
        """The next written row from here on, or the end."""
        while at < len(self.all) and not self.all[at].strip():
            at += 1
        return at

    def above(self, at: int) -> int:
        """The last written row before this one, or -1."""
        at -= 1
        while at >= 0 and not self.all[at].strip():
            at -= 1
        return at

    def mark(self, start: int, end: int, kind: str) -> None:
        self.marks[start:end] = [kind] * (end - start)


def is_divider(row: str) -> bool:
    """Whether a row is a rule as programs draw it above a copy."""
    return bool(RULE.match(row)) or row.strip() == "---"


def _is_guillemet(row: str) -> bool:
    return row.lstrip().startswith("»")
