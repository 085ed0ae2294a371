"""What mail programs write in each language, for making cases. Beside the rules on purpose: they read nothing here.

`data/tongues.txt` has a table for each language, in sections divided by a row of "%": its code, two paragraphs of own
words, two rows of ours that are quoted, attributions (with the date in words, Apple, Thunderbird); the head of a copy;
the rule above one and a telephone's row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's pieces."""

    code: str
    own: tuple[str, str]
    quoted: tuple[str, str]
    attributions: tuple[str, ...]
    head: str
    rule: str
    device: str


def _read(table: str) -> Tongue:
    pieces, head, end = table.strip("\n").split("\n%\n")
    code, *others = pieces.split("\n")
    own, quoted, attributions = others[:2], others[2:4], others[4:]
    rule, device = end.split("\n")
    return Tongue(code, (own[0], own[1]), (quoted[0], quoted[1]), tuple(attributions), head, rule, device)


TONGUES: tuple[Tongue, ...] = tuple(
    _read(one) for one in (DATA / "tongues.txt").read_text("utf-8").split("\n===\n") if one.strip()
)
