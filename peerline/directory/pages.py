"""What the page "somebody to reach, now" is made of: emergency numbers first, then services, one group a pair."""

from __future__ import annotations

import gzip
import json
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from peerline.directory import access, cards
from peerline.directory.facts import CALL, CHANNELS, CHAT, MAIL, SMS, WEB
from peerline.directory.kept import QUARTER, kept, line_known, packed
from peerline.directory.telling import Speaker, Told, told
from peerline.directory.vocabulary import AUDIENCES, NEEDS
from peerline.kit.clock import now
from peerline.line import emergency, pages, receipt
from peerline.line.models import Line

MOST_SHOWN = 60
MOST_REGIONS = 200  # to choose from
# Kept by others, for countries of which we know little: host, address, the need that it is kept for.
OTHER_LISTS = (
    ("findahelpline.com", "https://findahelpline.com/", ""),
    ("befrienders.org", "https://befrienders.org/", "suicide_crisis"),
    ("lila.help", "https://lila.help/", "women"),
)
_SAID_OF_CHANNELS = {CALL: "now-call", SMS: "now-sms", CHAT: "now-chat", MAIL: "now-mail", WEB: "now-web"}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is chosen more closely; "" and False for any.

    words     as they were typed
    channel   of facts.CHANNELS
    audience  a code of the vocabulary
    speaks    a language that has a name, without script and region
    region    one that services of the country have, by its name
    """

    words: str = ""
    channel: str = ""
    audience: str = ""
    speaks: str = ""
    region: str = ""
    is_free: bool = False
    is_open: bool = False


ANY = Narrowed()


@dataclass(frozen=True, slots=True)
class Near:
    """What services of a country have, to choose from: languages without script and region; regions by name."""

    languages: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


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
        said |= {"speaks": more.speaks, "region": more.region}
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
    countries = (known,) if known else pages.guessed(wished, line_known())
    return Choice(
        countries=countries,
        chosen=known,
        need=need if need in NEEDS else "",
        language=pages.speaking(wished),
        is_unknown=bool(country) and not known,
        narrowed=_known(narrowed, countries),
    )


def _known(more: Narrowed, countries: tuple[str, ...]) -> Narrowed:
    """Without what is not known. A language is, though nobody of the country speaks it: else all would be shown."""
    regions = near(countries[0], at=now()).regions if more.region and countries else ()
    language = more.speaks.partition("-")[0]
    return replace(
        more,
        words=" ".join(more.words.split()),
        channel=more.channel if more.channel in CHANNELS else "",
        audience=more.audience if more.audience in AUDIENCES else "",
        speaks=language if language.isalpha() and language in receipt.locale_of("en").languages else "",
        region=more.region if more.region in regions else "",
    )


def near(country: str, *, at: datetime, hits: list[access.Hit] | None = None) -> Near:
    """What a country's services have, kept for the hour as its pages are; `hits` are all of them where they are known.

    Languages also of those that answer everywhere, as the page shows these too.
    """

    def make(_line: Line | None) -> bytes:
        found = access.find(access.Asked(country=country)).hits if hits is None else hits
        spoken = {one.partition("-")[0] for hit in found for one in hit.facts.languages}
        here = Counter(one for hit in found if "country" in hit.reasons for one in hit.facts.regions)
        names = {one.casefold(): one for one, _count in reversed(here.most_common(MOST_REGIONS))}
        return json.dumps([sorted(spoken), [names[one] for one in sorted(names)]]).encode()

    languages, regions = json.loads(gzip.decompress(kept(("near", country), make, at=at, is_part=True)))
    return Near(tuple(languages), tuple(regions))


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
    is_all = not chosen.need and chosen.narrowed == ANY
    around = near(country, at=at, hits=found.hits if is_all else None) if country else Near()
    speaker = Speaker(language, at)
    needs = {code: speaker.say(f"now-need-{code.replace('_', '-')}") for code in NEEDS}
    late, shown = (str(one) for one in access.overdue(at.date()))
    taken = speaker.listed(dict.fromkeys(one for some in found.taken_as.values() for one in some))
    told_of = {"country": name, "day": speaker.day(at.date()), "late": late, "all": shown, "taken": taken}
    return {
        **always(chosen),
        "words": pages.words(language, source=emergency.SOURCE, **told_of),
        "need": chosen.need,
        "needs": list(needs.items()),
        "lists": [(host, address, needs.get(code, "")) for host, address, code in OTHER_LISTS],
        "narrowed": chosen.narrowed,
        "is_narrowed": chosen.narrowed != ANY,
        "wider": replace(chosen, chosen=country, need="", narrowed=ANY).query,
        "channels": [(code, speaker.say(key)) for code, key in _SAID_OF_CHANNELS.items()],
        "audiences": [(code, speaker.say(f"now-for-{code}")) for code in AUDIENCES],
        "spoken_here": _by_own_names({*around.languages, chosen.narrowed.speaks} - {""}, language),
        "regions": around.regions,
        "taken_as": taken,
        "here": here,
        "elsewhere": elsewhere,
        "written": [one for group in (*here, *elsewhere) for one in group if one.written],
        "is_more": is_more,
    }


def always(chosen: Choice) -> dict[str, Any]:
    """What can be told whatever fails, for it comes with Peerline: the emergency numbers and the cards."""
    language = chosen.language
    return {
        **pages.frame(language),
        "words": pages.words(language, source=emergency.SOURCE),
        "places": [pages.place(one, language) for one in chosen.countries],
        "country": chosen.countries[0] if chosen.countries else "",
        "is_unknown": chosen.is_unknown,
        "is_guessed": bool(chosen.countries) and not chosen.chosen,
        "chosen": chosen.query,
        "countries": pages.places(language),
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
        speaks=more.speaks,
        region=more.region,
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
    own = {one.service for one in local}
    others = [one for one in hits if one.service not in own]
    return _grouped(local, said), _grouped(others, said), found, len(hits) > most


def _by_own_names(codes: set[str], language: str) -> list[tuple[str, str]]:
    """Languages by the names that they have in themselves; in `language` where that is not known."""
    named = []
    for code in codes:
        locale = receipt.locale_of(code)
        own = locale.languages.get(code) if locale.language == code else None
        named.append((code, own or receipt.language_names((code,), language)))
    return sorted(named, key=lambda pair: pair[1].casefold())


def _grouped(hits: list[access.Hit], said: dict[uuid.UUID, Told]) -> list[list[Told]]:
    """The two of a pair in one group, everybody else alone; who is closed comes last."""
    groups: dict[str, list[Told]] = {}
    for one in hits:
        if one.service in said:
            groups.setdefault(one.facts.pair or str(one.service), []).append(said[one.service])
    return sorted(groups.values(), key=lambda group: all(one.shut for one in group))
