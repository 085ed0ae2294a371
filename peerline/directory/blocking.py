"""Numbers, domains and names that must not stand in the directory, with the reason.

`data/blocked.tsv` is shipped: lines that were replaced, closed or hijacked, and the needs of countries where a service
is shown only after somebody has looked whether a listing endangers people. A number is compared as it is dialled: in
E.164 where it is whole, else by its digits within its country.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import idna
import phonenumbers
from django.utils.translation import gettext as _

SHIPPED = Path(__file__).parent / "data" / "blocked.tsv"
_LONG = 7  # digits, from which on a number means the same line without a country beside it
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:[/\\]+|(?:mailto|https?):|[/\\]+)", re.IGNORECASE)
_AFTER_HOST = re.compile(r"[/\\?#]")
_BREAKS = re.compile(r"[\t\r\n]")  # a browser leaves them out of an address
_EDGES = re.compile(r"\A\W+|\W+\Z")  # the dot of the root, and signs of a sentence
_BETWEEN = re.compile(r"[\s,;<>()\[\]{}\"'|]+")
_SEVERAL = re.compile(r"[;,/|\n]")
_REMARK = re.compile(r"\([^()]*[^\W\d][^()]*\)")  # brackets with a letter in them
_LONG_NUMBER = re.compile(r"[+]?\d(?:[ \xa0().\u2010-\u2015-]{0,3}\d){6,14}")


@dataclass(frozen=True, slots=True)
class Blocked:
    """One row of the block list: kind is number, domain, name, or review (`what` is then a need)."""

    kind: str
    country: str
    what: str
    reason: str


def host_of(address: str) -> str:
    """The host of a web or mail address as a browser asks for it: small, in ASCII, without "www."; "" for none."""
    text = unicodedata.normalize("NFKC", unquote(_BREAKS.sub("", address.strip())))
    rest = _AFTER_HOST.split(_SCHEME.sub("", text, count=1), maxsplit=1)[0]
    host = _EDGES.sub("", rest.rpartition("@")[2].partition(":")[0]).casefold()
    if not host.isascii():
        with suppress(UnicodeError):
            host = idna.encode(host, uts46=True).decode()
    return host.removeprefix("www.")


def why_number(number: str, countries: Collection[str]) -> str:
    """Why a number must not be saved, "" when nothing speaks against it. Without countries a short one is no number."""
    for piece in _pieces(number):
        for key in _keys(piece, countries):
            found = _numbers().get(key)
            if found:
                return _("This number is blocked: %s") % found.reason
    return ""


def why_address(address: str) -> str:
    """Why a web or mail address must not be saved, "" when nothing speaks against it. A subdomain is blocked too.

    Where several stand in one field, each is looked at.
    """
    for host in dict.fromkeys((host_of(address), *map(host_of, _BETWEEN.split(address)))):
        rest = host
        while rest:
            found = _domains().get(rest)
            if found:
                return _("This address is blocked: %s") % found.reason
            rest = rest.partition(".")[2]
    return ""


def why_text(text: str, countries: Collection[str] = ()) -> str:
    """Why a text must not be saved: somebody who reads it could call a blocked number or go to a blocked address."""
    small = text.casefold()
    if any(one in small for one in _domains()) and (reason := why_address(text)):
        return reason
    return next(filter(None, (why_number(one, countries) for one in _LONG_NUMBER.findall(text))), "")


def why_name(name: str) -> str:
    """Why a name must not be listed, "" when nothing speaks against it. Spaces, signs and size count for nothing."""
    found = _names().get(_bare(name))
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
    rows = [one for one in shipped() if one.kind == "number"]
    return {key: one for one in rows for key in _keys(one.what, (one.country,))}


@cache
def _domains() -> dict[str, Blocked]:
    return {host_of(one.what): one for one in shipped() if one.kind == "domain"}


@cache
def _reviews() -> set[tuple[str, str]]:
    return {(one.country, one.what) for one in shipped() if one.kind == "review"}


@cache
def _names() -> dict[str, Blocked]:
    return {_bare(one.what): one for one in shipped() if one.kind == "name"}


@cache
def _number_countries() -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.country for one in shipped() if one.kind == "number"))


def _bare(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", name).casefold() if one.isalnum())


def _pieces(number: str) -> list[str]:
    """A field of a number as it stands, and each number where it holds several; remarks in brackets are none."""
    text = _REMARK.sub(" ", "".join(_plain(one) for one in number))
    return list(dict.fromkeys((text, *_SEVERAL.split(text))))


def _plain(sign: str) -> str:
    """A digit of any script as ASCII."""
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _keys(number: str, countries: Collection[str]) -> set[str]:
    """As what a number is compared: in E.164 where it is whole, else by its digits in a country ("KR:1393")."""
    digits = re.sub(r"\D", "", number)
    if not digits:
        return set()
    keys = {f"{country}:{digits}" for country in countries}
    ways = [(number, country if country in phonenumbers.SUPPORTED_REGIONS else None) for country in countries or ("",)]
    if digits.startswith("00"):  # as it is dialled from most countries, whatever is dialled in these
        ways.append((f"+{digits[2:]}", None))
    if not countries and len(digits) >= _LONG:
        ways += [(number, country) for country in _number_countries()]
    for text, region in ways:
        with suppress(phonenumbers.NumberParseException):
            keys.update(_read_keys(phonenumbers.parse(text, region)))
    return keys


def _read_keys(read: phonenumbers.PhoneNumber) -> Iterator[str]:
    if phonenumbers.is_valid_number(read):
        yield phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
        return
    digits = phonenumbers.national_significant_number(read)
    yield from (f"{region}:{digits}" for region in phonenumbers.region_codes_for_country_code(read.country_code or 0))
