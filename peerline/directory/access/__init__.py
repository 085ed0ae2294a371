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
    seen,
    service_count,
    shown_services,
)
from .finding import Asked, Found, Hit, candidates, find
from .links import links_of, watched_links
from .pairs import paired, partner
from .shown import Changed, Part, Wished, changed, is_told, part, told_rows
from .suggestions import shown_name, suggestion, suggestions, suggestions_waiting
from .tables import changes, rows_of_table
from .tallies import STEPS, Came, came
from .telling import Standing, edition, standings, wholly
from .translations import beside, fingerprint, translated
from .upkeep import (
    A_PAGE,
    STATES,
    WAITS_FOR_A_SECOND,
    ChangeSet,
    Wanted,
    change_set_of,
    history,
    listing,
    overdue,
    queue,
    verifications,
    waiting,
)
from .whole import Rows, whole

__all__ = [
    "A_PAGE",
    "STATES",
    "STEPS",
    "WAITS_FOR_A_SECOND",
    "Asked",
    "Came",
    "ChangeSet",
    "Changed",
    "Entry",
    "Facts",
    "Found",
    "Hit",
    "Part",
    "Rows",
    "Standing",
    "Wanted",
    "Wished",
    "all_services",
    "beside",
    "came",
    "candidates",
    "change_set_of",
    "changed",
    "changes",
    "edition",
    "entries",
    "entry",
    "facts_of",
    "find",
    "fingerprint",
    "history",
    "is_told",
    "known_organizations",
    "links_of",
    "listed",
    "listing",
    "overdue",
    "paired",
    "part",
    "partner",
    "queue",
    "rows_of_table",
    "seen",
    "service_count",
    "shown_name",
    "shown_services",
    "standings",
    "suggestion",
    "suggestions",
    "suggestions_waiting",
    "told_rows",
    "translated",
    "verifications",
    "waiting",
    "watched_links",
    "whole",
    "wholly",
]
