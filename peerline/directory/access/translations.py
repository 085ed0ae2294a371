"""Descriptions in other languages, as long as they are of what stands there now."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peerline.directory.access.entries import Entry
from peerline.directory.exchange import chunks
from peerline.directory.models import Service, Translation


@dataclass(frozen=True, slots=True)
class Beside:
    """One language beside the original. is_old: the original has changed since."""

    language: str
    text: str
    is_old: bool


def fingerprint(text: str) -> str:
    """By which it is known whether a description is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def translated(entries: Iterable[Entry], language: str) -> dict[uuid.UUID, str]:
    """The descriptions that there are in a language, of those entries whose original has not changed since."""
    marks = {one.id: fingerprint(one.service.get("description", "")) for one in entries}
    found: dict[uuid.UUID, str] = {}
    for ids in chunks(list(marks)):
        rows = Translation.objects.filter(service__among=ids, language=language)
        found.update((one.service_id, one.description) for one in rows if one.of == marks[one.service_id])
    return found


def beside(service: Service, languages: Sequence[str]) -> list[Beside]:
    """Each of these languages, with what there is."""
    rows = {one.language: one for one in Translation.objects.filter(service=service)}
    mark = fingerprint(service.description)
    return [
        Beside(one, rows[one].description, is_old=rows[one].of != mark)
        if one in rows
        else Beside(one, "", is_old=False)
        for one in languages
    ]
