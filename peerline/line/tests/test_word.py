"""The line's texts and where they come from."""

from __future__ import annotations

import pytest

from peerline.kit.errors import NotThere, Refused
from peerline.line import actions, wording
from peerline.line.models import Line, Wording

LANGUAGES = {"ar", "de", "en", "es", "fr", "ja", "pl", "pt", "ru", "uk"}


def test_ships_ten_languages() -> None:
    assert set(wording.SHIPPED) >= LANGUAGES


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_ships_every_text_with_the_same_facts_and_blanks(language: str) -> None:
    english, other = wording.shipped("en"), wording.shipped(language)
    # The door speaks a language wholly or not at all: then its page is in the next one of the chain.
    door = {key for key in english.texts if key.startswith("door-")}
    missing = english.texts.keys() - other.texts.keys()
    assert missing in (set(), door)
    assert other.texts.keys() <= english.texts.keys()
    for key, text in english.texts.items():
        if key in missing:
            continue
        assert sorted(wording.FACT.findall(other.texts[key])) == sorted(wording.FACT.findall(text)), key
        assert other.texts[key].count(wording.BLANK) == text.count(wording.BLANK), key
        assert other.texts[key].strip(), key
    assert len(other.tell_tale) >= 15


@pytest.mark.parametrize(
    ("language", "line_language", "looked_at"),
    [
        ("pt-BR", "de", ("pt-BR", "pt", "de", "en")),
        ("ZH_hant_tw", "en", ("zh-Hant-TW", "zh-Hant", "zh", "en")),
        ("", "pl", ("pl", "en")),
        ("en", "en", ("en",)),
    ],
)
def test_looks_in_the_nearest_language_first(language: str, line_language: str, looked_at: tuple[str, ...]) -> None:
    assert wording.chain(language, line_language) == looked_at


def test_falls_back_to_the_language_of_the_line(lantern: Line) -> None:
    actions.set_reach(actions.Reach(("pl", "en"), (), "Europe/Warsaw"))
    assert wording.text("subject", "hu") == wording.shipped("pl").texts["subject"]


def test_prefers_what_the_line_has_worded(lantern: Line) -> None:
    actions.set_wording("subject", "pt", "Sobre a sua pergunta")
    assert wording.text("subject", "pt-BR") == "Sobre a sua pergunta"
    assert wording.text("subject", "en") == "Your message"


def test_prefers_a_regional_text_to_a_general_one(lantern: Line) -> None:
    actions.set_wording("subject", "pt", "Mensagem")
    actions.set_wording("subject", "pt-BR", "Recado")
    assert wording.text("subject", "pt-BR") == "Recado"
    assert wording.text("subject", "pt-PT") == "Mensagem"


def test_goes_back_to_the_shipped_text(lantern: Line) -> None:
    actions.set_wording("subject", "en", "About your question")
    actions.set_wording("subject", "en", " ")
    assert wording.text("subject", "en") == "Your message"
    assert not Wording.objects.exists()


def test_fills_in_facts_and_leaves_other_braces_of_facts_alone(lantern: Line) -> None:
    assert wording.text("numbers-more", "en", address="{word}") == "Other countries: {word}"


def test_keeps_one_letter_in_one_language(lantern: Line) -> None:
    actions.set_wording("subject", "nl", "Je bericht")
    assert wording.language_of(("subject",), "nl") == "nl"
    assert wording.language_of(("subject", "receipt-who"), "nl") == "en"


def test_changes_its_edition_with_a_text(lantern: Line) -> None:
    before = wording.edition()
    actions.set_wording("subject", "en", "About your question")
    assert wording.edition() != before


@pytest.mark.parametrize("text", ["Until {tomorrow}", "A { alone", "{Due}", "{due:>10}", "} first"])
def test_refuses_braces_that_are_no_fact(lantern: Line, text: str) -> None:
    with pytest.raises(Refused):
        actions.set_wording("receipt-arrived", "en", text)


def test_refuses_a_subject_that_tells_an_onlooker(lantern: Line) -> None:
    with pytest.raises(Refused, match="tell-tale"):
        actions.set_wording("subject", "de", "Deine Krise")


def test_refuses_an_unknown_text_and_an_unknown_language(lantern: Line) -> None:
    with pytest.raises(NotThere):
        actions.set_wording("receipt-logo", "en", "x")
    with pytest.raises(Refused):
        actions.set_wording("subject", "english", "Your message")


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Your message", "en", []),
        ("Hello, helpful", "en", ["help"]),
        ("Unhelpful weather", "en", []),
        ("وبالدعم", "ar", ["دعم"]),
        ("ご相談ありがとう", "ja", ["相談"]),
        ("Deine SUIZIDgedanken", "de", ["suizid"]),
        ("Suicide", "hu", ["suicid"]),
    ],
)
def test_finds_words_that_tell(text: str, language: str, told: list[str]) -> None:
    assert wording.tell_tale_words(text, language) == told
