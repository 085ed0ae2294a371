"""A mail that leaves shows nothing of the seeker and finds its thread."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest

from peerline.channels.card import AddressCard
from peerline.channels.mail.compose import From, Mail, compose
from peerline.channels.outgoing import File, Leaving
from peerline.kit.clock import now
from peerline.kit.secret_files import SecretsFolder

LINE = From("Lantern", "hello@lantern.example", "Your message")
TAG = "abcdefghijklmnop"


@pytest.fixture(autouse=True)
def secrets(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A tag key."""
    settings.PEERLINE_SECRETS = SecretsFolder(tmp_path)
    settings.PEERLINE_SECRETS.write("tag.key", b"k" * 32)


def made(
    kind: str = "reply",
    *,
    references: tuple[str, ...] = ("<a@writer.example>",),
    files: tuple[File, ...] = (),
    language: str = "",
) -> tuple[Mail, EmailMessage]:
    leaving = Leaving(kind, "o" * 26, "c" * 26, "I have read it.", b"", files=files, language=language)
    card = AddressCard("c" * 26, "wren@writer.example", "Wren Walker", references)
    mail = compose(leaving, card, LINE, tag=TAG, at=now())
    read = email.message_from_bytes(mail.data, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return mail, read


def test_says_in_which_language_a_receipt_is() -> None:
    assert made("receipt", language="uk")[1]["Content-Language"] == "uk"
    assert made()[1]["Content-Language"] is None


def test_keeps_long_message_ids_whole() -> None:
    ids = tuple(f"<{'x' * 180}{number}@mail.writer.example>" for number in range(9))
    sent, mail = made(references=ids)
    assert str(mail["References"]).split() == list(ids)
    assert str(mail["In-Reply-To"]) == ids[-1]
    head = sent.data.partition(b"\r\n\r\n")[0]
    assert b"=?" not in head
    assert max(len(row) for row in head.split(b"\r\n")) <= 998


def answered(address: str, line: From = LINE) -> tuple[Mail, EmailMessage]:
    leaving, card = Leaving("reply", "o" * 26, "c" * 26, "I have read it.", b""), AddressCard("c" * 26, address, "", ())
    mail = compose(leaving, card, line, tag=TAG, at=now())
    read = email.message_from_bytes(mail.data, policy=email.policy.default.clone(utf8=True))
    assert isinstance(read, EmailMessage)
    return mail, read


def test_writes_an_international_domain_as_dns_does() -> None:
    mail, read = answered("wren@bücher.example")
    assert (mail.recipient, mail.smtputf8) == ("wren@xn--bcher-kva.example", False)
    assert mail.data.isascii()
    assert read["To"].addresses[0].addr_spec == "wren@xn--bcher-kva.example"


@pytest.mark.parametrize("local", ["пернатая", "小鳥", "wrén", "أمل"])
def test_asks_for_a_server_that_takes_international_mailboxes(local: str) -> None:
    mail, read = answered(f"{local}@bücher.example")
    assert (mail.recipient, mail.smtputf8) == (f"{local}@xn--bcher-kva.example", True)
    assert f"To: {local}@xn--bcher-kva.example\r\n".encode() in mail.data
    assert read["Subject"] == "Your message"


def test_answers_by_a_line_of_an_international_domain() -> None:
    mail, read = answered("wren@writer.example", From("Lantern", "hello@latérne.example", "Your message"))
    assert mail.data.isascii()
    assert mail.sender.endswith("@xn--latrne-dva.example")
    assert read["From"].addresses[0].domain == read["Message-ID"].strip("<>").partition("@")[2]


@pytest.mark.parametrize(
    "address",
    [
        "wren@writer.example\r\nBcc: mallory@outsider.example",
        "wren@writer.example\nBcc: x",
        "wren",
        "@writer.example",
        "wren@",
        "wren@..example",
    ],
)
def test_makes_no_mail_for_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        answered(address)


def test_lets_no_reference_become_a_header() -> None:
    with pytest.raises(ValueError, match=r"."):
        made(references=("<a@writer.example>\r\nBcc: mallory@outsider.example",))


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


def test_attaches_files_as_they_are() -> None:
    files = (
        File("plan.pdf", "application/pdf", bytes(range(256)) * 40),
        File("Übung 한국어.txt", "text/plain", b"a\nb"),
    )
    sent, mail = made(files=files)
    body, *parts = mail.iter_parts()
    assert isinstance(body, EmailMessage)
    assert (mail.get_content_type(), body.get_content()) == ("multipart/mixed", "I have read it.\r\n")
    got = [(one.get_filename(), one.get_content_type(), one.get_payload(decode=True)) for one in parts]
    assert got == [(one.name, one.type, one.data) for one in files]
    assert [one.get_content_disposition() for one in parts] == ["attachment", "attachment"]
    assert max(len(row) for row in sent.data.split(b"\r\n")) <= 200
    assert sent.data.count(b"MIME-Version") == 1
    assert b"=====" not in sent.data  # the boundary of a library would name it


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "text/html\r\nX: y", "html", ""])
def test_sends_as_bytes_what_has_no_fit_type(kind: str) -> None:
    _, mail = made(files=(File("a.eml", kind, b"From: x@y.example\n\nhello"),))
    (part,) = mail.iter_attachments()
    assert part.get_content_type() == "application/octet-stream"
    assert mail["X"] is None


def test_cuts_what_a_name_must_not_hold() -> None:
    names = ("../../x.pdf", "a\r\nBcc: m@outsider.example", "cod\u202efdp.exe", "x" * 300 + ".pdf", "")
    _, mail = made(files=tuple(File(name, "application/pdf", b"x") for name in names))
    found = [str(part.get_filename()) for part in mail.iter_attachments()]
    assert found[0] == ".._.._x.pdf"
    assert found[2:] == ["cod_fdp.exe", "x" * 116 + ".pdf", "attachment"]
    assert not any(sign in found[1] for sign in "\r\n")
    assert mail["Bcc"] is None
