"""Suggestions that wait, for editors."""

from __future__ import annotations

import uuid

from peerline.directory.models import Listing, Suggestion
from peerline.kit.errors import NotThere


def suggestions() -> list[Suggestion]:
    """All that wait, in the order in which they came."""
    return list(Suggestion.objects.select_related("service__organization").order_by("number", "pk"))


def suggestion(ref: uuid.UUID) -> Suggestion:
    """One that waits. Raises NotThere."""
    found = Suggestion.objects.select_related("service__organization").filter(pk=ref).first()
    if found is None:
        raise NotThere
    return found


def suggestions_waiting() -> int:
    """How many wait."""
    return Suggestion.objects.count()


def shown_name(service: uuid.UUID) -> str | None:
    """The name of a service that everybody sees; None for any other."""
    found = Listing.objects.select_related("service__organization").filter(service=service, state=Listing.SHOWN).first()
    return found.service.organization.name if found else None
