"""A case of a reply: the whole text, and what of it the person wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from peerline.channels.mail.reply import Letter, fold

from .tongues import DATA

ANSWER = Letter(is_answer=True, sender="wren@writer.example", recipients=("hello@lantern.example",))
FIRST = Letter(sender="wren@writer.example", recipients=("hello@lantern.example",))


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    kind  the class it is counted in
    name  what it is, for a person
    text  the whole text
    own   what must be left
    """

    kind: str
    name: str
    text: str
    own: str
    letter: Letter = ANSWER

    def left(self) -> str:
        """What is left when the folds are closed."""
        return fold(self.text, letter=self.letter)[0]

    def is_exact(self) -> bool:
        """Whether exactly the own words are left; empty rows do not count."""
        return _flat(self.left()) == _flat(self.own)

    def hidden(self) -> int:
        """How many own rows are hidden."""
        return sum((Counter(_flat(self.own)) - Counter(_flat(self.left()))).values())


def read_cases(file: str, kind: str, letter: Letter = ANSWER) -> tuple[Case, ...]:
    """Read hand-written cases: "=== name" begins one; own rows begin with "|", all others with ":"; "·" is a space."""
    cases = []
    for block in ("\n" + (DATA / file).read_text("utf-8")).split("\n=== ")[1:]:
        name, _, body = block.partition("\n")
        rows = [row.replace("·", " ") for row in body.split("\n") if row[:1] in ("|", ":")]
        own = "\n".join(row[1:] for row in rows if row[0] == "|")
        cases.append(Case(kind, name, "\n".join(row[1:] for row in rows), own, letter))
    return tuple(cases)


def _flat(text: str) -> list[str]:
    return [row.strip() for row in text.split("\n") if row.strip()]
