"""Emergency numbers by country, from the short-number data of the kept library phonenumbers.

A country is chosen by the reader, or guessed from the language that somebody writes; never from a network address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version

from babel import Locale
from babel.core import get_global
from phonenumbers import PhoneMetadata
from phonenumbers.shortdata import _AVAILABLE_REGION_CODES

from peerline.line import wording
from peerline.line.emergency_services import SERVICES

SOURCE = f"phonenumbers {version('phonenumbers')}"
MOST_COUNTRIES = 2
MOST_IN_A_ROW = 4
# Below this share a country does not count as one where the language is spoken.
SPOKEN_PERCENT = 20.0
TOKEN = re.compile(r"\(\?:|[()|]|\[[^]]*\]|\d")


@dataclass(frozen=True, slots=True)
class Number:
    """One emergency number; `service` is all, ambulance, police, fire, ambulance-fire, or empty when not known."""

    number: str
    service: str = ""


@cache
def countries() -> tuple[str, ...]:
    """Every country (ISO 3166) of which a number is known."""
    return tuple(country for country in sorted(_AVAILABLE_REGION_CODES) if numbers(country))


@cache
def numbers(country: str) -> tuple[Number, ...]:
    """The emergency numbers of a country, those with a known service first; empty when none is known."""
    data = PhoneMetadata.short_metadata_for_region(country.upper())
    pattern = data.emergency.national_number_pattern if data and data.emergency else None
    known = set(_expand(pattern)) if pattern else set()
    named = {number: service for number, service in SERVICES.get(country.upper(), {}).items() if number in known}
    others = sorted(known - named.keys(), key=lambda number: (len(number), number))
    return (*(Number(*pair) for pair in named.items()), *(Number(number) for number in others))


@lru_cache(maxsize=1024)  # anybody can ask for any language
def countries_of_language(language: str, ours: tuple[str, ...] = ()) -> tuple[str, ...]:
    """At most two countries where somebody who writes this language probably is.

    language  BCP 47, or empty when it is not known
    ours      the countries of the line, which are likelier than others
    Returns   the region of the tag; ours where it is spoken; the likeliest by CLDR; the country named like the language
    """
    parts = language.replace("_", "-").split("-")
    base = parts[0].lower()
    wanted = [part.upper() for part in parts[1:] if len(part) == 2]
    wanted += _spoken_in(base, ours) if base not in {"", "und"} else ours
    return tuple([country for country in dict.fromkeys(wanted) if numbers(country)][:MOST_COUNTRIES])


def country_name(country: str, locale: Locale) -> str:
    """The name of a country in a language; its code when the language has no name for it."""
    return str(locale.territories.get(country, country))


def row(country: str, language: str, locale: Locale) -> str:
    """One row of text: the country and its numbers with who answers; empty when none is known."""
    found = numbers(country)
    named = [number for number in found if number.service] or list(found)
    groups: dict[str, list[str]] = {}
    for item in named[:MOST_IN_A_ROW]:
        groups.setdefault(service_name(item, language), []).append(item.number)
    told = [", ".join(some) + (f"\u00a0({service})" if service else "") for service, some in groups.items()]
    return f"{country_name(country, locale)}: {', '.join(told)}" if told else ""


def service_name(number: Number, language: str) -> str:
    """Who answers at a number, in the words of the line; empty when not known."""
    return wording.text(f"service-{number.service}", language) if number.service else ""


def _spoken_in(base: str, ours: tuple[str, ...]) -> list[str]:
    wanted = [country for country in ours if _is_spoken(base, country)]
    likely = get_global("likely_subtags").get(base, "").rpartition("_")[2]
    return wanted + [country for country in (likely, base.upper()) if _is_spoken(base, country)]


def _is_spoken(base: str, country: str) -> bool:
    languages = get_global("territory_languages").get(country, {})
    facts = [value for tag, value in languages.items() if tag.split("_")[0] == base]
    return any(fact["official_status"] or fact["population_percent"] >= SPOKEN_PERCENT for fact in facts)


def _expand(pattern: str) -> list[str]:
    """All numbers that a pattern of the library allows: digits, classes, groups and alternatives, no repetition."""
    tokens = iter(TOKEN.findall(pattern))
    return _alternatives(tokens)


def _alternatives(tokens: Iterator[str]) -> list[str]:
    done: list[str] = []
    heads = [""]
    for sign in tokens:
        if sign == ")":
            break
        if sign == "|":
            done, heads = done + heads, [""]
        else:
            tails = _alternatives(tokens) if sign in {"(", "(?:"} else _signs(sign)
            heads = [head + tail for head in heads for tail in tails]
    return done + heads


def _signs(token: str) -> list[str]:
    if token[0] != "[":
        return [token]
    spread = re.sub(r"(\d)-(\d)", lambda m: "".join(map(str, range(int(m[1]), int(m[2]) + 1))), token[1:-1])
    return list(spread)
