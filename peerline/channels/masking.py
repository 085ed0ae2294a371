"""Where the name and the address of the writer stand in what a counselor reads, so that the page covers them.

Only places are sealed with the message, never the words: the address itself stays in the address card, which takes two
keys. What is covered: the addresses of From, Reply-To and of a failed recipient, anywhere; a display name of two words
or more, anywhere, in either order; one of a single word only where a program put it (a quote, a signature). A given
name below a letter stays: by it the person asks to be called.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from peerline.channels.incoming import Incoming

ADDRESS, NAME = "address", "name"
MOST = 200
SHORTEST_NAME, LONGEST = 3, 300
_SPACE = r"(?:[\s,]|&nbsp;){1,9}"

Mask = list[int | str]


def masks_of(incoming: Incoming, *, own_domain: str) -> dict[str, list[Mask]]:
    """Give the places, as [start, end, what] in code points of `subject`, `text` and `html`, as far as there are any.

    own_domain  addresses of the line itself are not covered
    """
    addresses, names = _written(incoming, own_domain.lower())
    places = {
        "subject": _places(incoming.subject, addresses, names),
        "text": _places(incoming.text, addresses, names, within=incoming.folds),
        "html": _places(incoming.html or "", map(_escaped, addresses), map(_escaped, names)),
    }
    return {where: found for where, found in places.items() if found}


def _written(incoming: Incoming, own_domain: str) -> tuple[list[str], list[str]]:
    people = [one for one in (incoming.sender, *incoming.reply_to) if one is not None]
    addresses = [one.address for one in people] + [incoming.bounce.recipient if incoming.bounce else ""]
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


def _found(text: str, words: list[str], what: str) -> list[Mask]:
    pattern = rf"(?<!\w){_SPACE.join(map(re.escape, words))}(?!\w)"
    return [[*one.span(), what] for one in re.finditer(pattern, text, re.IGNORECASE)]


def _apart(found: list[Mask]) -> list[Mask]:
    """In their order, without those that lie in another."""
    kept: list[Mask] = []
    for one in sorted(found, key=lambda mask: (int(mask[0]), -int(mask[1]))):
        if not kept or int(one[0]) >= int(kept[-1][1]):
            kept.append(one)
    return kept[:MOST]
