"""A mail without a tag joins by its writer's address only where the line wants it, and only if nobody can forge it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import dkim
import pytest
from pytest_django.fixtures import Settings

from peerline import seal
from peerline.channels import known, tags
from peerline.channels.joining import DAYS, MOST_OF_ONE, MOST_WRITERS, Writers
from peerline.channels.mail.door import MailDoor, rules_of
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.senders.threads import SenderChecks
from peerline.channels.mail.tests.mails import mail
from peerline.channels.mail.tests.name_server import NameServer, Zone
from peerline.channels.mail.tests.signing import key, signed, txt
from peerline.channels.tests.letters import LINE, envelope, opened_by
from peerline.channels.writer import Writer
from peerline.conversations import access, actions
from peerline.conversations.cargo import SealedMessage
from peerline.conversations.models import Conversation
from peerline.kit.clock import now
from peerline.kit.tokens import new_ref
from peerline.line import actions as line
from peerline.line import policy
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY_SECONDS = 86_400
ZONE: Zone = {
    (f"s1._domainkey.{domain}.", "TXT"): txt(key().record)
    for domain in (
        "writer.example",
        "sub.writer.example",
        "writer.example.net",
        "wríter.example".encode("idna").decode(),
    )
}


@pytest.fixture
def door(cast: Cast, settings: Settings) -> Iterator[MailDoor]:
    settings.PEERLINE_PRACTICE = False
    want(joins=True)
    with NameServer() as server:
        server.zone = ZONE
        mailbox = Mailbox.of(LINE)
        yield MailDoor(mailbox, Writer(), SenderChecks(rules_of(mailbox), resolver=server.resolver()))


def want(*, joins: bool) -> None:
    """The coordinator's choice."""
    line.change_policy(replace(policy.now(), joins_by_address=joins))
    known.forget()


def written(body: str = "I cannot sleep.", **headers: str) -> bytes:
    """A mail of today."""
    return mail(body, **{"date": format_datetime(now()), "message_id": f"<{new_ref()}@writer.example>", **headers})


def take(door: MailDoor, data: bytes, *, to: str = LINE) -> Conversation:
    """A mail as the door takes it in. Gives the conversation it came to."""
    one = envelope(data, to=to)
    arriving = door.prepare(one, judged=asyncio.run(door.judged(one)))
    assert arriving is not None
    assert actions.receive([arriving]) == [actions.Outcome.STORED]
    door.remember(one, arriving)
    return Conversation.objects.get(messages__ref=arriving.message.ref)


def test_joins_what_the_writer_has_open_and_says_so_inside(door: MailDoor, cast: Cast) -> None:
    first = take(door, signed(written()))
    assert take(door, signed(written("And again."))) == first
    bodies = opened_by(cast.ada, first).bodies
    assert [body.extra.get("by_address", False) for body in bodies] == [False, True]
    assert len({body.writer for body in bodies}) == 1


@pytest.mark.django_db(transaction=True)
def test_joins_on_the_whole_way_through_the_door(door: MailDoor, cast: Cast) -> None:
    door.writer.start()
    try:
        for body in ("I cannot sleep.", "And again."):
            asyncio.run(door.take(envelope(signed(written(body)))))
    finally:
        door.writer.stop()
    assert len(opened_by(cast.ada, Conversation.objects.get()).bodies) == 2


def test_joins_nothing_unless_the_line_wants_it(door: MailDoor) -> None:
    want(joins=False)
    assert take(door, signed(written())) != take(door, signed(written()))
    assert len(door.writers) == 0


def test_forgets_everything_with_the_next_mail_when_it_is_turned_off(door: MailDoor) -> None:
    first = take(door, signed(written()))
    want(joins=False)
    assert take(door, signed(written())) != first
    assert len(door.writers) == 0


def forged(**headers: str) -> bytes:
    """Signed well, and not by the writer's domain."""
    return signed(written(**headers), domain="writer.example.net")


def with_part_signed() -> bytes:
    return signed(written("I cannot sleep.\r\n"), length=True) + b"Send it to mallory.\r\n"


def covering(*names: bytes) -> bytes:
    """Signed by the writer's domain, over these headers alone."""
    data = written()
    signature: bytes = dkim.sign(data, b"s1", b"writer.example", key().private, include_headers=list(names))
    return signature + data


NEVER = {
    "nobody signed it": written,
    "signed by another domain": forged,
    "signed by a domain below the writer's": lambda: signed(written(), domain="sub.writer.example"),
    "a part is unsigned": with_part_signed,
    "two mailboxes in From": lambda: signed(written(From="Wren <wren@writer.example>, Bo <bo@writer.example>")),
    "two From headers": lambda: b"From: Wren <wren@writer.example>\r\n" + signed(written()),
    "To is not signed": lambda: covering(b"from", b"subject", b"date"),
    "Date is not signed": lambda: covering(b"from", b"to", b"subject"),
    "a second To was put on top": lambda: b"To: hello@lantern.example\r\n" + signed(written(to="bo@helper.example")),
    "written to somebody else": lambda: signed(written(to="bo@helper.example")),
    "old": lambda: signed(written(date=format_datetime(now() - timedelta(days=8)))),
    "without a date": lambda: signed(written(date="soon")),
    "a domain that looks alike": lambda: signed(
        written(From="Wren <wren@wríter.example>"), domain="wríter.example".encode("idna").decode()
    ),
    "a mailbox that looks alike": lambda: signed(written(From="Wren <wr\u0435n@writer.example>")),
    "another mailbox of the domain": lambda: signed(written(From="Bo <bo@writer.example>")),
    "the address in the name alone": lambda: signed(
        written(From='"wren@writer.example" <mallory@writer.example.net>'), domain="writer.example.net"
    ),
    "a machine's answer": lambda: signed(written(auto_submitted="auto-replied")),
    "of a list": lambda: signed(written(list_id="<wikis.writer.example>")),
}  # fmt: skip


@pytest.mark.parametrize("made", NEVER.values(), ids=NEVER.keys())
def test_joins_nothing_that_somebody_else_may_have_made(door: MailDoor, made: object) -> None:
    assert callable(made)
    first = take(door, signed(written()))
    assert take(door, made()) != first
    assert take(door, signed(written())) == first


def test_is_not_joined_by_what_was_not_proven_at_first(door: MailDoor) -> None:
    assert take(door, written()) != take(door, signed(written()))


def test_joins_the_newest_that_is_open(door: MailDoor) -> None:
    first = take(door, signed(written()))
    Conversation.objects.filter(pk=first.pk).update(state=Conversation.CLOSED)
    second = take(door, signed(written()))
    assert second != first
    assert take(door, signed(written())) == second


@pytest.mark.parametrize("state", [Conversation.CLOSED, Conversation.SPAM])
def test_joins_nothing_that_is_not_open(door: MailDoor, state: str) -> None:
    first = take(door, signed(written()))
    Conversation.objects.filter(pk=first.pk).update(state=state)
    assert take(door, signed(written())) != first


def test_joins_nothing_whose_reply_address_was_retired(door: MailDoor, cast: Cast) -> None:
    first = take(door, signed(written()))
    why = SealedMessage(new_ref(), 1, seal.seal(access.keys(first)[0].recipient, b"Her mother reads her mail."), 1024)
    actions.retire_tag(first, cast.ada.member, why, number=1, tag_hash=tags.hash_of(tags.tag_of(first.ref, 1)))
    assert take(door, signed(written())) != first


def test_a_tag_decides_before_the_address(door: MailDoor) -> None:
    first = take(door, written())
    second = take(door, signed(written()))
    to = f"hello+{tags.tag_of(first.ref, 0)}@lantern.example"
    assert take(door, signed(written()), to=to) == first
    assert take(door, signed(written())) == second


def test_remembers_a_bounded_number_and_for_a_bounded_time() -> None:
    writers = Writers()
    for number in range(MOST_OF_ONE + 1):
        writers.remember("Wren@Writer.example", f"{number}", at=0.0)
    assert writers.conversations_of("wren@writer.example", at=1.0) == ("1", "2", "3")
    assert writers.conversations_of("wren@writer.example", at=DAYS * DAY_SECONDS) == ()
    for number in range(MOST_WRITERS):
        writers.remember(f"{number}@writer.example", "x", at=1.0)
    assert len(writers) == MOST_WRITERS
    assert writers.conversations_of("wren@writer.example", at=1.0) == ()
    writers.remember("bo@helper.example", "y", at=DAYS * DAY_SECONDS + 2.0)
    assert len(writers) == 1


def test_shows_nothing_of_what_it_remembers() -> None:
    writers = Writers()
    writers.remember("wren@writer.example", "a-conversation")
    assert "wren" not in repr(writers) + repr(vars(type(writers)))
    assert "a-conversation" not in repr(writers)
    assert Writers().conversations_of("wren@writer.example") == ()
