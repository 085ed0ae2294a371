"""What a helper can choose from when they look for a place that helps: countries, needs, languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from peerline.directory.vocabulary import NEEDS
from peerline.line import access, emergency, pages


@dataclass(frozen=True, slots=True)
class Language:
    """A language that referrals are told in, by its own name, and the likeliest country of who writes it."""

    tag: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The fields of the panel. countries: code and name in the reader's language."""

    countries: list[tuple[str, str]]
    needs: list[tuple[str, str | Promise]]
    languages: list[Language]


def choices() -> Choices:
    """All there is, whatever is in the directory: what is asked for later tells little that way."""
    the_line = access.line_or_none()
    ours = access.countries_of(the_line) if the_line else ()
    languages = [
        Language(tag, name, next(iter(emergency.countries_of_language(tag, ours)), ""))
        for tag, name in pages.languages()
    ]
    return Choices(pages.places(get_language() or "en"), list(NEEDS.items()), languages)
