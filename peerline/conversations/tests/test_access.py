"""Not there and not yours are the same answer, for each of the cast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from peerline.conversations import access, actions
from peerline.kit.clock import minute, now
from peerline.kit.errors import NotThere
from peerline.kit.tokens import new_ref
from peerline.people import actions as people
from peerline.people.models import Member
from tests.cast import Cast
from tests.sealed import Talk, arrive, arriving, write_again

Answer = tuple[str, str, str]


def with_attachment(cast: Cast) -> tuple[Talk, str, str]:
    """A conversation that Ada and Sol hold, with a message and its attachment."""
    talk, one = arriving(cast.ada, cast.sol)
    attached = talk.attached(one.message.ref, b"a picture")
    actions.receive([replace(one, message=replace(one.message, attachments=(attached,)))])
    return talk, one.message.ref, attached.ref


def answer_of(act: Callable[[], object]) -> Answer:
    """What somebody is told who asks for what is not theirs."""
    with pytest.raises(NotThere) as told:
        act()
    return (type(told.value).__name__, told.value.code, str(told.value.sentence))


def asked_by(member: Member, conversation: str, *, message: str, attachment: str) -> set[Answer]:
    """The answers to all three questions."""
    return {
        answer_of(lambda: access.held(member, conversation)),
        answer_of(lambda: access.message(member, message)),
        answer_of(lambda: access.attachment(member, attachment)),
    }


def test_gives_a_holder_what_is_held(cast: Cast) -> None:
    talk, message, attachment = with_attachment(cast)
    for one in (cast.ada, cast.sol):
        assert access.held(one.member, talk.ref).ref == talk.ref
        assert access.message(one.member, message).conversation.ref == talk.ref
        assert access.attachment(one.member, attachment).startswith(b"age-encryption.org/v1")
        assert access.my_grant(one.member, talk.row()).holder_key == one.key


def test_answers_alike_what_is_not_yours_not_there_and_no_ref(cast: Cast) -> None:
    talk, message, attachment = with_attachment(cast)
    answers = asked_by(cast.ada.member, new_ref(), message=new_ref(), attachment=new_ref())
    answers |= asked_by(cast.ada.member, "1", message="../../etc", attachment="x" * 1000)
    answers |= asked_by(cast.ada.member, message, message=attachment, attachment=talk.ref)
    for one in (cast.bo, cast.noor, cast.kim, cast.tess):
        answers |= asked_by(one.member, talk.ref, message=message, attachment=attachment)
        answers.add(answer_of(lambda one=one: access.my_grant(one.member, talk.row())))  # type: ignore[misc]
    assert len(answers) == 1


def test_gives_nothing_to_a_member_who_left(cast: Cast) -> None:
    talk, message, attachment = with_attachment(cast)
    member, row = cast.ada.member, talk.row()
    people.leave(Member.objects.get(pk=member.pk))
    assert len(asked_by(member, talk.ref, message=message, attachment=attachment)) == 1
    assert answer_of(lambda: access.my_grant(member, row)) in asked_by(
        member, talk.ref, message=message, attachment=attachment
    )
    assert access.queue(member, "waiting") == []
    assert set(access.places(member).values()) == {0}
    assert access.newest_waiting_at(member) is None
    assert [one.member.alias for one in access.holders(row)] == ["Sol"]


def test_counts_and_queues_only_ones_own(cast: Cast) -> None:
    arrive(cast.ada, cast.sol)
    arrive(cast.sol, cast.noor)
    assert access.places(cast.ada.member) == {"unheld": 0, "waiting": 1, "mine": 0, "others": 0}
    assert access.places(cast.sol.member) == {"unheld": 1, "waiting": 1, "mine": 0, "others": 0}
    assert access.places(cast.noor.member) == {"unheld": 1, "waiting": 0, "mine": 0, "others": 0}
    for one in (cast.bo, cast.kim, cast.tess):
        assert set(access.places(one.member).values()) == {0}
        assert [access.queue(one.member, place) for place in access.places(one.member)] == [[]] * 4


def test_queues_what_is_due_first_and_by_pages(cast: Cast) -> None:
    hours = [5, 1, 3]
    talks = {hour: arrive(cast.ada, at=minute(now()) - timedelta(hours=hour)) for hour in hours}
    rows = access.queue(cast.ada.member, "waiting")
    assert [row.conversation.ref for row in rows] == [talks[hour].ref for hour in (5, 3, 1)]
    after = access.queue(cast.ada.member, "waiting", after=rows[0].queue_at)
    assert [row.conversation.ref for row in after] == [talks[hour].ref for hour in (3, 1)]


def test_pages_what_was_said(cast: Cast) -> None:
    talk = arrive(cast.ada, text="No. 0")
    for count in range(1, access.LETTERS_PAGE + 2):
        write_again(talk, text=f"No. {count}")
    page = access.letters(talk.row())
    assert len(page) == access.LETTERS_PAGE
    older = access.letters(talk.row(), before=page[0].ref)
    first = access.first_letter(talk.row())
    assert first is not None
    assert [one.pk for one in older] == [first.pk, page[0].pk - 1]
    with pytest.raises(NotThere):
        access.letters(talk.row(), before=new_ref())


def test_pages_by_no_message_of_another_conversation(cast: Cast) -> None:
    talk, other = arrive(cast.ada), arrive(cast.ada)
    with pytest.raises(NotThere):
        access.letters(talk.row(), before=access.letters(other.row())[0].ref)


def test_knows_no_blob_that_no_row_names(cast: Cast) -> None:
    arrive(cast.ada)
    assert not access.is_stored(new_ref())
    assert access.counts() == {"conversations": 1, "messages": 1}
