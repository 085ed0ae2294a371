"""Finding a service: narrowed by country and need, by words in any script, ranked by fit and freshness with the reason.

What is narrowed to at most MOST services costs the same however many there are: one scan of an index that carries what
ranking asks. A wider search ranks the MOST freshest and says so.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from peerline.directory.exchange import chunks
from peerline.directory.facts import Facts, unpack
from peerline.directory.models import Reach, Vocabulary, Words
from peerline.directory.tokens import is_near, is_pair, tokens, ways_to_write

MOST = 2000
ANYWHERE = "INT"
EVERY_COUNTRY, EVERY_NEED = "", ""
COUNTRY_MARK, NEED_MARK = "\ue000", "\ue001"  # letters that no word has: nobody can type such a token
LAST = "\U0010ffff"  # behind every token that begins so
MOST_NEAR = 6
MOST_SPOILED = 2  # pairs of neighbors that are nowhere, for each that is somewhere
MOST_FORMS = 200  # of one beginning, asked for one by one
_NUMBER_BITS = 46  # of a service's identifier, below the freshness
_EARLIEST = 2**16  # days before 1970 that still count
_BEGINNINGS = 3  # letters of the longest beginning that FTS5 has an index of


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; every field may be left out.

    languages  BCP 47; who speaks one of them stands first, nobody is left out
    channels   of facts.CHANNELS; only services that have one of them
    speaks     BCP 47; only services known to answer in it
    region     only services of this region, which stand first, and those for the whole country
    audience   only services for these people, or for everybody
    is_open    only services known to be open at `at`
    """

    words: str = ""
    country: str = EVERY_COUNTRY
    region: str = ""
    need: str = EVERY_NEED
    languages: tuple[str, ...] = ()
    speaks: str = ""
    audience: str = ""
    channels: tuple[str, ...] = ()
    is_free: bool = False
    is_open: bool = False
    at: datetime | None = None


class Hit(NamedTuple):
    """A service that fits. reasons: language, country, open, free, region; why it stands where it stands."""

    service: uuid.UUID
    freshness: int
    facts: Facts
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first.

    only_freshest  there were more than MOST, and only the freshest of them were looked at
    taken_as       token that is nowhere -> the tokens it was taken for; none when it was left out
    """

    hits: list[Hit]
    only_freshest: bool = False
    taken_as: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Candidate(NamedTuple):
    service: uuid.UUID
    country: str
    freshness: int
    packed: str


def find(asked: Asked) -> Found:
    """Everything that fits, best first."""
    wanted, taken_as = _alternatives(asked.words)
    if wanted is None:
        return Found([])
    found, is_wide = _narrowed(asked)
    if wanted:
        found, is_wide = _with_words(asked, wanted, found=found, is_wide=is_wide)
    hits = [hit for one in found if (hit := _fit(asked, one)) is not None]
    hits.sort(key=lambda hit: ("region" not in hit.reasons, -len(hit.reasons), -hit.freshness))
    return Found(_pairs_together(hits), is_wide, taken_as)


def number_of(service: uuid.UUID, freshness: int) -> int:
    """How the index of words knows it: the fresher, the higher. The identifier keeps apart what is equally fresh."""
    own: int = service.int & (2**_NUMBER_BITS - 1)
    return ((freshness + _EARLIEST) << _NUMBER_BITS) | own


def candidates(country: str, need: str) -> list[uuid.UUID]:
    """The freshest services found in a country for a need ("" for any), at most MOST of them."""
    return [one.service for one in _narrowed(Asked(country=country, need=need))[0]]


def _narrowed(asked: Asked) -> tuple[list[_Candidate], bool]:
    """By country and need: the freshest, each service once, and whether there are more."""
    return _once([_reached(country, asked.need) for country in _countries(asked)])


def _countries(asked: Asked) -> list[str]:
    """Where to look, what counts more first."""
    return [asked.country, ANYWHERE] if asked.country else [EVERY_COUNTRY]


def _reached(country: str, need: str) -> list[_Candidate]:
    query = Reach.objects.filter(country=country, need=need).order_by("-freshness", "service")
    rows = query.values_list("service_id", "country", "freshness", "facts")[: MOST + 1]
    return [_Candidate(*row) for row in rows]


def _once(by_country: list[list[_Candidate]]) -> tuple[list[_Candidate], bool]:
    """Each service once (its own country before everywhere), the freshest MOST, and whether there were more."""
    kept, *others = [rows for rows in by_country if rows] or [[]]
    for rows in others:
        there = {one.service for one in kept}
        kept = kept + [one for one in rows if one.service not in there]
    freshest = sorted(kept, key=lambda one: -one.freshness)
    return freshest[:MOST], len(freshest) > MOST


def _alternatives(words: str) -> tuple[list[tuple[str, ...]] | None, dict[str, tuple[str, ...]]]:
    """For each token asked for what may stand for it; None when one of them is like nothing that there is.

    Of a run without spaces a slip spoils two pairs of neighbors: they are left out while enough of the run is known.
    """
    asked = list(dict.fromkeys(tokens(words)))
    wanted: list[tuple[str, ...]] = []
    taken_as: dict[str, tuple[str, ...]] = {}
    for token in asked:
        there = tuple(one for one in ways_to_write(token) if _begins_something(one))
        if there:
            wanted.append(there)
            continue
        near = _near(token)
        if not near and not is_pair(token):
            return None, {}
        taken_as[token] = near
        wanted += [near] if near else []
    spoiled = sum(not near for near in taken_as.values())
    known = sum(map(is_pair, asked)) - spoiled
    return (wanted, taken_as) if spoiled <= MOST_SPOILED * known else (None, {})


def _begins_something(token: str) -> bool:
    return Vocabulary.objects.filter(token__gte=token, token__lt=token + LAST).exists()


def _near(token: str) -> tuple[str, ...]:
    """Tokens that differ by a slip. The first letter is right, or swapped with the second."""
    if len(token) < 4:
        return ()
    lengths = range(len(token) - 2, len(token) + 3)
    stored = Vocabulary.objects.filter(first__in={token[0], token[1]}, length__in=lengths)
    near = [one for one in stored.values_list("token", flat=True) if is_near(token, one)]
    return tuple(sorted(near, key=lambda one: (abs(len(one) - len(token)), one))[:MOST_NEAR])


def _with_words(
    asked: Asked, wanted: list[tuple[str, ...]], *, found: list[_Candidate], is_wide: bool
) -> tuple[list[_Candidate], bool]:
    """Of these, those with the words. Where there are too many to look at each, the index of words narrows first."""
    if not is_wide:
        said = _tokens_of(found)
        return [one for one in found if _has(said.get(one.service, ()), wanted)], False
    ids = _by_index(asked, wanted)
    by_country: dict[str, list[_Candidate]] = {country: [] for country in _countries(asked)}
    for chunk in chunks(ids):
        query = Reach.objects.filter(service__in=chunk, country__in=list(by_country), need=asked.need)
        for row in query.values_list("service_id", "country", "freshness", "facts"):
            by_country[row[1]].append(_Candidate(*row))
    kept, _ = _once(list(by_country.values()))
    return kept, len(ids) > MOST


def _tokens_of(found: list[_Candidate]) -> dict[uuid.UUID, list[str]]:
    """The tokens of each, got by its number in rising order: one way into the table each, never back and forth."""
    said: dict[uuid.UUID, list[str]] = {}
    for numbers in chunks(sorted(number_of(one.service, one.freshness) for one in found)):
        rows = Words.objects.filter(number__in=numbers).values_list("service_id", "tokens")
        said.update((service, tokens.split()) for service, tokens in rows)
    return said


def _has(said: Iterable[str], wanted: list[tuple[str, ...]]) -> bool:
    """Whether each token asked for, or what may stand for it, begins a token that is said."""
    return all(any(one.startswith(choice) for one in said for choice in choices) for choices in wanted)


def _by_index(asked: Asked, wanted: list[tuple[str, ...]]) -> list[uuid.UUID]:
    """The freshest services with these words, by FTS5 or GIN; at most MOST and one more."""
    marks: list[tuple[str, ...]] = [(COUNTRY_MARK + asked.country, COUNTRY_MARK + ANYWHERE)] if asked.country else []
    marks += [(NEED_MARK + asked.need,)] if asked.need else []
    if connection.vendor == "postgresql":
        statement = "SELECT service_id FROM directory_words WHERE vector @@ %s::tsquery ORDER BY number DESC LIMIT %s"
        query = " & ".join([*_all_of(wanted, "'{}':*", " | "), *_all_of(marks, "'{}'", " | ")])
    else:
        statement = (
            "SELECT w.service_id FROM directory_fts f JOIN directory_words w ON w.number = f.rowid"
            " WHERE directory_fts MATCH %s ORDER BY f.rowid DESC LIMIT %s"
        )
        forms = [tuple(form for one in choices for form in _forms(one)) for choices in wanted]
        query = " AND ".join([*_all_of(forms, "{}", " OR "), *_all_of(marks, '"{}"', " OR ")])
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, MOST + 1])
        return [one if isinstance(one, uuid.UUID) else uuid.UUID(one) for (one,) in cursor.fetchall()]


def _forms(token: str) -> list[str]:
    """What FTS5 is asked for a token and all that begin with it: a list of words, which it reads as far as it has to.

    A beginning of which it has no index it would collect from every service first, however few are wanted.
    """
    if len(token) <= _BEGINNINGS:
        return [f'"{token}"*']
    begun = Vocabulary.objects.filter(token__gte=token, token__lt=token + LAST)
    there = list(begun.order_by("token").values_list("token", flat=True)[: MOST_FORMS + 1])
    return [f'"{one}"' for one in there] if there and len(there) <= MOST_FORMS else [f'"{token}"*']


def _all_of(wanted: Iterable[tuple[str, ...]], form: str, any_of: str) -> Iterator[str]:
    """Each group of choices as a piece of the query. A token has letters, digits and marks only: nothing to escape."""
    for choices in wanted:
        yield "(" + any_of.join(form.format(one) for one in choices) + ")"


def _fit(asked: Asked, one: _Candidate) -> Hit | None:
    """Whether it fits what narrows further, and why it stands where it stands."""
    facts = unpack(one.packed)
    if asked.channels and not facts.channels.intersection(asked.channels):
        return None
    if asked.is_free and not facts.is_free:
        return None
    if not _is_near(asked, one, facts):
        return None
    if asked.audience and facts.audiences and not facts.audiences & {asked.audience, "everybody"}:
        return None
    is_open = facts.is_open(asked.at) if asked.is_open and asked.at else None
    if asked.is_open and not is_open:
        return None
    return Hit(one.service, one.freshness, facts, _reasons(asked, one, facts, is_open=bool(is_open)))


def _is_near(asked: Asked, one: _Candidate, facts: Facts) -> bool:
    """Whether it answers in the language and is there for the region; who answers everywhere is there for each."""
    if asked.speaks and not _speaks(facts, (asked.speaks,)):
        return False
    is_elsewhere = asked.region and one.country == asked.country and facts.regions and not facts.is_of(asked.region)
    return not is_elsewhere


def _reasons(asked: Asked, one: _Candidate, facts: Facts, *, is_open: bool) -> tuple[str, ...]:
    said = []
    if asked.languages and _speaks(facts, asked.languages):
        said.append("language")
    if asked.country and one.country == asked.country:
        said.append("country")
    if asked.region and facts.is_of(asked.region):
        said.append("region")
    if asked.audience and asked.audience in facts.audiences:
        said.append("audience")
    if is_open:
        said.append("open")
    return tuple(said)


def _speaks(facts: Facts, languages: tuple[str, ...]) -> bool:
    return not _plain(facts.languages).isdisjoint(_plain(languages))


@lru_cache(maxsize=1024)
def _plain(languages: Collection[str]) -> frozenset[str]:
    """Languages without script and region."""
    return frozenset(one.partition("-")[0] for one in languages)


def _pairs_together(hits: list[Hit]) -> list[Hit]:
    """Services that are shown together or not at all stand one after the other, where the better of them stands."""
    if not any(one.facts.pair for one in hits):
        return hits
    by_pair: dict[str | uuid.UUID, list[Hit]] = {}
    for one in hits:
        by_pair.setdefault(one.facts.pair or one.service, []).append(one)
    return [one for group in by_pair.values() for one in group]
