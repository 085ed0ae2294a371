"""What a channel understood of one thing that came in: typed cargo, no behavior.

`Incoming` is what `channels/mail/parse.py` makes of a mail and what `intake` and `peerline parse` read. Nothing in here
is sealed yet: an `Incoming` lives in memory only and is never logged. Folds hide, they never delete: `text` is whole,
`reply` is what is left when the folds are taken out.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

# Raised by one whenever the same bytes are understood differently; each sealed message carries it.
PARSER_VERSION = 2


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox as its header named it. `name` is "" when there is none; `address` is without angle brackets."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the text, or a file out of one that only packs a mail (winmail.dat, signed data, uuencode).

    name        as sent, without folders and control characters; a mail's subject with ".eml"; "" when there is none
    type        media type in lower case, "image/png"
    inline      shown inside the text (by its own word or because the HTML points to it)
    content_id  without angle brackets, or ""
    """

    name: str
    type: str
    data: bytes
    inline: bool
    content_id: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours came back.

    recipient     the failed address, or "" when it cannot be read
    status        enhanced status ("5.1.1"), else an SMTP code ("550"), else ""
    permanent     whether trying again is useless
    original_ref  Message-ID of the returned copy (with angle brackets), for finding what was sent; None when not there
    """

    recipient: str
    status: str
    permanent: bool
    original_ref: str | None


@dataclass(frozen=True, slots=True)
class Autocrypt:
    """The Autocrypt header of the sender: `key` is a binary OpenPGP key, not looked at."""

    address: str
    prefer_encrypt: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail, understood.

    from_count       how many mailboxes From names (0, 1 or more); `sender` is the first
    date             aware, in UTC; None when there is none or it is no date
    message_id, in_reply_to, references   each id with its angle brackets; None or () when not there
    text             the whole readable text, rows ended by "\\n"
    reply            `text` without the folds, trimmed
    folds            (start, end, kind) in code points of `text`, rising, never overlapping; kind "quote" or "signature"
    html             sanitised, or None when the mail has none
    language         BCP 47 of `reply`, or None
    encrypted        None, "pgp-mime", "pgp-inline" or "smime"
    auto             None, "auto-reply", "auto-generated", "bounce", "list" or "receipt"
    loop             the mail is one of ours that came back
    tracked          its HTML has a picture that would have told the sender that it was read; nothing loads one
    problems         whole sentences: what was wrong with the mail; empty for a sound one
    raw_body_needed  the body as it came must be kept too (OpenPGP, S/MIME, or problems)
    """

    subject: str
    sender: Address | None
    from_count: int
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    date: datetime | None
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    text: str
    reply: str
    folds: tuple[tuple[int, int, str], ...] = ()
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    language: str | None = None
    encrypted: str | None = None
    signed: bool = False
    autocrypt: Autocrypt | None = None
    auto: str | None = None
    bounce: Bounce | None = None
    loop: bool = False
    tracked: bool = False
    problems: tuple[str, ...] = ()
    parser: int = PARSER_VERSION
    raw_body_needed: bool = False


def as_json(incoming: Incoming) -> dict[str, object]:
    """Give the object that `peerline parse --json` prints: exactly the fields of the design's page 7."""
    bounce, autocrypt = incoming.bounce, incoming.autocrypt
    return {
        "subject": incoming.subject,
        "from": _address(incoming.sender) if incoming.sender else None,
        "to": [_address(one) for one in incoming.to],
        "reply_to": [_address(one) for one in incoming.reply_to],
        "date": incoming.date.isoformat() if incoming.date else None,
        "message_id": incoming.message_id,
        "in_reply_to": incoming.in_reply_to,
        "references": list(incoming.references),
        "text": incoming.text,
        "reply": incoming.reply,
        "html": incoming.html,
        "attachments": [
            {"name": one.name, "type": one.type, "size_bytes": len(one.data), "inline": one.inline}
            for one in incoming.attachments
        ],
        "language": incoming.language,
        "encrypted": incoming.encrypted,
        "signed": incoming.signed,
        "autocrypt": autocrypt
        and {
            "address": autocrypt.address,
            "prefer_encrypt": autocrypt.prefer_encrypt,
            "key": base64.b64encode(autocrypt.key).decode(),
        },
        "auto": incoming.auto,
        "bounce": bounce and {"recipient": bounce.recipient, "status": bounce.status, "permanent": bounce.permanent},
        "loop": incoming.loop,
        "problems": list(incoming.problems),
    }


def _address(one: Address) -> dict[str, str]:
    return {"name": one.name, "address": one.address}
