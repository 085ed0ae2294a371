"""The writer says "stored" for what is on disk, "try again" for every fault of ours, and goes on afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from django.db import connection

from peerline.channels.writer import Writer
from peerline.conversations import actions
from peerline.conversations.cargo import Arriving
from peerline.conversations.models import Arrival, Conversation, Message
from peerline.kit.errors import NotThere, PeerlineError, Unavailable
from peerline.people.practice import PracticeMember
from tests.sealed import arrive, arriving, joining

pytestmark = pytest.mark.django_db(transaction=True)
Found = TypeVar("Found")


@contextmanager
def working() -> Iterator[Writer]:
    """A writer at work, for as long as somebody asks it something."""
    writer = Writer()
    writer.start()
    try:
        yield writer
    finally:
        writer.stop()


def asked(ask: Callable[[Writer], Coroutine[Any, Any, Found]]) -> Found:
    """What `ask` found out of a writer of its own."""
    with working() as writer:
        return asyncio.run(asyncio.wait_for(ask(writer), 20))


async def outcome(writer: Writer, prepare: Callable[[], Arriving | None]) -> str:
    """How one was answered: "" for stored, else the code of the error."""
    try:
        await writer.store(prepare)
    except PeerlineError as error:
        return error.code
    return ""


def given(one: Arriving) -> Callable[[], Arriving]:
    """Nothing is left to prepare."""
    return lambda: one


async def outcomes(writer: Writer, mails: list[Arriving]) -> list[str]:
    """How each of many at once was answered, in order."""
    return await asyncio.gather(*(outcome(writer, given(one)) for one in mails))


@contextmanager
def table_away(table: str) -> Iterator[None]:
    """As when the database is away: every statement about the table fails."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table}_away RENAME TO {table}")


def test_answers_many_at_once_and_stores_each_once(ada: PracticeMember) -> None:
    mails = [arriving(ada)[1] for _ in range(40)]
    assert asked(lambda writer: outcomes(writer, mails)) == [""] * 40
    assert set(Message.objects.values_list("ref", flat=True)) == {one.message.ref for one in mails}
    assert Arrival.objects.count() == 40


def test_answers_when_it_is_in_the_database(ada: PracticeMember) -> None:
    one = arriving(ada)[1]

    async def ask(writer: Writer) -> bool:
        await writer.store(lambda: one)
        return await asyncio.to_thread(is_there)

    def is_there() -> bool:
        found = Message.objects.filter(ref=one.message.ref).exists()
        connection.close()
        return found

    assert asked(ask)


def test_stores_the_same_mail_once_and_answers_both(ada: PracticeMember) -> None:
    talk, one = arriving(ada)
    again = replace(arriving(ada)[1], arrival_hash=one.arrival_hash)
    assert asked(lambda writer: outcomes(writer, [one, again])) == ["", ""]
    assert list(Conversation.objects.values_list("ref", flat=True)) == [talk.ref]


def test_one_bad_among_many_fails_alone(ada: PracticeMember) -> None:
    mails = [arriving(ada)[1] for _ in range(9)]
    taken = arrive(ada).row().messages.get().ref
    mails[4] = replace(mails[4], message=replace(mails[4].message, ref=taken))
    said = asked(lambda writer: outcomes(writer, mails))
    assert [one for one in said if one] == [said[4]] == ["failed"]
    assert Message.objects.count() == 9


def test_says_try_again_to_all_while_the_database_fails_and_goes_on_afterwards(ada: PracticeMember) -> None:
    mails = [arriving(ada)[1] for _ in range(5)]
    with working() as writer:
        with table_away("conversations_arrival"):
            failed = asyncio.run(outcomes(writer, mails))
        assert set(failed) <= {Unavailable.code, "failed"}
        assert len(failed) == 5
        assert Message.objects.count() == 0
        assert asyncio.run(outcomes(writer, mails)) == [""] * 5
    assert Message.objects.count() == 5


def test_passes_on_why_a_mail_is_refused(ada: PracticeMember) -> None:
    def refuse() -> Arriving:
        raise NotThere

    def stumble() -> Arriving:
        raise ZeroDivisionError("the words of somebody")

    async def ask(writer: Writer) -> list[str]:
        return [await outcome(writer, one) for one in (refuse, stumble, lambda: None, lambda: arriving(ada)[1])]

    assert asked(ask) == [NotThere.code, Unavailable.code, "", ""]


def test_prepares_again_what_was_sealed_to_a_key_that_changed(ada: PracticeMember, sol: PracticeMember) -> None:
    talk = arrive(ada, sol)
    stale = joining(talk)
    actions.claim(talk.row(), ada.member, talk.narrowed_to(ada, sol))
    waiting = [joining(talk), stale]
    assert asked(lambda writer: outcome(writer, waiting.pop)) == ""
    assert waiting == []
    assert talk.row().messages.latest("id").key.epoch == 2


def test_tries_no_more_than_a_few_times(ada: PracticeMember, sol: PracticeMember) -> None:
    talk = arrive(ada, sol)
    stale = joining(talk)
    actions.claim(talk.row(), ada.member, talk.narrowed_to(ada, sol))
    assert asked(lambda writer: outcome(writer, lambda: stale)) == "stale"
    assert talk.row().messages.count() == 1


def test_stores_what_is_under_way_before_it_ends(ada: PracticeMember) -> None:
    mails = [arriving(ada)[1] for _ in range(20)]

    async def begin(writer: Writer) -> list[str]:
        coming = [asyncio.ensure_future(outcome(writer, given(one))) for one in mails]
        await asyncio.sleep(0)  # each is handed over
        await asyncio.to_thread(writer.stop)
        return await asyncio.gather(*coming)

    writer = Writer()
    writer.start()
    assert asyncio.run(asyncio.wait_for(begin(writer), 20)) == [""] * 20
    assert Message.objects.count() == 20
