"""What arrives is stored once, whole, and in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from peerline import seal
from peerline.conversations import access, actions
from peerline.conversations.actions import Outcome
from peerline.conversations.cargo import Arriving
from peerline.conversations.models import Arrival, Conversation, Event, Grant, Message
from peerline.kit.blobs import LARGEST_ROW_BYTES
from peerline.kit.clock import minute, now, shifted
from peerline.kit.errors import Conflict
from peerline.people import actions as people
from tests.cast import Cast
from tests.sealed import PROMISE, Talk, arrive, arriving, joining, read_by, write_again


def places(talk: Talk) -> dict[str, str]:
    """Where the conversation stands, by the alias of the holder."""
    return {one.member.alias: one.place for one in Grant.objects.filter(conversation__ref=talk.ref)}


def test_opens_with_a_grant_for_each_first_holder(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol, cast.noor)
    assert {one.member.alias for one in access.holders(talk.row())} == {"Ada", "Sol", "Noor"}
    assert [read_by(one, talk) for one in (cast.ada, cast.sol, cast.noor)] == [["I cannot sleep."]] * 3


def test_makes_exactly_one_responsible(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol, cast.noor)
    row = talk.row()
    assert (row.responsible.alias, row.state, row.claimed_at) == ("Ada", Conversation.WAITING, None)


def test_puts_it_before_a_counselor_as_waiting_and_before_leads_alone_as_unheld(cast: Cast) -> None:
    assert places(arrive(cast.ada, cast.sol)) == {"Ada": "waiting", "Sol": "waiting"}
    assert places(arrive(cast.sol, cast.noor)) == {"Sol": "unheld", "Noor": "unheld"}


def test_starts_the_clock_of_the_promise(cast: Cast) -> None:
    row = arrive(cast.ada).row()
    assert row.asked_at is not None
    assert row.due_at == row.asked_at + PROMISE
    assert row.tell_at == row.asked_at + PROMISE / 2


def test_cuts_no_time_finer_than_the_minute(cast: Cast) -> None:
    row = arrive(cast.ada).row()
    assert all(minute(at) == at for at in (row.opened_at, row.last_at, row.due_at) if at)


def test_joins_by_the_tag(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol, text="One.")
    write_again(talk, text="Two.")
    assert read_by(cast.ada, talk) == ["One.", "Two."]
    assert Conversation.objects.count() == 1


def test_knows_no_unknown_tag(cast: Cast) -> None:
    arrive(cast.ada)
    assert access.joined([b"x" * 32]) == {}


def test_leaves_the_clock_of_the_oldest_unanswered_message(cast: Cast) -> None:
    talk = arrive(cast.ada)
    due = talk.row().due_at
    write_again(talk, at=minute(now()) + timedelta(hours=3))
    assert talk.row().due_at == due
    assert talk.row().version == 2


def test_stores_the_same_mail_once(cast: Cast) -> None:
    talk, one = arriving(cast.ada)
    assert actions.receive([one]) == [Outcome.STORED]
    _, copy = arriving(cast.ada)
    assert actions.receive([replace(copy, arrival_hash=one.arrival_hash)]) == [Outcome.DUPLICATE]
    assert [found.ref for found in Conversation.objects.all()] == [talk.ref]


def test_stores_the_same_mail_once_within_one_commit(cast: Cast) -> None:
    talk, one = arriving(cast.ada)
    _, copy = arriving(cast.ada)
    _, other = arriving(cast.ada)
    batch = [one, replace(copy, arrival_hash=one.arrival_hash), other]
    assert actions.receive(batch) == [Outcome.STORED, Outcome.DUPLICATE, Outcome.STORED]
    assert Message.objects.count() == 2
    assert talk.row().messages.get().ref == one.message.ref


def test_forgets_an_arrival_after_fourteen_days(cast: Cast) -> None:
    _, one = arriving(cast.ada)
    actions.receive([one])
    with shifted(timedelta(days=13)):
        assert actions.forget_arrivals() == 0
    with shifted(timedelta(days=15)):
        assert actions.forget_arrivals() == 1
    assert not Arrival.objects.exists()


def test_tells_a_key_that_is_no_longer_the_newest(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    late = joining(talk)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    assert actions.receive([late]) == [Outcome.STALE]
    assert Message.objects.count() == 1


def test_stores_a_stale_one_when_it_comes_sealed_anew(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    late = joining(talk)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    actions.receive([late])
    again = replace(joining(talk), arrival_hash=late.arrival_hash)
    assert actions.receive([again]) == [Outcome.STORED]
    assert len(read_by(cast.ada, talk)) == 2


def test_tells_a_grant_to_a_key_that_was_retired(cast: Cast) -> None:
    _, one = arriving(cast.ada, cast.bo)
    people.leave(cast.bo.member)
    assert actions.receive([one]) == [Outcome.STALE]
    assert not Conversation.objects.exists()


def test_stores_the_neighbors_of_a_stale_one(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    late = joining(talk)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    _, other = arriving(cast.ada)
    assert actions.receive([other, late]) == [Outcome.STORED, Outcome.STALE]


def test_does_not_fail_the_neighbors_of_a_bad_one(cast: Cast) -> None:
    _, first = arriving(cast.ada)
    talk, bad = arriving(cast.ada)
    _, last = arriving(cast.ada)
    bad = replace(bad, message=replace(bad.message, ref=first.message.ref))
    assert actions.receive([first, bad, last]) == [Outcome.STORED, Outcome.FAILED, Outcome.STORED]
    assert Message.objects.count() == 2
    assert not Conversation.objects.filter(ref=talk.ref).exists()
    assert Arrival.objects.count() == 2


def test_stores_what_failed_when_it_comes_again(cast: Cast) -> None:
    _, first = arriving(cast.ada)
    talk, bad = arriving(cast.ada)
    spoiled = replace(bad, message=replace(bad.message, ref=first.message.ref))
    actions.receive([first, spoiled])
    assert actions.receive([bad]) == [Outcome.STORED]
    assert talk.row().messages.get().ref == bad.message.ref


def test_starts_no_clock_for_automatic_mail(cast: Cast) -> None:
    _, one = arriving(cast.ada)
    actions.receive([replace(one, automatic=True, due_at=None)])
    row = Conversation.objects.get()
    assert (row.asked_at, row.due_at, row.tell_at) == (None, None, None)


def test_reopens_nothing_for_automatic_mail(cast: Cast) -> None:
    talk = arrive(cast.ada)
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    write_again(talk, automatic=True)
    row = talk.row()
    assert (row.state, row.due_at) == (Conversation.CLOSED, None)
    assert row.messages.count() == 2


def test_reopens_what_was_closed(cast: Cast) -> None:
    talk = arrive(cast.ada, cast.sol)
    actions.claim(talk.row(), cast.ada.member, talk.narrowed_to(cast.ada, cast.sol))
    actions.close(talk.row(), cast.ada.member, why="helped", said=None)
    write_again(talk)
    row = talk.row()
    assert (row.state, row.closed_at) == (Conversation.HELD, None)
    assert row.due_at is not None
    assert places(talk) == {"Ada": "mine", "Sol": "others"}
    assert Event.objects.filter(conversation=row, name="wrote-again").exists()


def test_keeps_a_large_body_as_a_blob(cast: Cast, blob_folder: Path) -> None:
    text = "long " * LARGEST_ROW_BYTES
    talk = arrive(cast.ada, text=text)
    row = talk.row().messages.get()
    assert (row.in_blob, row.sealed) == (True, b"")
    assert (blob_folder / row.ref[:2] / row.ref).read_bytes().startswith(b"age-encryption.org/v1")
    assert read_by(cast.ada, talk) == [text]
    assert access.is_stored(row.ref)


def test_keeps_attachments_as_blobs(cast: Cast, blob_folder: Path) -> None:
    talk, one = arriving(cast.ada)
    attached = talk.attached(one.message.ref, b"a picture")
    actions.receive([replace(one, message=replace(one.message, attachments=(attached,)))])
    sealed = access.attachment(cast.ada.member, attached.ref)
    place = {"conversation": talk.ref, "message": one.message.ref, "ref": attached.ref}
    assert seal.open_attachment(talk.identity, sealed, **place) == b"a picture"
    assert access.is_stored(attached.ref)


def with_file(cast: Cast, data: bytes = b"a picture") -> tuple[Talk, Arriving, str]:
    """A long mail with a file, on its way; and the ref of the file."""
    talk, one = arriving(cast.ada, text="long " * LARGEST_ROW_BYTES)
    attached = talk.attached(one.message.ref, data)
    return talk, replace(one, message=replace(one.message, attachments=(attached,))), attached.ref


def test_keeps_once_what_is_large_and_sent_again(cast: Cast) -> None:
    talk, one, ref = with_file(cast)
    actions.put_large(one)  # and then the process died
    assert [actions.receive([one]) for _ in range(2)] == [[Outcome.STORED], [Outcome.DUPLICATE]]
    assert access.attachment(cast.ada.member, ref) == one.message.attachments[0].sealed
    assert len(read_by(cast.ada, talk)) == 1


def test_writes_whole_what_a_process_that_died_had_written_in_part(cast: Cast, blob_folder: Path) -> None:
    talk, one, ref = with_file(cast)
    actions.put_large(one)
    for name in (ref, one.message.ref):
        lies = blob_folder / name[:2] / name
        lies.write_bytes(lies.read_bytes()[:100])
    assert actions.receive([one]) == [Outcome.STORED]
    assert access.attachment(cast.ada.member, ref) == one.message.attachments[0].sealed
    assert len(read_by(cast.ada, talk)) == 1


def test_puts_nothing_in_the_place_of_what_is_stored(cast: Cast) -> None:
    _, one, ref = with_file(cast)
    assert actions.receive([one]) == [Outcome.STORED]
    _, other = arriving(cast.sol)
    strange = replace(one.message.attachments[0], sealed=b"other bytes")
    with pytest.raises(Conflict):
        actions.receive([replace(other, message=replace(other.message, attachments=(strange,)))])
    assert access.attachment(cast.ada.member, ref) == one.message.attachments[0].sealed


def test_stores_nothing_when_a_blob_cannot_be_written(cast: Cast, blob_folder: Path) -> None:
    blob_folder.parent.mkdir(exist_ok=True)
    blob_folder.write_bytes(b"no folder")
    talk, one = arriving(cast.ada)
    attached = talk.attached(one.message.ref, b"a picture")
    with pytest.raises(OSError, match="blobs"):
        actions.receive([replace(one, message=replace(one.message, attachments=(attached,)))])
    assert not Conversation.objects.exists()


def test_stores_many_in_one_commit(cast: Cast) -> None:
    made = [arriving(cast.ada, cast.sol, text=f"No. {count}") for count in range(128)]
    assert set(actions.receive([one for _, one in made])) == {Outcome.STORED}
    assert [read_by(cast.ada, talk) for talk, _ in made[::40]] == [[f"No. {count}"] for count in range(0, 128, 40)]
    assert Message.objects.count() == 128
    assert Grant.objects.count() == 256
