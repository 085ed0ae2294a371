"""Who is named in an address header? (RFC 5322 lists, groups, comments, and what is really sent.)

One pass over the characters, no backtracking: a header of any size costs its length.
"""

from __future__ import annotations

import re

from ...incoming import Address
from .words import decode_words, one_row, raw_text

MOST_ADDRESSES = 500
MOST_CHARACTERS = 262_144

_SPECIAL = re.compile(r'[<>(),:;\\\[\]"]')
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)|<([^<>]*)(?:>|\Z)|([(),;:])|([^"<(),;:]+|[<>])', re.DOTALL)
_EDGES = " '\"<>[]"


def read_addresses(values: list[bytes], charset: str | None = None) -> tuple[Address, ...]:
    """Read every mailbox in the values of an address header, in order, within the limits of this module."""
    found: list[Address] = []
    left = MOST_CHARACTERS
    for value in values:
        text = one_row(raw_text(value[:left], charset))
        left -= len(text)
        simple = _read_simple(text)
        if simple:
            found.append(simple)
        else:
            found.extend(_read_list(text))
        if len(found) >= MOST_ADDRESSES or left <= 0:
            break
    return tuple(found[:MOST_ADDRESSES])


def _read_simple(text: str) -> Address | None:
    """Read the form that nearly every mail has, `name <address>` alone, the short way."""
    name, _, rest = text.partition("<")
    name = name.strip()
    if name[:1] == '"' == name[-1:]:
        name = name[1:-1]
    address = rest[:-1]
    if rest[-1:] != ">" or address.count("@") != 1 or " " in address or _SPECIAL.search(address):
        return None
    if _SPECIAL.search(name) or "@" in name:
        return None
    return Address(one_row(decode_words(name)), address)


class _Mailbox:
    """One mailbox while it is read: the words before the address, the address, a comment."""

    __slots__ = ("address", "comment", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.address: str | None = None
        self.comment = ""

    def finish(self) -> Address | None:
        name = one_row(decode_words(" ".join(self.words)))
        address = self.address
        if address is None:
            spot = next((word for word in name.split() if "@" in word[1:-1]), None)
            if spot is None:
                return Address(name, "") if name else None
            name, address = name.replace(spot, "", 1).strip(_EDGES), spot.strip(_EDGES)
        return Address(name or one_row(decode_words(self.comment)), address.strip().strip("'\"").rstrip("."))


def _read_list(text: str) -> list[Address]:
    found: list[Address] = []
    box, depth = _Mailbox(), 0
    for token in _TOKEN.finditer(text):
        quoted, _, mark, words = token.groups()
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif depth:
            box.comment = (box.comment + (quoted or words or "")).strip()[:1000]
        elif mark == ":":
            box = _Mailbox()  # what stood before was the name of a group
        elif mark:
            _keep(found, box)
            box = _Mailbox()
            if len(found) >= MOST_ADDRESSES:
                return found
        else:
            _take(box, token)
    _keep(found, box)
    return found


def _take(box: _Mailbox, token: re.Match[str]) -> None:
    quoted, angled, _, words = token.groups()
    if angled is not None:
        address = angled.rsplit(":", 1)[-1].replace(" ", "")
        if address or box.address is None:
            box.address = address
    elif quoted is not None:
        box.words.append(re.sub(r"\\(.)", r"\1", quoted))
    elif words and words.strip():
        box.words.append(words.strip())


def _keep(found: list[Address], box: _Mailbox) -> None:
    one = box.finish()
    if one is not None and (one.address or one.name):
        found.append(one)
