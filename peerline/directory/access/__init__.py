"""Reading the directory: what is shown, to anybody; everything, to editors."""

from .entries import Entry, Facts, all_services, entries, entry, listed, service_count, shown_services
from .finding import Asked, Found, Hit, candidates, find
from .telling import Standing, edition, standings, wholly

__all__ = [
    "Asked",
    "Entry",
    "Facts",
    "Found",
    "Hit",
    "Standing",
    "all_services",
    "candidates",
    "edition",
    "entries",
    "entry",
    "find",
    "listed",
    "service_count",
    "shown_services",
    "standings",
    "wholly",
]
