"""From the door to the sealed body: what is known of a sender, and who gets a receipt for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from peerline.channels.envelope import Envelope
from peerline.channels.mail.door import MailDoor, rules_of
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.senders.threads import SenderChecks
from peerline.channels.mail.tests.mails import mail, part, several
from peerline.channels.mail.tests.name_server import NameServer, Zone
from peerline.channels.mail.tests.signing import key, signed, txt
from peerline.channels.tags import bounce_tag, hash_of
from peerline.channels.tests.letters import LINE, envelope, opened_by
from peerline.channels.trust import NOT_CHECKED, SEVERAL_SENDERS
from peerline.channels.writer import Writer
from peerline.conversations import actions
from peerline.conversations.models import Conversation
from peerline.kit.clock import now
from peerline.kit.tokens import new_ref
from peerline.post.models import Outgoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SIGNED: Zone = {("s1._domainkey.writer.example.", "TXT"): txt(key().record)}
FRONT = "Authentication-Results: mx.front.example; dkim=pass header.d=writer.example\r\n"


@pytest.fixture
def server(settings: Settings) -> Iterator[NameServer]:
    settings.PEERLINE_PRACTICE = False
    with NameServer() as started:
        yield started


def believed(one: Envelope, server: NameServer | None = None) -> Conversation:
    """Take a mail in as the door does. Gives the conversation it opened."""
    resolver = server.resolver() if server else None
    mailbox = Mailbox.of(LINE)
    door = MailDoor(mailbox, Writer(), SenderChecks(rules_of(mailbox), resolver=resolver))
    trust = asyncio.run(door.believed(one))
    arriving = door.prepare(one, judged=Judged(trust))
    assert arriving is not None
    assert actions.receive([arriving]) == [actions.Outcome.STORED]
    return Conversation.objects.get(messages__ref=arriving.message.ref)


def sender_of(cast: Cast, conversation: Conversation) -> dict[str, object]:
    found = opened_by(cast.ada, conversation).bodies[-1].extra["sender"]
    assert isinstance(found, dict)
    return found


def test_seals_what_is_known_and_sends_a_receipt(cast: Cast, server: NameServer) -> None:
    server.zone = SIGNED
    conversation = believed(envelope(signed()), server)
    assert sender_of(cast, conversation) == {"verified": True, "how": "dkim", "problems": []}
    assert conversation.receipt is not None


def test_shows_no_counselor_the_domain(cast: Cast, server: NameServer) -> None:
    server.zone = SIGNED
    body = opened_by(cast.ada, believed(envelope(signed()), server)).bodies[0]
    assert "writer.example" not in repr(dict(body.extra))


def test_sends_no_receipt_to_whom_nobody_vouches_for(cast: Cast, server: NameServer) -> None:
    conversation = believed(envelope(mail()), server)
    assert sender_of(cast, conversation) == {"verified": False, "how": "", "problems": []}
    assert conversation.receipt is None


def test_takes_the_mail_when_name_servers_are_silent(cast: Cast, server: NameServer) -> None:
    server.zone = {("s1._domainkey.writer.example.", "TXT"): ["!"]}
    conversation = believed(envelope(signed()), server)
    assert sender_of(cast, conversation)["problems"] == [NOT_CHECKED]
    assert conversation.receipt is None


def test_takes_the_mail_when_a_check_falls_over(
    cast: Cast, server: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> str:
        raise RecursionError

    monkeypatch.setattr("peerline.channels.mail.senders.dmarc.policy_of", fall)
    assert sender_of(cast, believed(envelope(mail()), server))["problems"] == [NOT_CHECKED]


def test_believes_the_front_server_where_one_is_trusted(cast: Cast, settings: Settings, server: NameServer) -> None:
    settings.PEERLINE_TRUSTED_AUTHSERV = "mx.front.example"
    conversation = believed(envelope(FRONT.encode() + mail()), server)
    assert sender_of(cast, conversation) == {"verified": True, "how": "front", "problems": []}
    assert server.asked == []


def test_believes_no_front_server_about_two_senders(cast: Cast, settings: Settings, server: NameServer) -> None:
    settings.PEERLINE_TRUSTED_AUTHSERV = "mx.front.example"
    data = FRONT.encode() + mail(From="wren@writer.example, mallory@outsider.example")
    conversation = believed(envelope(data), server)
    assert sender_of(cast, conversation) == {"verified": False, "how": "", "problems": [SEVERAL_SENDERS]}
    assert conversation.receipt is None


def test_joins_nothing_because_a_sender_is_believed(cast: Cast, server: NameServer) -> None:
    server.zone = SIGNED
    first = believed(envelope(signed()), server)
    second = believed(envelope(signed(mail("Again.", message_id="<two@writer.example>"))), server)
    assert first != second
    assert sender_of(cast, second)["verified"]


def bounce_of(_original: str) -> bytes:
    """A bounce as anybody can write one."""
    report = b"Reporting-MTA: dns; mx.writer.example\r\n\r\nFinal-Recipient: rfc822; wren@writer.example\r\n"
    report += b"Action: failed\r\nStatus: 5.1.1\r\n"
    parts = (part("text/plain", "It could not be delivered."), part("message/delivery-status", report))
    return several("multipart/report; report-type=delivery-status", *parts)


def sent(status: str = "") -> Outgoing:
    ref = new_ref()
    hashed = hash_of(bounce_tag(ref))
    return Outgoing.objects.create(
        ref=ref, kind="reply", state=Outgoing.SENT, due_at=now(), made_at=now(), status=status, bounce_hash=hashed
    )


def bounce(row: Outgoing, *, tag: str | None) -> Outgoing:
    """A bounce comes in to the envelope sender with this tag, or to the plain address. Gives the row after it."""
    to = LINE if tag is None else LINE.replace("@", f"+b-{tag}@")
    head = b"From: MAILER-DAEMON@mx.writer.example\r\nTo: hello@lantern.example\r\nSubject: Undelivered\r\n"
    one = envelope(head + bounce_of(row.ref), sender="", to=to)
    door = MailDoor(Mailbox.of(LINE), Writer())
    arriving = door.prepare(one, judged=Judged(asyncio.run(door.believed(one))))
    if arriving is not None:
        actions.receive([arriving])
    row.refresh_from_db()
    return row


def test_marks_what_a_bounce_with_its_tag_names(cast: Cast) -> None:
    row, other = sent(), sent()
    assert bounce(row, tag=bounce_tag(row.ref)).state == Outgoing.FAILED
    other.refresh_from_db()
    assert other.state == Outgoing.SENT
    assert Conversation.objects.count() == 0


@pytest.mark.parametrize("tag", [None, "aaaaaaaaaaaaaaaa"])
def test_marks_nothing_by_a_forged_bounce(cast: Cast, tag: str | None) -> None:
    row = sent()
    assert bounce(row, tag=tag).state == Outgoing.SENT
    assert opened_by(cast.ada, Conversation.objects.get()).bodies[0].extra["auto"] == "bounce"
