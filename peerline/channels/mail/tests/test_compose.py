"""A mail that leaves shows nothing of the seeker and finds its thread."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest

from peerline.channels.card import AddressCard
from peerline.channels.mail.compose import From, Mail, compose
from peerline.channels.outgoing import Leaving
from peerline.kit.clock import now
from peerline.kit.secret_files import SecretsFolder

LINE = From("Lantern", "hello@lantern.example", "Your message")
TAG = "abcdefghijklmnop"


@pytest.fixture(autouse=True)
def secrets(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A tag key."""
    settings.PEERLINE_SECRETS = SecretsFolder(tmp_path)
    settings.PEERLINE_SECRETS.write("tag.key", b"k" * 32)


def made(kind: str = "reply", *, references: tuple[str, ...] = ("<a@writer.example>",)) -> tuple[Mail, EmailMessage]:
    leaving = Leaving(kind, "o" * 26, "c" * 26, "I have read it.", b"")
    card = AddressCard("c" * 26, "wren@writer.example", "Wren Walker", references)
    mail = compose(leaving, card, LINE, tag=TAG, at=now())
    read = email.message_from_bytes(mail.data, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return mail, read


def test_keeps_long_message_ids_whole() -> None:
    ids = tuple(f"<{'x' * 180}{number}@mail.writer.example>" for number in range(9))
    sent, mail = made(references=ids)
    assert str(mail["References"]).split() == list(ids)
    assert str(mail["In-Reply-To"]) == ids[-1]
    head = sent.data.partition(b"\r\n\r\n")[0]
    assert b"=?" not in head
    assert max(len(row) for row in head.split(b"\r\n")) <= 998


def test_shows_no_name_and_a_neutral_subject() -> None:
    _, mail = made()
    assert "Walker" not in mail.as_string()
    assert mail["Subject"] == "Your message"
    assert mail["From"].addresses[0].addr_spec == f"hello+{TAG}@lantern.example"


def test_sends_machine_mail_by_the_null_sender() -> None:
    assert made("receipt")[0].sender == ""
    assert made("reply")[0].sender.startswith("hello+b-")


def test_lets_no_header_in_by_a_reference() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        made(references=("<a@writer.example>\r\nBcc: <mallory@outsider.example>",))
