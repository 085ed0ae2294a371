"""Where the name and the address of the writer stand in what a counselor reads, so that the page covers them.

Only places are sealed with the message, never the words: the address itself stays in the address card, which takes two
keys. What is covered: the addresses of From, Reply-To and of a failed recipient, anywhere; a display name of two words
or more, anywhere, in either order; one of a single word only where a program put it (a quote, a signature); in names of
files each word of it. A given name below a letter stays: by it the person asks to be called.

What comes encrypted is opened in the browser alone, which looks by the same rule (web/masking.ts); vectors/masks.json
holds the two together.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peerline.channels.incoming import Address, Incoming

ADDRESS, NAME = "address", "name"
MOST = 200
SHORTEST_NAME, LONGEST = 3, 300
_SPACE = r"(?:[\s,]|&nbsp;){1,9}"
# In names of files words are held together by anything but letters and figures.
_BORDER = (r"(?<!\w)", r"(?!\w)")
_BORDER_IN_FILES = (r"(?<![^\W_])", r"(?![^\W_])")

Mask = list[int | str]
Masks = dict[str, list[Any]]  # by field a list of masks; by `files` a list of such lists


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of one mail: `folds` are of the text, `files` the names of its files in their order."""

    subject: str
    text: str
    html: str = ""
    folds: Sequence[tuple[int, int, str]] = ()
    files: Sequence[str] = ()


def masks_of(incoming: Incoming, *, own_domain: str, files: Sequence[str] = ()) -> Masks:
    """Give the places in a mail.

    own_domain  addresses of the line itself are not covered
    files       the names of its files as they are stored
    Returns     [start, end, what] in code points of `subject`, `text` and `html`, and by each name of `files`, as far
                as there are any
    """
    people = [one for one in (incoming.sender, *incoming.reply_to) if one is not None]
    if incoming.bounce:
        people.append(Address("", incoming.bounce.recipient))
    read = Read(incoming.subject, incoming.text, incoming.html or "", incoming.folds, files)
    return places_of(read, people, own_domain=own_domain)


def places_of(read: Read, people: Sequence[Address], *, own_domain: str) -> Masks:
    """Give the places of these people's names and addresses. Returns as `masks_of` does."""
    addresses, names = _written(people, own_domain.lower())
    places = {
        "subject": _places(read.subject, addresses, names),
        "text": _places(read.text, addresses, names, within=read.folds),
        "html": _places(read.html, map(_escaped, addresses), map(_escaped, names)),
    }
    found: Masks = {where: one for where, one in places.items() if one}
    files = [_in_file(name, addresses, names) for name in read.files]
    return found | ({"files": files} if any(files) else {})


def _written(people: Sequence[Address], own_domain: str) -> tuple[list[str], list[str]]:
    addresses = [one.address for one in people]
    names = [" ".join(one.name.replace(",", " ").split()) for one in people]
    addresses += [name for name in names if "@" in name]
    return (
        [one for one in dict.fromkeys(addresses) if 5 < len(one) <= LONGEST and not _is_own(one, own_domain)],
        [one for one in dict.fromkeys(names) if SHORTEST_NAME <= len(one) <= LONGEST and "@" not in one],
    )


def _is_own(address: str, own_domain: str) -> bool:
    return "@" not in address or address.lower().endswith("@" + own_domain)


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)


def _places(
    text: str, addresses: Iterable[str], names: Iterable[str], *, within: Iterable[tuple[int, int, str]] = ()
) -> list[Mask]:
    small = text.lower()
    found: list[Mask] = []
    for address in addresses:
        if address.lower() in small:
            found += _found(text, [address], ADDRESS)
    folds = list(within)
    for words in map(str.split, names):
        if any(word.lower() not in small for word in words):
            continue
        for order in (words, words[::-1]) if len(words) > 1 else ():
            found += _found(text, order, NAME)
        if len(words) == 1:
            alone = _found(text, words, NAME)
            found += [one for one in alone if any(start <= int(one[0]) < end for start, end, _ in folds)]
    return _apart(found)


def _in_file(name: str, addresses: Iterable[str], names: Iterable[str]) -> list[Mask]:
    found = [one for address in addresses for one in _found(name, [address], ADDRESS)]
    for word in dict.fromkeys(word for words in names for word in words.split()):
        if len(word) >= SHORTEST_NAME:
            found += _found(name, [word], NAME, border=_BORDER_IN_FILES)
    return _apart(found)


def _found(text: str, words: list[str], what: str, *, border: tuple[str, str] = _BORDER) -> list[Mask]:
    pattern = f"{border[0]}{_SPACE.join(map(re.escape, words))}{border[1]}"
    return [[*one.span(), what] for one in re.finditer(pattern, text, re.IGNORECASE)]


def _apart(found: list[Mask]) -> list[Mask]:
    """In their order, without those that lie in another."""
    kept: list[Mask] = []
    for one in sorted(found, key=lambda mask: (int(mask[0]), -int(mask[1]))):
        if not kept or int(one[0]) >= int(kept[-1][1]):
            kept.append(one)
    return kept[:MOST]
