"""Which parts of a mail are its text, and which are files? One walk over the tree of parts.

Of alternatives the plain text is the text and the HTML is the HTML; a plain text that only says that HTML is needed is
none. Parts behind each other are read behind each other. A text with a name is a file, unless it comes first. A mail
inside the mail is a file: what it says was said by somebody else. What only packs a mail (signed data, winmail.dat) is
taken apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .binhex import read_binhex
from .headers import read_headers
from .markup import words_of
from .opaque import signed_content
from .parameters import safe_name
from .parts import Part, Tree
from .protection import SIGNATURES, is_smime
from .texts import Text, read_words
from .tnef import SIGNATURE as TNEF_MARK
from .tnef import TnefFile, mail_of, read_tnef
from .uuencoded import take_out_files
from .words import read_header

GUESSED = "A text names no charset or a wrong one; it was read as it looks."
BROKEN_WINMAIL = "The mail holds a winmail.dat that could not be read as a whole."
ONE_PIECE = "The mail is one piece of a mail that was sent in several; the others are needed to read it as a whole."

MOST_INNER = 50  # mails packed inside the mail that are read

AS_PLAIN = frozenset({"text/plain", "text/markdown", "text/enriched", "text/richtext", "text/x-markdown"})
MAILS = frozenset({"message/rfc822", "message/global", "message/news"})
REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
    }
)
RETURNED = MAILS | {"text/rfc822-headers", "message/global-headers"}
TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_OTHER_FORMS = ("text/x-amp-html", "text/watch-html")
_NEEDS_HTML = re.compile(r"\bhtml\b|<https?://|https?://", re.IGNORECASE)
LONGEST_STUB = 400
# A server put a page of its own behind the first: without a break the words of both would run into one.
_PAGE_BEHIND = re.compile(r"</html\s{0,9}>(?=\s{0,99}<(?:!doctype|html|div|p|table|br|hr)\b)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Segment:
    """One stretch of the text, in one or both forms."""

    plain: str = ""
    html: str = ""


@dataclass(slots=True)
class File:
    """A part that is a file, or one that was taken out of a text or a container: then with bytes of its own."""

    part: Part
    name: str
    is_related: bool = False
    data: bytes | None = None
    type: str = ""
    content_id: str = ""


@dataclass(slots=True)
class Reader:
    """What the walk has found so far."""

    tree: Tree
    files: list[File] = field(default_factory=list)
    charset: str | None = None
    signed: bool = False
    report: Part | None = None
    returned: Part | None = None
    subject: str = ""
    inner: int = 0
    inner_bytes: int = 0

    def read(self, part: Part, *, is_related: bool = False, is_first: bool = True) -> list[Segment]:
        """Read a part: its stretches of text; its files are added to `files`."""
        kind = part.type
        if part.children:
            if kind == "multipart/alternative":
                return self._read_alternatives(part)
            if kind == "multipart/report":
                return self._read_report(part)
            return self._read_several(part)
        return self._read_leaf(part, is_related=is_related, is_first=is_first)

    def body_text(self, part: Part) -> Text | None:
        """Read the text of a part; None when it is empty."""
        data = self.tree.body(part)
        if not data.strip():
            return None
        encoding = part.headers.first(b"content-transfer-encoding")
        is_packed = bool(encoding) and encoding not in (b"7bit", b"8bit")
        text = read_words(data, part.type, part.parameters, is_packed=is_packed)
        if not text.is_sure:
            self.tree.problems[GUESSED] = None
        self.charset = self.charset or part.charset or text.codec
        return text

    def read_inside(self, data: bytes) -> list[Segment] | None:
        """Read a mail or a part that was packed inside; None beyond the limit."""
        if self.inner >= MOST_INNER or self.inner_bytes + len(data) > len(self.tree.data) * 4 or not data.strip():
            return None
        self.inner += 1
        self.inner_bytes += len(data)
        inside = Tree(data)
        self.tree.problems |= inside.problems
        return self.read(inside.root)

    def _read_several(self, part: Part) -> list[Segment]:
        children = part.children
        if part.type == "multipart/signed" or any(child.type in SIGNATURES for child in children):
            self.signed = True
        if part.type == "multipart/appledouble" and len(children) > 1:
            # The fork with the icon says nothing; the file is the other one.
            children = [child for child in children if child.type != "application/applefile"] or children
        is_related = part.type == "multipart/related"
        segments: list[Segment] = []
        for place, child in enumerate(children):
            segments.extend(self.read(child, is_related=is_related, is_first=not place))
        if len(segments) > 1 and any(_is_winmail(child) for child in children):
            segments = _once(segments)
        return _as_alternatives(segments) if part.type == "multipart/mixed" else segments

    def _read_alternatives(self, part: Part) -> list[Segment]:
        ways = [self.read(child) for child in part.children if child.type not in _OTHER_FORMS]
        ways = [way for way in ways if way]
        plain = next((way for way in ways if any(one.plain.strip() for one in way)), None)
        rich = next((way for way in reversed(ways) if any(one.html for one in way)), None)
        if plain is None or rich is None or plain is rich:
            return rich or plain or []
        words, markup = join_plain(plain), join_html(rich)
        return [Segment("" if _is_stub(words, markup) else words, markup)]

    def _read_report(self, part: Part) -> list[Segment]:
        segments: list[Segment] = []
        for child in part.children:
            if child.type in REPORTS:
                self.report = self.report or child
                self.files.append(File(child, child.name))
            else:
                segments.extend(self.read(child))
        return segments

    def _read_leaf(self, part: Part, *, is_related: bool, is_first: bool) -> list[Segment]:
        kind = part.type
        if (kind in AS_PLAIN or kind == "text/html") and self._is_body(part, is_first=is_first):
            return self._read_text(part)
        if kind in RETURNED:
            self.returned = self.returned or part
        segments = self._read_container(part)
        if segments is not None:
            return segments
        self.files.append(File(part, part.name or self._other_name(part), is_related))
        return []

    def _read_container(self, part: Part) -> list[Segment] | None:
        """Read what only packs a mail; None for a file, and for what cannot be opened here."""
        if _is_winmail(part):
            return self._read_winmail(part)
        if is_smime(part):
            return self._read_signed(part)
        if part.type == "application/mac-binhex40":
            return self._read_binhex(part)
        return self._read_piece(part) if part.type == "message/partial" else None

    def _read_binhex(self, part: Part) -> list[Segment] | None:
        name, data = read_binhex(self.tree.body(part))
        if data is None:
            return None
        self.files.append(File(part, part.name or safe_name(name), data=data, type="application/octet-stream"))
        return []

    def _is_body(self, part: Part, *, is_first: bool) -> bool:
        """Whether a text belongs to what the mail says: without a name, or the first thing in its place."""
        if part.disposition == "attachment":
            return False
        return not part.name or part is self.tree.root or is_first

    def _read_text(self, part: Part) -> list[Segment]:
        text = self.body_text(part)
        if text is None:
            return []
        if text.is_html:
            return [Segment(html=_PAGE_BEHIND.sub("<br>", text.words))]
        words = text.words
        if "begin" in words:
            words, taken = take_out_files(words)
            for name, data in taken:
                self.files.append(File(part, safe_name(name), data=data, type="application/octet-stream"))
        return [Segment(plain=words.strip("\n"))]

    def _read_winmail(self, part: Part) -> list[Segment] | None:
        data = self.tree.body(part)
        found = read_tnef(data) if data.startswith(TNEF_MARK) else None
        if found is None:
            return None
        if not found.is_whole:
            self.tree.problems[BROKEN_WINMAIL] = None
            self.files.append(File(part, part.name))
        self.subject = self.subject or found.subject
        self.files.extend(self._file_in_winmail(part, one) for one in found.files)
        words, is_html = found.text
        if not words.strip():
            return []
        return [Segment(html=words)] if is_html else [Segment(plain=words.strip("\n"))]

    def _file_in_winmail(self, part: Part, one: TnefFile) -> File:
        """A file of a winmail.dat. One that is such a mail itself becomes a mail that every program opens."""
        inside = read_tnef(one.data) if one.data.startswith(TNEF_MARK) else None
        if inside is None or not inside.is_whole:
            kind = one.type or ("application/octet-stream" if inside is None else "application/ms-tnef")
            return File(part, safe_name(one.name), False, one.data, kind, one.content_id)
        name = re.sub(r"[/\\]", " ", inside.subject or one.name)[:100].strip()
        return File(part, safe_name(f"{name}.eml") if name else "", False, mail_of(inside), "message/rfc822")

    def _read_signed(self, part: Part) -> list[Segment] | None:
        """Read what S/MIME signed data holds; None when it holds nothing or is encrypted."""
        content = signed_content(self.tree.body(part))
        if content is None:
            return None
        self.signed = True
        return self.read_inside(content)

    def _read_piece(self, part: Part) -> list[Segment]:
        self.tree.problems[ONE_PIECE] = None
        is_head = part.parameters.get("number", "").strip() == "1"
        name = part.name or (self._mail_name(part) if is_head else "")
        self.files.append(File(part, name))
        data = part.data[part.start : part.end]
        if is_head:
            return self.read_inside(data) or []
        words = read_words(data, "text/plain", part.parameters, is_packed=True).words
        return [Segment(plain=words)] if words.strip() else []

    def _other_name(self, part: Part) -> str:
        """A name for a file whose headers give none: a mail's subject, or the name inside BinHex that stays packed."""
        if part.type in MAILS:
            return self._mail_name(part)
        if part.type == "application/mac-binhex40":
            return safe_name(read_binhex(self.tree.body(part))[0])
        return ""

    def _mail_name(self, part: Part) -> str:
        inner = self.tree.body(part)
        headers, _ = read_headers(inner, 0, min(len(inner), 200_000))
        subject = re.sub(r"[/\\]", " ", read_header(headers.first(b"subject")))[:100].strip()
        return safe_name(f"{subject}.eml") if subject else ""


def _is_winmail(part: Part) -> bool:
    return part.type in TNEF or part.name.lower() == "winmail.dat"


def _once(segments: list[Segment]) -> list[Segment]:
    """Leave out what says the same as a stretch before it: gateways write the text of a winmail.dat beside it, too."""
    kept: dict[tuple[str, ...], Segment] = {}
    for one in segments:
        kept.setdefault(tuple((one.plain or words_of(one.html)).split()), one)
    return list(kept.values())


def join_plain(segments: list[Segment]) -> str:
    """Join the plain stretches of a text."""
    return "\n\n".join(one.plain for one in segments if one.plain.strip())


def join_html(segments: list[Segment]) -> str:
    """Join stretches as one HTML; those in plain text are written as HTML."""
    if len(segments) == 1:
        return segments[0].html
    return "\n".join(one.html or _html_of(one.plain) for one in segments)


def _html_of(plain: str) -> str:
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return "<p>" + escaped.replace("\n", "<br>") + "</p>"


def _is_stub(plain: str, markup: str) -> bool:
    """Whether a plain text only says where the real one is: short, about HTML or a link, beside far more words."""
    if len(plain) > LONGEST_STUB or not _NEEDS_HTML.search(plain):
        return False
    said = len(_WORD.findall(plain))
    return said * 3 < len(_WORD.findall(re.sub(r"<[^>]*>", " ", markup[:20_000])))


def _as_alternatives(segments: list[Segment]) -> list[Segment]:
    """Two stretches that say the same, one plain and one in HTML, are alternatives that were labelled wrongly."""
    if len(segments) != 2 or segments[0].html or segments[1].plain:
        return segments
    plain, markup = segments[0].plain, segments[1].html
    if len(plain) > 100_000 or len(markup) > 1_000_000:
        return segments
    said = set(_WORD.findall(plain))
    repeated = said & set(_WORD.findall(re.sub(r"<[^>]*>", " ", markup)))
    return [Segment(plain, markup)] if len(said) > 2 and len(repeated) * 10 >= len(said) * 9 else segments
