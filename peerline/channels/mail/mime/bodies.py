"""Which parts of a mail are its text, which are files, and which say something about the mail itself?

Of alternatives the plain text is the text and the HTML is the HTML. Parts behind each other are read behind each other.
A mail inside the mail is a file: what it says was said by somebody else.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field

from ...incoming import Attachment
from .. import html
from ..reply import markup as markup_of_quotes
from ..reply.letter import Fold
from . import markup
from .charsets import read_bytes
from .flowed import unflow
from .headers import read_headers
from .parts import Part, Tree
from .protection import SIGNATURES, encryption_of, is_smime_signed
from .words import read_header

GUESSED = "A text names no charset or a wrong one; it was read as it looks."
TOO_INVOLVED = "The HTML is too big or too involved to be shown; its words were taken."

LONGEST_FLOWED = 4_000_000

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_AS_PLAIN = frozenset({"text/plain", "text/markdown", "text/enriched", "text/richtext", "text/x-markdown"})
_MAILS = frozenset({"message/rfc822", "message/global", "message/news"})
_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
    }
)
_RETURNED = _MAILS | {"text/rfc822-headers", "message/global-headers"}


@dataclass(slots=True)
class Segment:
    """One stretch of the text, in one or both forms."""

    plain: str = ""
    html: str = ""


@dataclass(slots=True)
class Bodies:
    """What the parts of one mail gave.

    report    the part that reports on another mail (bounce, receipt), if there is one
    hints     ranges of `text` that the markup of HTML calls a quote or a signature
    marked    the sanitised HTML with its marks, where the text is not made of it
    returned  the returned copy in a report, or its headers; outside of reports the first mail among the files
    """

    text: str = ""
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    charset: str | None = None
    encrypted: str | None = None
    signed: bool = False
    hints: tuple[Fold, ...] = ()
    marked: str = ""
    report: Part | None = None
    returned: Part | None = None


@dataclass(slots=True)
class _File:
    part: Part
    name: str
    is_related: bool


@dataclass(slots=True)
class _Reader:
    tree: Tree
    bodies: Bodies = field(default_factory=Bodies)
    files: list[_File] = field(default_factory=list)

    def read(self, part: Part, *, is_related: bool = False) -> list[Segment]:
        kind = part.type
        if kind == "multipart/alternative":
            return self._read_alternatives(part)
        if kind == "multipart/report":
            return self._read_report(part)
        if kind == "multipart/signed" or (part.children and kind.startswith("multipart/")):
            return self._read_several(part)
        if kind in SIGNATURES and not is_related and self.bodies.signed:
            return []
        return self._read_leaf(part, is_related=is_related)

    def _read_several(self, part: Part) -> list[Segment]:
        if part.type == "multipart/signed" or any(child.type in SIGNATURES for child in part.children):
            self.bodies.signed = True
        is_related = part.type == "multipart/related"
        segments: list[Segment] = []
        for child in part.children:
            segments.extend(self.read(child, is_related=is_related))
        return segments

    def _read_alternatives(self, part: Part) -> list[Segment]:
        ways = [self.read(child) for child in part.children if child.type not in ("text/x-amp-html", "text/watch-html")]
        ways = [way for way in ways if way]
        plain = next((way for way in ways if any(one.plain.strip() for one in way)), None)
        rich = next((way for way in reversed(ways) if any(one.html for one in way)), None)
        if plain is None or rich is None or plain is rich:
            return rich or plain or []
        return [Segment(_join_plain(plain), _join_html(rich))]

    def _read_report(self, part: Part) -> list[Segment]:
        segments: list[Segment] = []
        for child in part.children:
            if child.type in _REPORTS:
                self.bodies.report = self.bodies.report or child
            elif child.type in _RETURNED:
                self.bodies.returned = self.bodies.returned or child
            else:
                segments.extend(self.read(child))
        return segments

    def _read_leaf(self, part: Part, *, is_related: bool) -> list[Segment]:
        is_text = part.type in _AS_PLAIN or part.type == "text/html"
        if is_text and not part.is_attachment and not (part.name and is_related):
            if part.name and part.disposition == "inline" and part is not self.tree.root:
                self.files.append(_File(part, part.name, is_related))
                return []
            return self._read_text(part)
        if part.type in SIGNATURES and part.disposition != "attachment" and not part.name:
            return []
        if part.type in _RETURNED:
            self.bodies.returned = self.bodies.returned or part
        name = part.name or (self._mail_name(part) if part.type in _MAILS else "")
        self.files.append(_File(part, name, is_related))
        return []

    def _read_text(self, part: Part) -> list[Segment]:
        data = self.tree.body(part)
        if not data.strip():
            return []
        charset = part.charset
        if part.type == "text/html" and not charset:
            found = _META_CHARSET.search(data, 0, 4000)
            charset = found[1].decode("ascii") if found else None
        text, is_sure = read_bytes(data, charset)
        if not is_sure:
            self.tree.problems[GUESSED] = None
        self.bodies.charset = self.bodies.charset or charset
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if part.type == "text/html":
            return [Segment(html=text)]
        if part.parameters.get("format", "").lower() == "flowed" and len(text) <= LONGEST_FLOWED:
            text = unflow(text, deletes_space=part.parameters.get("delsp", "").lower() == "yes")
        return [Segment(plain=text.strip("\n"))]

    def _mail_name(self, part: Part) -> str:
        inner = self.tree.body(part)
        headers, _ = read_headers(inner, 0, min(len(inner), 200_000))
        subject = re.sub(r"[/\\\x00-\x1f\u202a-\u202e\u2066-\u2069]", " ", read_header(headers.first(b"subject")))[:100]
        return f"{subject.strip()}.eml" if subject.strip() else ""


def read_bodies(tree: Tree) -> Bodies:
    """Read the texts and files of a mail whose parts are known."""
    reader = _Reader(tree)
    bodies, root = reader.bodies, tree.root
    bodies.encrypted = encryption_of(root)
    if bodies.encrypted:
        return bodies
    bodies.signed = is_smime_signed(root)
    segments = reader.read(root)
    if not segments:
        segments = _text_among_files(reader)
    source = _join_html(segments) if any(one.html for one in segments) else ""
    _make_readable(tree, bodies, segments=segments, source=source)
    bodies.attachments = tuple(_attachment(tree, one, source) for one in reader.files)
    return bodies


def _text_among_files(reader: _Reader) -> list[Segment]:
    """A mail without text whose only plain text has a name: then that is what it says."""
    texts = [one for one in reader.files if one.part.type == "text/plain" and one.part.disposition != "attachment"]
    if len(texts) != 1:
        return []
    reader.files.remove(texts[0])
    return reader._read_text(texts[0].part)


def _make_readable(tree: Tree, bodies: Bodies, *, segments: list[Segment], source: str) -> None:
    """Give the whole text and the sanitised HTML."""
    if not source:
        bodies.text = _join_plain(segments)
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
            pieces.append(_text_of_html(one.html, clean, is_all=len(segments) == 1))
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


def hints_of_html(bodies: Bodies) -> tuple[Fold, ...]:
    """Find what the marked HTML calls a quote in the plain text beside it."""
    text, hints = markup_of_quotes.take(markup.text_of(markup_of_quotes.close(bodies.marked)))
    return markup_of_quotes.align(bodies.text, text, hints)


def _text_of_html(source: str, whole: str | None, *, is_all: bool) -> str:
    """Write one stretch of HTML as text; `whole` is the sanitised HTML of all stretches, None if too involved."""
    clean = whole if is_all or whole is None else html.sanitise(markup_of_quotes.marked(source))
    return markup.text_of(markup_of_quotes.close(clean)) if clean is not None else markup.words_of(source)


def _join_plain(segments: list[Segment]) -> str:
    return "\n\n".join(one.plain for one in segments if one.plain.strip())


def _join_html(segments: list[Segment]) -> str:
    if len(segments) == 1:
        return segments[0].html
    return "\n".join(one.html or "<p>" + entities.escape(one.plain).replace("\n", "<br>") + "</p>" for one in segments)


def _attachment(tree: Tree, file: _File, source: str) -> Attachment:
    part = file.part
    content_id = part.headers.first(b"content-id").decode("latin-1").strip().strip("<>")[:500]
    is_shown = bool(content_id) and (file.is_related or f"cid:{content_id}" in source)
    if part.disposition == "attachment" and is_shown:
        is_shown = f"cid:{content_id}" in source
    return Attachment(
        name=file.name,
        type=part.type,
        data=tree.body(part),
        inline=is_shown or part.disposition == "inline",
        content_id=content_id,
    )
