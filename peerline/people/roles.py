"""The roles a member may have, and their words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COUNSELOR, LEAD, COORDINATOR, EDITOR = "counselor", "lead", "coordinator", "editor"

# In the order in which pages name them.
WORDS: dict[str, Promise] = {
    COUNSELOR: _("counselor"),
    LEAD: _("lead"),
    COORDINATOR: _("coordinator"),
    EDITOR: _("editor"),
}

# Who may be given a conversation. A coordinator who is nothing else can open none.
MAY_HOLD = (COUNSELOR, LEAD)

# What somebody has to be, always: without a lead what comes in could be opened by nobody who stays.
IRREPLACEABLE = frozenset({COORDINATOR, LEAD})


def words(names: list[str]) -> list[str]:
    """The roles as a page says them, in the fixed order; unknown ones are left out."""
    return [str(word) for name, word in WORDS.items() if name in names]
