"""The automatic first answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.line import actions, receipt, wording
from peerline.line.columns import COLUMNS, width
from peerline.line.models import Line
from peerline.line.receipt import Letter, ReceiptFacts

DUE = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
KINDS = ("full", "short", "encrypted", "encrypted-without-key", "closed")
PAGES = "https://lantern.example"
pytestmark = pytest.mark.django_db


def receipt_of(kind: str, language: str, facts: ReceiptFacts | None = None) -> Letter:
    letter = receipt.text(kind, language, facts or ReceiptFacts(DUE, answered=wording.SHIPPED, pages_url=PAGES))
    assert letter is not None
    return letter


def at_a_glance(letter: Letter, sender: str = "Jo") -> str:
    return f"{sender} {letter.subject} {' '.join(letter.body.split())[: receipt.SEEN_AT_A_GLANCE]}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", wording.SHIPPED)
def test_tells_an_onlooker_nothing(kind: str, language: str) -> None:
    for answered in (wording.SHIPPED, ("nl",)):
        for pages_url in (PAGES, ""):
            letter = receipt_of(kind, language, ReceiptFacts(DUE, answered=answered, pages_url=pages_url))
            assert wording.tell_tale_words(at_a_glance(letter), language) == []
            assert not any(sign in at_a_glance(letter) for sign in ("112", "911", "119", "/now"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", wording.SHIPPED)
def test_keeps_rows_short_and_leaves_no_brace(kind: str, language: str) -> None:
    letter = receipt_of(kind, language)
    # A closing sign may hang over by one wide column pair: it never begins a row.
    assert max(width(row) for row in letter.body.splitlines()) <= COLUMNS + 2
    assert "{" not in letter.subject + letter.body
    assert "\n\n\n" not in letter.body
    assert letter.body.endswith("\n")


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_says_things_in_order(language: str) -> None:
    body = " ".join(receipt_of("full", language).body.split())
    order = [
        " ".join(wording.text("numbers-heading", language).split()),
        f"{PAGES}/now/",
        receipt.STOP,
    ]
    places = [body.index(part) for part in order]
    assert places == sorted(places)
    assert body.index("2026") < places[0]
    assert body.count("http") == 2


def test_tells_the_hour_in_the_zone_of_the_line() -> None:
    assert receipt.due(DUE, "Europe/Berlin", "de") == "26.11.2026, 16:00 (UTC+1)".replace(
        "26.11.2026", "Donnerstag, 26. November 2026"
    )
    assert receipt.due(DUE, "Asia/Kolkata", "en-GB").endswith("20:30 (UTC+5:30)")
    assert receipt.due(DUE, "America/St_Johns", "en").endswith("(UTC-3:30)")
    assert receipt.due(DUE, "UTC", "xx-nonsense").endswith("(UTC)")


def test_says_in_which_languages_it_answers_only_to_others() -> None:
    facts = ReceiptFacts(DUE, answered=("en", "pl"))
    assert "inglês e polonês" in receipt_of("full", "pt-BR", facts).body
    assert "English" not in receipt_of("full", "en-GB", facts).body
    assert "English" not in receipt_of("full", "", facts).body


def test_gives_numbers_of_at_most_two_countries() -> None:
    body = receipt_of("short", "pt-BR").body
    assert "Brasil: 192\u00a0(ambulância), 190\u00a0(polícia), 193\u00a0(bombeiros)" in body
    assert "Portugal: 112" in body
    ours = ReceiptFacts(DUE, countries=("GB", "IE"))
    assert "Ireland: 112, 999\u00a0(ambulance, police, fire)" in receipt_of("short", "en-IE", ours).body
    assert "United States" not in receipt_of("short", "en-IE", ours).body


def test_sends_none_where_the_line_wants_none() -> None:
    assert receipt.text("none", "en", ReceiptFacts(DUE)) is None


def test_says_nothing_but_the_time_to_an_encrypted_mail() -> None:
    letter = receipt_of("encrypted", "en")
    assert letter.subject == "[...]"
    assert letter.body.count("\n\n") == 0


def test_asks_for_the_key_in_every_language_and_says_nothing_else() -> None:
    for language in wording.SHIPPED:
        plain, asking = receipt_of("encrypted", language), receipt_of("encrypted-without-key", language)
        assert asking.subject == plain.subject
        assert asking.body.startswith(plain.body)
        assert len(asking.body.removeprefix(plain.body).split("\n\n")) == 1


def test_keeps_to_the_language_of_the_line_where_it_has_no_text(lantern: Line) -> None:
    actions.set_reach(actions.Reach(("pl",), (), "UTC"))
    letter = receipt_of("full", "hu")
    assert letter.language == "pl"
    assert letter.subject == wording.shipped("pl").texts["subject"]
    assert "Węgry: 112" in letter.body


def test_uses_new_wording_at_once(lantern: Line) -> None:
    receipt_of("full", "en")
    actions.set_wording("subject", "en", "Thanks for writing")
    assert receipt_of("full", "en").subject == "Thanks for writing"


def test_takes_its_facts_from_the_line(lantern: Line) -> None:
    line = actions.set_reach(actions.Reach(("en", "pl"), ("IE",), "Europe/Dublin"))
    facts = receipt.facts_of(line, DUE)
    assert (facts.answered, facts.countries, facts.time_zone) == (("en", "pl"), ("IE",), "Europe/Dublin")
    assert f"{facts.pages_url}/now/" in receipt_of("full", "en", facts).body


def test_makes_one_letter_a_minute() -> None:
    first = receipt_of("full", "en", ReceiptFacts(DUE.replace(second=1)))
    assert first is receipt_of("full", "en", ReceiptFacts(DUE.replace(second=59)))


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    language=st.from_regex(r"([a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?)?", fullmatch=True),
    due_at=st.integers(1, 800_000).map(lambda hours: DUE + timedelta(hours=hours - 200_000)),
    countries=st.lists(st.from_regex(r"[A-Z]{2}", fullmatch=True), max_size=3).map(tuple),
)
def test_answers_in_any_language(kind: str, language: str, *, due_at: datetime, countries: tuple[str, ...]) -> None:
    letter = receipt_of(kind, language, ReceiptFacts(due_at, "Asia/Kathmandu", ("en",), countries, PAGES))
    assert letter.language in wording.SHIPPED
    assert "{" not in letter.body
    assert wording.tell_tale_words(at_a_glance(letter), letter.language) == []
