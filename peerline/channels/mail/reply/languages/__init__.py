"""The phrases of mail programs, a table for each language; files by family."""

from __future__ import annotations

from . import asian, european, germanic, near_eastern, romance, slavic, smaller
from .language import Language

LANGUAGES: tuple[Language, ...] = (
    *germanic.LANGUAGES,
    *romance.LANGUAGES,
    *slavic.LANGUAGES,
    *european.LANGUAGES,
    *asian.LANGUAGES,
    *near_eastern.LANGUAGES,
    *smaller.LANGUAGES,
)
