"""The mails of a line's ordinary week, made by a seed: no real people, reserved domains only.

Of a hundred mails 60 are short and plain, 25 come with HTML beside the text, 10 with a file of 100 to 500 KB, 5 are
OpenPGP. A third are replies. Twelve pairs of language and charset, in the transfer encodings that mail programs choose
for them. Each mail has its own sender at its own domain, so that the receipt rule's limits never spare the door work.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage, Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from typing import Any

import pysequoia

from bench.prose import LANGUAGES, SIGNED, Language

SEED = 7
AUTHSERV = "mx.lantern.example"
LINE_ADDRESS = "hello@lantern.example"
KINDS = {"plain": 60, "alternative": 25, "attached": 10, "openpgp": 5}
REPLIES = 1 / 3
PROGRAMS = ("Thunderbird 128", "Apple Mail (2.3774)", "Roundcube Webmail/1.6.5", "K-9 Mail for Android", "Outlook 16.0")
FILES = (
    ("image", "jpeg", "Foto.jpg"),
    ("application", "pdf", "Zeugnis für Schule.pdf"),
    ("audio", "mp4", "aufnahme.m4a"),
)
BEGAN = datetime(2026, 1, 5, 8, tzinfo=UTC)
# Stands in every id and sender; one pass over the mails puts its own mark here, so that no pass sends what was sent.
MARK = b"-mark-"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail without its mark: who sends it, whether it answers something, its bytes with CRLF."""

    kind: str
    is_reply: bool
    sender: str
    data: bytes

    def marked(self, mark: str) -> tuple[str, bytes]:
        """Sender and bytes for one pass."""
        return self.sender.replace(MARK.decode(), mark), self.data.replace(MARK, mark.encode())


def write_mails(count: int, *, seed: int = SEED) -> list[Mail]:
    """The first `count` mails; all is a function of the seed but the session keys of OpenPGP."""
    random.seed(seed)  # the standard library draws the boundaries of parts from the module's own generator
    draw = random.Random(seed)
    return [_mail(draw, number) for number in range(count)]


def address_for(mail: Mail, number: int, tags: list[str]) -> str:
    """To whom a mail goes: to the conversation it answers, or to the line."""
    if not mail.is_reply or not tags:
        return LINE_ADDRESS
    local, _, domain = LINE_ADDRESS.partition("@")
    return f"{local}+{tags[number % len(tags)]}@{domain}"


def _mail(draw: random.Random, number: int) -> Mail:
    language = draw.choices(LANGUAGES, [one.weight for one in LANGUAGES])[0]
    kind = draw.choices(list(KINDS), list(KINDS.values()))[0]
    is_reply = draw.random() < REPLIES
    sender = f"writer{number:05d}@s{number:05d}.{MARK.decode()}.writer.example"
    head = _head(draw, number, language=language, sender=sender, is_reply=is_reply)
    body = _body(draw, kind, language=language, is_reply=is_reply)
    return Mail(kind, is_reply, sender, head.as_bytes().split(b"\r\n\r\n")[0] + b"\r\n" + body)


def _head(draw: random.Random, number: int, *, language: Language, sender: str, is_reply: bool) -> EmailMessage:
    domain = sender.partition("@")[2]
    date = format_datetime(BEGAN + timedelta(seconds=number * 47))
    head = EmailMessage(policy=SMTP)
    head["Authentication-Results"] = f"{AUTHSERV}; dkim=pass header.d={domain}; spf=pass smtp.mailfrom={domain}"
    head["Received"] = f"from mail.{domain} ([192.0.2.{draw.randint(1, 254)}]) by {AUTHSERV} with ESMTPS; {date}"
    head["From"] = f"Writer {number:05d} <{sender}>" if draw.random() < 0.7 else sender
    head["To"] = f"Lantern <{LINE_ADDRESS}>"
    head["Subject"] = ("Re: " if is_reply else "") + draw.choice(language.subjects)
    head["Date"] = date
    head["Message-ID"] = f"<{number:06d}.{draw.getrandbits(48):012x}@{MARK.decode()}.writer.example>"
    if is_reply:
        ids = [f"<{draw.getrandbits(64):016x}@elsewhere.example>" for _ in range(draw.randint(1, 8))]
        head["In-Reply-To"], head["References"] = ids[-1], " ".join(ids)
    head["User-Agent"] = draw.choice(PROGRAMS)
    return head


def _body(draw: random.Random, kind: str, *, language: Language, is_reply: bool) -> bytes:
    text = language.greeting + "\n\n" + _prose(draw, language.words, draw.randint(25, 260))
    if is_reply and draw.random() < 0.6:
        quoted = _prose(draw, language.words, draw.randint(20, 120)).split("\n")
        text += "\n\nAm 5. Januar schrieb die Beratung:\n" + "\n".join("> " + row for row in quoted)
    text += f"\n\n-- \n{draw.choice(SIGNED)}\n"
    body = EmailMessage(policy=SMTP)
    body.set_content(text, charset=language.charset, cte=language.encoding)
    if kind == "alternative":
        body.add_alternative(_html(text), subtype="html", charset="utf-8", cte="quoted-printable")
    elif kind == "attached":
        major, minor, name = draw.choice(FILES)
        # Bytes that cannot be packed smaller, as a photo's.
        data = draw.randbytes(draw.randint(100_000, 500_000))
        body.add_attachment(data, maintype=major, subtype=minor, filename=name)
    elif kind == "openpgp":
        return _openpgp(body).as_bytes(policy=SMTP)
    return body.as_bytes(policy=SMTP)


def _prose(draw: random.Random, words: tuple[str, ...], count: int) -> str:
    rows: list[str] = []
    row: list[str] = []
    for _ in range(count):
        row.append(draw.choice(words))
        if sum(len(word) + 1 for word in row) > 66:
            rows.append(" ".join(row))
            row = []
            if draw.random() < 0.15:
                rows.append("")
    return "\n".join([*rows, " ".join(row) + "."])


def _html(text: str) -> str:
    style = "margin:0 0 12px 0;font-family:Arial,sans-serif;font-size:14px"
    paragraphs = "".join(f'<p style="{style}">{one}</p>\n' for one in text.split("\n\n"))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><style>body{color:#222} .sig{color:#999}</style></head>'
        f'<body>\n<div dir="auto">{paragraphs}</div><br><div class="sig">sent from my phone</div></body></html>\n'
    )


def _openpgp(inner: EmailMessage) -> MIMEMultipart:
    """RFC 3156."""
    sealed = pysequoia.encrypt(inner.as_bytes(), recipients=[_certificate()])
    sealed = sealed if isinstance(sealed, bytes) else str(sealed).encode()
    outer = MIMEMultipart("encrypted", protocol="application/pgp-encrypted", policy=SMTP)
    for data, minor in ((b"Version: 1\r\n", "pgp-encrypted"), (sealed, "octet-stream")):
        part = MIMEApplication(data, minor, _encoder=_as_it_is, policy=SMTP)
        part.set_payload(data.decode("ascii"))
        outer.attach(part)
    return outer


def _as_it_is(part: Message[Any, Any]) -> None:
    part["Content-Transfer-Encoding"] = "7bit"


@cache
def _certificate() -> Any:
    return pysequoia.Cert.generate(user_id=f"Lantern <{LINE_ADDRESS}>")
