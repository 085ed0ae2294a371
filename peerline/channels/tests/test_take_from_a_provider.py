"""Mail is taken from a real Dovecot: on disk here before anything is done there, once each, whatever breaks between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

import pytest
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from peerline.channels import access, actions, known
from peerline.channels.envelope import Envelope
from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.provider.account import Account
from peerline.channels.mail.provider.collect import Collector, Pace
from peerline.channels.mail.tests.dovecot import PASSWORD, SECONDS, USER, Dovecot, dovecot
from peerline.channels.mail.tests.mails import mail
from peerline.channels.models import LeftMail, ProviderFolder
from peerline.channels.writer import Writer
from peerline.conversations.cargo import Arriving
from peerline.conversations.models import Conversation, Message
from peerline.kit.clock import now
from peerline.kit.secret_files import SecretsFolder
from peerline.line.models import Line
from tests.journeys.running import wait_for

LINE = "hello@lantern.example"
POISON = b"Poison: yes"
Done = TypeVar("Done")
QUICK = Pace(held=0.2, longest=30.0, asking=0.2, gap=0.05, refused=0.05, again=(timedelta(0), timedelta(0)))

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ada", "sol")]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """One for this module; each test empties the mailbox first."""
    with dovecot() as running:
        running.make_folder("Taken")
        running.make_folder("Forms")
        yield running


@pytest.fixture(autouse=True)
def _empty(server: Dovecot, secrets: SecretsFolder) -> None:
    secrets.write("imap.password", PASSWORD.encode() + b"\n")
    for folder in ("INBOX", "Taken", "Forms"):
        with server.client(folder) as client:
            if client.search(None, "ALL")[1] != [b""]:
                client.store("1:*", "+FLAGS", "\\Deleted")
                client.expunge()


class Breaking(MailDoor):
    """The door with a fault that one kind of mail brings out."""

    def prepare(self, envelope: Envelope, *, judged: Judged) -> Arriving | None:
        """Fail as a program does."""
        if POISON in envelope.data:
            raise ZeroDivisionError
        return super().prepare(envelope, judged=judged)


def letters(count: int, word: str = "letter") -> list[bytes]:
    """Different mails."""
    return [mail(f"{word} {number}", message_id=f"<{word}{number}@writer.example>") for number in range(count)]


def account(server: Dovecot, **more: object) -> Account:
    """The mailbox at this server."""
    return Account("127.0.0.1", server.port, USER, begins_with_tls=False, **more)  # type: ignore[arg-type]


@asynccontextmanager
async def collecting(box: Account, kind: type[MailDoor] = MailDoor) -> AsyncIterator[Collector]:
    """Taking mail, as `serve` does."""
    writer = Writer()
    writer.start()
    door = await apart(lambda: kind(Mailbox.of(LINE), writer))
    collectors = [Collector(box, folder, door, pace=QUICK) for folder in box.folders]
    for one in collectors:
        one.start()
    try:
        yield collectors[0]
    finally:
        await asyncio.gather(*(one.stop(10.0) for one in collectors))
        await asyncio.to_thread(writer.stop)


async def apart(do: Callable[[], Done]) -> Done:
    """Do it in a thread of its own, and close that thread's database connection."""

    def alone() -> Done:
        try:
            return do()
        finally:
            connection.close()

    return await asyncio.to_thread(alone)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until it is so."""

    def is_so_and_readable() -> bool:
        # The tests' SQLite lies in memory and lets nobody read what another thread is writing.
        try:
            return is_so()
        except OperationalError:
            return False

    await apart(lambda: wait_for(is_so_and_readable, SECONDS))


def stored(count: int) -> Callable[[], bool]:
    """Whether so many messages are here."""
    return lambda: Message.objects.count() == count


def has(server: Dovecot, count: int, criterion: str = "ALL", *, folder: str = "INBOX") -> Callable[[], bool]:
    """Whether so many mails of a kind lie at the provider."""
    return lambda: server.found(criterion, folder) == count


def test_takes_all_that_lies_there_once_and_deletes_it(server: Dovecot) -> None:
    server.put(*letters(70))

    async def run() -> None:
        async with collecting(account(server)):
            await until(has(server, 0))

    asyncio.run(run())
    assert (Message.objects.count(), Conversation.objects.count()) == (70, 70)
    assert LeftMail.objects.count() == 0


def test_is_told_of_what_arrives(server: Dovecot) -> None:
    async def run() -> None:
        async with collecting(account(server)):
            await until(ProviderFolder.objects.exists)
            for number, one in enumerate(letters(3, "later")):
                await asyncio.to_thread(server.put, one)
                await until(stored(number + 1))
            await until(has(server, 0))

    asyncio.run(run())


def test_takes_from_several_folders_each_with_its_own_count(server: Dovecot) -> None:
    server.put(*letters(20))
    server.put(*letters(20, "form"), POISON + b"\r\n" + letters(1, "poison")[0], folder="Forms")

    async def run() -> None:
        async with collecting(account(server, folders=("INBOX", "Forms")), Breaking):
            await until(lambda: access.set_aside() == 1)
            await until(has(server, 1, folder="Forms"))
            await until(has(server, 0))
            # Each folder is waited at: what comes to either is taken at once.
            server.put(*letters(1, "late"))
            server.put(*letters(1, "late-form"), folder="Forms")
            await until(stored(42))

    asyncio.run(run())
    assert list(LeftMail.objects.values_list("folder__name", flat=True)) == ["Forms"]


def test_comes_back_when_it_is_cut_off_while_it_waits(server: Dovecot) -> None:
    """Again and again, each time while it waits for news (IDLE)."""

    async def run() -> None:
        async with collecting(account(server)):
            for number in range(3):
                server.put(*letters(1, f"while-{number}-"))
                await until(stored(number + 1))
                await until(has(server, 0))
                await until(lambda: server.waiting() == 1)
                assert server.break_connections() > 0

    asyncio.run(run())


def test_goes_on_after_lost_connections_and_a_restart(server: Dovecot) -> None:
    async def run() -> None:
        async with collecting(account(server)):
            server.put(*letters(2, "before"))
            await until(stored(2))
            await until(lambda: server.break_connections() > 0)
            server.put(*letters(2, "between"))
            await until(stored(4))
            server.stop()
            server.start()
            server.put(*letters(2, "after"))
            await until(stored(6))
            await until(has(server, 0))

    asyncio.run(run())


def test_marks_as_read_and_takes_again_nothing(server: Dovecot) -> None:
    server.put(*letters(2, "read-before"), flags="(\\Seen)")
    server.put(*letters(3, "unread"))

    async def run() -> None:
        async with collecting(account(server, after="seen")):
            await until(has(server, 5, "SEEN"))
            # One that a person reads in the same moment is taken all the same.
            server.put(*letters(1, "read-meanwhile"), flags="(\\Seen)")
            await until(stored(4))
        async with collecting(account(server, after="seen")):
            server.put(*letters(1, "last"))
            await until(stored(5))

    asyncio.run(run())
    assert server.found() == 7


def test_moves_what_is_taken(server: Dovecot) -> None:
    server.put(*letters(3))

    async def run() -> None:
        async with collecting(account(server, after="move", move_to="Taken")):
            await until(has(server, 3, folder="Taken"))

    asyncio.run(run())
    assert (server.found(), Message.objects.count()) == (0, 3)


def test_changes_nothing_there_while_it_cannot_store(server: Dovecot) -> None:
    Line.objects.update(opened_at=None)
    known.forget()
    server.put(*letters(3))

    async def run() -> None:
        async with collecting(account(server)) as collector:
            await until(lambda: collector._holds > 0)
            assert server.found("UNSEEN") == 3
            await apart(open_again)
            server.put(*letters(1, "wakes"))
            await until(stored(4))
            await until(has(server, 0))

    asyncio.run(run())
    assert LeftMail.objects.count() == 0


def open_again() -> None:
    """The line opens."""
    Line.objects.update(opened_at=now())
    known.forget()


def test_sets_poison_aside_after_three_tries_and_takes_its_neighbors(server: Dovecot) -> None:
    good = letters(5)
    server.put(*good[:2], POISON + b"\r\n" + letters(1, "poison")[0], *good[2:])

    async def run() -> None:
        async with collecting(account(server), Breaking):
            await until(lambda: access.set_aside() == 1)
            await until(has(server, 1))
        assert await apart(tries) == [3]

    asyncio.run(run())
    assert Message.objects.count() == 5
    assert server.found() == 1


def tries() -> list[int]:
    """How often each mail that is left was tried."""
    return list(LeftMail.objects.values_list("tries", flat=True))


def test_takes_what_was_set_aside_when_it_is_mended_and_a_lead_says_so(server: Dovecot) -> None:
    server.put(POISON + b"\r\n" + letters(1, "poison")[0])

    async def run() -> None:
        async with collecting(account(server), Breaking):
            await until(lambda: access.set_aside() == 1)
        assert await apart(actions.try_again) == 1
        async with collecting(account(server)):
            await until(has(server, 0))

    asyncio.run(run())
    assert (Message.objects.count(), LeftMail.objects.count()) == (1, 0)


def test_sets_aside_at_once_what_is_no_mail(server: Dovecot) -> None:
    server.put(b"\x00\x01\x02\xff" * 40, *letters(1))

    async def run() -> None:
        async with collecting(account(server)):
            await until(lambda: access.set_aside() == 1)
            await until(stored(1))
            await until(has(server, 1))

    asyncio.run(run())


def test_counts_a_mail_that_the_provider_cannot_hand_out(server: Dovecot) -> None:
    server.put(*letters(2))
    broken = sorted((server.folder / "mail").glob("[cn]*/*.*"))[0]
    broken.chmod(0)

    async def run() -> None:
        async with collecting(account(server)):
            await until(lambda: access.set_aside() == 1)
            await until(has(server, 1))

    asyncio.run(run())
    assert Message.objects.count() == 1


def test_stores_once_what_was_not_deleted_after_storing(server: Dovecot) -> None:
    one = letters(1)
    server.put(*one)

    async def run() -> None:
        async with collecting(account(server, after="seen")):
            await until(has(server, 1, "SEEN"))
        async with collecting(account(server, after="delete")):
            await until(has(server, 0))

    asyncio.run(run())
    assert Message.objects.count() == 1


def test_begins_anew_when_the_provider_has_numbered_anew(server: Dovecot) -> None:
    server.put(POISON + b"\r\n" + letters(1, "poison")[0])

    async def run() -> None:
        async with collecting(account(server), Breaking):
            await until(lambda: access.set_aside() == 1)
        await apart(renumber)
        async with collecting(account(server)):
            await until(has(server, 0))

    asyncio.run(run())
    assert (Message.objects.count(), LeftMail.objects.count()) == (1, 0)


def renumber() -> None:
    """As if the folder had been made anew at the provider."""
    ProviderFolder.objects.update(uidvalidity=1)


def test_stops_while_it_waits_for_news(server: Dovecot) -> None:
    async def run() -> None:
        async with collecting(account(server)) as collector:
            await until(ProviderFolder.objects.exists)
            await collector.stop(10.0)
            assert collector._ended.is_set()

    asyncio.run(run())


def test_believes_the_providers_word_when_it_is_told_to(server: Dovecot, settings: Settings) -> None:
    settings.PEERLINE_IMAP_AUTHSERV = "mx.provider.example"
    asked: list[bool] = []

    class Watching(MailDoor):
        def prepare(self, envelope: Envelope, *, judged: Judged) -> Arriving | None:
            arriving = super().prepare(envelope, judged=judged)
            asked.append(arriving is not None and arriving.opens is not None and arriving.opens.receipt is not None)
            return arriving

    word = b"Authentication-Results: mx.provider.example; dkim=pass header.d=writer.example\r\n"
    server.put(b"Return-Path: <wren@writer.example>\r\n" + word + letters(1)[0])
    server.put(b"Return-Path: <wren@writer.example>\r\n" + letters(1, "unproven")[0])

    async def run() -> None:
        async with collecting(account(server), Watching):
            await until(has(server, 0))

    asyncio.run(run())
    assert sorted(asked) == [False, True]
