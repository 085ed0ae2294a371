"""Does a text begin with, or hold, one of very many phrases?

Phrases are written in small letters. `Beginnings` costs the same for ten phrases and for a thousand, because mail of
people must pass it in a few microseconds; `holds` is only for text that already looks like a machine's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONG_KEY, SHORT_KEY = 4, 2
# Scripts without spaces between words begin about here (Thai); before it a phrase has to end where a word ends.
WIDE = "\u0e00"

_LETTER = re.compile(r"[^\W_]")


class Beginnings:
    """Phrases, found by the first characters of a text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases: dict[str, list[str]] = {}
        for phrase in sorted(set(phrases), key=lambda one: (-len(one), one)):
            key = phrase[: LONG_KEY if len(phrase) >= LONG_KEY else SHORT_KEY]
            self._phrases.setdefault(key, []).append(phrase)

    def length(self, text: str) -> int:
        """Give the length of the longest phrase that a text in small letters begins with; 0 when there is none."""
        for key in (text[:LONG_KEY], text[:SHORT_KEY]):
            for phrase in self._phrases.get(key, ()):
                end = len(phrase)
                if text.startswith(phrase) and (phrase[-1] >= WIDE or not text[end : end + 1].isalnum()):
                    return end
        return 0


def bare(subject: str) -> str:
    """Write a subject in small letters without the brackets, stars and spaces in front of its first letter."""
    small = subject.lower().replace("\u2019", "'").replace("\xa0", " ")
    first = _LETTER.search(small, 0, 20)
    return small[first.start() :] if first else small


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text in small letters holds one of the phrases."""
    return any(phrase in text for phrase in phrases)
