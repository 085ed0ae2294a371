"""What the page "somebody to reach, now" is made of: emergency numbers first, then services, one group a pair."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from peerline.directory import access, cards
from peerline.directory.telling import Speaker, Told, told
from peerline.directory.vocabulary import NEEDS
from peerline.line import emergency, pages, receipt

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """What the page is for.

    countries  chosen, or guessed from the language, at most two; services are of the first
    chosen     the country that was chosen, "" when it was guessed
    need       a code of the vocabulary, "" for any
    """

    countries: tuple[str, ...]
    chosen: str
    need: str
    language: str
    is_unknown: bool = False

    @property
    def query(self) -> str:
        """The same as the end of an address, without the language."""
        said = {"country": self.chosen, "need": self.need}
        return "".join(f"&{urlencode({name: value})}" for name, value in said.items() if value)


def choice(*, country: str, need: str, wished: str) -> Choice:
    """What was chosen: anything that is not known counts as not chosen."""
    known = country.upper() if country.upper() in emergency.countries() else ""
    return Choice(
        countries=(known,) if known else pages.guessed(wished),
        chosen=known,
        need=need if need in NEEDS else "",
        language=pages.speaking(wished),
        is_unknown=bool(country) and not known,
    )


def context(chosen: Choice, *, at: datetime, most: int = MOST_SHOWN) -> dict[str, Any]:
    """What the template fills in; at most so many services."""
    language = chosen.language
    country = chosen.countries[0] if chosen.countries else ""
    name = emergency.country_name(country, receipt.locale_of(language))
    here, elsewhere, is_more = _services(chosen, country, at=at, most=most)
    speaker = Speaker(language, at)
    late, shown = (str(one) for one in access.overdue(at.date()))
    told_of = {"country": name, "day": speaker.day(at.date()), "late": late, "all": shown}
    return {
        **pages.frame(language),
        "words": pages.words(language, source=emergency.SOURCE, **told_of),
        "places": [pages.place(one, language) for one in chosen.countries],
        "country": country,
        "is_unknown": chosen.is_unknown,
        "chosen": chosen.query,
        "need": chosen.need,
        "countries": pages.places(language),
        "needs": [(code, speaker.say(f"now-need-{code.replace('_', '-')}")) for code in NEEDS],
        "here": here,
        "elsewhere": elsewhere,
        "written": [one for group in (*here, *elsewhere) for one in group if one.written],
        "is_more": is_more,
        "cards": cards.titles(language),
    }


def _services(
    chosen: Choice, country: str, *, at: datetime, most: int
) -> tuple[list[list[Told]], list[list[Told]], bool]:
    """The groups of this country, those that answer everywhere, and whether there are more."""
    if not country:
        return [], [], False
    asked = access.Asked(country=country, need=chosen.need, languages=(chosen.language,), at=at)
    hits = access.wholly(access.find(asked).hits)
    said = {one.service: one for one in told(access.first(hits, most), language=chosen.language, at=at)}
    local = [one for one in hits if "country" in one.reasons]
    others = [one for one in hits if "country" not in one.reasons]
    return _grouped(local, said), _grouped(others, said), len(hits) > most


def _grouped(hits: list[access.Hit], said: dict[uuid.UUID, Told]) -> list[list[Told]]:
    """The two of a pair in one group, everybody else alone."""
    groups: dict[str, list[Told]] = {}
    for one in hits:
        if one.service in said:
            groups.setdefault(one.facts.pair or str(one.service), []).append(said[one.service])
    return list(groups.values())
