"""What public pages are made of, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from babel.lists import format_list

from peerline.kit.errors import Unavailable
from peerline.kit.units import counted
from peerline.line import access, emergency, policy, receipt, wording
from peerline.line.models import Line

PAGE_KEYS = tuple(
    key
    for key in wording.every_key()
    if key.startswith(("home-", "now-", "key-", "door-leave", "pack-title", "who-title", "unchecked"))
)


@dataclass(frozen=True, slots=True)
class Told:
    """One emergency number as a page shows it."""

    number: str
    service: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country with its numbers: those with a known service, and the others in one row."""

    code: str
    name: str
    named: tuple[Told, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the policy and the language it is in."""

    text: str
    language: str


def speaking(wished: str) -> str:
    """The language of a page: the nearest to the wished one in which every text exists."""
    return wording.language_of(PAGE_KEYS, wished)


def words(language: str, **facts: str) -> dict[str, str]:
    """The texts of the pages by key, with `_` for `-` so that a template can name them."""
    return {key.replace("-", "_"): wording.text(key, language, **facts) for key in PAGE_KEYS}


def place(country: str, language: str) -> Place:
    """A country's numbers in the words of a language."""
    found = emergency.numbers(country)
    named = [item for item in found if item.service] or list(found)
    others = [item.number for item in found if item not in named]
    told = tuple(Told(item.number, emergency.service_name(item, language)) for item in named)
    locale = receipt.locale_of(language)
    return Place(country, emergency.country_name(country, locale), told, format_list(others, locale=locale))


def places(language: str) -> list[tuple[str, str]]:
    """Every country with its name in the language, by name."""
    locale = receipt.locale_of(language)
    named = [(country, emergency.country_name(country, locale)) for country in emergency.countries()]
    return sorted(named, key=lambda pair: pair[1].casefold())


def guessed(wished: str, line: Line | None) -> tuple[str, ...]:
    """The countries to begin with, from the language that the browser asks for and the line's own."""
    return emergency.countries_of_language(wished, access.countries_of(line) if line else ())


def frame(language: str) -> dict[str, object]:
    """What the frame of every public page needs: language, direction, whether it was checked, the other languages."""
    return {
        "spoken": language,
        "direction": receipt.locale_of(language).text_direction,
        "is_checked": wording.is_checked(language),
        "languages": languages(),
    }


def languages() -> list[tuple[str, str]]:
    """The languages a page can be read in, each by its own name."""
    return [(tag, str(receipt.locale_of(tag).get_display_name(tag) or tag)) for tag in wording.SHIPPED]


def home_facts(line: Line, language: str) -> dict[str, str]:
    """What the home page fills in."""
    data = _policy()
    return {
        "languages": receipt.language_names(access.languages_of(line), language),
        "time": counted(data.promise_hours, "duration-hour", receipt.locale_of(language)),
        "contact": data.complaints_contact,
        "body": data.privacy_body,
    }


def promises(language: str, data: policy.PolicyData | None = None) -> dict[str, Said | None]:
    """What a policy says to seekers, by default the one in force; nothing for a text in which a blank is left."""
    told = data or _policy()
    said = {name: Said(*policy.text_of(name, getattr(told, name), language)) for name in policy.TEXTS}
    return {name: one if one.text and wording.BLANK not in one.text else None for name, one in said.items()}


def is_filled(text: str) -> bool:
    """Whether a field of the policy can be shown."""
    return bool(text) and wording.BLANK not in text


def _policy() -> policy.PolicyData:
    try:
        return policy.now()
    except Unavailable:
        return policy.PolicyData()
