"""One service as one row of a table: what a spreadsheet can hold, and the rows of HSDS it stands for.

The columns are those of the starter facts. Several values in one cell stand with "; " between them, codes with a space.
A number that takes WhatsApp alone stands among those for texts, after that word. A row without an `id` gets one from
its country, organization, service and number, so that reading the same file again changes rows and doubles none.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from phonenumbers import NumberParseException, is_valid_number, parse
from phonenumbers.timezone import time_zones_for_number

from peerline.directory.access import Facts
from peerline.directory.actions.examine import Given
from peerline.directory.checking import checked_length, clean
from peerline.directory.hours import is_usual, schedules_of, written
from peerline.directory.models import Listing
from peerline.directory.numbers import NOT_FOR_PEOPLE, TEXTED, WHATSAPP
from peerline.directory.vocabulary import (
    ANONYMITY,
    ANONYMITY_TERMS,
    AUDIENCE,
    AUDIENCES,
    CRISIS_NEEDS,
    NEED,
    NEEDS,
    anonymity_of,
    named,
    term_id,
)

COLUMNS = (
    "id", "organization", "service", "field", "audience", "country", "region", "languages", "phone", "sms", "chat_url",
    "email", "homepage", "hours", "cost", "anonymity", "description", "notes_fact", "sources", "source_date",
    "confidence",
)  # fmt: skip
# Columns of the starter facts that say nothing beyond the others.
KNOWN_BUT_LEFT = ("phone_e164", "n_sources")
_WHATSAPP = "WhatsApp "
# Columns of codes, each with its vocabulary.
_VOCABULARIES = (("field", NEED, NEEDS), ("audience", AUDIENCE, AUDIENCES), ("anonymity", ANONYMITY, ANONYMITY_TERMS))
# (table, field) -> the column it comes from
NAMES = {
    ("organization", "name"): "organization",
    ("organization", "website"): "homepage",
    ("service", "name"): "service",
    ("service", "url"): "homepage",
    ("service", "email"): "email",
    ("service", "fees_description"): "cost",
    ("phone", "number"): "phone",
    ("url", "url"): "chat_url",
    ("schedule", "description"): "hours",
    ("service_area", "extent"): "country",
    ("language", "code"): "languages",
    ("attribute", "taxonomy_term_id"): "field",
}


class NotFlat(ValueError):
    """A cell that cannot be read; `column` names it."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def rows_of(cells: Mapping[str, str], *, at: str) -> list[Given]:
    """The rows of HSDS that one row of the table stands for. Raises NotFlat."""
    service = identifier(cells)
    owner = named("organization", cells.get("country", ""), cells.get("organization", ""))
    made: list[tuple[str, dict[str, Any]]] = [
        ("organization", {"id": owner, "name": cells.get("organization", ""), "description": "-"}),
        (
            "service",
            {
                "id": service,
                "organization_id": owner,
                "name": cells.get("service", ""),
                "status": "active",
                "description": cells.get("description", ""),
                "url": cells.get("homepage", ""),
                "email": cells.get("email", ""),
                "fees_description": cells.get("cost", ""),
            },
        ),
        *_areas(cells, service),
        *_phones(cells, service),
        *_times(cells, service),
        *_tags(cells, service),
    ]
    if cells.get("chat_url"):
        made.append(("url", _row(service, "url", "chat", label="chat", url=cells["chat_url"])))
    if cells.get("cost", "").casefold() == "free":
        made.append(("cost_option", _row(service, "cost", "free", option="free", amount="0")))
    return [Given(table, {key: str(value) for key, value in row.items()}, at) for table, row in made]


def facts_of(cells: Mapping[str, str]) -> Facts:
    """What the row says of the service beside HSDS. Raises NotFlat."""
    confidence = cells.get("confidence", "") or Listing.LOW
    if confidence not in (Listing.HIGH, Listing.MEDIUM, Listing.LOW):
        raise NotFlat("confidence", "high, medium, low")
    return Facts(
        confidence=confidence,
        source=_text(cells, "sources"),
        source_date=_day(cells.get("source_date", "")),
        is_crisis=bool(CRISIS_NEEDS & set(cells.get("field", "").split())),
        note=_text(cells, "notes_fact"),
    )


def identifier(cells: Mapping[str, str]) -> uuid.UUID:
    """The identifier of the service: its own, or the one that its words always give. Raises NotFlat."""
    if cells.get("id"):
        try:
            return uuid.UUID(cells["id"])
        except ValueError:
            raise NotFlat("id", cells["id"]) from None
    return named("service", *(cells.get(one, "") for one in ("country", "organization", "service", "phone", "field")))


def flat_of(rows: dict[str, list[dict[str, Any]]], facts: Facts) -> dict[str, str]:
    """The cells of one service: the way back. `rows` are those of `access.entry`."""
    service, owner = rows["service"][0], rows["organization"][0]
    tags = [one["taxonomy_term_id"] for one in rows.get("attribute", [])]
    areas = rows.get("service_area", [])
    phones = [one for one in rows.get("phone", []) if one.get("type") not in NOT_FOR_PEOPLE]
    schedules = [one for one in rows.get("schedule", []) if is_usual(one)]
    hours = [one["description"] for one in schedules if one.get("description")]
    rules = [] if hours else [written(one) for one in schedules]
    return {
        "id": service["id"],
        "organization": owner["name"],
        "service": service["name"],
        "field": " ".join(code for code in NEEDS if str(term_id(NEED, code)) in tags),
        "audience": " ".join(code for code in AUDIENCES if str(term_id(AUDIENCE, code)) in tags),
        "country": " ".join(sorted(one["extent"] for one in areas if one.get("extent"))),
        "region": "; ".join(sorted({one["name"] for one in areas if one.get("name")})),
        "languages": " ".join(sorted(one["code"] for one in rows.get("language", []) if one.get("code"))),
        "phone": "; ".join(sorted(one["number"] for one in phones if not _is_texted(one))),
        "sms": "; ".join(sorted(_texted(one) for one in phones if _is_texted(one))),
        "chat_url": "; ".join(sorted(one["url"] for one in rows.get("url", []) if one.get("label") == "chat")),
        "email": service.get("email", ""),
        "homepage": service.get("url", ""),
        "hours": "; ".join(hours) or (", ".join(rules) if all(rules) else ""),
        "cost": service.get("fees_description", ""),
        "anonymity": anonymity_of(tags),
        "description": service.get("description", ""),
        "notes_fact": facts.note,
        "sources": facts.source,
        "source_date": facts.source_date.isoformat() if facts.source_date else "",
        "confidence": facts.confidence,
    }


def _text(cells: Mapping[str, str], column: str) -> str:
    try:
        return checked_length(clean(cells.get(column, "")))
    except ValueError:
        raise NotFlat(column, cells[column]) from None


def _day(text: str) -> date | None:
    """A day; of a month or a year alone its first day, so that nothing looks fresher than it is."""
    if not text:
        return None
    try:
        return date.fromisoformat((text + "-01-01")[:10] if len(text) in (4, 7) else text)
    except ValueError:
        raise NotFlat("source_date", text) from None


def _row(service: uuid.UUID, *name: str, **said: str) -> dict[str, Any]:
    return {"id": named(str(service), *name), "service_id": service, **said}


def is_area(code: str) -> bool:
    """Whether this is written like a country, a region of one, or INT."""
    return code.partition("-")[0].isalpha() and code.isupper() and len(code.partition("-")[0]) in (2, 3)


def _areas(cells: Mapping[str, str], service: uuid.UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    for code in cells.get("country", "").split():
        if not is_area(code):
            raise NotFlat("country", code)
        said = {"extent": code, "extent_type": "text", "name": cells.get("region", "")}
        yield "service_area", _row(service, "area", code, **said)


def _phones(cells: Mapping[str, str], service: uuid.UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    for column, kind in (("phone", "voice"), ("sms", "sms")):
        for said in _several(cells, column):
            is_whatsapp = column == "sms" and said.startswith(_WHATSAPP)
            number = said.removeprefix(_WHATSAPP).strip() if is_whatsapp else said
            yield "phone", _row(service, column, said, number=number, type=WHATSAPP if is_whatsapp else kind)


def _is_texted(phone: Mapping[str, Any]) -> bool:
    return phone.get("type") in TEXTED | {WHATSAPP}


def _texted(phone: Mapping[str, Any]) -> str:
    return f"{_WHATSAPP if phone['type'] == WHATSAPP else ''}{phone['number']}"


def _times(cells: Mapping[str, str], service: uuid.UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    schedules = schedules_of(cells.get("hours", ""))
    zone = _zone(cells) if schedules else ""
    for number, said in enumerate(schedules):
        yield "schedule", _row(service, "hours", str(number), **said) | ({"zone": zone} if zone else {})


def _tags(cells: Mapping[str, str], service: uuid.UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    for column, vocabulary, words in _VOCABULARIES:
        codes = cells.get(column, "").split()
        if column == "anonymity" and len(codes) > 1:
            raise NotFlat(column, cells[column])
        for code in codes:
            if code not in words:
                raise NotFlat(column, code)
            said = {"link_id": service, "link_entity": "service", "taxonomy_term_id": term_id(vocabulary, code)}
            yield "attribute", {"id": named(str(service), column, code), **said}
    for code in cells.get("languages", "").split():
        yield "language", _row(service, "language", code, code=code)


def _several(cells: Mapping[str, str], column: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in cells.get(column, "").split(";") if one.strip()))


def _zone(cells: Mapping[str, str]) -> str:
    """The time zone that the number says, where it says one: a country with several is not guessed."""
    countries = cells.get("country", "").split()
    for number in _several(cells, "phone"):
        try:
            read = parse(number, countries[0].partition("-")[0] if len(countries) == 1 else None)
        except NumberParseException:
            continue
        zones = time_zones_for_number(read) if is_valid_number(read) else ()
        if len(zones) == 1 and "/" in zones[0] and not zones[0].startswith("Etc/"):
            return str(zones[0])
    return ""
