"""Codes: words a person keeps, and the keys that are made of them.

A code is a number: 11 bits a word, 77 bits in seven words, 132 in twelve (printed sheets). Words only spell it: row n
of a word list stands for n, the first word is the most significant. So a code can be read from any list.

Keys are made slowly, so that guessing is dear: PBKDF2-HMAC-SHA256 (RFC 8018), 600,000 rounds, over the number's bytes,
salted with the line's ref; HKDF-SHA256 (RFC 5869) makes three keys of the outcome that tell nothing about each other.
The words themselves never leave the device they are typed on.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from peerline.seal.identities import identity_from_bytes
from peerline.seal.words import positions_in, readings_in, words_in

BITS = 11
COUNTS = (7, 12)
ROUNDS = 600_000
SALT = b"peerline code 1\n"


@dataclass(frozen=True, slots=True)
class Code:
    """A code: its number and how many words spell it. The number never shows in a repr."""

    number: int = field(repr=False)
    count: int = 7

    def __post_init__(self) -> None:
        if self.count not in COUNTS or not 0 <= self.number < 1 << BITS * self.count:
            raise ValueError("a code has seven or twelve words")

    def words(self, language: str = "en") -> tuple[str, ...]:
        """The words that spell it, first word first. Raises KeyError for a language without a list."""
        words = words_in(language)
        places = reversed(range(self.count))
        return tuple(words[self.number >> BITS * place & (1 << BITS) - 1] for place in places)


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """What a code gives: an identity, a look-up id and a sign-in secret (both 64 characters of lower-case hex)."""

    identity: str = field(repr=False)
    look_up: str = field(repr=False)
    sign_in: str = field(repr=False)


def new_code(count: int = 7) -> Code:
    """A code of seven or twelve words from the system's randomness."""
    return Code(secrets.randbits(BITS * count), count)


def read_code(text: str, count: int, languages: tuple[str, ...] = ("en",)) -> Code:
    """The code that `text` spells in one of those lists.

    Case, accents and whatever stands between words do not matter; numbers before the words say their order; four
    letters are enough for a word; one slip in a word is forgiven if only one word is so near. Raises UnreadableCode
    with the positions it cannot read, without any when it is not the right number of words.
    """
    return _code_of(positions_in(text, count, languages), count)


def readings(text: str, count: int, languages: tuple[str, ...]) -> list[Code]:
    """Every code that `text` may mean in those lists, the likeliest first, few: one look-up each tells which.

    Raises UnreadableCode as `read_code` does when there is none.
    """
    return [_code_of(positions, count) for positions in readings_in(text, count, languages)]


def _code_of(positions: list[int], count: int) -> Code:
    number = 0
    for position in positions:
        number = number << BITS | position
    return Code(number, count)


def keys_of_code(code: Code, line_ref: str) -> CodeKeys:
    """The three keys that `code` gives on that line. Takes about 0.15 s, on purpose."""
    password = code.number.to_bytes(-(-code.count * BITS // 8), "big")
    stretched = hashlib.pbkdf2_hmac("sha256", password, SALT + line_ref.encode("ascii"), ROUNDS)
    return CodeKeys(
        identity=identity_from_bytes(_derived(stretched, b"peerline identity 1")),
        look_up=_derived(stretched, b"peerline look-up 1").hex(),
        sign_in=_derived(stretched, b"peerline sign-in 1").hex(),
    )


def _derived(stretched: bytes, what: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=what).derive(stretched)
