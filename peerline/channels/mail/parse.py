"""What does this mail say? Bytes in, `Incoming` out; the readable list of steps, one question a module beside it.

Pure: no disk, no network, no clock, no log. Any bytes give an answer within bounded time and memory, or `NotMail`. What
is broken is read as far as it can be, with a sentence in `problems`; a mail that other programs may read differently is
called ambiguous there. Nothing is unzipped, opened or fetched.
"""

from __future__ import annotations

from datetime import datetime

from ..incoming import PARSER_VERSION, Address, Incoming, as_json
from .automatic import what_it_is
from .language import language_of
from .mime.addresses import read_addresses
from .mime.beginnings import NotMail, begin
from .mime.bodies import Bodies, hints_of_html, read_bodies
from .mime.dates import read_date
from .mime.doubts import doubts_of
from .mime.headers import Headers, read_headers
from .mime.ids import first_id, read_ids
from .mime.parts import Tree
from .mime.protection import autocrypt_of, inline_encryption, is_clear_signed
from .mime.words import raw_text, read_header
from .reply import Fold, Letter, fold
from .reply.letter import bare_subject, is_answer

__all__ = ["NotMail", "as_json", "parse", "raw_body"]


def parse(data: bytes, *, own_domain: str = "") -> Incoming:
    """Understand one mail.

    data        the whole mail as it came, rows ended by CRLF, LF or CR
    own_domain  the domain of this line, to know our own mail when it comes back; "" knows none
    Raises      NotMail when there is no header that a mail has, or the bytes are a file of another kind
    Source      RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 3676, RFC 3464, RFC 3834
    """
    data, odd = begin(data)
    tree = Tree(data)
    headers = tree.root.headers
    bodies = read_bodies(tree)
    charset = bodies.charset
    senders = read_addresses(headers.all(b"from"), charset)
    subject = _subject(headers, charset) or bodies.subject
    sender = _sender(headers, senders, charset)
    to, cc = (read_addresses(headers.all(name), charset) for name in (b"to", b"cc"))
    in_reply_to, references = first_id(headers.all(b"in-reply-to")), read_ids(headers.all(b"references"))
    answers = bool(in_reply_to or references) or is_answer(subject)
    recipients = tuple(one.address for one in (*to, *cc))
    letter = Letter(answers, sender.address if sender else "", recipients, bare_subject(subject))
    reply, folds = _read_reply(bodies, letter)
    auto, bounce = what_it_is(tree, bodies, subject=subject, sender=sender, reply=reply)
    encrypted = bodies.encrypted or inline_encryption(bodies.text)
    signed = bodies.signed or is_clear_signed(bodies.text)
    message_id = first_id(headers.all(b"message-id"))
    date = _date(headers, charset)
    has_bad_date = date is None and any(headers.all(b"date"))
    problems = (*odd, *tree.problems, *doubts_of(headers, senders, subject, has_bad_date=has_bad_date))
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
        tracked=bodies.tracked,
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


def _read_reply(bodies: Bodies, letter: Letter) -> tuple[str, tuple[Fold, ...]]:
    """Tell what is newly written; the HTML is asked when the plain text marks no quote."""
    reply, folds = fold(bodies.text, letter=letter, hints=bodies.hints)
    if bodies.marked and not any(kind == "quote" for _start, _end, kind in folds):
        hints = hints_of_html(bodies)
        if hints:
            return fold(bodies.text, letter=letter, hints=hints)
    return reply, folds


def _sender(headers: Headers, senders: tuple[Address, ...], charset: str | None) -> Address | None:
    """Who wrote: the first address of From; where there is none, who sent it (RFC 5322 section 3.6.2)."""
    written = next((one for one in senders if one.address), None)
    if written is None:
        sent = read_addresses(headers.all(b"sender")[:1], charset)
        written = next((one for one in sent if one.address), None)
    return written or (senders[0] if senders else None)


def _date(headers: Headers, charset: str | None) -> datetime | None:
    """The first date that is one."""
    for value in headers.all(b"date")[:10]:
        date = read_date(raw_text(value, charset))
        if date is not None:
            return date
    return None


def _subject(headers: Headers, charset: str | None) -> str:
    """The first subject that says something."""
    values = headers.all(b"subject")
    return read_header(next((value for value in values if value), b""), charset) if values else ""


def _is_loop(headers: Headers, *, own: str, origins: tuple[Address | None, str | None]) -> bool:
    """Whether the mail is one of ours: our mark, our Message-ID, or our address as the sender."""
    if any(raw_text(value).strip().lower() == own for value in headers.all(b"x-loop")):
        return True
    sender, message_id = origins
    written = sender.address.rpartition("@")[2].lower() if sender else ""
    return own in (written, (message_id or "").strip("<>").rpartition("@")[2].lower())
