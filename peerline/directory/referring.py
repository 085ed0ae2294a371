"""Services for a helper who answers somebody: to search among them in the browser, and each as a text for the answer.

What is asked for is a country and a language, never a conversation. Where all of a country fits, all of it is given,
and the browser narrows; where it does not, need and words are asked here too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peerline.directory import access
from peerline.directory.kept import QUARTER, kept
from peerline.directory.telling import Speaker, Told, Way
from peerline.directory.tokens import fold
from peerline.directory.vocabulary import NEED, NEEDS, term_id
from peerline.line import wording
from peerline.line.pages import speaking

MOST_AT_ONCE = 200  # of a country that does not fit
NEVER, LATE, DOUBTED = "never-checked", "late", "doubted"
_LEFT_TO_RIGHT = "\u200e"
_NEEDS = {str(term_id(NEED, code)): code for code in NEEDS}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a helper looks for. need, words: only asked where a country does not fit; "" for any."""

    country: str
    language: str
    need: str = ""
    words: str = ""


def whole_country(country: str, language: str, *, at: datetime) -> bytes:
    """`offered` without need and words, as packed JSON: made once a quarter of an hour, which "closed now" bears."""
    wish = Wish(country, speaking(language))
    what = ("referrals", wish, at.minute // QUARTER)
    return kept(what, lambda _line: json.dumps(offered(wish, at=at), ensure_ascii=False).encode(), at=at)


def offered(wish: Wish, *, at: datetime) -> dict[str, Any]:
    """What the browser gets: whether this is all of the country, the services, and the words around a referral."""
    language = speaking(wish.language)
    asked = access.Asked(country=wish.country, languages=(language,), at=at)
    found = access.find(asked)
    is_all = not found.only_freshest
    if not is_all:
        narrow = access.Asked(country=wish.country, need=wish.need, words=wish.words, languages=(language,), at=at)
        found = access.find(narrow)
    hits = access.wholly(found.hits)
    return {
        "is_all": is_all,
        "language": language,
        "before": wording.text("refer-first", language),
        "after": wording.text("refer-last", language),
        "services": list(_services(hits if is_all else access.first(hits, MOST_AT_ONCE), language, at=at)),
    }


def _services(hits: list[access.Hit], language: str, *, at: datetime) -> Iterator[dict[str, Any]]:
    ids = [one.service for one in hits]
    found = {one.id: one for one in access.told_entries(ids)}
    stand = access.standings(ids)
    speaker = Speaker(language, at, access.translated(found.values(), language))
    pairs = {hit.facts.pair for hit in hits if "country" in hit.reasons} - {""}
    for hit in hits:
        entry, standing = found.get(hit.service), stand.get(hit.service)
        if entry is None or standing is None:
            continue
        told, stale = speaker.tell(entry, hit, standing), _stale(standing, speaker.at)
        yield {
            "service": str(entry.id),
            "pair": hit.facts.pair,
            "is_elsewhere": "country" not in hit.reasons and hit.facts.pair not in pairs,
            "name": told.name,
            "about": told.about,
            "ways": [one.text for one in told.ways],
            "facts": [*told.facts, told.open] if told.open else list(told.facts),
            "shut": told.shut,
            "checked": told.checked,
            "stale": stale,
            "doubts": standing.doubts,
            "needs": _needs_of(entry),
            "searched": _searched(entry),
            "text": warm(told, speaker, is_late=bool({LATE, DOUBTED} & set(stale))),
        }


def warm(told: Told, speaker: Speaker, *, is_late: bool) -> str:
    """A service as it stands in an answer: what they do, how to reach them, what is known, when it was checked."""
    ways = speaker.listed(_spoken(one, speaker) for one in told.ways)
    rows = [
        f"{told.name}: {told.about}" if told.about else told.name,
        speaker.say("refer-ways", ways=ways) if ways else "",
        speaker.say("refer-facts", facts=" · ".join(known)) if (known := told.known) else "",
        speaker.say("refer-unknown", what=told.unknown) if told.unknown else "",
        told.checked,
        speaker.say("refer-late") if is_late else "",
    ]
    return "\n".join(filter(None, rows))


def _spoken(way: Way, speaker: Speaker) -> str:
    """A way in full, as a text has no links. A mark keeps a number that has gaps in its order from right to left."""
    kind = speaker.say(way.kind) if way.kind else ""
    address = way.address if way.is_page else way.text
    mark = "" if address[:1].isalpha() or not speaker.is_from_right else _LEFT_TO_RIGHT
    note = f" ({way.note})" if way.note else ""
    return f"{kind} {mark}{address}".strip() + note


def _stale(standing: access.Standing, at: datetime) -> list[str]:
    """What a helper must know before giving it."""
    found = [NEVER] if standing.verified_on is None else []
    if standing.verified_on and standing.due_on and standing.due_on < at.date():
        found.append(LATE)
    return found + ([DOUBTED] if standing.doubts else [])


def _needs_of(entry: access.Entry) -> list[str]:
    terms = [one.get("taxonomy_term_id", "") for one in entry.rows.get("attribute", [])]
    return [_NEEDS[one] for one in terms if one in _NEEDS]


def _searched(entry: access.Entry) -> str:
    """What the browser looks for words in, folded."""
    rows = [entry.service, entry.organization, *entry.rows.get("service_area", [])]
    said = [row.get(name, "") for row in rows for name in ("name", "alternate_name", "description")]
    return fold(" ".join(filter(None, said)))
