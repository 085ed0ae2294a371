"""How many hours, minutes or days, in the words of a language."""

from typing import Literal

from babel import Locale
from babel.units import format_unit

Length = Literal["long", "short"]


def counted(count: int, unit: str, locale: Locale, *, length: Length = "long") -> str:
    """So many of a unit of CLDR, like `duration-hour`: "48 hours", "48 時間"."""
    said = format_unit(count, unit, length=length, locale=locale)
    # Babel shows the name of the unit where CLDR has no long form because it reads like the short one.
    return format_unit(count, unit, length="short", locale=locale) if unit in said else said
