"""What the page "somebody to reach, now" is made of: emergency numbers first, then services, one group a pair."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from peerline.directory import access, cards
from peerline.directory.facts import CALL, CHANNELS, CHAT, MAIL, SMS, WEB
from peerline.directory.kept import QUARTER, kept, line_known, packed
from peerline.directory.telling import Speaker, Told, told
from peerline.directory.vocabulary import AUDIENCES, NEEDS
from peerline.line import emergency, pages, receipt
from peerline.line.models import Line

MOST_SHOWN = 60
_SAID_OF_CHANNELS = {CALL: "now-call", SMS: "now-sms", CHAT: "now-chat", MAIL: "now-mail", WEB: "now-web"}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is chosen more closely; "" and False for any.

    words     as they were typed
    channel   of facts.CHANNELS
    audience  a code of the vocabulary
    """

    words: str = ""
    channel: str = ""
    audience: str = ""
    is_free: bool = False
    is_open: bool = False


ANY = Narrowed()


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
    narrowed: Narrowed = ANY

    @property
    def query(self) -> str:
        """The same as the end of an address, without the language."""
        more = self.narrowed
        said = {"country": self.chosen, "need": self.need, "words": more.words, "how": more.channel}
        said |= {"whom": more.audience, "free": "1" * more.is_free, "open": "1" * more.is_open}
        return "".join(f"&{urlencode({name: value})}" for name, value in said.items() if value)

    def until(self, at: datetime) -> datetime:
        """The last moment at which a page that is made at `at` is read: it is kept for the rest of the hour.

        What asks for who is open is kept for the rest of the quarter.
        """
        end = (at.minute // QUARTER * QUARTER if self.narrowed.is_open else 60 - QUARTER) + QUARTER - 1
        return at.replace(minute=end, second=59, microsecond=999_999)


def choice(*, country: str, need: str, wished: str, narrowed: Narrowed = ANY) -> Choice:
    """What was chosen: anything that is not known counts as not chosen."""
    known = country.upper() if country.upper() in emergency.countries() else ""
    return Choice(
        countries=(known,) if known else pages.guessed(wished, line_known()),
        chosen=known,
        need=need if need in NEEDS else "",
        language=pages.speaking(wished),
        is_unknown=bool(country) and not known,
        narrowed=narrowed,
    )


def narrowed(*, words: str, channel: str, audience: str, is_free: bool, is_open: bool) -> Narrowed:
    """What was chosen more closely: anything that is not known counts as not chosen."""
    known = (channel if channel in CHANNELS else "", audience if audience in AUDIENCES else "")
    return Narrowed(" ".join(words.split()), *known, is_free=is_free, is_open=is_open)


def page(name: str, chosen: Choice, make: Callable[[Line | None], bytes], *, at: datetime) -> bytes:
    """A page of this choice, packed; kept for everybody, unless somebody's own words are part of it."""
    if chosen.narrowed.words:
        return packed(make)
    quarter = at.minute // QUARTER if chosen.narrowed.is_open else None
    return kept((name, chosen, quarter), make, at=at)


def context(chosen: Choice, *, at: datetime, most: int = MOST_SHOWN) -> dict[str, Any]:
    """What the template fills in; at most so many services."""
    language = chosen.language
    country = chosen.countries[0] if chosen.countries else ""
    name = emergency.country_name(country, receipt.locale_of(language))
    here, elsewhere, found, is_more = _services(chosen, country, at=at, most=most)
    speaker = Speaker(language, at)
    late, shown = (str(one) for one in access.overdue(at.date()))
    taken = speaker.listed(dict.fromkeys(one for some in found.taken_as.values() for one in some))
    told_of = {"country": name, "day": speaker.day(at.date()), "late": late, "all": shown, "taken": taken}
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
        "narrowed": chosen.narrowed,
        "is_narrowed": chosen.narrowed != ANY,
        "channels": [(code, speaker.say(key)) for code, key in _SAID_OF_CHANNELS.items()],
        "audiences": [(code, speaker.say(f"now-for-{code}")) for code in AUDIENCES],
        "taken_as": taken,
        "here": here,
        "elsewhere": elsewhere,
        "written": [one for group in (*here, *elsewhere) for one in group if one.written],
        "is_more": is_more,
        "cards": cards.titles(language),
    }


def _services(
    chosen: Choice, country: str, *, at: datetime, most: int
) -> tuple[list[list[Told]], list[list[Told]], access.Found, bool]:
    """The groups of this country, those that answer everywhere, what was found, and whether there are more."""
    if not country:
        return [], [], access.Found([]), False
    more = chosen.narrowed
    asked = access.Asked(
        words=more.words,
        country=country,
        need=chosen.need,
        languages=(chosen.language,),
        audience=more.audience,
        channels=(more.channel,) if more.channel else (),
        is_free=more.is_free,
        is_open=more.is_open,
        at=at,
    )
    found = access.find(asked)
    hits = access.wholly(found.hits)
    shown = told(access.first(hits, most), language=chosen.language, at=at, until=chosen.until(at))
    said = {one.service: one for one in shown}
    pairs = {one.facts.pair for one in hits if "country" in one.reasons} - {""}
    local = [one for one in hits if "country" in one.reasons or one.facts.pair in pairs]
    others = [one for one in hits if one not in local]
    return _grouped(local, said), _grouped(others, said), found, len(hits) > most


def _grouped(hits: list[access.Hit], said: dict[uuid.UUID, Told]) -> list[list[Told]]:
    """The two of a pair in one group, everybody else alone; who is closed comes last."""
    groups: dict[str, list[Told]] = {}
    for one in hits:
        if one.service in said:
            groups.setdefault(one.facts.pair or str(one.service), []).append(said[one.service])
    return sorted(groups.values(), key=lambda group: all(one.shut for one in group))
