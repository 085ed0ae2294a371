"""What a comment is about: the public pages by a short name, and where each of them is.

A name is `now`, `cards`, `networks`, `promises`, `who`, `key`, `card:` and the card's name, or `network:`, `partner:`,
`need:`, `resource:` and an identifier. The first page and those on which somebody writes, or is about to, are none: a
second field there could take what was meant for who answers.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from peerline.directory import cards
from peerline.directory.access.sheets import shown_row
from peerline.directory.sheets import SHEETS
from peerline.kit.errors import NotThere
from peerline.line import wording

LONGEST = 60
_OF = {sheet.about: sheet for sheet in SHEETS.values()}
# A name: the text that is its title, and where it is.
_PLAIN = {
    "now": ("now-title", "/now/"),
    "cards": ("now-cards", "/cards/"),
    "networks": ("net-title", "/networks/"),
    "promises": ("pack-title", "/promises/"),
    "who": ("who-title", "/who/"),
    "key": ("key-title", "/key/"),
}
# Rows that have a page of their own; the others stand on the page of the lists.
_OWN = {"network": "directory:network", "partner": "directory:partner"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A page: what it is called and where it is. `is_of_people`: its name is in the language of who wrote it."""

    about: str
    title: str
    address: str
    is_of_people: bool = False


def subject(about: str, language: str) -> Subject:
    """The page of a name. Raises NotThere for what is none, and for a row that is not shown."""
    kind, colon, name = about[:LONGEST].partition(":")
    if about in _PLAIN:
        key, address = _PLAIN[about]
        return Subject(about, wording.text(key, language), address)
    if kind == "card" and name in cards.CARDS:
        return Subject(about, cards.card(name, language).title, reverse("directory:card", args=[name]))
    if not colon or kind not in _OF:
        raise NotThere
    row = shown_row(_OF[kind], _uuid(name))
    address = reverse(_OWN[kind], args=[row.pk]) if kind in _OWN else reverse("directory:networks")
    return Subject(f"{kind}:{row.pk}", row.name, address, is_of_people=True)


def subject_or_none(about: str, language: str) -> Subject | None:
    """The same for editors: None where the page is no more."""
    try:
        return subject(about, language)
    except NotThere:
        return None


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotThere from None
