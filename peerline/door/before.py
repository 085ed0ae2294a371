"""What is true today and stands before writing: how long answers take, which languages wait longer, who is here."""

from __future__ import annotations

from dataclasses import dataclass

from peerline.conversations import figures
from peerline.directory import access as directory
from peerline.directory.telling import told as told_services
from peerline.kit.clock import now
from peerline.kit.units import counted
from peerline.line import access, pages, receipt

MOST_SERVICES = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of today.

    facts      what its texts fill in
    is_usual   whether enough was answered lately to say how long it took
    is_other   whether the page is in a language that the line does not answer in
    services   names of a few that answer in that language now
    is_night   whether nobody is here
    """

    facts: dict[str, str]
    is_usual: bool
    is_other: bool
    services: tuple[str, ...]
    is_night: bool


def told(language: str) -> Told:
    """For a page in this language."""
    usual, locale = figures.usual_wait(), receipt.locale_of(language)
    is_other = _primary(language) not in {_primary(one) for one in access.languages_of(access.the_line())}
    facts = {"spoken": receipt.language_names((language,), language)}
    if usual is not None:
        facts["usual"] = counted(usual, "duration-hour", locale)
    services = _services(language) if is_other else ()
    return Told(facts, usual is not None, is_other, services, not figures.is_somebody_here())


def _services(language: str) -> tuple[str, ...]:
    """The best that answer in this language, by name."""
    country = next(iter(pages.guessed(language, access.the_line())), "")
    asked = directory.Asked(country=country, need="", languages=(language,), at=now())
    hits = [one for one in directory.find(asked).hits if "language" in one.reasons]
    return tuple(one.name for one in told_services(hits[:MOST_SERVICES], language=language, at=now()))


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
