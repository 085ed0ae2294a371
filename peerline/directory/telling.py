"""One service as a public page tells it: what they do, cost, language, hours, who may call, and who checked it when."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import format_skeleton, get_day_names, get_timezone_name
from babel.lists import format_list

from peerline.directory import access
from peerline.directory.facts import Facts
from peerline.directory.hours import ALL_DAYS, ANY_DAY, is_usual, is_weekly
from peerline.directory.hsds import NOT_SAID, WEEKDAYS
from peerline.directory.numbers import NOT_FOR_PEOPLE, TEXTED, TEXTPHONE, WHATSAPP, WRITTEN, dialed
from peerline.directory.vocabulary import AUDIENCE, AUDIENCES, NEED, NEEDS, anonymity_of, term_id
from peerline.line import receipt, wording

_NEEDS = {str(term_id(NEED, code)): f"now-need-{code.replace('_', '-')}" for code in NEEDS}
_AUDIENCES = {str(term_id(AUDIENCE, code)): f"now-for-{code.replace('_', '-')}" for code in AUDIENCES}
_SAID_OF_NUMBERS = {**dict.fromkeys(TEXTED, "now-sms"), WHATSAPP: "now-whatsapp", TEXTPHONE: "now-textphone"}
_AHEAD = timedelta(days=60)
_MOST_PLACES = 3  # that are told one by one
_LARGE = 9  # signs of a number that fit its column in the larger type


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach a service.

    kind     a text of the line, "" for a call
    address  "" when nothing can be dialed
    note     what to press or to write, who answers
    """

    kind: str
    address: str
    text: str
    is_written: bool = False
    note: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it leads to a page of the web."""
        return self.address.startswith(("https://", "http://"))

    @property
    def is_address(self) -> bool:
        """Whether it is read as words: a host or a mail address, not a number."""
        return any(map(str.isalpha, self.text))

    @property
    def is_long(self) -> bool:
        """Whether it needs the smaller type."""
        return len(self.text) > _LARGE


@dataclass(frozen=True, slots=True)
class Told:
    """A service in the words of a language.

    facts       the last of them says what is not known, where there is such
    unknown     the names of what is not known, "" when nothing is missing
    open, shut  said where it is known, and of the moment alone: nothing that is read later repeats it
    """

    service: uuid.UUID
    name: str
    about: str
    ways: tuple[Way, ...]
    facts: tuple[str, ...]
    unknown: str
    open: str
    shut: str
    checked: str

    @property
    def known(self) -> tuple[str, ...]:
        """The facts without what is not known."""
        return self.facts[:-1] if self.unknown else self.facts

    @property
    def written(self) -> tuple[Way, ...]:
        """The ways that need no voice."""
        return tuple(one for one in self.ways if one.is_written)


def told(hits: Iterable[access.Hit], *, language: str, at: datetime, until: datetime | None = None) -> list[Told]:
    """Services in the order they were found in; what is not shown any more is left out.

    until  the last moment at which this is read: who opens or closes before is called neither open nor closed
    """
    some = list(hits)
    ids = [one.service for one in some]
    found = {one.id: one for one in access.told_entries(ids)}
    stand = access.standings(ids)
    said = access.translated(found.values(), language)
    speaker = Speaker(language, at, said, until)
    return [
        speaker.tell(found[one.service], one, stand[one.service])
        for one in some
        if one.service in found and one.service in stand
    ]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tells services in a language, at a moment (aware).

    translated  what some of them do, in that language; of the others the description is told as it is
    until       as of `told`
    """

    language: str
    at: datetime
    translated: Mapping[uuid.UUID, str] = field(default_factory=dict)
    until: datetime | None = None

    def tell(self, entry: access.Entry, hit: access.Hit, standing: access.Standing) -> Told:
        """One service."""
        owner, service = entry.organization["name"], entry.service["name"]
        description = self.translated.get(entry.id) or entry.service.get("description", "")
        about = [one for one in (service, description) if one and one not in (owner, NOT_SAID)]
        is_open, hours = self._is_open(hit.facts), self._hours(entry.rows.get("schedule", []), hit)
        facts, unknown = self._facts(entry, hit, hours)
        return Told(
            service=entry.id,
            name=owner,
            about=". ".join(one.rstrip(".") for one in about) + ("." if about else ""),
            ways=tuple(self._ways(entry.rows)),
            facts=(*facts, *([self.say("now-unknown", what=unknown)] if unknown else ())),
            unknown=unknown,
            open=self.say("now-open") if is_open and hours != self.say("now-always") else "",
            shut=self.say("now-shut") if is_open is False else "",
            checked=self.checked(standing),
        )

    def say(self, key: str, **facts: str) -> str:
        """A text of the line."""
        return wording.text(key, self.language, **facts)

    def checked(self, standing: access.Standing) -> str:
        """When somebody here asked the service; else that nobody did, and how old the list is."""
        if standing.verified_on:
            return self.say("now-checked", day=self.day(standing.verified_on))
        listed = self.say("now-list", month=self._month(standing.source_date)) if standing.source_date else ""
        return " ".join(filter(None, (self.say("now-not-checked"), listed)))

    def day(self, on: date) -> str:
        """A day in full."""
        return receipt.day(on, self.language)

    @property
    def _locale(self) -> Locale:
        return receipt.locale_of(self.language)

    @property
    def is_from_right(self) -> bool:
        """Whether the language is written from right to left."""
        return self._locale.text_direction == "rtl"

    def _month(self, on: date) -> str:
        return str(format_skeleton("yMMMM", on, locale=self._locale))

    def listed(self, names: Iterable[str]) -> str:
        """Several things as one reads them aloud."""
        return str(format_list(list(names), locale=self._locale))

    def _ways(self, rows: dict[str, list[dict[str, Any]]]) -> Iterator[Way]:
        phones = [one for one in rows.get("phone", []) if one.get("type") not in NOT_FOR_PEOPLE]
        for one in sorted(phones, key=lambda one: one.get("type") in WRITTEN):
            yield self._way_of_number(one)
        for one in rows.get("url", []):
            if one.get("label") == "chat":
                yield Way("now-chat", _link(one["url"]), _host(one["url"]), is_written=True)
        service = rows["service"][0]
        if service.get("email"):
            yield Way("now-mail", f"mailto:{service['email']}", service["email"])
        if service.get("url"):
            yield Way("now-web", _link(service["url"]), _host(service["url"]))

    def _way_of_number(self, phone: dict[str, Any]) -> Way:
        """A number by its kind, with its extension and what is noted of it."""
        kind, number, extension = phone.get("type", ""), phone.get("number", ""), phone.get("extension")
        notes = (self.say("now-extension", number=str(extension)) if extension else "", phone.get("description", ""))
        note = ", ".join(filter(None, notes))
        return Way(_SAID_OF_NUMBERS.get(kind, ""), _link_of_number(kind, number), number, kind in WRITTEN, note)

    def _is_open(self, facts: Facts) -> bool | None:
        """Whether it is open all the time, closed all the time, or neither is known."""
        found = {facts.is_open(one) for one in (self.at, self.until) if one}
        return found.pop() if len(found) == 1 else None

    def _facts(self, entry: access.Entry, hit: access.Hit, hours: str) -> tuple[list[str], str]:
        """Need, cost, hours, language, for whom, whether a name is asked, where; and the names of what is not known."""
        rows = entry.rows
        cost = self.say("now-free") if hit.facts.is_free else rows["service"][0].get("fees_description", "")
        spoken = tuple(one["code"] for one in rows.get("language", []) if one.get("code"))
        language = receipt.language_names(spoken, self.language) if spoken else ""
        others = self._other_hours(rows.get("schedule", []))
        told = {"now-cost": cost, "now-hours": "; ".join(filter(None, (hours, *others))), "now-language": language}
        tags = [one.get("taxonomy_term_id", "") for one in rows.get("attribute", [])]
        # In the reader's language: what they do is often told in another one.
        needs = [self.say(_NEEDS[one]) for one in tags if one in _NEEDS]
        facts = [self.listed(needs)] if needs else []
        facts += filter(None, told.values())
        audiences = [self.say(_AUDIENCES[one]) for one in tags if one in _AUDIENCES]
        if audiences:
            facts.append(self.say("now-for", who=self.listed(audiences)))
        if anonymity := anonymity_of(tags):
            facts.append(self.say(f"now-{anonymity.replace('_', '-')}"))
        facts += self._places(entry)
        unknown = [self.say(name) for name, said in told.items() if not said]
        return facts, self.listed(unknown) if unknown else ""

    def _places(self, entry: access.Entry) -> Iterator[str]:
        """Where one goes, and how one gets in. An address that must stay secret is not in the directory."""
        places = [one for one in entry.further.get("location", []) if one.get("location_type") == "physical"]
        if len(places) > _MOST_PLACES:
            yield self.say("now-places")
            return
        for place in places:
            of_place = [one for one in entry.further.get("address", []) if one["location_id"] == place["id"]]
            address = next((one for one in of_place if one.get("address_type") == "physical"), None)
            if address:
                yield self.say("now-place", place=_where(place, address))
                access_said = [
                    said
                    for one in entry.further.get("accessibility", [])
                    if one["location_id"] == place["id"] and (said := one.get("description"))
                ]
                yield from (self.say("now-access", how=said) for said in access_said)

    def _other_hours(self, schedules: list[dict[str, Any]]) -> Iterator[str]:
        """Hours of one way alone, and of some days of the year: from two months before on, until they are over."""
        soon = (self.at.date() + _AHEAD).isoformat()
        for one in schedules:
            last = one.get("valid_to", "")
            hours = self._spans([one]) if is_weekly({**one, **ANY_DAY}) else one.get("description", "")
            if is_usual(one) or not hours or (last and last < self.at.date().isoformat()):
                continue
            if one.get("valid_from", "") > soon:
                continue
            days = " \u2013 ".join(
                self.day(date.fromisoformat(day)) if day else "\u2026" for day in (one.get("valid_from"), last)
            )
            is_dated = bool(one.get("valid_from") or last)
            said = ", ".join(filter(None, (one.get("attending_type"), days if is_dated else "")))
            yield f"{said}: {hours}"

    def _hours(self, schedules: list[dict[str, Any]], hit: access.Hit) -> str:
        """The usual schedules in the words of the language; one that no rule tells as it was written."""
        schedules = [one for one in schedules if is_usual(one)]
        if any(
            is_weekly(one) and (one.get("byday"), one["opens_at"], one.get("closes_at")) == _ALWAYS for one in schedules
        ):
            return self.say("now-always")
        if not schedules or not all(one.get("byday") and is_weekly(one) for one in schedules):
            return next((one["description"] for one in schedules if one.get("description")), "")
        zone = schedules[0].get("zone", "")
        is_elsewhere = "country" not in hit.reasons or _has_others(zone, self.at)
        return self._spans(schedules) + (f" ({self._zone(zone)})" if zone and is_elsewhere else "")

    def _spans(self, schedules: list[dict[str, Any]]) -> str:
        names = dict(get_day_names("abbreviated", context="stand-alone", locale=self._locale).items())
        spans = [f"{_days(one['byday'], names)} {one['opens_at']}\u2013{one.get('closes_at', '')}" for one in schedules]
        return ", ".join(spans)

    def _zone(self, zone: str) -> str:
        """A time zone as people call it; its name of IANA where nobody calls it anything."""
        try:
            return str(get_timezone_name(ZoneInfo(zone), width="long", locale=self._locale))
        except (ZoneInfoNotFoundError, ValueError):
            return zone


def _where(place: dict[str, Any], address: dict[str, Any]) -> str:
    """A place as one looks for it: its name, the address, how to get there."""
    said = {name: text for name, text in address.items() if text != NOT_SAID}
    city = " ".join(filter(None, (said.get("postal_code"), said.get("city"))))
    parts = [place.get("name"), said.get("address_1"), said.get("address_2"), city, said.get("state_province")]
    told = ", ".join(dict.fromkeys(filter(None, parts)))
    return told + (f" ({place['transportation']})" if place.get("transportation") else "")


_ALWAYS = (ALL_DAYS, "00:00", "24:00")


def _has_others(zone: str, at: datetime) -> bool:
    """Whether clocks differ within the country of a zone at a moment: then hours alone could be those of elsewhere."""
    return len({at.astimezone(one).utcoffset() for one in _clocks(get_global("zone_territories").get(zone, ""))}) > 1


@cache
def _clocks(country: str) -> tuple[ZoneInfo, ...]:
    """The time zones of a country."""
    known = available_timezones()
    return tuple(
        ZoneInfo(zone) for zone, one in get_global("zone_territories").items() if one == country and zone in known
    )


def _days(days: str, names: dict[int, str]) -> str:
    """ "MO,TU,WE,SA" as "Mon–Wed, Sat"."""
    numbers = sorted(WEEKDAYS.index(one) for one in days.split(",") if one in WEEKDAYS)
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join("\u2013".join(names[one] for one in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _link_of_number(kind: str, number: str) -> str:
    """What a phone does with a number; "" when nothing can be dialed. WhatsApp wants the country in front."""
    address = dialed(number)
    if not address or kind == WHATSAPP:
        return f"https://wa.me/{address[1:]}" if address.startswith("+") else ""
    return f"{'sms' if kind in TEXTED else 'tel'}:{address}"


def _link(address: str) -> str:
    """An address of the web as a link; "" for anything else, such as a script."""
    return address if address.lower().startswith(("https://", "http://")) else ""


def _host(address: str) -> str:
    """What a link shows: its host."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.") or address
