"""Verifying: it ..."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from peerline.directory import access, actions
from peerline.directory.models import Listing, Service, Verification
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
from peerline.kit.errors import NotThere
from peerline.people.models import Member
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def a_crisis_line() -> None:
    """One service, imported with high confidence."""
    actions.save_rows([*vocabulary(), *a_service()], by=None)
    facts = actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 8, 8), is_crisis=True)
    actions.list_services({LANTERN_CALL: facts}, wanted=[LANTERN_CALL], today=TODAY)


def asked(outcome: str) -> actions.Asked:
    """Somebody called."""
    return actions.Asked(on=TODAY, method="call", confirmed_by="shift lead", outcome=outcome)


def test_makes_a_crisis_entry_due_again_after_ninety_days(cast: Cast) -> None:
    actions.verify(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member, second=cast.noor.member)
    listing = Listing.objects.get()
    assert (listing.verified_on, listing.due_on) == (TODAY, date(2027, 2, 1))


def test_asks_for_two_people_for_a_crisis_entry(cast: Cast) -> None:
    for second in (None, cast.sol.member):
        with pytest.raises(actions.NeedsTwo):
            actions.verify(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member, second=second)
    assert not Verification.objects.exists()


def test_takes_out_what_has_closed(cast: Cast) -> None:
    actions.verify(LANTERN_CALL, asked(Verification.CLOSED), by=cast.sol.member)
    assert access.candidates("DE", "") == []


def test_hides_nothing_that_could_not_be_reached_once(cast: Cast) -> None:
    actions.verify(LANTERN_CALL, asked(Verification.UNREACHABLE), by=cast.sol.member)
    assert access.candidates("DE", "") == [LANTERN_CALL]
    assert Listing.objects.get().due_on == date(2026, 11, 10)


def another_number(by: Member | None) -> None:
    """Somebody puts another number in."""
    rows = a_service()
    rows[2][1]["number"] = "030 7654321"
    actions.save_rows(rows, by=by)


@pytest.mark.parametrize("name", ["sol", ""])
def test_speaks_only_for_the_number_that_was_asked(cast: Cast, name: str) -> None:
    actions.verify(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member, second=cast.noor.member)
    actions.save_rows(a_service(description="They listen.", assured_date=TODAY.isoformat()), by=cast.sol.member)
    assert Listing.objects.get().verified_on == TODAY
    with time_machine.travel(datetime(2031, 11, 20, 12, tzinfo=UTC), tick=False):
        another_number(cast.sol.member if name else None)
    listing = Listing.objects.get()
    assert (listing.verified_on, listing.due_on) == (None, date(2031, 11, 20))
    assert (listing.state, listing.reached_on) == (Listing.SHOWN, TODAY)
    assert Service.objects.get().assured_date is None
    assert "assured_date" in {one.field_name for made in access.history(LANTERN_CALL)[:1] for one in made.fields}


def test_lets_nobody_be_second_to_a_number_that_was_changed_since(cast: Cast) -> None:
    actions.say_asked(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member)
    assert access.waiting(LANTERN_CALL) is not None
    another_number(cast.sol.member)
    assert access.waiting(LANTERN_CALL) is None
    with pytest.raises(NotThere):
        actions.second_look(LANTERN_CALL, by=cast.noor.member, seen="")


def test_asks_for_two_people_once_an_entry_is_for_a_crisis(cast: Cast) -> None:
    actions.save_rows(a_service(need="legal"), by=None)
    Listing.objects.update(is_crisis=False)
    actions.say_asked(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member)
    assert Listing.objects.get().verified_on == TODAY
    actions.save_rows(a_service(), by=cast.sol.member)
    listing = Listing.objects.get()
    assert (listing.is_crisis, listing.verified_on) == (True, None)
    assert access.waiting(LANTERN_CALL) is None


def test_takes_two_people_who_both_asked_for_two(cast: Cast) -> None:
    actions.say_asked(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member)
    actions.say_asked(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member)
    assert Listing.objects.get().verified_on is None
    actions.say_asked(LANTERN_CALL, asked(Verification.REACHED), by=cast.noor.member)
    assert Listing.objects.get().verified_on == TODAY
    made = Verification.objects.order_by("-pk")[0]
    assert (made.by, made.second) == (cast.noor.member, cast.sol.member)


def test_shows_what_was_asked_once_it_is_safe(cast: Cast) -> None:
    Listing.objects.update(safe_to_list="needed", state=Listing.HIDDEN)
    actions.verify(LANTERN_CALL, asked(Verification.REACHED), by=cast.sol.member, second=cast.noor.member)
    assert access.candidates("DE", "") == []
    actions.say_safe(LANTERN_CALL)
    assert access.candidates("DE", "") == [LANTERN_CALL]


def test_never_lets_an_import_overrule_a_person() -> None:
    actions.quarantine(LANTERN_CALL, reason="answered by somebody else")
    facts = actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 9, 9))
    actions.list_services({LANTERN_CALL: facts}, wanted=[LANTERN_CALL], today=TODAY)
    assert access.candidates("DE", "") == []
