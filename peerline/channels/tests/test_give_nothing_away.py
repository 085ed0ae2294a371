"""What leaves by a real SMTP session has exactly these headers, and none of them says who, where or by what program."""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from typing import Any

import dkim
import pytest
from aiosmtpd.controller import Controller
from asgiref.sync import async_to_sync
from pytest_django.fixtures import Settings

from peerline.channels import delivery, tags
from peerline.channels.mail import sign
from peerline.channels.mail.send import send
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import answer, cargo, opened_by, take_in
from peerline.conversations import access
from peerline.kit import clock
from peerline.kit.secret_files import SecretsFolder
from peerline.people.practice import PracticeMember
from tests.journeys.running import free_port

pytestmark = pytest.mark.django_db
REPLY = {
    "DKIM-Signature", "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Type",
    "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip
RECEIPT = REPLY | {"Auto-Submitted", "Content-Language"}
TWICE = Counter({"DKIM-Signature": 1})
MAIL_HOST = "mx.lantern.example"


@dataclass
class Session:
    """What one session showed to the server there."""

    ehlo: str
    sender: str
    data: bytes

    @property
    def read(self) -> EmailMessage:
        """The mail."""
        found = email.message_from_bytes(self.data, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        return found


@dataclass
class There:
    """The mail server of everybody else."""

    sessions: list[Session] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take, and keep what was shown."""
        self.sessions.append(
            Session(session.host_name, (envelope.mail_from or "").strip("<>"), envelope.original_content)
        )
        return "250 OK"


@pytest.fixture
def there(settings: Settings, secrets: SecretsFolder) -> Iterator[There]:
    """It listens, and all mail leaves by it, signed."""
    for name, key in sign.new_keys().items():
        secrets.write(name, key)
    found = There()
    controller = Controller(found, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.PEERLINE_SMARTHOST = f"127.0.0.1:{controller.port}"
    yield found
    controller.stop()


@pytest.fixture
def left(there: There, ada: PracticeMember, sol: PracticeMember) -> dict[str, Session]:
    """A receipt and an answer that left, by kind."""
    opened = opened_by(ada, take_in(mail("I cannot sleep.", subject="Help", references="<zero@writer.example>")))
    deliver()
    found = opened.conversation
    answer(opened, ada, cargo(conversation=found.ref, card=opened.card))
    deliver()
    kinds = {"reply" if session.sender else "receipt": session for session in there.sessions}
    assert len(there.sessions) == len(kinds) == 2
    return kinds


def deliver() -> None:
    """Let the worker's round run when all is due."""
    with clock.shifted(timedelta(hours=1)):
        async_to_sync(delivery.deliver_due)(partial(send, helo=MAIL_HOST))


def test_leaves_with_these_headers_alone(left: dict[str, Session]) -> None:
    assert set(left["reply"].read.keys()) == REPLY
    assert set(left["receipt"].read.keys()) == RECEIPT
    assert all(Counter(one.read.keys()) - Counter(set(one.read.keys())) == TWICE for one in left.values())


def test_names_no_zone_host_program_or_person(left: dict[str, Session]) -> None:
    """What is in each header besides ids: the list of them is above, so nothing else can say more.

    The language of a receipt is that of its own words, which whoever reads its head reads too.
    """
    for one in left.values():
        assert one.ehlo == MAIL_HOST
        assert str(one.read["Date"]).endswith(" +0000")
        assert (one.read["From"].addresses[0].display_name, str(one.read["Subject"])) == ("Lantern", "Your message")
        assert str(one.read["Content-Type"]) == 'text/plain; charset="utf-8"'
        domains = set(re.findall(r"@([\w.-]+)", str(one.read["From"]) + str(one.read["Message-ID"]) + one.sender))
        assert domains == {"lantern.example"}


def test_says_that_a_machine_wrote_what_a_machine_wrote(left: dict[str, Session]) -> None:
    assert str(left["receipt"].read["Auto-Submitted"]) == "auto-replied"
    assert left["receipt"].sender == ""
    assert str(left["receipt"].read["Content-Language"]) == "en"
    assert left["reply"].sender.startswith("hello+b-")


def test_names_mails_by_what_only_the_line_can_make(left: dict[str, Session]) -> None:
    """A Message-ID begins with the conversation's tag, a keyed hash: one that is made up leads nowhere."""
    for one in left.values():
        (tag,) = tags.tags_in_ids((str(one.read["Message-ID"]),), "lantern.example")
        forged = ("a" if tag[0] != "a" else "b") + tag[1:]
        assert set(access.joined([tags.hash_of(tag), tags.hash_of(forged)])) == {tags.hash_of(tag)}
    assert len({str(one.read["Message-ID"]) for one in left.values()}) == 2


@pytest.mark.parametrize("number", [0, 1])
def test_signs_all_of_it_so_that_nothing_can_be_added(left: dict[str, Session], number: int) -> None:
    """By each key; who receives it looks up what the doctor says must be published."""
    keys = {b"peerline": sign.record(), b"peerline-ed": sign.short_record()}

    def is_good(data: bytes) -> bool:
        return bool(dkim.DKIM(data).verify(number, dnsfunc=lambda name, **_: keys[name.partition(b".")[0]].encode()))

    for one in left.values():
        assert is_good(one.data)
        for row in (b"From: mallory@outsider.example\r\n", b"Subject: x\r\n", b"To: sol@lantern.example\r\n"):
            assert not is_good(row + one.data)
