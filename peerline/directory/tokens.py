"""Words as they are searched: one way for every script and both databases.

Letters are folded (case, width, accents, presentation forms), words are runs of letters, digits and marks, and runs of
scripts that put no space between words become pairs of neighbors, so that a part of a run is found as well. What is
stored and what is asked for go the same way.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40  # of a token, in characters
MOST = 400  # tokens of one text

# Thai, Lao, Khmer, Myanmar; kana; Han with its extensions; Hangul (particles stick to its words).
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_NO_SPACES}]+|[^{_NO_SPACES}]+")
_ARABIC, _ARTICLE = re.compile("[\u0620-\u064a]+"), "\u0627\u0644"
_ENDS = {
    "\u0629": "\u0647",
    "\u0647": "\u0629",
    "\u0649": "\u064a",
    "\u064a": "\u0649",
}  # at the end of a word
_NO_SPACE_RUN = re.compile(f"[{_NO_SPACES}]")


def fold(text: str) -> str:
    """A text without differences of case, width and accents. Signs that carry a vowel are kept."""
    if text.isascii():
        return text.casefold()
    # Twice, as some letters (those of mathematics) have a small form only when they are taken apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    kept = "".join(one for one in apart if unicodedata.category(one) not in ("Mn", "Cf") or _is_vowel(one))
    return unicodedata.normalize("NFC", kept.replace("\u0640", ""))


def tokens(text: str) -> list[str]:
    """The tokens of a text in their order, each as often as it stands there; at most MOST."""
    found: list[str] = []
    for word in _words(fold(text)):
        for run in _RUN.findall(word):
            found += _pairs(run) if _NO_SPACE_RUN.match(run) else [run[:LONGEST]]
        if len(found) > MOST:
            break
    return found[:MOST]


def _words(folded: str) -> list[str]:
    """Runs of letters, digits and marks; an apostrophe within a word joins it."""
    spaced = "".join(one if one.isalnum() or unicodedata.category(one)[0] == "M" else _gap(one) for one in folded)
    return spaced.split()


def _gap(sign: str) -> str:
    return "" if sign in "'\u2019\u02bc\u200c\u200d" else " "


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[start : start + 2] for start in range(len(run) - 1)]


def _is_vowel(mark: str) -> bool:
    """Whether a mark without width of its own says a vowel that makes another word: in Indic and Thai, not in Latin."""
    return not ("\u0300" <= mark <= "\u036f" or "\u0591" <= mark <= "\u05c7" or "\u064b" <= mark <= "\u0670")


def is_pair(token: str) -> bool:
    """Whether a token is a piece of a run without spaces: too short to be near another, and one of several."""
    return len(token) == 2 and _NO_SPACE_RUN.match(token) is not None


def ways_to_write(token: str) -> tuple[str, ...]:
    """The token, and how else the word is written: in Arabic with and without the article, and with either ending."""
    if not _ARABIC.match(token):
        return (token,)
    bare = token.removeprefix(_ARTICLE)
    ends = {bare, *(bare[:-1] + other for end, other in _ENDS.items() if bare.endswith(end))}
    return tuple(sorted({token, *ends, *(_ARTICLE + one for one in ends)})) if len(bare) > 1 else (token,)


def is_near(one: str, other: str) -> bool:
    """Whether two tokens differ by a slip: one letter more, less, other or swapped; two in words of eight and more."""
    return _distance(one, other) <= (2 if min(len(one), len(other)) >= 8 else 1)


def _distance(one: str, other: str) -> int:
    """Edits between two words, swapped neighbors counting as one (optimal string alignment)."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
