"""What does this mail say? Bytes in, `Incoming` out; the readable list of steps, one question a module beside it.

Pure: no disk, no network, no clock, no log. Any bytes give an answer within bounded time and memory, or `NotMail`. What
is broken is read as far as it can be, with a sentence in `problems`. Nothing is unzipped, opened or fetched.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from peerline.kit.errors import Refused

from ..incoming import PARSER_VERSION, Address, Incoming, as_json
from .automatic import what_it_is
from .language import language_of
from .mime.addresses import read_addresses
from .mime.bodies import Bodies, hints_of_html, read_bodies
from .mime.dates import read_date
from .mime.headers import MOST_HEADERS, Headers, read_headers
from .mime.parts import TOO_MANY_HEADERS, Tree
from .mime.protection import autocrypt_of, inline_encryption, is_clear_signed
from .mime.words import raw_text, read_header
from .reply import Fold, Letter, fold
from .reply.letter import is_answer

__all__ = ["NotMail", "as_json", "parse", "raw_body"]

NO_SENDER = "The mail names no sender."
MANY_SENDERS = "The mail names several senders; the first is shown."
MANY_SUBJECTS = "The mail has several subjects; the first is shown."
BAD_DATE = "The date of the mail is no date."

_IDS = re.compile(r"<[^<>]{1,900}>")
_MAIL_HEADER = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|content-[a-z-]+|delivered-to|reply-to|cc|"
    rb"sender|x-[a-z-]+|bcc|references|in-reply-to|dkim-signature|envelope-to)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"RIFF", b"BZh")
_HEAD_SIZE = 16_384
MOST_REFERENCES = 200
LONGEST_ID = 900


class NotMail(Refused):
    """The bytes are no mail."""

    code = "not-mail"
    sentence = _("This is no mail.")


def parse(data: bytes, *, own_domain: str = "") -> Incoming:
    """Understand one mail.

    data        the whole mail as it came, rows ended by CRLF, LF or CR
    own_domain  the domain of this line, to know our own mail when it comes back; "" knows none
    Raises      NotMail when there is no header that a mail has, or the bytes are a file of another kind
    Source      RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 3676, RFC 3464, RFC 3834
    """
    data = _checked(data)
    tree = Tree(data)
    headers = tree.root.headers
    bodies = read_bodies(tree)
    charset = bodies.charset
    senders = read_addresses(headers.all(b"from"), charset)
    subject = read_header(headers.first(b"subject"), charset)
    sender = next((one for one in senders if one.address), senders[0] if senders else None)
    to, cc = (read_addresses(headers.all(name), charset) for name in (b"to", b"cc"))
    in_reply_to, references = _first_id(headers.first(b"in-reply-to")), _ids(headers.first(b"references"))
    reply, folds = _read_reply(
        bodies,
        Letter(
            is_answer=bool(in_reply_to or references) or is_answer(subject),
            sender=sender.address if sender else "",
            recipients=tuple(one.address for one in (*to, *cc)),
        ),
    )
    auto, bounce = what_it_is(tree, bodies, subject=subject, sender=sender, reply=reply)
    encrypted = bodies.encrypted or inline_encryption(bodies.text)
    signed = bodies.signed or is_clear_signed(bodies.text)
    message_id = _first_id(headers.first(b"message-id"))
    date_said = raw_text(headers.first(b"date"), charset)
    date = read_date(date_said)
    problems = (*tree.problems, *_problems(headers, senders, has_bad_date=bool(date_said.strip()) and date is None))
    return Incoming(
        subject=subject,
        sender=sender,
        from_count=len(senders),
        to=to,
        cc=cc,
        reply_to=read_addresses(headers.all(b"reply-to"), charset),
        date=date,
        message_id=message_id,
        in_reply_to=in_reply_to,
        references=references,
        text=bodies.text,
        reply=reply,
        folds=folds,
        html=bodies.html,
        attachments=bodies.attachments,
        language=None if encrypted else language_of(reply),
        encrypted=encrypted,
        signed=signed,
        autocrypt=autocrypt_of(headers) if b"autocrypt" in headers else None,
        auto=auto,
        bounce=bounce,
        loop=bool(own_domain) and _is_loop(headers, own=own_domain.strip().lower(), origins=(sender, message_id)),
        problems=problems,
        parser=PARSER_VERSION,
        raw_body_needed=bool(encrypted or signed or problems),
    )


def raw_body(data: bytes) -> bytes:
    """Give the body as it came, under its Content- headers alone: what may be kept of an OpenPGP or broken mail."""
    headers, start = read_headers(data, 0, len(data))
    kept = [
        name.title() + b": " + headers.first(name)
        for name in (b"content-type", b"content-transfer-encoding", b"content-disposition")
        if name in headers
    ]
    return b"\r\n".join([b"MIME-Version: 1.0", *kept, b"", b""]) + data[start:]


def _checked(data: bytes) -> bytes:
    """Refuse what is no mail; give rows that end with LF or CRLF."""
    head = data[:_HEAD_SIZE]
    if head.startswith(b"\xef\xbb\xbf"):
        data, head = data[3:], head[3:]
    if b"\r" in head and b"\n" not in head:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        head = data[:_HEAD_SIZE]
    if head.startswith((b"\r", b"\n")):
        data = data.lstrip(b"\r\n")
        head = data[:_HEAD_SIZE]
    if head.startswith(_BINARY) or not _MAIL_HEADER.search(head):
        raise NotMail
    return data


def _read_reply(bodies: Bodies, letter: Letter) -> tuple[str, tuple[Fold, ...]]:
    """Tell what is newly written; the HTML is asked when the plain text marks no quote."""
    reply, folds = fold(bodies.text, letter=letter, hints=bodies.hints)
    if bodies.marked and not any(kind == "quote" for _start, _end, kind in folds):
        hints = hints_of_html(bodies)
        if hints:
            return fold(bodies.text, letter=letter, hints=hints)
    return reply, folds


def _problems(headers: Headers, senders: tuple[Address, ...], *, has_bad_date: bool) -> list[str]:
    found = {
        NO_SENDER: not any(one.address for one in senders),
        MANY_SENDERS: len(senders) > 1,
        MANY_SUBJECTS: len(headers.all(b"subject")) > 1,
        BAD_DATE: has_bad_date,
        TOO_MANY_HEADERS: headers.count >= MOST_HEADERS,
    }
    return [sentence for sentence, is_so in found.items() if is_so]


def _ids(value: bytes) -> tuple[str, ...]:
    """Read the message ids of a header; ids without brackets are read too when there is none with."""
    if not value:
        return ()
    text = raw_text(value)
    found = ["".join(one.split()) for one in _IDS.findall(text)]
    if not found:
        found = [f"<{one.strip('<>')}>" for one in text.split() if len(one) < LONGEST_ID and one.strip("<>")]
    return tuple(found[:1] + found[1:][-MOST_REFERENCES:])


def _first_id(value: bytes) -> str | None:
    found = _ids(value)
    return found[0] if found else None


def _is_loop(headers: Headers, *, own: str, origins: tuple[Address | None, str | None]) -> bool:
    """Whether the mail is one of ours: our mark, our Message-ID, or our address as the sender."""
    if any(raw_text(value).strip().lower() == own for value in headers.all(b"x-loop")):
        return True
    sender, message_id = origins
    written = sender.address.rpartition("@")[2].lower() if sender else ""
    return own in (written, (message_id or "").strip("<>").rpartition("@")[2].lower())
