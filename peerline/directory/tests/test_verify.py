"""Verifying: it ..."""

from __future__ import annotations

from datetime import date

import pytest

from peerline.directory import access, actions
from peerline.directory.models import Listing, Verification
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
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


def test_never_lets_an_import_overrule_a_person() -> None:
    actions.quarantine(LANTERN_CALL, reason="answered by somebody else")
    facts = actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 9, 9))
    actions.list_services({LANTERN_CALL: facts}, wanted=[LANTERN_CALL], today=TODAY)
    assert access.candidates("DE", "") == []
