"""Services to refer somebody to: it ..."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from peerline.directory import access, actions, referring
from peerline.directory.models import Listing, Tally
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
from peerline.directory.vocabulary import named
from peerline.kit.errors import NotThere
from peerline.line import wording

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _a_line_to_call(db: None) -> None:
    """Shown, and nobody here has asked it."""
    show("Lantern Call")


def show(name: str, **said: Any) -> None:
    """One more service that is shown."""
    ref = named("service", name)
    actions.save_rows([*vocabulary(), *a_service(name, **said)], by=None)
    facts = actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 8, 8))
    actions.list_services({ref: facts}, wanted=[ref], today=TODAY)


def offered(language: str = "en", **more: str) -> dict[str, Any]:
    """What a browser gets for Germany."""
    return referring.offered(referring.Wish("DE", language, **more), at=NOON)


def test_tells_a_service_as_it_stands_in_an_answer() -> None:
    show("Lantern Call", description="They listen.")
    (one,) = offered()["services"]
    assert one["text"].splitlines() == [
        "Lantern House: Lantern Call. They listen.",
        "How to reach them: 030 1234567.",
        "What we know: Thoughts of suicide, crisis.",
        "What we do not know: cost, hours, and language.",
        "We have not checked this. From a list of August 2026.",
    ]
    assert (one["needs"], one["stale"]) == (["suicide_crisis"], ["never-checked"])
    assert "lantern call" in one["searched"]


def test_tells_who_is_open_and_puts_it_into_no_answer() -> None:
    hours = {"freq": "WEEKLY", "byday": "TU", "opens_at": "09:00", "closes_at": "17:00", "zone": "UTC"}
    row = {"id": str(named("hours")), "service_id": str(LANTERN_CALL), **hours}
    actions.save_rows([("schedule", row)], by=None)
    actions.renew_reach([LANTERN_CALL])
    (one,) = offered()["services"]
    assert "open now" in one["facts"]
    assert (
        "What we know: Thoughts of suicide, crisis · Tue 09:00–17:00.\nWhat we do not know: cost and language.\n"
        in one["text"]
    )
    assert "open now" not in one["text"]


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_speaks_the_language_of_who_is_answered(language: str) -> None:
    made = offered(language)
    assert made["language"] == language
    own = wording.shipped(language).texts
    assert (made["before"], made["after"]) == (own["refer-first"], own["refer-last"])
    assert own["now-not-checked"] in made["services"][0]["text"]


def test_says_what_to_write_first() -> None:
    number = {"id": str(named("text")), "service_id": str(LANTERN_CALL), "number": "50808", "type": "sms"}
    actions.save_rows([("phone", {**number, "description": "the word HELLO"})], by=None)
    assert "text message 50808 (the word HELLO)." in offered()["services"][0]["text"]


def test_keeps_numbers_with_gaps_in_their_order_from_right_to_left() -> None:
    assert "\u200e030 1234567" in offered("ar")["services"][0]["text"]
    assert "\u200e" not in offered("de")["services"][0]["text"]


def test_says_what_is_overdue_or_was_doubted() -> None:
    Listing.objects.update(verified_on=date(2026, 1, 1), due_on=date(2026, 11, 2))
    assert offered()["services"][0]["stale"] == ["late"]
    assert wording.text("refer-late", "en") in offered()["services"][0]["text"]
    Listing.objects.update(due_on=TODAY)
    assert offered()["services"][0]["stale"] == []
    Listing.objects.update(doubts=2)
    assert (offered()["services"][0]["stale"], offered()["services"][0]["doubts"]) == (["doubted"], 2)


def test_gives_all_of_a_country_whatever_is_looked_for() -> None:
    show("Lantern Law", need="legal")
    made = offered(need="legal", words="zebra")
    assert (made["is_all"], len(made["services"])) == (True, 2)


def test_tells_who_answers_from_elsewhere() -> None:
    show("Lantern Everywhere", country="INT")
    assert [one["is_elsewhere"] for one in offered()["services"]] == [False, True]


def test_looks_here_where_a_country_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    show("Lantern Law", need="legal")
    monkeypatch.setattr("peerline.directory.access.finding.MOST", 1)
    made = offered(need="legal", words="law")
    assert made["is_all"] is False
    assert [one["about"] for one in made["services"]] == ["Lantern Law."]


def test_tells_nothing_that_is_not_shown() -> None:
    actions.quarantine(LANTERN_CALL, reason="a stranger answered")
    assert offered()["services"] == []


def test_counts_what_came_of_it_in_steps() -> None:
    for _ in range(4):
        actions.count(LANTERN_CALL, Tally.REFUSED, by=Tally.HELPERS, today=TODAY)
    assert access.came(LANTERN_CALL) == access.Came()
    for _ in range(8):
        actions.count(LANTERN_CALL, Tally.REFUSED, by=Tally.HELPERS, today=TODAY)
    assert access.came(LANTERN_CALL) == access.Came(by_helpers={"refused": 10})


def test_doubts_who_answers_nobody() -> None:
    actions.count(LANTERN_CALL, Tally.SILENT, by=Tally.HELPERS, today=TODAY)
    assert Listing.objects.get().doubts == 1
    actions.count(LANTERN_CALL, Tally.REFUSED, by=Tally.HELPERS, today=TODAY)
    assert Listing.objects.get().doubts == 1


def test_counts_only_what_is_shown_and_what_is_counted() -> None:
    for ref, what in ((named("nothing"), Tally.GIVEN), (LANTERN_CALL, "liked")):
        with pytest.raises(NotThere):
            actions.count(ref, what, by=Tally.HELPERS, today=TODAY)
    actions.quarantine(LANTERN_CALL, reason="x")
    with pytest.raises(NotThere):
        actions.count(LANTERN_CALL, Tally.GIVEN, by=Tally.HELPERS, today=TODAY)
    assert not Tally.objects.exists()


def test_knows_no_day_and_no_member() -> None:
    actions.count(LANTERN_CALL, Tally.GIVEN, by=Tally.HELPERS, today=TODAY)
    assert {one.name for one in Tally._meta.get_fields()} == {"id", "service", "what", "by", "number"}
