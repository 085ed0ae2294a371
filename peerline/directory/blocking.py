"""Numbers, domains and names that must not stand in the directory, with the reason.

`data/blocked.tsv` is shipped: lines that were replaced, closed or hijacked, and the needs of countries where a service
is shown only after somebody has looked whether a listing endangers people. A number is compared as it is dialled: in
E.164 where it is whole, else by its digits within its country.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import phonenumbers
from django.utils.translation import gettext as _

SHIPPED = Path(__file__).parent / "data" / "blocked.tsv"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blocked:
    """One row of the block list: kind is number, domain, name, or review (`what` is then a need)."""

    kind: str
    country: str
    what: str
    reason: str


def dialled(number: str, country: str) -> str:
    """A number as it is compared: "+E164" where it validates in the country, else "CC:digits"; "" for none."""
    digits = re.sub(r"\D", "", number)
    if not digits:
        return ""
    try:
        read = phonenumbers.parse(number, country if len(country) == 2 and country != "XK" else None)
    except phonenumbers.NumberParseException:
        return f"{country}:{digits}"
    if phonenumbers.is_valid_number(read):
        return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
    return f"{country}:{digits}"


def host_of(address: str) -> str:
    """The host of a web or mail address, in lower case, without "www."; "" for none."""
    text = address.strip()
    if "@" in text and "/" not in text:
        return text.rpartition("@")[2].lower().removeprefix("www.")
    if not _SCHEME.match(text):
        text = "//" + text
    try:
        return (urlsplit(text).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def why_number(number: str, countries: tuple[str, ...]) -> str:
    """Why a number must not be saved, "" when nothing speaks against it."""
    for country in countries or ("",):
        found = _numbers().get(dialled(number, country))
        if found:
            return _("This number is blocked: %s") % found.reason
    return ""


def why_address(address: str) -> str:
    """Why a web or mail address must not be saved, "" when nothing speaks against it. A subdomain is blocked too."""
    host = host_of(address)
    while host:
        found = _domains().get(host)
        if found:
            return _("This address is blocked: %s") % found.reason
        host = host.partition(".")[2]
    return ""


def why_name(name: str) -> str:
    """Why a name must not be listed, "" when nothing speaks against it."""
    found = _names().get(name.strip().casefold())
    return _("This name is blocked: %s") % found.reason if found else ""


def needs_review(countries: Collection[str], needs: Collection[str]) -> bool:
    """Whether a service of these countries and needs is shown only after a review of its safety."""
    return any((country, need) in _reviews() for country in countries for need in needs)


@cache
def shipped() -> tuple[Blocked, ...]:
    """The block list that comes with the program."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Blocked(row["kind"], row["country"], row["what"], row["reason"]) for row in rows)


@cache
def _numbers() -> dict[str, Blocked]:
    return {dialled(one.what, one.country): one for one in shipped() if one.kind == "number"}


@cache
def _domains() -> dict[str, Blocked]:
    return {one.what: one for one in shipped() if one.kind == "domain"}


@cache
def _reviews() -> set[tuple[str, str]]:
    return {(one.country, one.what) for one in shipped() if one.kind == "review"}


@cache
def _names() -> dict[str, Blocked]:
    return {one.what.casefold(): one for one in shipped() if one.kind == "name"}
