"""Numbers, lists and languages in words."""

from __future__ import annotations

import unicodedata

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from peerline.kit.units import counted

NUMBERS = (
    _("None"), _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six"), _("Seven"), _("Eight"), _("Nine"),
    _("Ten"), _("Eleven"), _("Twelve"),
)  # fmt: skip
COUNT_LIMIT = 100
ASK_DAYS = (7, 14, 30)
ISOLATE, POP = "\u2068", "\u2069"


def number(count: int) -> str:
    """A number that begins a heading: a word up to twelve; a hundred stands for "more than 99"."""
    if count >= COUNT_LIMIT:
        return "99+"
    return str(NUMBERS[count]) if count < len(NUMBERS) else str(count)


def listed(names: list[str]) -> str:
    """ "Ada, Sol and Noor" in the language of the page; each name keeps its own direction."""
    isolated = [f"{ISOLATE}{name}{POP}" for name in names]
    return format_list(isolated, locale=_locale(get_language() or "en") or Locale("en"))


def language_names(tag: str | None) -> tuple[str, str]:
    """A language in its own name, and in that of the page when a reader may not know it: ("සිංහල", "Sinhala")."""
    if not tag or (found := _locale(tag)) is None:
        return (tag or "", "")
    own = found.get_display_name(found) or tag
    here = found.get_display_name(_locale(get_language() or "en") or Locale("en")) or tag
    return (own, "" if _script(here) == _script(own) else here)


def ask_days() -> list[tuple[int, str]]:
    """After how many days somebody may be asked how they are, with the words for it."""
    locale = _locale(get_language() or "en") or Locale("en")
    return [(days, counted(days, "duration-day", locale)) for days in ASK_DAYS]


def _script(name: str) -> str:
    """The script of the first letter: LATIN, ARABIC, SINHALA."""
    return unicodedata.name(name[0], "").partition(" ")[0]


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
