"""What waits is taken by one and tried for five days; its copy is erased when it left, failed or was taken back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from peerline.kit import traces
from peerline.kit.clock import now, shifted
from peerline.kit.errors import Conflict
from peerline.kit.tokens import new_ref
from peerline.post import access, actions
from peerline.post.models import Outgoing

pytestmark = pytest.mark.django_db
COPY = b"sealed copy"


def waiting(kind: str = "reply", *, due_in: timedelta = timedelta(0)) -> Outgoing:
    return actions.put(new_ref(), kind, sealed=COPY, day="2026-11-25", due_at=now() + due_in)


@contextmanager
def claimed(row: Outgoing) -> Iterator[Outgoing]:
    """The row as a worker that claimed it alone has it."""
    (one,) = actions.claim_due(5)
    assert one.pk == row.pk
    yield one


def copy_of(row: Outgoing) -> bytes:
    row.refresh_from_db()
    return bytes(row.sealed)


def test_claims_what_is_due_first_and_not_before() -> None:
    late, early = waiting(due_in=timedelta(minutes=2)), waiting(due_in=timedelta(minutes=1))
    assert actions.claim_due(5) == []
    with shifted(timedelta(minutes=3)):
        assert [row.pk for row in actions.claim_due(5)] == [early.pk, late.pk]


def test_claims_no_more_than_it_is_asked_for() -> None:
    for _ in range(3):
        waiting()
    assert [len(actions.claim_due(2)) for _ in range(3)] == [2, 1, 0]


def test_gives_a_row_to_nobody_else_while_the_lease_runs() -> None:
    waiting()
    (first,) = actions.claim_due(5)
    with shifted(actions.LEASE - timedelta(seconds=5)):
        assert actions.claim_due(5) == []
    with shifted(actions.LEASE + timedelta(seconds=5)):
        (second,) = actions.claim_due(5)
    assert (first.tries, second.tries) == (1, 2)


def test_refuses_a_ref_that_is_known() -> None:
    row = waiting()
    with pytest.raises(Conflict):
        actions.put(row.ref, "reply", sealed=b"other", day="2026-11-25", due_at=now())
    assert copy_of(row) == COPY


def test_erases_the_copy_when_it_has_left() -> None:
    row, mark = waiting(), os.urandom(32)
    with claimed(row) as one:
        actions.sent(one, bounce_hash=mark)
    assert copy_of(row) == b""
    assert (row.state, row.status, bytes(row.bounce_hash or b"")) == (Outgoing.SENT, "", mark)
    assert traces.are_left()


def test_erases_the_copy_when_it_is_given_up() -> None:
    row = waiting()
    with claimed(row) as one:
        actions.failed_for_good(one, "5.1.1")
    assert (copy_of(row), row.state, row.status) == (b"", Outgoing.FAILED, "5.1.1")
    with shifted(timedelta(days=1)):
        assert actions.claim_due(5) == []


def test_takes_back_what_nobody_has_begun_to_send() -> None:
    row = waiting(due_in=timedelta(seconds=30))
    assert actions.take_back(row.ref)
    assert (copy_of(row), row.state) == (b"", Outgoing.TAKEN_BACK)
    with shifted(timedelta(minutes=1)):
        assert actions.claim_due(5) == []


def test_takes_back_nothing_that_may_have_left() -> None:
    row = waiting()
    with claimed(row) as one:
        assert not actions.take_back(row.ref)
        actions.failed_for_now(one, "4.7.1")
    assert not actions.take_back(row.ref)
    assert copy_of(row) == COPY
    assert not actions.take_back(new_ref())


def test_tries_again_after_gaps_that_grow_and_gives_up_after_five_days() -> None:
    row, began = waiting(), now()
    gaps = []
    passed = timedelta(0)
    for _ in range(50):
        with shifted(passed):
            (one,) = actions.claim_due(5)
            actions.failed_for_now(one, "4.4.1")
            row.refresh_from_db()
            if row.state == Outgoing.FAILED:
                break
            gap = row.due_at - now()
        gaps.append(round(gap.total_seconds()))
        passed += gap + timedelta(seconds=1)
    assert gaps == sorted(gaps)
    assert gaps[0] == 60
    assert timedelta(days=4, hours=23) < now() + passed - began < timedelta(days=5, hours=1)
    assert (copy_of(row), row.status) == (b"", "4.4.1")


def test_marks_what_came_back() -> None:
    row, mark = waiting(), os.urandom(32)
    with claimed(row) as one:
        actions.sent(one, bounce_hash=mark)
    assert access.is_known_bounce(mark)
    assert actions.bounced(mark, "4.2.2", permanent=False)
    row.refresh_from_db()
    assert (row.state, row.status) == (Outgoing.SENT, "4.2.2")
    assert actions.bounced(mark, "5.1.1", permanent=True)
    row.refresh_from_db()
    assert (row.state, row.status) == (Outgoing.FAILED, "5.1.1")


def test_a_bounce_of_something_else_marks_nothing() -> None:
    row = waiting()
    assert not actions.bounced(os.urandom(32), "5.1.1", permanent=True)
    row.refresh_from_db()
    assert (row.state, row.status) == (Outgoing.WAITING, "")


def test_forgets_after_fourteen_days_what_left() -> None:
    marks = [os.urandom(32) for _ in range(3)]
    rows = [waiting(kind) for kind in ("reply", "receipt", "notice")]
    for one, mark in zip(actions.claim_due(5), marks, strict=True):
        actions.sent(one, bounce_hash=mark)
    still = waiting("receipt")
    with shifted(timedelta(days=13)):
        assert actions.forget_old(14) == 0
    with shifted(timedelta(days=15)):
        assert actions.forget_old(14) == 2
    assert not any(access.is_known_bounce(mark) for mark in marks)
    assert set(Outgoing.objects.values_list("pk", flat=True)) == {rows[0].pk, still.pk}


def test_counts_what_waits_and_what_failed() -> None:
    with claimed(waiting()) as row:
        actions.failed_for_good(row, "5.1.1")
    waiting()
    waiting()
    actions.claim_due(1)
    assert access.counts() == {"outgoing_waiting": 2, "outgoing_failed": 1}


def test_tells_when_the_next_is_due() -> None:
    assert access.next_due_seconds(30.0) == 30.0
    waiting(due_in=timedelta(hours=1))
    assert access.next_due_seconds(30.0) == 30.0
    waiting(due_in=-timedelta(hours=1))
    assert access.next_due_seconds(30.0) == 0.0
