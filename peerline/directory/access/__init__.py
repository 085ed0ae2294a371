"""Reading the directory: what is shown, to anybody; everything, to editors."""

from .entries import (
    Entry,
    Facts,
    all_services,
    entries,
    entry,
    facts_of,
    known_organizations,
    listed,
    service_count,
    shown_services,
)
from .finding import Asked, Found, Hit, candidates, find
from .tables import changes, rows_of_table
from .telling import Standing, edition, standings, wholly
from .whole import Rows, whole

__all__ = [
    "Asked",
    "Entry",
    "Facts",
    "Found",
    "Hit",
    "Rows",
    "Standing",
    "all_services",
    "candidates",
    "changes",
    "edition",
    "entries",
    "entry",
    "facts_of",
    "find",
    "known_organizations",
    "listed",
    "rows_of_table",
    "service_count",
    "shown_services",
    "standings",
    "whole",
    "wholly",
]
