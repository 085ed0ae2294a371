"""How many hours, minutes or days, in the words of a language.

CLDR leaves the long form of a unit out where it reads like the short one (Japanese hours, Arabic days); Babel then
shows the name of the unit instead. So the short form is asked for where the long one is missing.
"""

from __future__ import annotations

from typing import Literal

from babel import Locale
from babel.units import format_unit

Length = Literal["long", "short"]


def counted(count: int, unit: str, locale: Locale, *, length: Length = "long") -> str:
    """So many of a unit of CLDR, like `duration-hour`: "48 hours", "48 時間"."""
    said = format_unit(count, unit, length=length, locale=locale)
    return format_unit(count, unit, length="short", locale=locale) if unit in said else said
