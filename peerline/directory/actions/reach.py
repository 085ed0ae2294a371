"""Where a service is found, and by which words: made anew whenever something changes that finding depends on."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import F

from peerline.directory.access import pairs as access
from peerline.directory.access.entries import Entry, entries
from peerline.directory.access.finding import ANYWHERE, COUNTRY_MARK, EVERY_COUNTRY, EVERY_NEED, NEED_MARK, number_of
from peerline.directory.blocking import needs_review
from peerline.directory.exchange import chunks
from peerline.directory.facts import CALL, CHAT, MAIL, SMS, WEB, Facts, pack, pack_hours
from peerline.directory.kept import ask_anew
from peerline.directory.models import Attribute, Edition, Listing, Reach, ServiceArea, Vocabulary, Words
from peerline.directory.numbers import NOT_FOR_PEOPLE, TEXTED, WHATSAPP, WRITTEN
from peerline.directory.tokens import MOST, tokens
from peerline.directory.vocabulary import AUDIENCE, AUDIENCES, NEED, NEEDS, term_id
from peerline.line import emergency, receipt, wording

_EPOCH = date(1970, 1, 1)
_NOT_VERIFIED = 3652  # days: what nobody here has verified stands behind everything that somebody has
_NEED_OF_TERM = {term_id(NEED, code): code for code in NEEDS}
_AUDIENCE_OF_TERM = {str(term_id(AUDIENCE, code)): code for code in AUDIENCES}


def renew_reach(services: Iterable[uuid.UUID]) -> None:
    """Make the index rows of these services anew, and of those they are paired with.

    Only what is shown and active is found; of a pair both, or neither.
    """
    for ids in chunks(_with_pairs(list(dict.fromkeys(services)))):
        with transaction.atomic():
            _renew(ids)
            if not Edition.objects.filter(pk=1).update(number=F("number") + 1):
                Edition.objects.get_or_create(pk=1, defaults={"number": 1})
    ask_anew()


def freshness(listing: Listing) -> int:
    """Days since 1970 of the last verification, or of the source less ten years."""
    if listing.verified_on:
        return (listing.verified_on - _EPOCH).days
    return ((listing.source_date or _EPOCH) - _EPOCH).days - _NOT_VERIFIED


def countries_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """The countries of each service: of its areas, a region counting as its country."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = ServiceArea.objects.filter(service__in=ids).values_list("service_id", "extent")
    for service, extent in rows:
        code = extent.partition("-")[0].upper()
        if len(code) in (2, 3) and code.isalpha():
            found[service].add(code)
    return found


def needs_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """The needs that each service is tagged with."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = Attribute.objects.filter(link_id__in=ids, link_entity="service", taxonomy_term__in=_NEED_OF_TERM)
    for service, term in rows.values_list("link_id", "taxonomy_term_id"):
        found[service].add(_NEED_OF_TERM[term])
    return found


def _renew(ids: list[uuid.UUID]) -> None:
    Reach.objects.filter(service__in=ids).delete()
    Words.objects.filter(service__in=ids).delete()
    shown = Listing.objects.filter(service__in=ids, state=Listing.SHOWN, service__status="active")
    listings = {one.service_id: one for one in shown}
    countries, needs = countries_of(list(listings)), needs_of(list(listings))
    for service in _risky(listings.values(), countries, needs):
        del listings[service]
    for service in access.halves(listings.values()):
        del listings[service]
    reaches: list[Reach] = []
    words: list[Words] = []
    for entry in entries(list(listings)):
        listing = listings[entry.id]
        places = {EVERY_COUNTRY, *(countries[entry.id] or {ANYWHERE})}
        kinds = {EVERY_NEED, *needs[entry.id]}
        packed = pack(_facts(entry, listing))
        fresh = freshness(listing)
        reaches += [
            Reach(service_id=entry.id, country=country, need=need, freshness=fresh, facts=packed)
            for country in places
            for need in kinds
        ]
        marks = [*(COUNTRY_MARK + one for one in places if one), *(NEED_MARK + one for one in kinds if one)]
        said = " ".join([*dict.fromkeys(tokens(_text(entry))), *marks])
        words.append(Words(number=number_of(entry.id, fresh), service_id=entry.id, tokens=said))
    Reach.objects.bulk_create(reaches, batch_size=500)
    Words.objects.bulk_create(words, batch_size=500)
    _learn(words)


def _with_pairs(services: list[uuid.UUID]) -> list[uuid.UUID]:
    """These, each with the other of its pair behind it."""
    found: dict[uuid.UUID, None] = {}
    others = access.paired(services)
    for one in services:
        found.update(dict.fromkeys((one, *others.get(one, ()))))
    return list(found)


def _risky(
    listings: Iterable[Listing], countries: dict[uuid.UUID, set[str]], needs: dict[uuid.UUID, set[str]]
) -> list[uuid.UUID]:
    """Hide what a change of country or need has made risky to list: it is shown again when somebody has looked."""
    found = [
        one.service_id
        for one in listings
        if one.safe_to_list != "safe" and needs_review(countries[one.service_id], needs[one.service_id])
    ]
    Listing.objects.filter(service__in=found).update(state=Listing.HIDDEN, safe_to_list="needed")
    return found


def _facts(entry: Entry, listing: Listing) -> Facts:
    """What ranking asks of a service."""
    rows = entry.rows
    terms = {one["taxonomy_term_id"] for one in rows.get("attribute", [])}
    kinds = {one.get("type", "voice") for one in rows.get("phone", [])}
    channels = {
        CALL: bool(kinds - WRITTEN - NOT_FOR_PEOPLE),
        SMS: bool(kinds & (TEXTED | {WHATSAPP})),
        CHAT: any(one.get("label") == "chat" for one in rows.get("url", [])),
        MAIL: bool(entry.service.get("email")),
        WEB: bool(entry.service.get("url")),
    }
    return Facts(
        languages=frozenset(one["code"] for one in rows.get("language", []) if one.get("code")),
        audiences=frozenset(_AUDIENCE_OF_TERM[one] for one in terms if one in _AUDIENCE_OF_TERM),
        channels=frozenset(name for name, is_there in channels.items() if is_there),
        is_free=any(one.get("amount") == 0 for one in rows.get("cost_option", [])),
        region=_regions(rows.get("service_area", [])),
        pair=str(listing.pair or ""),
        hours=pack_hours(rows.get("schedule", [])),
    )


def _regions(areas: list[dict[str, Any]]) -> str:
    """The names of its areas; "" when one of them is a whole country: whoever looks in a region must find it."""
    names = [one.get("name", "") for one in areas]
    is_whole = any(
        not name or name.casefold() in _called(one.get("extent", "")) for name, one in zip(names, areas, strict=True)
    )
    return "" if is_whole else "; ".join(dict.fromkeys(names))


@lru_cache(maxsize=300)  # an extent may be any text
def _called(country: str) -> frozenset[str]:
    """A country (ISO 3166) by its names in the languages that the line's texts are in."""
    locales = map(receipt.locale_of, wording.SHIPPED)
    return frozenset(emergency.country_name(country, one).casefold() for one in locales)


def _text(entry: Entry) -> str:
    """What is searched: names first, so that a long description cannot crowd them out."""
    said: list[Any] = []
    for row in (entry.service, entry.organization):
        said += [row.get(one, "") for one in ("name", "alternate_name")]
    said += [one.get("name", "") for one in entry.rows.get("service_area", [])]
    said.append(entry.service.get("description", ""))
    return "\n".join(filter(None, said))


def _learn(words: list[Words]) -> None:
    """Every token into the vocabulary. One that nothing has any more stays: it only leads nowhere."""
    new = {token for one in words for token in one.tokens.split() if token[0] not in (COUNTRY_MARK, NEED_MARK)}
    rows = [Vocabulary(token=one, first=one[0], length=len(one)) for one in sorted(new)]
    Vocabulary.objects.bulk_create(rows, batch_size=MOST, ignore_conflicts=True)
