"""The word lists, and reading words forgivingly.

A word is read, in this order, as the word itself, as the one word that begins with it (four letters or more), or as
the one word that is one slip away: a letter too many, too few or wrong, or two neighbors swapped. If two words are
one slip away, it is not guessed. The lists are read once, when the room is imported.
"""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

from peerline.seal.errors import UnreadableCode

WORDS = {
    name.removesuffix(".txt"): tuple(files(__name__).joinpath(name).read_text("utf-8").split()) for name in ("en.txt",)
}
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST_BEGINNING = 4


def positions_in(text: str, count: int, languages: tuple[str, ...]) -> list[int]:
    """The row of each of the `count` words in the first of those lists that has them all. Raises UnreadableCode.

    When no list has all, the error names the positions of the list that has most.
    """
    typed = _LETTERS.findall(_plain(text))
    if len(typed) != count:
        raise UnreadableCode(())
    read = [[_row_of(word, WORDS[language]) for word in typed] for language in languages]
    best = min(read, key=lambda rows: rows.count(None))
    unread = tuple(place for place, row in enumerate(best, 1) if row is None)
    if unread:
        raise UnreadableCode(unread)
    return [row for row in best if row is not None]


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).lower()
    return "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")


def _row_of(typed: str, words: tuple[str, ...]) -> int | None:
    if typed in words:
        return words.index(typed)
    begun = [row for row, word in enumerate(words) if word.startswith(typed)]
    if len(typed) >= _SHORTEST_BEGINNING and len(begun) == 1:
        return begun[0]
    near = [row for row, word in enumerate(words) if _is_one_slip(typed, word)]
    return near[0] if len(near) == 1 else None


def _is_one_slip(typed: str, word: str) -> bool:
    if abs(len(typed) - len(word)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    a, b = typed[same:], word[same:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
