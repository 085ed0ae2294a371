"""The vocabularies of this directory: needs (fields of help), audiences, anonymity. Each term has a fixed identifier.

The first five needs are those the movement's proposal asked for; a code is never given a second meaning.
"""

from __future__ import annotations

import uuid
from collections.abc import Container
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

# Names that are made anew each time must come out the same: everything of ours is a UUID of version 5 below this one.
NAMESPACE: Final = uuid.UUID("8a0f3c0e-52b4-5f0b-9d5c-7d1c5a4be0a1")

NEEDS: Final[dict[str, str | Promise]] = {
    "lgbt": _("LGBT+"),
    "women": _("Women"),
    "mental_health": _("Mental health"),
    "men": _("Men"),
    "suicide_crisis": _("Thoughts of suicide, crisis"),
    "online_harassment": _("Harassment online"),
    "digital_safety": _("Safety of devices and accounts"),
    "legal": _("Legal questions"),
    "youth": _("Children and young people"),
    "bereavement": _("Loss of somebody"),
    "addiction": _("Addiction"),
    "eating_disorders": _("Eating"),
    "general_peer_support": _("Talking with peers"),
}
AUDIENCES: Final[dict[str, str | Promise]] = {
    "everybody": _("Everybody"),
    "adults": _("Adults"),
    "children": _("Children"),
    "youth": _("Young people"),
    "women": _("Women"),
    "men": _("Men"),
    "lgbt": _("LGBT+ people"),
    "volunteers": _("Volunteers of wikis"),
}
# What a service asks of who comes. In this order: a promise that does not hold hurts, a warning too many does not.
ANONYMITY_TERMS: Final[dict[str, str | Promise]] = {
    "name_asked": _("They ask for a name"),
    "no_name": _("No name is asked"),
}
CRISIS_NEEDS: Final = frozenset({"suicide_crisis"})

NEED, AUDIENCE, ANONYMITY = "need", "audience", "anonymity"
_VOCABULARIES: Final = {
    NEED: ("Peerline needs", "What somebody looks for help with.", NEEDS),
    AUDIENCE: ("Peerline audiences", "Whom a service is there for.", AUDIENCES),
    ANONYMITY: ("Peerline anonymity", "Whether somebody who comes is asked for a name.", ANONYMITY_TERMS),
}


def named(*parts: str) -> uuid.UUID:
    """The identifier that these words always give."""
    return uuid.uuid5(NAMESPACE, "\n".join(parts))


@lru_cache(maxsize=256)
def term_id(vocabulary: str, code: str) -> uuid.UUID:
    """The identifier of a term of ours."""
    return named("term", vocabulary, code)


def anonymity_of(terms: Container[str]) -> str:
    """The code that holds of a service with these terms (identifiers), "" when nothing is said; of both the warning."""
    return next((code for code in ANONYMITY_TERMS if str(term_id(ANONYMITY, code)) in terms), "")


def rows() -> list[tuple[str, dict[str, str]]]:
    """The vocabularies as rows of HSDS, each with the table it belongs to. English: the exchange has no other."""
    made: list[tuple[str, dict[str, str]]] = []
    for vocabulary, (name, description, terms) in _VOCABULARIES.items():
        taxonomy = str(named("taxonomy", vocabulary))
        made.append(("taxonomy", {"id": taxonomy, "name": name, "description": description}))
        made.extend(
            (
                "taxonomy_term",
                {
                    "id": str(term_id(vocabulary, code)),
                    "code": code,
                    "name": _english(said),
                    "description": _english(said),
                    "taxonomy": name,
                    "taxonomy_id": taxonomy,
                },
            )
            for code, said in terms.items()
        )
    return made


def _english(said: str | Promise) -> str:
    with override("en"):
        return str(said)
