"""A reply leaves and stops the clock; a note stays; what still waits can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from peerline.conversations import access, actions
from peerline.conversations.cargo import Leaves, SealedAttachment
from peerline.conversations.models import Conversation, Message
from peerline.kit.clock import minute, now, shifted
from peerline.kit.errors import Conflict, NotThere, Refused
from peerline.kit.tokens import new_ref
from peerline.people.practice import PracticeMember
from peerline.post import actions as post
from peerline.post.models import Outgoing
from tests.cast import Cast
from tests.sealed import Talk, arrive, cargo, read_by, write_again


def claimed(by: PracticeMember, *leads: PracticeMember) -> Talk:
    """A conversation that a counselor claimed."""
    talk = arrive(by, *leads)
    actions.claim(talk.row(), by.member, talk.narrowed_to(by, *leads))
    return talk


def reply(talk: Talk, by: PracticeMember, text: str = "You are not alone.") -> Message:
    """An answer to what stands there now."""
    row = talk.row()
    return actions.reply(row, by.member, talk.said(by, text=text), cargo=cargo(), version=row.version)


def test_keeps_the_reply_and_lets_its_copy_wait_thirty_seconds(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    sent = reply(talk, cast.ada)
    outgoing = Outgoing.objects.get()
    assert read_by(cast.sol, talk)[-1] == "You are not alone."
    assert (outgoing.kind, outgoing.state, sent.outgoing_id) == ("reply", Outgoing.WAITING, outgoing.pk)
    assert timedelta(seconds=20) < outgoing.due_at - now() <= timedelta(seconds=30)
    assert access.conversation_of_outgoing(outgoing.pk) == Leaves(talk.ref, 0, encrypted=False)


def test_stops_the_clock(cast: Cast) -> None:
    talk = claimed(cast.ada)
    sent = reply(talk, cast.ada)
    row = talk.row()
    assert (row.asked_at, row.due_at, row.tell_at) == (None, None, None)
    assert sent.stopped_due_at is not None
    assert sent.answers is not None
    assert sent.answers.kind == Message.IN
    assert access.my_grant(cast.ada.member, row).queue_at > now() + timedelta(days=3650)


def test_starts_the_clock_anew_when_the_seeker_writes_again(cast: Cast) -> None:
    talk = claimed(cast.ada)
    reply(talk, cast.ada)
    write_again(talk)
    assert talk.row().due_at is not None


def test_refuses_a_reply_to_what_has_changed_meanwhile(cast: Cast) -> None:
    talk = claimed(cast.ada)
    seen = talk.row()
    write_again(talk)
    with pytest.raises(Conflict, match="changed"):
        actions.reply(seen, cast.ada.member, talk.said(cast.ada), cargo=cargo(), version=seen.version)
    assert not Outgoing.objects.exists()


def test_does_not_count_automatic_mail_as_a_change(cast: Cast) -> None:
    talk = claimed(cast.ada)
    seen = talk.row()
    write_again(talk, automatic=True)
    actions.reply(seen, cast.ada.member, talk.said(cast.ada), cargo=cargo(), version=seen.version)
    assert Outgoing.objects.count() == 1


def test_refuses_a_member_whose_replies_are_reviewed(cast: Cast) -> None:
    talk = arrive(cast.tess, cast.sol)
    with pytest.raises(Refused, match="needs-review"):
        reply(talk, cast.tess)
    assert not Outgoing.objects.exists()


def test_refuses_a_reply_sealed_to_an_older_key(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    old = talk.said(cast.ada)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    row = talk.row()
    with pytest.raises(Conflict):
        actions.reply(row, cast.ada.member, old, cargo=cargo(), version=row.version)
    with pytest.raises(Conflict):
        actions.note(row, cast.ada.member, old)
    assert Message.objects.count() == 1


def test_refuses_a_message_whose_ref_is_known(cast: Cast) -> None:
    talk = claimed(cast.ada)
    said = talk.said(cast.ada, kind="note")
    actions.note(talk.row(), cast.ada.member, said)
    with pytest.raises(Conflict):
        actions.note(talk.row(), cast.ada.member, said)


def test_refuses_an_attachment_whose_ref_is_known(cast: Cast) -> None:
    talk = claimed(cast.ada)
    said = talk.said(cast.ada, kind="note")
    one = talk.attached(said.ref, b"a picture")
    actions.note(talk.row(), cast.ada.member, replace(said, attachments=(one,)))
    other = talk.said(cast.ada, kind="note")
    with pytest.raises(Conflict):
        actions.note(talk.row(), cast.ada.member, replace(other, attachments=(replace(one, sealed=b"another"),)))
    assert access.attachment(cast.ada.member, one.ref) == one.sealed


def test_refuses_a_copy_whose_ref_is_known(cast: Cast) -> None:
    talk = claimed(cast.ada)
    copy = cargo()
    row = talk.row()
    actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=copy, version=row.version)
    row = talk.row()
    with pytest.raises(Conflict):
        actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=copy, version=row.version)


def test_refuses_a_mail_reply_without_a_copy_and_a_copy_where_none_leaves(cast: Cast) -> None:
    talk = claimed(cast.ada)
    row = talk.row()
    with pytest.raises(Refused, match="wrong-cargo"):
        actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=None, version=row.version)
    Conversation.objects.update(channel="web")
    with pytest.raises(Refused, match="wrong-cargo"):
        actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=cargo(), version=row.version)
    actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=None, version=row.version)
    assert not Outgoing.objects.exists()


def test_is_not_there_for_who_does_not_hold_it(cast: Cast) -> None:
    talk = claimed(cast.ada)
    sent = reply(talk, cast.ada)
    for one in (cast.bo, cast.kim, cast.sol):
        with pytest.raises(NotThere):
            reply(talk, one)
        with pytest.raises(NotThere):
            actions.note(talk.row(), one.member, talk.said(one, kind="note"))
        with pytest.raises(NotThere):
            actions.take_back(sent, one.member)


def test_keeps_a_note_that_stops_no_clock_and_never_leaves(cast: Cast) -> None:
    talk = claimed(cast.ada, cast.sol)
    due = talk.row().due_at
    actions.note(talk.row(), cast.sol.member, talk.said(cast.sol, text="Be slow.", kind="note"))
    assert read_by(cast.ada, talk)[-1] == "Be slow."
    assert (talk.row().due_at, Outgoing.objects.count()) == (due, 0)


def test_takes_a_reply_back_while_it_waits(cast: Cast) -> None:
    talk = claimed(cast.ada)
    before = talk.row()
    sent = reply(talk, cast.ada)
    actions.take_back(sent, cast.ada.member)
    outgoing, row = Outgoing.objects.get(), talk.row()
    assert (outgoing.state, outgoing.sealed) == (Outgoing.TAKEN_BACK, b"")
    assert (row.asked_at, row.due_at, row.tell_at) == (before.asked_at, before.due_at, before.tell_at)
    assert access.events(row)[-1].name == "taken-back"


def test_takes_nothing_back_that_is_leaving(cast: Cast) -> None:
    talk = claimed(cast.ada)
    sent = reply(talk, cast.ada)
    with shifted(timedelta(minutes=1)):
        post.claim_due(1)
    with pytest.raises(Conflict, match="left"):
        actions.take_back(sent, cast.ada.member)
    assert talk.row().due_at is None


def test_takes_no_note_back(cast: Cast) -> None:
    talk = claimed(cast.ada)
    row = actions.note(talk.row(), cast.ada.member, talk.said(cast.ada, kind="note"))
    with pytest.raises(NotThere):
        actions.take_back(row, cast.ada.member)


def test_lets_no_clock_run_on_while_another_reply_stands(cast: Cast) -> None:
    talk = claimed(cast.ada)
    due = talk.row().due_at
    first = reply(talk, cast.ada, "One.")
    second = reply(talk, cast.ada, "Two.")
    actions.take_back(first, cast.ada.member)
    assert talk.row().due_at is None
    actions.take_back(second, cast.ada.member)
    assert talk.row().due_at == due


def test_starts_no_clock_in_what_was_closed(cast: Cast) -> None:
    talk = claimed(cast.ada)
    sent = reply(talk, cast.ada)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    actions.take_back(sent, cast.ada.member)
    assert (talk.row().state, talk.row().due_at) == (Conversation.CLOSED, None)


def test_tells_nothing_twice_after_taking_back(cast: Cast) -> None:
    talk = claimed(cast.ada)
    with shifted(timedelta(hours=25)):
        assert actions.tell_clocks() == 1
        sent = reply(talk, cast.ada)
        actions.take_back(sent, cast.ada.member)
        assert actions.tell_clocks() == 0
    assert talk.row().told == 50


def test_lets_the_older_clock_run_on_when_the_seeker_wrote_again_meanwhile(cast: Cast) -> None:
    talk = claimed(cast.ada)
    due = talk.row().due_at
    sent = reply(talk, cast.ada)
    write_again(talk, at=minute(now()) + timedelta(hours=1))
    assert talk.row().due_at != due
    actions.take_back(sent, cast.ada.member)
    assert talk.row().due_at == due


@pytest.mark.parametrize("ref", ["../../../../tmp/peerline-x", "", "A" * 26, "a" * 25 + "/"])
def test_takes_no_name_of_a_file_for_a_ref(cast: Cast, ref: str) -> None:
    talk = arrive(cast.ada)
    said = talk.said(cast.ada)
    wrong = SealedAttachment(ref, b"x", 1024)
    for message in (replace(said, ref=ref), replace(said, attachments=(wrong,))):
        with pytest.raises(Refused, match="ref"):
            actions.note(talk.row(), cast.ada.member, message)


def test_takes_files_to_a_limit(cast: Cast) -> None:
    talk = arrive(cast.ada)
    said = talk.said(cast.ada)
    large = tuple(SealedAttachment(new_ref(), bytes(6_000_000), 6_000_000) for _ in range(2))
    with pytest.raises(Refused, match="too-much-attached"):
        actions.note(talk.row(), cast.ada.member, replace(said, attachments=large))
    actions.note(talk.row(), cast.ada.member, replace(said, attachments=large[:1]))
    assert access.attachment(cast.ada.member, large[0].ref) == large[0].sealed


def test_answers_nothing_encrypted_in_the_clear(cast: Cast) -> None:
    """Whoever releases it, whatever the browser says."""
    talk = arrive(cast.ada, cast.sol, encrypted=True)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    row = talk.row()
    for copy in (cargo(), replace(cargo(), not_theirs=True), replace(cargo(), despite_stop=True)):
        with pytest.raises(Refused, match="needs-encryption"):
            actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=copy, version=row.version)
    draft = actions.offer_draft(row, cast.ada.member, talk.said(cast.ada, kind="draft"), grants={})
    with pytest.raises(Refused, match="needs-encryption"):
        actions.release_draft(draft, cast.sol.member, talk.said(cast.sol), cargo=cargo())
    assert (Outgoing.objects.count(), talk.row().due_at) == (0, row.due_at)
    copy = replace(cargo(), encrypted=True)
    actions.release_draft(draft, cast.sol.member, talk.said(cast.sol), cargo=copy)
    assert Outgoing.objects.get().kind == "encrypted"


def test_answers_in_the_clear_what_another_address_encrypted_later(cast: Cast) -> None:
    """Who has the reply address must not be able to keep answers from the seeker by encrypting one mail."""
    talk = claimed(cast.ada)
    write_again(talk, way="mail+pgp")
    row = talk.row()
    assert access.encrypted_later(row) == 1
    with pytest.raises(Refused, match="needs-encryption"):
        actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=cargo(), version=row.version)
    copy = replace(cargo(), not_theirs=True)
    actions.reply(row, cast.ada.member, talk.said(cast.ada), cargo=copy, version=row.version)
    assert Outgoing.objects.get().kind == "reply"
