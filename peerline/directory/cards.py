"""The six cards of the first hour: at most 120 words each, static, printable, with where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from peerline.line import wording

KEYS = tuple(key for key in wording.every_key() if key.startswith("card-"))
MOST_WORDS = 120

_HARM = ("Meta-Wiki: Threats of harm", "https://meta.wikimedia.org/wiki/Meta:Threats_of_harm")
_MANUAL = ("PEN America: Online Harassment Field Manual", "https://onlineharassmentfieldmanual.pen.org/")
# Name -> what was read for it.
CARDS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "posted": (
        ("Wikipedia: Oversight", "https://en.wikipedia.org/wiki/Wikipedia:Oversight"),
        _MANUAL,
    ),
    "threat": (_HARM, _MANUAL),
    "employer": (_MANUAL,),
    "pictures": (
        ("StopNCII.org", "https://stopncii.org/"),
        ("Take It Down", "https://takeitdown.ncmec.org/"),
    ),
    "suicide": (
        ("World Health Organization: Suicide", "https://www.who.int/health-topics/suicide"),
        ("988 Suicide and Crisis Lifeline", "https://988lifeline.org/"),
    ),
    "worry": (
        ("World Health Organization: Suicide", "https://www.who.int/health-topics/suicide"),
        _HARM,
    ),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One card in a language."""

    name: str
    title: str
    steps: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


def speaking(wished: str) -> str:
    """The nearest language to the wished one in which every card is written."""
    return wording.language_of(KEYS, wished)


def titles(language: str) -> list[tuple[str, str]]:
    """Every card: its name and its title."""
    return [(name, wording.text(f"card-{name}-title", language)) for name in CARDS]


def card(name: str, language: str) -> Card:
    """One card. The name is one of CARDS."""
    text = wording.text(f"card-{name}-text", language)
    steps = tuple(filter(None, (row.strip() for row in text.splitlines())))
    return Card(name, wording.text(f"card-{name}-title", language), steps, CARDS[name])
