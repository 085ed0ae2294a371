"""An encrypted answer leaves as ciphertext around which nothing can be read; anything else under that name stays."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from peerline.channels.ciphertext import is_ciphertext
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import Opened, answer, cargo, opened_by, take_in
from peerline.channels.tests.test_deliver import Sent, deliver, only_replies
from peerline.conversations.cargo import Cargo
from peerline.people.practice import PracticeMember
from peerline.post.models import Outgoing

KEY, DATA = b"\xc1\x03\x03ab", b"\xd2\x05\x01abcd"
READABLE = b"\xcb\x0ab\x00\x00\x00\x00\x00read"
DATE = "2026-11-25T09:40:00Z"


def armor(data: bytes, head: str = "") -> str:
    text = base64.b64encode(data).decode()
    return f"-----BEGIN PGP MESSAGE-----\n{head}\n{text}\n-----END PGP MESSAGE-----\n"


@pytest.fixture
def talk(ada: PracticeMember, sol: PracticeMember) -> Opened:
    """Wren wrote encrypted, and Ada opened what the server has of it."""
    text = armor(KEY + DATA)
    return opened_by(ada, take_in(mail(text, subject="...", references="<zero@writer.example>")))


def encrypted(talk: Opened, **change: object) -> Cargo:
    said = {"kind": "encrypted", "conversation": talk.conversation.ref, "card": talk.card, "date": DATE}
    return replace(cargo(**{**said, "text": armor(KEY + DATA), **change}), encrypted=True)


@pytest.mark.django_db
def test_sends_ciphertext_under_the_plain_address(talk: Opened, ada: PracticeMember) -> None:
    only_replies()
    answer(talk, ada, encrypted(talk))
    sent = deliver(Sent()).only
    assert (sent["Subject"], sent["From"].addresses[0].addr_spec) == ("[...]", "hello@lantern.example")
    assert sent["Date"].datetime.isoformat() == DATE.replace("Z", "+00:00")
    assert (sent["In-Reply-To"], sent["References"]) == ("<one@writer.example>", "<one@writer.example>")
    assert (sent.get_content_type(), sent.get_param("protocol")) == ("multipart/encrypted", "application/pgp-encrypted")
    control, data = sent.iter_parts()
    assert (control.get_content_type(), control.get_payload()) == ("application/pgp-encrypted", "Version: 1\r\n")
    assert data.get_content_type() == "application/octet-stream"
    assert data.get_payload().split() == armor(KEY + DATA).split()  # type: ignore[union-attr]


@pytest.mark.django_db
def test_sends_the_receipt_without_a_word_of_what_it_is_about(talk: Opened) -> None:
    sent = deliver(Sent()).only
    assert (sent["Subject"], sent["From"].addresses[0].addr_spec) == ("[...]", "hello@lantern.example")
    assert talk.conversation.encrypted
    assert "112" not in sent.get_content()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"text": "I have read it."},
        {"text": armor(KEY + READABLE)},
        {"date": "2026-11-25T09:40:00"},
        {"date": None},
        {"language": "pt"},
        {"subject": "About your editing"},
        {"kind": "reply"},
    ],
)
def test_keeps_back_what_is_not_encrypted(talk: Opened, ada: PracticeMember, change: dict[str, object]) -> None:
    only_replies()
    row = answer(talk, ada, encrypted(talk, **change))
    assert deliver(Sent()).mails == []
    row.refresh_from_db()
    assert (row.state, row.status) == (Outgoing.FAILED, "forged")


@pytest.mark.parametrize("data", [KEY + DATA, KEY + KEY + DATA, KEY + b"\xd2\xff\x00\x00\x00\x01\x01"])
def test_knows_ciphertext(data: bytes) -> None:
    assert is_ciphertext(armor(data))
    assert is_ciphertext(armor(data).replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        armor(b""),
        armor(KEY),
        armor(DATA),
        armor(READABLE),
        armor(KEY + READABLE),
        armor(KEY + DATA + READABLE),
        armor(KEY * 40 + DATA),
        armor(KEY + DATA, head="Comment: call her at home\n"),
        "Dear Wren,\n" + armor(KEY + DATA),
        armor(KEY + DATA) + "Yours\n",
    ],
)
def test_knows_what_is_none(text: str) -> None:
    assert not is_ciphertext(text)
