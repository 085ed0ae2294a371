"""Who is named in an address header? (RFC 5322 lists, groups, comments, and what is really sent.)

One pass over the characters, no backtracking: a header of any size costs its length. A comma or another special
character in a name without quotes belongs to the name when an address follows it; a name in an encoded word is read
after the list is cut, so that nothing in it can make an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...incoming import Address
from .words import decode_words, one_row, raw_text

MOST_ADDRESSES = 500
MOST_CHARACTERS = 262_144
LONGEST_COMMENT = 1000

_SPECIAL = re.compile(r'[<>(),:;\\\[\]"]')
_TOKEN = re.compile(
    r"(?P<word>=\?[^?\s]{1,60}\?[BbQq]\?[^?]*+\?=)"
    r'|"(?P<quoted>(?:[^"\\]|\\.)*+)(?P<closed>"|\\?\Z)'
    r"|<(?P<angled>[^<>]*+)(?:>+|(?=<)|\Z)"
    r"|(?P<mark>[(),;:])"
    r'|(?P<words>(?:[^"<>(),:;=]|=(?!\?))+|[<>"=])',
    re.DOTALL,
)
# A quote without its end is a character like others: behind it no quote is one.
_QUOTELESS = re.compile(_TOKEN.pattern.replace('|"(?P<quoted>', '|(?!)"(?P<quoted>'), re.DOTALL)
_EDGES = " '\"<>[]"
_LOOSE_AT = re.compile(r"\s*@\s*")
_MAILTO = re.compile(r"^\s*mailto:", re.IGNORECASE)


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
    if _SPECIAL.search(name) or "@" in name or "=?" in address:
        return None
    return Address(_name(name), address.rstrip("."))


def _name(text: str) -> str:
    """Read a display name; quotes that the encoded word brought along go too."""
    name = one_row(decode_words(text))
    return name[1:-1].strip() if len(name) > 1 and name[0] == '"' == name[-1] else name


class _Mailbox:
    """One mailbox while it is read: the words before the address, the address, a comment."""

    __slots__ = ("address", "comment", "is_spaced", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.address: str | None = None
        self.comment = ""
        self.is_spaced = False

    def say(self, words: str) -> None:
        """Add words of the name, with the spaces that stood around them."""
        if self.address is None or words.strip(" >"):
            self.words.append(words)

    def finish(self) -> Address | None:
        name = _name(re.sub(r"\s{2,}", " ", "".join(self.words)).strip())
        address = self.address
        if not address:
            name, address = _address_among(name)
            if address is None:
                return Address(name or _name(self.comment), "") if name else None
        return Address(name or _name(self.comment), _clean(address))


def _address_among(name: str) -> tuple[str, str | None]:
    """Find the address in words without angle brackets; None when there is none."""
    spot = next((word for word in name.split() if "@" in word[1:-1]), None)
    if spot is None and "@" in name:
        name = _LOOSE_AT.sub("@", name).replace(" .", ".").replace(". ", ".")
        spot = next((word for word in name.split() if "@" in word[1:-1]), None)
    if spot is None:
        return name, None
    rest = name.replace(spot, "", 1).strip()
    return ("" if not rest.strip(_EDGES) else rest.strip(_EDGES)), spot.strip(_EDGES)


def _clean(address: str) -> str:
    """Take off what does not belong to an address: mailto, a route, spaces, a last dot; read an encoded one."""
    address = _MAILTO.sub("", address.strip())
    if address.startswith("@"):
        address = address.rsplit(":", 1)[-1]
    if "=?" in address:
        address = decode_words(address)
    if '"' not in address:
        address = address.replace(" ", "")
    return one_row(address).strip("'").rstrip(".") if '"' in address else one_row(address).strip("'\"").rstrip(".,;")


def _read_list(text: str) -> list[Address]:
    found: list[Address] = []
    box, depth = _Mailbox(), 0
    for token in _tokens(text):
        mark, words = token["mark"], token["quoted"] or token["words"] or token["word"] or ""
        if mark == ")":
            depth = max(0, depth - 1)
        if depth and len(box.comment) < LONGEST_COMMENT:
            box.comment += words + (f"<{token['angled']}>" if token["angled"] else mark or "")
        if mark == "(":
            depth += 1
        elif mark == ")" or depth:
            continue
        elif mark:
            box = _cut(found, box, token, text=text)
            if len(found) >= MOST_ADDRESSES:
                return found
        else:
            _take(box, token)
    _keep(found, box)
    return found


def _tokens(text: str) -> Iterator[re.Match[str]]:
    for token in _TOKEN.finditer(text):
        if token["closed"] not in (None, '"'):
            yield from _QUOTELESS.finditer(text, token.start())
            return
        yield token


def _cut(found: list[Address], box: _Mailbox, token: re.Match[str], *, text: str) -> _Mailbox:
    """End a mailbox at a comma, semicolon or colon, unless the mark belongs to a name without quotes."""
    mark, end = token["mark"], token.end()
    is_name = box.address is None and any(one.strip() for one in box.words)
    if mark == ":" and is_name and not _is_group(text, end):
        box.say(mark)
        return box
    if mark == ":":
        return _Mailbox()  # what stood before was the name of a group
    if mark == "," and is_name and "@" not in "".join(box.words) and _name_goes_on(text, end):
        box.say(mark)
        return box
    _keep(found, box)
    return _Mailbox()


def _is_group(text: str, position: int) -> bool:
    """Whether a colon ends the name of a group: nothing follows it, or a list that a semicolon ends."""
    rest = text[position : position + 2000].strip()
    return not rest or ";" in rest or "<" not in rest or rest.split("<")[0].count(",") > 1


def _name_goes_on(text: str, position: int) -> bool:
    """Whether an address in angle brackets follows before the next one could begin."""
    rest = text[position : position + 500]
    before, opened, _ = rest.partition("<")
    return bool(opened) and "@" not in before and ";" not in before and before.count(",") < 2


def _take(box: _Mailbox, token: re.Match[str]) -> None:
    if token["angled"] is not None:
        if token["angled"].strip() or box.address is None:
            if box.address:
                box.say(box.address)
            box.address = token["angled"]
    elif token["quoted"] is not None:
        box.say(re.sub(r"\\(.)", r"\1", token["quoted"]))
    else:
        box.say(token["word"] or token["words"])


def _keep(found: list[Address], box: _Mailbox) -> None:
    one = box.finish()
    if one is not None and (one.address or one.name):
        found.append(one)
