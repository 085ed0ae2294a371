"""Reading the directory: what is shown, to anybody; everything, to editors."""

from .entries import Entry, Facts, all_services, entries, entry, listed, service_count, shown_services
from .finding import Asked, Found, Hit, candidates, find

__all__ = [
    "Asked",
    "Entry",
    "Facts",
    "Found",
    "Hit",
    "all_services",
    "candidates",
    "entries",
    "entry",
    "find",
    "listed",
    "service_count",
    "shown_services",
]
