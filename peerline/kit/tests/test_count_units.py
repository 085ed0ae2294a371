"""Spans of time in the words of every language that pages speak."""

from __future__ import annotations

import pytest
from babel import Locale

from peerline.kit.units import Length, counted

SPOKEN = ("ar", "de", "en", "es", "fa", "fr", "ja", "ko", "pl", "pt", "ru", "uk", "zh")


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("unit", ["duration-minute", "duration-hour", "duration-day"])
@pytest.mark.parametrize("length", ["long", "short"])
def test_it_never_shows_the_name_of_a_unit(language: str, unit: str, length: Length) -> None:
    assert "duration" not in counted(48, unit, Locale.parse(language), length=length)


def test_it_says_the_long_form_where_there_is_one() -> None:
    assert counted(48, "duration-hour", Locale("en")) == "48 hours"
    assert counted(48, "duration-hour", Locale("ja")) == "48 時間"
