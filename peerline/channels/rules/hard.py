"""Is a letter likely hard to read for who opens it: insults, threats, pictures of who knows what?

Answered in memory from what was understood of a mail, and sealed inside its message; the server keeps nothing of it. It
makes the desk blur the letter until its reader wants to see it, and does nothing else: somebody who quotes what was
written to them is read like everybody. `web/hard.ts` asks the same of what only a browser can open, with the same words
(hard_words.json) and the same folding; vectors/hard.json holds the two together.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from peerline.channels.incoming import Incoming

WORDS = Path(__file__).with_name("hard_words.json")
KINDS = {"insults": "slur", "threats": "threat"}
PICTURE = "picture"
FEWEST_WORDS = 5  # with fewer, pictures are what a letter says
MOST_CHARACTERS = 10_000
STEM = 4  # stems are looked up by their first letters, then compared
_WIDE = re.compile("[\u2e80-\U0010ffff]")  # of scripts that put no space between words
_MARKS = frozenset(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x3099, 0x309A)))
LEARNED = 0x3000  # characters before it are remembered; there are few


class _Characters(dict[int, int | None]):
    """For str.translate: marks go, what belongs to no word becomes a space. It learns as it is asked."""

    def __missing__(self, code: int) -> int | None:
        one = chr(code)
        said = None if one in _MARKS else code if one.isalnum() or one == "_" else 32
        if code < LEARNED:
            self[code] = said
        return said


_CHARACTERS = _Characters()


@dataclass(slots=True)
class _Known:
    """All the words, folded, each with its kind, by how they are looked for."""

    words: dict[str, str] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    wide: list[tuple[str, str]] = field(default_factory=list)


def kinds_of(incoming: Incoming) -> list[str]:
    """What may be hard about a mail: "slur", "threat", "picture", in this order; [] for most."""
    has_picture = any(one.type.startswith("image/") for one in incoming.attachments)
    return kinds_in(f"{incoming.subject}\n{incoming.reply}", has_picture=has_picture)


def kinds_in(text: str, *, has_picture: bool = False) -> list[str]:
    """The same of a text alone."""
    folded = fold(text[:MOST_CHARACTERS])
    said = folded.split()
    kinds = _kinds(said, folded)
    found = [kind for kind in KINDS.values() if kind in kinds]
    return [*found, PICTURE] if has_picture and (found or len(said) < FEWEST_WORDS) else found


def fold(text: str) -> str:
    """Small letters without accents, and spaces between: so that a word is found however it is typed."""
    return unicodedata.normalize("NFKD", text).lower().translate(_CHARACTERS)


def _kinds(said: list[str], folded: str) -> set[str]:
    known, words = _known(), set(said)
    found = {known.words[word] for word in words & known.words.keys()}
    found |= {kind for word in words for stem, kind in known.stems.get(word[:STEM], ()) if word.startswith(stem)}
    if first := words & known.phrases.keys():
        row = f" {' '.join(said)} "
        found |= {kind for word in first for phrase, kind in known.phrases[word] if phrase in row}
    if not folded.isascii() and _WIDE.search(folded):
        found |= {kind for one, kind in known.wide if one in folded}
    return found


@lru_cache(maxsize=1)
def _known() -> _Known:
    known = _Known()
    data = json.loads(WORDS.read_text(encoding="utf-8"))
    for name, kind in KINDS.items():
        for words in data[name].values():
            for word in words:
                _learn(known, word, kind)
    return known


def _learn(known: _Known, word: str, kind: str) -> None:
    said = fold(word).split()
    if _WIDE.search(word):
        known.wide.append((said[0], kind))
    elif word.endswith("*"):
        known.stems[said[0][:STEM]].append((said[0], kind))
    elif len(said) > 1:
        known.phrases[said[0]].append((f" {' '.join(said)} ", kind))
    else:
        known.words[said[0]] = kind
