"""What does a mail say, in text, in HTML and in files?

`reader.py` walks the parts; here the stretches become one text and one HTML, and the parts become attachments. A mail
without a text of its own that holds something readable (an invitation, a card, another mail, a report, one text file)
says that.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...incoming import Attachment
from .. import html
from ..reply import markup as markup_of_quotes
from ..reply.letter import Fold
from . import markup
from .addresses import read_addresses
from .calendars import rows_of_calendar, rows_of_card
from .headers import read_headers
from .parts import Part, Tree
from .protection import encryption_of, is_smime_signed
from .reader import AS_PLAIN, MAILS, REPORTS, File, Reader, Segment, join_html, join_plain
from .trackers import tells_when_read
from .words import read_header

TOO_INVOLVED = "The HTML is too big or too involved to be shown; its words were taken."

CALENDARS = frozenset({"text/calendar", "application/ics"})
CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory", "application/vcard"})
MOST_INNER_MAILS = 50
LONGEST_REPORT = 100_000


@dataclass(slots=True)
class Bodies:
    """What the parts of one mail gave.

    subject   a subject that only the body holds (winmail.dat); "" when there is none
    hints     ranges of `text` that the markup of HTML calls a quote or a signature
    marked    the sanitised HTML with its marks, where the text is not made of it
    report    the part that reports on another mail (bounce, receipt), if there is one
    tracked   a picture of the HTML would have told the sender that the mail was read
    returned  the returned copy in a report, or its headers; outside of reports the first mail among the files
    """

    text: str = ""
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    charset: str | None = None
    encrypted: str | None = None
    signed: bool = False
    subject: str = ""
    hints: tuple[Fold, ...] = ()
    marked: str = ""
    report: Part | None = None
    returned: Part | None = None
    tracked: bool = False


def read_bodies(tree: Tree) -> Bodies:
    """Read the texts and files of a mail whose parts are known."""
    root = tree.root
    reader = Reader(tree)
    encrypted = encryption_of(root)
    segments = reader.read(root)
    if not segments and not encrypted:
        segments = _text_among_files(reader)
    elif reader.files:
        segments += _invitations(reader, segments)
    source = join_html(segments) if any(one.html for one in segments) else ""
    if encrypted == "smime" and reader.signed:
        encrypted = None  # it did not say that it is only signed
    bodies = Bodies(
        charset=reader.charset,
        encrypted=encrypted,
        signed=not encrypted and (reader.signed or is_smime_signed(root)),
        subject=reader.subject,
        report=reader.report,
        returned=reader.returned,
        tracked=bool(source) and tells_when_read(source),
    )
    _make_readable(tree, bodies, segments=segments, source=source)
    bodies.attachments = tuple(_attachment(tree, one, source) for one in reader.files)
    return bodies


def hints_of_html(bodies: Bodies) -> tuple[Fold, ...]:
    """Find what the marked HTML calls a quote in the plain text beside it."""
    text, hints = markup_of_quotes.take(_text_of(bodies.marked))
    return markup_of_quotes.align(bodies.text, text, hints)


def _make_readable(tree: Tree, bodies: Bodies, *, segments: list[Segment], source: str) -> None:
    """Give the whole text and the sanitised HTML."""
    if not source:
        bodies.text = join_plain(segments)
        return
    marked = markup_of_quotes.marked(source)
    is_marked = marked is not source
    clean = html.sanitise(marked)
    if clean is None:
        tree.problems[TOO_INVOLVED] = None
    pieces = []
    for one in segments:
        if one.plain.strip():
            pieces.append(one.plain)
        elif one.html:
            pieces.append(markup.words_of(one.html) if clean is None else _text_of(markup_of_quotes.marked(one.html)))
    bodies.text = "\n\n".join(piece for piece in pieces if piece.strip())
    bodies.html = clean
    if is_marked and clean is not None:
        _take_marks(bodies, segments, clean)


def _take_marks(bodies: Bodies, segments: list[Segment], clean: str) -> None:
    """Take the marks of quotes out of text and HTML."""
    bodies.html = markup_of_quotes.clear(clean)
    if len(segments) == 1 and segments[0].plain.strip():
        bodies.marked = clean
    else:
        bodies.text, bodies.hints = markup_of_quotes.take(bodies.text)


def _text_of(marked: str) -> str:
    """Write HTML as text that still holds the marks of quotes, and where they end."""
    page = markup.build(marked)
    page.tree = markup_of_quotes.close(page.tree)
    return page.text()


def _invitations(reader: Reader, segments: list[Segment]) -> list[Segment]:
    """Write an invitation as rows, unless it is an alternative of a text or was attached as a file."""
    rows = []
    for one in reader.files:
        if one.part.type == "text/calendar" and one.part.disposition != "attachment" and not one.part.is_alternative:
            rows.append(rows_of_calendar(_words(reader, one)))
    said = join_plain(segments)
    return [Segment(plain=row) for row in dict.fromkeys(rows) if row and row not in said]


def _text_among_files(reader: Reader) -> list[Segment]:
    """What a mail without text of its own says."""
    files = list(reader.files)
    texts = [one for one in files if one.part.type in AS_PLAIN or one.part.type == "text/html"]
    if len(texts) == 1:
        if texts[0].part.disposition != "attachment":
            reader.files.remove(texts[0])
        text = reader.body_text(texts[0].part)
        return [Segment(html=text.words) if text.is_html else Segment(text.words)] if text else []
    rows = [_rows_of(reader, one) for one in files]
    if any(row.strip() for row in rows):
        return [Segment(row) for row in dict.fromkeys(rows) if row.strip()]
    return _inner_mails(reader, files)


def _rows_of(reader: Reader, file: File) -> str:
    kind, name = file.type or file.part.type, file.name.lower()
    if kind in CALENDARS or name.endswith(".ics"):
        return rows_of_calendar(_words(reader, file))
    if kind in CARDS or name.endswith(".vcf"):
        return rows_of_card(_words(reader, file))
    return _words(reader, file)[:LONGEST_REPORT].strip() if kind in REPORTS else ""


def _words(reader: Reader, file: File) -> str:
    text = reader.body_text(file.part)
    return text.words if text else ""


def _inner_mails(reader: Reader, files: list[File]) -> list[Segment]:
    """A mail that only passes on others says what they say, each under its own head."""
    segments: list[Segment] = []
    for one in [file for file in files if file.part.type in MAILS][:MOST_INNER_MAILS]:
        data = reader.tree.body(one.part)
        kept = list(reader.files)
        said = reader.read_inside(data) or []
        reader.files[:] = kept  # its files are inside the file
        if said:
            segments += [Segment(_head_of(data)), *said]
    return segments


def _head_of(data: bytes) -> str:
    """Who wrote a mail inside, and about what, as mail programs write it above what they pass on."""
    headers, _ = read_headers(data, 0, min(len(data), 200_000))
    sender = read_addresses(headers.all(b"from")[:1])
    rows = ["---------- Forwarded message ----------"]
    if sender:
        rows.append(f"From: {sender[0].name} <{sender[0].address}>" if sender[0].name else f"From: {sender[0].address}")
    if subject := read_header(headers.first(b"subject")):
        rows.append(f"Subject: {subject}")
    return "\n".join(rows)


def _attachment(tree: Tree, file: File, source: str) -> Attachment:
    part = file.part
    content_id = file.content_id
    if file.data is None:
        content_id = part.headers.first(b"content-id").decode("latin-1").strip().strip("<>")[:500]
    is_shown = bool(content_id) and (file.is_related or f"cid:{content_id}" in source)
    if part.disposition == "attachment" and is_shown:
        is_shown = f"cid:{content_id}" in source
    return Attachment(
        name=file.name,
        type=file.type or part.type,
        data=tree.body(part) if file.data is None else file.data,
        inline=is_shown or (part.disposition == "inline" and file.data is None),
        content_id=content_id,
    )
