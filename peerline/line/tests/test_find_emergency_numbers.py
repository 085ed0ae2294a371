"""Emergency numbers by country."""

from __future__ import annotations

import pytest

from peerline.line import emergency
from peerline.line.emergency import Number
from peerline.line.emergency_services import SERVICES
from peerline.line.receipt import locale_of

EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
KNOWN = {
    "AR": {"911", "107", "100"}, "AU": {"000"}, "BR": {"190", "192", "193"}, "CA": {"911"}, "CN": {"110", "120"},
    "EG": {"122", "123"}, "GB": {"999", "112"}, "IN": {"112", "100"}, "JP": {"110", "119"}, "KR": {"112", "119"},
    "MX": {"911"}, "NO": {"110", "112", "113"}, "NZ": {"111"}, "RU": {"112"}, "SA": {"997", "999"},
    "TR": {"112"}, "UA": {"101", "102", "103", "112"}, "US": {"911"}, "ZA": {"10111", "10177", "112"},
    "CH": {"112", "117", "118", "144"}, "KE": {"112", "999"}, "NG": {"199"}, "CL": {"131", "132", "133"},
}  # fmt: skip


def told(country: str) -> set[str]:
    return {item.number for item in emergency.numbers(country)}


@pytest.mark.parametrize("country", EU)
def test_gives_112_first_in_the_european_union(country: str) -> None:
    assert emergency.numbers(country)[0] == Number("112", "all")


@pytest.mark.parametrize("country", KNOWN)
def test_knows_what_is_dialled_elsewhere(country: str) -> None:
    assert told(country) >= KNOWN[country]


@pytest.mark.parametrize("country", SERVICES)
def test_names_only_numbers_that_the_library_has(country: str) -> None:
    assert set(SERVICES[country]) <= told(country)


def test_knows_nearly_every_country() -> None:
    assert len(emergency.countries()) > 200
    for country in emergency.countries():
        assert all(item.number.isdecimal() and 2 <= len(item.number) <= 6 for item in emergency.numbers(country))


def test_knows_no_numbers_of_no_country() -> None:
    assert emergency.numbers("ZZ") == ()
    assert emergency.row("ZZ", "en", locale_of("en")) == ""


@pytest.mark.parametrize(
    ("language", "ours", "countries"),
    [
        ("pt-BR", (), ("BR", "PT")),
        ("pt", (), ("BR", "PT")),
        ("pl", (), ("PL",)),
        ("en", ("IE", "GB", "US"), ("IE", "GB")),
        ("en-AU", ("IE",), ("AU", "IE")),
        ("de", ("BR", "CH"), ("CH", "DE")),
        ("hu", ("BR",), ("HU",)),
        ("", ("IE",), ("IE",)),
        ("und", (), ()),
        ("tlh", (), ()),
    ],
)
def test_guesses_at_most_two_countries(language: str, ours: tuple[str, ...], countries: tuple[str, ...]) -> None:
    assert emergency.countries_of_language(language, ours) == countries


def test_names_the_version_of_its_source() -> None:
    name, _, number = emergency.SOURCE.partition(" ")
    assert name == "phonenumbers"
    assert number[0].isdecimal()
