"""A conversation is erased: what goes with it, who may, and the one row that stays."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from peerline.conversations import access, actions
from peerline.conversations.models import Conversation, Erasure, Grant, Message
from peerline.kit import traces
from peerline.kit.clock import now, shifted
from peerline.kit.errors import NotThere, Refused
from peerline.kit.secret_files import SecretsFolder
from peerline.line import actions as line_actions
from peerline.line import policy
from peerline.post.models import Outgoing
from tests.cast import Cast
from tests.sealed import Talk, arrive, cargo


@pytest.fixture(autouse=True)
def secrets(tmp_path: Path, settings: object) -> None:
    settings.PEERLINE_SECRETS = SecretsFolder(tmp_path / "secrets")  # type: ignore[attr-defined]


def with_large_answer(cast: Cast) -> Talk:
    """A conversation with an answer that waits, too large for a row, and with a file."""
    talk = arrive(cast.ada, cast.sol)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    answer = talk.said(cast.ada, text="I am here. " * 9000)
    answer = type(answer)(
        answer.ref, answer.epoch, answer.sealed, answer.size_class, (talk.attached(answer.ref, os.urandom(500)),)
    )
    actions.reply(talk.row(), cast.ada.member, answer, cargo=cargo(), version=talk.row().version)
    return talk


def test_takes_rows_grants_blobs_and_what_waits_to_leave(cast: Cast, blob_folder: Path) -> None:
    talk = with_large_answer(cast)
    other = arrive(cast.sol)
    assert Outgoing.objects.filter(state=Outgoing.WAITING).count() == 1
    assert len([path for path in blob_folder.rglob("*") if path.is_file()]) == 2
    actions.erase_held(talk.row(), cast.ada.member, "asked")
    assert list(Conversation.objects.values_list("ref", flat=True)) == [other.ref]
    assert set(Message.objects.values_list("conversation__ref", flat=True)) == {other.ref}
    assert set(Grant.objects.values_list("conversation__ref", flat=True)) == {other.ref}
    assert not Outgoing.objects.exists()
    assert not [path for path in blob_folder.rglob("*") if path.is_file()]


def test_keeps_the_day_the_reason_and_a_rough_size_and_nothing_else(cast: Cast) -> None:
    talk, before = with_large_answer(cast), now().date()
    actions.erase_held(talk.row(), cast.ada.member, "risk")
    (row,) = Erasure.objects.values()
    assert row["on"] in {before, now().date()}
    assert row == {"id": row["id"], "on": row["on"], "why": "risk", "size_class": 131072, "is_wiped": False}
    assert access.erasures() == {"risk": 1}


def test_says_that_traces_are_to_be_wiped(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.erase(talk.row())
    assert traces.are_left()
    assert access.erasures() == {"seeker": 1}


@pytest.mark.django_db(transaction=True)
def test_marks_what_was_wiped_only_after_the_wipe(cast: Cast) -> None:
    actions.erase(arrive(cast.ada).row())
    assert len(access.unwiped()) == 1
    assert actions.wipe_traces()
    assert access.unwiped() == []


def test_is_not_there_for_who_does_not_hold_it(cast: Cast) -> None:
    talk = arrive(cast.ada)
    for other in (cast.bo, cast.kim):
        with pytest.raises(NotThere):
            actions.erase_held(talk.row(), other.member, "asked")
    assert talk.row().pk


def test_asks_a_second_person_of_who_is_reviewed(cast: Cast) -> None:
    talk = arrive(cast.tess)
    with pytest.raises(Refused):
        actions.erase_held(talk.row(), cast.tess.member, "asked")
    assert talk.row().pk


@pytest.mark.parametrize("why", ["", "seeker", "time-over", "because"])
def test_refuses_a_reason_that_is_none_of_a_holder(cast: Cast, why: str) -> None:
    talk = arrive(cast.ada)
    with pytest.raises(Refused):
        actions.erase_held(talk.row(), cast.ada.member, why)
    assert talk.row().pk


def test_is_done_once_whoever_comes_second(cast: Cast) -> None:
    row = arrive(cast.ada).row()
    actions.erase(row)
    actions.erase(row)
    assert Erasure.objects.count() == 1
    with pytest.raises(NotThere):
        actions.erase_held(row, cast.ada.member, "asked")


# ---- by itself -------------------------------------------------------------------------------------------------------


def quiet(cast: Cast) -> Talk:
    """A conversation in which it is the seeker's turn."""
    talk = with_large_answer(cast)
    assert talk.row().due_at is None
    return talk


def test_goes_by_itself_when_its_time_is_over_and_not_before(cast: Cast) -> None:
    talk = quiet(cast)
    last_at = talk.row().last_at
    assert access.erased_by(talk.row()) == (last_at + timedelta(days=90)).date()
    with shifted(timedelta(days=89, hours=23)):
        assert actions.erase_expired() == 0
    with shifted(timedelta(days=90, minutes=2)):
        assert actions.erase_expired() == 1
    assert not Conversation.objects.exists()
    assert access.erasures() == {"time-over": 1}


def test_stays_while_the_seeker_waits(cast: Cast) -> None:
    talk = arrive(cast.ada)
    assert access.erased_by(talk.row()) is None
    with shifted(timedelta(days=2000)):
        assert actions.erase_expired() == 0


def test_counts_from_the_closing_when_that_was_later(cast: Cast) -> None:
    talk = quiet(cast)
    with shifted(timedelta(days=10)):
        actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    with shifted(timedelta(days=95)):
        assert actions.erase_expired() == 0
    with shifted(timedelta(days=101)):
        assert actions.erase_expired() == 1


def test_keeps_what_was_promised_when_it_began(cast: Cast) -> None:
    before = quiet(cast)
    line_actions.change_policy(policy.PolicyData(retention_days=7))
    after = quiet(cast)
    with shifted(timedelta(days=8)):
        assert actions.erase_expired() == 1
    assert not Conversation.objects.filter(ref=after.ref).exists()
    assert before.row().pk


def test_has_a_clock_of_its_own_for_mail_to_the_postmaster(cast: Cast) -> None:
    talk = arrive(cast.sol)
    Conversation.objects.filter(ref=talk.ref).update(kind="postmaster")
    assert access.erased_by(talk.row()) == (talk.row().last_at + timedelta(days=30)).date()
    with shifted(timedelta(days=31)):
        assert actions.erase_expired() == 1


def test_lets_old_drafts_events_and_openings_go_each_by_its_clock(cast: Cast, blob_folder: Path) -> None:
    line_actions.change_policy(policy.PolicyData(draft_days=10, event_days=20, opening_days=30))
    talk = arrive(cast.tess, cast.sol)
    actions.claim(talk.row(), cast.tess.member, talk.narrowed_to(cast.tess, cast.sol))
    actions.mark_opened(talk.row(), cast.sol.member)
    for state in (Message.RETURNED, Message.OFFERED):
        draft = talk.said(cast.tess, text="One. " * 9000, kind="draft")
        row = actions.offer_draft(talk.row(), cast.tess.member, draft, grants={})
        Message.objects.filter(pk=row.pk).update(draft_state=state)
    left = {"draft": 2, "event": 3, "opening": 1, "blob": 2}
    for days, gone in ((9, {}), (11, {"draft": 1, "blob": 1}), (21, {"event": 0}), (31, {"opening": 0})):
        left |= gone
        with shifted(timedelta(days=days)):
            actions.forget_parts()
        assert left == {
            "draft": Message.objects.filter(kind="draft").count(),
            "event": talk.row().events.count(),
            "opening": talk.row().openings.count(),
            "blob": len([path for path in blob_folder.rglob("*") if path.is_file()]),
        }, days
    assert Message.objects.get(kind="draft").draft_state == Message.OFFERED
