"""Who only looks like somebody: an address in the display name, letters that look like others, our own name.

The rule for look-alikes is simple on purpose: two texts look alike when they differ and their skeletons are the same. A
skeleton is the text without case, accents and unseen characters, Cyrillic, Greek and digits taken for the Latin letters
they resemble, `rn` for m, `vv` for w (the idea of UTS 39, with a table of what fonts really confuse).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from peerline.channels.domains import ascii_domain, shown_domain
from peerline.channels.incoming import Address
from peerline.channels.trust import ADDRESS_IN_NAME, IN_OUR_NAME, LOOKS_LIKE_US

LONGEST = 320
_ALIKE = str.maketrans(
    # Cyrillic, then Greek, Armenian and Latin letters of other shapes, then digits and signs.
    "аеорсухіјѕһԁԛԝвмнктгпьъзαβεικνορτυχγηωϲօսցհոıɩɡɑʀ01|!",
    "aeopcyxijshdqwbmhktrnbb3abeikvoptuxynwcouqhniigarolll",
)
# Capitals look like other letters than their small ones do.
_CAPITALS_ALIKE = str.maketrans(
    "АВЕІЈКМНОРСТУХЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abeijkmhopctyxsabezhikmnoptyx",
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("i", "l"))
_BETWEEN = re.compile(r"[\s<>\"'(),;:]")


def problems_of(sender: Address, *, line_address: str, names: Iterable[str], is_verified: bool) -> tuple[str, ...]:
    """What is false about a sender's address and name, as words of `channels.trust`.

    line_address  the line's own address
    names         the line's name, its sender name, its members' aliases
    """
    own_domain = line_address.rpartition("@")[2].lower()
    domain = ascii_domain(sender.address.rpartition("@")[2]) or sender.address.rpartition("@")[2].lower()
    found = []
    if domain == own_domain and not is_verified:
        found.append(IN_OUR_NAME)
    if _shows_another_address(sender):
        found.append(ADDRESS_IN_NAME)
    if _resembles(shown_domain(domain), [own_domain]) or _resembles(sender.name, [*names, line_address]):
        found.append(LOOKS_LIKE_US)
    return tuple(found)


@lru_cache(maxsize=512)  # the line's own names are looked at for every mail
def skeleton(text: str) -> str:
    """What a text looks like at a glance."""
    text = text[:LONGEST]
    if text.isascii() and text.isprintable():
        seen = text.lower().translate(_ALIKE)
    else:
        bare = unicodedata.normalize("NFKD", text).translate(_CAPITALS_ALIKE).casefold().translate(_ALIKE)
        seen = "".join(one for one in bare if unicodedata.category(one) not in {"Mn", "Me", "Cf", "Cc"})
    for pair, letter in _PAIRS:
        seen = seen.replace(pair, letter)
    return " ".join(seen.split())


def _resembles(text: str, ours: Iterable[str]) -> bool:
    """Alike and not the same: who has the same name as a member is not somebody who pretends."""
    if not text.strip():
        return False
    looks = skeleton(text)
    return any(looks == skeleton(one) and _plain(text) != _plain(one) for one in ours if one)


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[:LONGEST]).casefold().split())


def _shows_another_address(sender: Address) -> bool:
    # What is shown of a longer name anywhere is its beginning.
    if "@" not in sender.name and sender.name.isascii():
        return False
    words = _BETWEEN.split(unicodedata.normalize("NFKC", sender.name[:LONGEST]))
    return any(_is_address(word) and word.casefold() != sender.address.casefold() for word in words)


def _is_address(word: str) -> bool:
    local, _, domain = word.rpartition("@")
    return bool(local) and "." in domain.strip(".")
