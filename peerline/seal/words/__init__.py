"""The word lists, and reading words forgivingly.

What is typed is first made plain: no case, no accents, one form of the letters that people write in two ways. Numbers
before the words say their order, when they are all there. A word is read, in this order, as the word itself, as the one
word that begins with it (four letters or more), or as one that is one slip away: a letter too many, too few or wrong,
or two neighbors swapped. A list is read when it is first asked for.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from peerline.seal.errors import UnreadableCode

LANGUAGES = ("ar", "de", "en", "es", "fr", "ja", "pl", "pt", "ru", "uk")
# How many readings of one code are worth a look-up each; a look-up is slow on purpose.
MOST_READINGS = 4
_TOKENS = re.compile(r"([0-9٠-٩۰-۹]+)|([^\W\d_]+)")
_SHORTEST_BEGINNING = 4
# Letters that no accent tells apart, but keyboards and habits do. Katakana stand for hiragana, small kana for large.
_FOLDED = {
    **dict(zip("ßœæłґةىکی", ("ss", "oe", "ae", "l", "г", "ه", "ي", "ك", "ي"), strict=True)),
    **{chr(kana): chr(kana - 0x60) for kana in range(0x30A1, 0x30F7)},
    "ـ": "",
}
_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")


@cache
def words_in(language: str) -> tuple[str, ...]:
    """The 2,048 words of a list, by their value. Raises KeyError for a language without one."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return tuple(files(__name__).joinpath(f"{language}.txt").read_text("utf-8").split())


def plain(text: str) -> str:
    """Letters without case, accents and variants."""
    apart = unicodedata.normalize("NFKD", text).lower()
    kept = "".join(_FOLDED.get(letter, letter) for letter in apart if unicodedata.category(letter)[0] != "M")
    return kept.translate(_LARGE)


def positions_in(text: str, count: int, languages: Sequence[str]) -> list[int]:
    """The row of each of the `count` words in the first of those lists that has them all. Raises UnreadableCode.

    When no list has all, the error names the positions of the list that has most.
    """
    read = _read(text, count, languages)
    best = min(read, key=lambda rows: sum(len(one) != 1 for one in rows))
    unread = tuple(place for place, row in enumerate(best, 1) if len(row) != 1)
    if unread:
        raise UnreadableCode(unread)
    return [row[0] for row in best]


def readings_in(text: str, count: int, languages: Sequence[str]) -> list[list[int]]:
    """Every way to read those words, best first: in each list, and by each word that a slip may mean.

    At most MOST_READINGS, but none is left out for which a list has just one word each. Raises UnreadableCode as
    `positions_in` does when there is none.
    """
    read = _read(text, count, languages)
    sure = sum(all(len(one) == 1 for one in rows) for rows in read)
    found = list(itertools.islice(_each(read), max(MOST_READINGS, sure)))
    return [list(one) for one in found] or [positions_in(text, count, languages)]


def _each(read: list[list[list[int]]]) -> Iterator[tuple[int, ...]]:
    seen: set[tuple[int, ...]] = set()
    # What leaves no doubt comes first, in whichever list.
    for rows in sorted(read, key=lambda rows: max(len(one) for one in rows)):
        for reading in itertools.product(*rows):
            if reading not in seen:
                seen.add(reading)
                yield reading


def _read(text: str, count: int, languages: Sequence[str]) -> list[list[list[int]]]:
    """For each list, and each word in its order, the rows that it may mean."""
    typed = _in_order(plain(text))
    if len(typed) != count:
        raise UnreadableCode(())
    return [[_rows_of(word, language) for word in typed] for language in languages]


def _in_order(text: str) -> list[str]:
    """The words, by the numbers before them when each number from one on stands before just one word."""
    numbered: list[tuple[int | None, str]] = []
    number: int | None = None
    for digits, word in _TOKENS.findall(text):
        if digits:
            number = int(digits[:3])
            continue
        numbered.append((number, word))
        number = None
    if {one for one, _ in numbered} == set(range(1, len(numbered) + 1)):
        numbered.sort(key=lambda one: one[0] or 0)
    return [word for _, word in numbered]


@dataclass(frozen=True, slots=True)
class _Index:
    """A list for looking up: the rows of its words, of their first letters, and of their forms (see `forms_of`)."""

    words: dict[str, int]
    begun: dict[str, list[int]]
    forms: dict[str, list[int]]


@cache
def _index(language: str) -> _Index:
    words = {plain(word): row for row, word in enumerate(words_in(language))}
    begun: dict[str, list[int]] = defaultdict(list)
    forms: dict[str, list[int]] = defaultdict(list)
    for word, row in words.items():
        begun[word[:_SHORTEST_BEGINNING]].append(row)
        for form in forms_of(word):
            forms[form].append(row)
    return _Index(words, dict(begun), dict(forms))


def _rows_of(typed: str, language: str) -> list[int]:
    index, words = _index(language), words_in(language)
    if typed in index.words:
        return [index.words[typed]]
    if len(typed) >= _SHORTEST_BEGINNING:
        begun = [row for row in index.begun.get(typed[:_SHORTEST_BEGINNING], ()) if plain(words[row]).startswith(typed)]
        if len(begun) == 1:
            return begun
    near = {row for form in forms_of(typed) for row in index.forms.get(form, ())}
    return sorted(row for row in near if is_one_slip(typed, plain(words[row])))


def forms_of(word: str) -> set[str]:
    """The word, and what is left of it without any one letter: two words that one slip lies between share a form."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def is_one_slip(typed: str, word: str) -> bool:
    """Whether one letter too many, too few or wrong, or two neighbors swapped, lies between the two."""
    if abs(len(typed) - len(word)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    a, b = typed[same:], word[same:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
