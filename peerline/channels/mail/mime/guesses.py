"""What do bytes look like that name no charset, or the wrong one? chardet tells; here is when it is asked.

A guess costs milliseconds where a declared charset costs microseconds: only a sample is looked at, and only when the
mail itself does not say or plainly lies. Repairing is done only where it is certain.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

import chardet

from .charset_names import CYRILLIC, codec_of

LOOKED_AT = 8000

_HIGH = bytes(range(0x80, 0x100))
_LETTERS = string.ascii_letters.encode()
# How often a letter comes in a thousand, in Russian and its relatives.
_OFTEN = dict(
    zip(
        "оеаинтсрвлкмдпуіяыьгзбчйхжшюцщэф",
        (
            110,
            85,
            80,
            74,
            67,
            63,
            55,
            47,
            45,
            44,
            35,
            32,
            30,
            28,
            26,
            26,
            20,
            19,
            17,
            17,
            17,
            16,
            14,
            12,
            10,
            9,
            7,
            6,
            5,
            4,
            3,
            3,
        ),
        strict=True,
    )
)
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)
FEWEST_LETTERS = 14
MAKES_WORDS, CLEARLY_MORE = 50, 1.2
LONGEST_REPAIR = 1_000_000


def detect(data: bytes) -> str | None:
    """Name the codec that a text seems to be written in, None when it looks like none."""
    sample = data[:LOOKED_AT]
    if len(data) > LOOKED_AT:
        # What tells the script may come late: behind a long head of plain ASCII.
        first = next((at for at in range(0, len(data), 4096) if not data[at : at + 4096].isascii()), 0)
        sample = data[first : first + LOOKED_AT]
    named = chardet.detect(sample).get("encoding")
    return codec_of(named) if named else None


def is_mostly_high(sample: bytes, *, few: int) -> bool:
    """Whether letters are almost all high bytes, as in no Latin script; False for fewer than `few` high bytes."""
    high = _count(sample, _HIGH)
    return high >= few and high >= _count(sample, _LETTERS)


def better_cyrillic(data: bytes, declared: str) -> str | None:
    """Name the Cyrillic charset that makes words of bytes which the declared one does not; None when there is none."""
    sample = data[:2000]
    said = _usualness(sample, declared)
    if said is None or said >= MAKES_WORDS * CLEARLY_MORE:
        return None
    found = {codec: _usualness(sample, codec) or 0 for codec in CYRILLIC}
    best = max(found, key=lambda codec: found[codec])
    return best if found[best] >= max(MAKES_WORDS, said * CLEARLY_MORE) else None


def _usualness(sample: bytes, codec: str) -> float | None:
    """How usual its letters are in Slavic languages, on average; None when there are too few to tell."""
    often, others = _tables(codec)
    letters = sample.translate(None, others)
    return sum(letters.translate(often)) / len(letters) if len(letters) >= FEWEST_LETTERS else None


@lru_cache(maxsize=8)
def _tables(codec: str) -> tuple[bytes, bytes]:
    """For a charset of one byte: how often each byte's letter comes, and the bytes that are no Cyrillic letters."""
    letters = [bytes([one]).decode(codec, "replace").casefold() for one in range(256)]
    often = bytes(_OFTEN.get(letter, 0) for letter in letters)
    return often, bytes(one for one in range(256) if not _CYRILLIC.match(letters[one]))


def repair_twice_packed(text: str) -> str:
    """Undo UTF-8 that was read as windows-1252 and packed again: only if every odd character is explained by it."""
    if "\u00c3" not in text and "\u00c2" not in text and "\u00e2" not in text and "\u00d0" not in text:
        return text
    if len(text) > LONGEST_REPAIR or len(_TWICE.findall(text[:20_000])) < 2:
        return text
    try:
        repaired = b"".join(map(_byte, text)).decode("utf-8")
    except (UnicodeError, ValueError):
        return text
    return repaired


def _byte(one: str) -> bytes:
    return bytes([ord(one)]) if one <= "\xff" else one.encode("cp1252")


def _count(sample: bytes, which: bytes) -> int:
    return len(sample) - len(sample.translate(None, which))
