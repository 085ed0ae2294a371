"""What this directory says of a service beside HSDS, as other formats carry it: five texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from peerline.directory.access import Facts
from peerline.directory.checking import checked_length, clean
from peerline.directory.models import Listing
from peerline.directory.vocabulary import CRISIS_NEEDS, NEED, term_id

NAMES = ("source", "source_date", "confidence", "note")
_CRISIS = {str(term_id(NEED, code)) for code in CRISIS_NEEDS}


def said_facts(facts: Facts) -> dict[str, str]:
    """The facts as texts; what is not known is left out."""
    day = facts.source_date.isoformat() if facts.source_date else ""
    said = dict(zip(NAMES, (facts.source, day, facts.confidence, facts.note), strict=True))
    return {name: text for name, text in said.items() if text}


class NotSaid(ValueError):
    """A fact that cannot be read; `name` is that of NAMES."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


def facts_said(said: Mapping[str, Any], *, service: Mapping[str, Any], terms: Collection[str]) -> Facts:
    """The facts of these texts. Without them the source rests on little, and is as old as its last assurance.

    terms   identifiers of the taxonomy terms said of the service
    Raises  NotSaid
    """
    texts = {name: _text(name, str(said.get(name) or "")) for name in NAMES}
    confidence = texts["confidence"] or Listing.LOW
    if confidence not in (Listing.HIGH, Listing.MEDIUM, Listing.LOW):
        raise NotSaid("confidence", _("This is not one of: %s.") % "high, medium, low")
    read = texts["source_date"] or str(service.get("assured_date") or service.get("last_modified") or "")[:10]
    return Facts(
        confidence=confidence,
        source=texts["source"],
        source_date=_day(read),
        is_crisis=bool(_CRISIS.intersection(terms)),
        note=texts["note"],
    )


def _text(name: str, text: str) -> str:
    try:
        return checked_length(clean(text))
    except ValueError as error:
        raise NotSaid(name, str(error)) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotSaid("source_date", _("This is not a date, such as 2026-11-03.")) from None
