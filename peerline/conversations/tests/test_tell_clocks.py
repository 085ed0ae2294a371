"""The shares of a promise are told when they are over, each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from peerline.conversations import access, actions, overdue
from peerline.conversations.actions.clock import FAR, FAR_WHEN_URGENT, SHARES, tell_at
from peerline.conversations.models import Conversation
from peerline.kit.clock import shifted
from tests.cast import Cast
from tests.sealed import PROMISE, Talk, arrive

ASKED = datetime(2026, 11, 25, 9, 40, tzinfo=UTC)


def told(talk: Talk) -> list[str]:
    """The events of the clock."""
    return [one.name for one in access.events(talk.row()) if one.name.startswith("told-")]


def test_tells_each_share_once(cast: Cast) -> None:
    talk = arrive(cast.ada)
    assert actions.tell_clocks() == 0
    for share in (*SHARES, FAR):
        with shifted(PROMISE * share / 100 + timedelta(minutes=1)):
            assert actions.tell_clocks() == 1
            assert actions.tell_clocks() == 0
    assert told(talk) == ["told-50", "told-75", "told-100", "told-200"]
    assert (talk.row().told, talk.row().tell_at) == (FAR, None)


def test_tells_the_latest_share_alone_after_a_long_sleep(cast: Cast) -> None:
    talk = arrive(cast.ada)
    with shifted(PROMISE * 3):
        assert actions.tell_clocks() == 1
        assert actions.tell_clocks() == 0
    assert told(talk) == ["told-200"]


def test_goes_through_two_stages_past_the_promise_that_holders_are_shown(cast: Cast) -> None:
    talk, calm = arrive(cast.ada, cast.sol), arrive(cast.ada)
    assert (overdue.stage(talk.row()), overdue.past_promise(cast.sol.member)) == (0, [])
    for share, stage in ((101, 1), (201, 2)):
        with shifted(PROMISE * share / 100):
            actions.tell_clocks()
        assert overdue.stage(talk.row()) == stage
        assert overdue.past_promise(cast.sol.member) == [talk.row()]
        assert overdue.past_promise(cast.ada.member) == [talk.row(), calm.row()]
        assert overdue.past_promise(cast.bo.member) == []
    with shifted(PROMISE * 3):
        assert actions.tell_clocks() == 0


def test_shows_holders_what_is_due_at_one_moment_as_it_came(cast: Cast) -> None:
    first, second = arrive(cast.ada), arrive(cast.ada)
    with shifted(PROMISE * 2):
        actions.tell_clocks()
    Conversation.objects.update(due_at=ASKED)
    Conversation.objects.filter(pk=first.row().pk).update(due_at=ASKED)  # PostgreSQL has it behind the other now
    assert overdue.past_promise(cast.ada.member) == [first.row(), second.row()]


def test_comes_sooner_to_the_second_stage_with_what_is_urgent(cast: Cast) -> None:
    talk, calm = arrive(cast.ada), arrive(cast.ada)
    actions.mark_urgent(talk.row(), cast.ada.member)
    row = talk.row()
    assert row.due_at is not None
    assert row.asked_at is not None
    with shifted((row.due_at - row.asked_at) * FAR_WHEN_URGENT / 100 + timedelta(minutes=1)):
        actions.tell_clocks()
    assert told(talk) == ["told-150"]
    assert (overdue.stage(talk.row()), overdue.stage(calm.row())) == (2, 0)


def test_is_past_nothing_any_more_when_it_is_answered_or_closed(cast: Cast) -> None:
    talk = arrive(cast.ada)
    with shifted(PROMISE * 3):
        actions.tell_clocks()
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    assert (overdue.stage(talk.row()), overdue.past_promise(cast.ada.member)) == (0, [])


def test_jumps_over_a_share_and_goes_on_with_the_next(cast: Cast) -> None:
    talk = arrive(cast.ada)
    with shifted(PROMISE * 0.8):
        actions.tell_clocks()
    assert told(talk) == ["told-75"]
    row = talk.row()
    assert row.tell_at == row.due_at


def test_tells_nothing_where_no_clock_runs(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    with shifted(PROMISE * 3):
        assert actions.tell_clocks() == 0


def test_tells_no_more_than_asked_at_once(cast: Cast) -> None:
    for _ in range(3):
        arrive(cast.ada)
    with shifted(PROMISE):
        assert actions.tell_clocks(2) == 2
        assert actions.tell_clocks(2) == 1


def test_changes_nothing_that_a_writer_looked_at(cast: Cast) -> None:
    talk = arrive(cast.ada)
    before = talk.row().version
    with shifted(PROMISE):
        actions.tell_clocks()
    assert Conversation.objects.get().version == before


@given(promise=some.timedeltas(timedelta(minutes=1), timedelta(days=14)), before=some.sampled_from([0, 50, 75, 100]))
def test_names_the_next_share_that_is_not_told(promise: timedelta, before: int) -> None:
    due = ASKED + promise
    at = tell_at(ASKED, due, told=before)
    if before == 100:
        assert at is None
        return
    assert at is not None
    assert ASKED < at <= due
    assert abs((at - ASKED) / promise * 100 - min(share for share in SHARES if share > before)) < 0.001


def test_names_nothing_without_a_clock() -> None:
    assert tell_at(None, None) is None
    assert tell_at(ASKED, None) is None
    assert tell_at(None, ASKED) is None
