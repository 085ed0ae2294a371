"""Whether what comes from a browser or a form is fit to be stored. Each raises Refused with a sentence."""

from __future__ import annotations

import unicodedata
import zoneinfo
from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _

from peerline.kit.errors import Refused
from peerline.people.cargo import Self
from peerline.people.roles import WORDS

LONGEST_ALIAS = 40
MOST_LANGUAGES = 12


def checked_alias(alias: str) -> str:
    """An alias without outer or double spaces, of letters that can be seen."""
    said = " ".join(unicodedata.normalize("NFC", alias).split())
    if not said:
        raise Refused(_("Choose an alias: the name by which the others here know you."), code="alias")
    if len(said) > LONGEST_ALIAS or any(unicodedata.category(sign) in {"Cc", "Cf", "Co"} for sign in said):
        raise Refused(_("Choose a shorter alias, of ordinary letters."), code="alias")
    return said


def checked_languages(tags: Iterable[str]) -> tuple[str, ...]:
    """Known BCP 47 tags, each once, in the order given; at least one."""
    said = tuple(dict.fromkeys(_tag(tag) for tag in tags if tag.strip()))
    if not said or len(said) > MOST_LANGUAGES:
        raise Refused(_("Name the languages you write in, as tags like “en” or “pt-BR”."), code="languages")
    return said


def checked_roles(names: Iterable[str]) -> list[str]:
    """Roles this room knows; at least one."""
    wanted = [name for name in WORDS if name in set(names)]
    if not wanted or set(names) - set(wanted):
        raise Refused(_("Choose at least one role."), code="roles")
    return wanted


def checked_self(said: Self) -> Self:
    """All that a member says about themselves."""
    if said.time_zone not in _time_zones():
        raise Refused(_("We do not know this time zone."), code="time-zone")
    return Self(checked_alias(said.alias), checked_languages(said.languages), said.time_zone)


@cache
def _time_zones() -> set[str]:
    # Asking walks a folder of some 600 files.
    return zoneinfo.available_timezones()


def _tag(tag: str) -> str:
    try:
        return str(Locale.parse(tag.strip(), sep="_" if "_" in tag else "-")).replace("_", "-")
    except (UnknownLocaleError, ValueError) as error:
        raise Refused(_("We do not know one of these languages."), code="languages") from error
