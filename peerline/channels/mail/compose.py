"""A mail that leaves: plain text, files as attachments, a neutral subject, no quote, no name, no word of the seeker.

Threading is by In-Reply-To and References only. Our Message-ID carries the conversation's tag, and so does the address
that answers go to; the envelope sender carries a tag of its own for bounces (VERP). A receipt has the null sender; a
notice has not, because one that comes back ends it.
Domains are written in A-labels; only where a mailbox itself is international the headers are UTF-8 (RFC 6532).
"""

from __future__ import annotations

import base64
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from peerline.channels import tags
from peerline.channels.card import AddressCard
from peerline.channels.domains import routed
from peerline.channels.outgoing import ENCRYPTED, NOTICES, File, Leaving
from peerline.kit.tokens import new_ref

# A Message-ID longer than a row would be made an encoded word, which no mail program follows; 998 is the most that
# RFC 5322 allows, and the text is quoted-printable, so only long headers are that wide.
POLICY = email.policy.SMTP.clone(max_line_length=998)

# What a mail program could take for a part of the mail itself, or for structure, goes as bytes.
TYPE = re.compile(r"(?!multipart/|message/)([a-z]{1,40})/([a-z0-9][a-z0-9.+-]{0,80})")
UNFIT_FOR_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff/\\]")
LONGEST_NAME = 120
KEY_ROW = 76

# The subject of an encrypted mail as everybody sees it (RFC 9788, 11.2).
HIDDEN = "[...]"
CONTROL = "application/pgp-encrypted"


@dataclass(frozen=True, slots=True)
class From:
    """The line as a mail shows it: a neutral name, the address, and the neutral subject in the writer's language.

    key       the line's public OpenPGP key, binary; empty when there is none in use
    is_plain  the address stands without the tag: programs that encrypt keep keys by address
    """

    name: str
    address: str
    subject: str
    key: bytes = b""
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail with its envelope.

    sender     "" for the null sender
    recipient  its domain in A-labels
    smtputf8   whether only a server that takes international addresses can take it (RFC 6531)
    """

    sender: str
    recipient: str
    data: bytes
    smtputf8: bool = False


def compose(leaving: Leaving, card: AddressCard, line: From, *, tag: str, at: datetime) -> Mail:
    """Make the mail of one outgoing.

    card  the opened address card of the conversation
    tag   the conversation's tag
    at    the Date of the mail
    Raises  ValueError for an address, name or id that no mail can carry
    """
    local, _, domain = routed(line.address).rpartition("@")
    recipient = routed(card.address)
    is_machine, is_international = leaving.kind == "receipt", not (recipient + local).isascii()
    mail = EmailMessage(policy=POLICY.clone(utf8=is_international))
    mailbox = local if line.is_plain else f"{local}+{tag}"
    mail["From"] = Address(line.name, mailbox, domain)
    mail["To"] = _address(recipient)
    mail["Subject"] = HIDDEN if leaving.kind == ENCRYPTED else leaving.subject or line.subject
    mail["Date"] = format_datetime(leaving.at or at)
    mail["Message-ID"] = f"<{tag}.{leaving.outgoing}@{domain}>"
    if card.references:
        # Of an encrypted thread only the one that is answered is told.
        mail["In-Reply-To"] = card.references[-1]
        mail["References"] = card.references[-1] if line.is_plain else " ".join(card.references)
    if line.key:
        mail["Autocrypt"] = _autocrypt(f"{mailbox}@{domain}", line.key)
    if is_machine:
        mail["Auto-Submitted"] = "auto-replied"
    elif leaving.kind in NOTICES:
        mail["Auto-Submitted"] = "auto-generated"
    if leaving.kind == ENCRYPTED:
        _put_ciphertext(mail, leaving.text)
    else:
        _put_text(mail, leaving.text, leaving.language)
    for one in leaving.files:
        _attach(mail, one)
    sender = "" if is_machine else f"{local}+{tags.BOUNCE}{tags.bounce_tag(leaving.outgoing)}@{domain}"
    return Mail(sender, recipient, bytes(mail), smtputf8=is_international)


def _put_text(mail: EmailMessage, text: str, language: str) -> None:
    """With the language it is in (RFC 3282), behind the library, which drops what speaks of an older content."""
    mail.set_content(text.replace("\r\n", "\n").rstrip() + "\n", charset="utf-8", cte="quoted-printable")
    if language:
        mail["Content-Language"] = language


def _put_ciphertext(mail: EmailMessage, armored: str) -> None:
    """The two parts of RFC 3156, 4. The boundary can stand in no armor."""
    boundary = "=_encrypted"
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = f'multipart/encrypted; protocol="{CONTROL}"; boundary="{boundary}"'
    rows = (
        f"--{boundary}", f"Content-Type: {CONTROL}", "", "Version: 1", "",
        f"--{boundary}", 'Content-Type: application/octet-stream; name="encrypted.asc"', "", *armored.splitlines(),
        f"--{boundary}--", "",
    )  # fmt: skip
    mail.set_payload("\r\n".join(rows))


def _autocrypt(address: str, key: bytes) -> str:
    """The key for whoever answers; programs take it only for the very address in From (Autocrypt 1.1, section 2.1)."""
    text = base64.b64encode(key).decode()
    # Without spaces to fold at it would be longer than a row may be.
    rows = [text[at : at + KEY_ROW] for at in range(0, len(text), KEY_ROW)]
    return f"addr={address}; keydata= {' '.join(rows)}"


def _address(recipient: str) -> Address:
    """As a header names it. The library reads no address with an international mailbox, but writes one."""
    if recipient.isascii():
        return Address(addr_spec=recipient)
    local, _, domain = recipient.rpartition("@")
    return Address(username=local, domain=domain)


def _attach(mail: EmailMessage, one: File) -> None:
    """As a part of its own, in base64 with rows of 76 (RFC 2045, 6.8), named by RFC 2231 where it has to be."""
    kind = TYPE.fullmatch(one.type.lower())
    main, sub = (kind[1], kind[2]) if kind else ("application", "octet-stream")
    name = UNFIT_FOR_NAMES.sub("_", one.name)[-LONGEST_NAME:] or "attachment"
    part = EmailMessage(policy=email.policy.SMTP)
    part.set_content(one.data, maintype=main, subtype=sub, disposition="attachment", filename=name)
    del part["MIME-Version"]
    if mail.get_content_type() != "multipart/mixed":
        # Of the library's own making it would name the library.
        mail.make_mixed(boundary=new_ref())
    mail.attach(part)
