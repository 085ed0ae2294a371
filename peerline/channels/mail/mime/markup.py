"""What does the HTML of a mail say as plain text?

The words that a person would see: paragraphs apart, lists with marks, quotes with ">", links with their address, what
stands for a picture in brackets. What is hidden from the eye (`hidden.py`) is left out. A browser's own rules make the
tree (nh3), so that a simple walk over well-formed HTML is enough. Of HTML that would be blown up to many times its size
only the words are taken.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

import nh3

from .hidden import WHITE, Look, hidden_names, look_of

LONGEST = 1_000_000
LONGEST_LINK = 1000
DEEPEST_QUOTE = 20

_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr li main nav ol p pre section summary table tr ul caption listing xmp".split()
)
_APART = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp"
    " small span strike strong sub sup tbody td tfoot th thead time tt u var wbr textarea option button".split()
)
_LOOKS = {"style", "class", "id", "hidden", "bgcolor", "color", "size"}
_CLEANER = nh3.Cleaner(
    tags=set(_BLOCKS | _INLINE),
    attributes={"*": _LOOKS, "a": {"href"}, "img": {"alt", "width", "height"}, "ol": {"start"}},
    clean_content_tags={
        "script", "style", "title", "template", "iframe", "noembed", "noframes", "object", "svg", "xml", "audio",
        "video", "canvas", "select", "noscript",
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)  # fmt: skip

_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r'([A-Za-z]+)="([^"]*)"')
_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u034f]")
_FILLER = re.compile("(?:[\u200c\u200d\u034f\u00ad\u200b\u2007\ufeff][ \u00a0]*){3,}")
_BODY = re.compile(r"<body\b([^>]{0,1000})>", re.IGNORECASE)
_BACKGROUND = re.compile("background|bgcolor", re.IGNORECASE)
_WITH_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_VOID = frozenset(("br", "hr", "img", "wbr"))


@dataclass(slots=True)
class Page:
    """HTML that is well formed, and what of its source tells which of it is seen."""

    tree: str
    names: frozenset[str]
    look: Look

    def text(self) -> str:
        """Write it as plain text: paragraphs apart, lists with marks, quotes with ">"."""
        writer = _Writer()
        walk = _Walk(writer, self.names, look=self.look)
        for token in _TOKEN.finditer(self.tree):
            closing, tag, attributes, words = token.groups()
            if words is not None:
                walk.say(words)
            elif closing:
                walk.close(tag)
            else:
                walk.open(tag, attributes)
        return writer.text()


def build(source: str) -> Page:
    """Make the tree of HTML by a browser's rules, without what is no text."""
    names: frozenset[str] = hidden_names(source) if "<style" in source or "<STYLE" in source else frozenset()
    # A page is white where nothing gives it another color. The tree has no body element.
    look = Look(background=None if _BACKGROUND.search(source) else WHITE)
    body = _BODY.search(source, 0, 50_000)
    if body:
        look = look_of({name.lower(): value for name, value in _ATTRIBUTE.findall(body[1])}, look, names)
    return Page(_CLEANER.clean(source), names, look if not look.is_hidden else Look())


def text_of(source: str) -> str:
    """Write HTML as plain text."""
    return build(source).text()


def words_of(source: str) -> str:
    """Take only the words of HTML that is not built, of its first LONGEST characters: tags, scripts and styles out."""
    before, *chunks = source[:LONGEST].split("<")
    out = [before]
    skipping = ""
    for chunk in chunks:
        tag, closed, words = chunk.partition(">")
        name = tag[:9].lower()
        if skipping:
            skipping = "" if name.startswith("/" + skipping) else skipping
        elif name.startswith(("script", "style")):
            skipping = name[:5]
        if not skipping:
            out.append(words if closed else "")
    return _SPACES.sub(" ", html.unescape(" ".join(out))).strip()


@dataclass(slots=True)
class _Walk:
    """The elements that are open around what is read, and how they look."""

    writer: _Writer
    names: frozenset[str]
    looks: list[tuple[str, Look]] = field(default_factory=list)
    look: Look = field(default_factory=Look)
    link: str = ""
    link_from: int = 0  # how much was written when the link began

    def say(self, words: str) -> None:
        if self.look.is_hidden:
            return
        words = html.unescape(words) if "&" in words else words
        if not words.isascii():
            words = _UNSEEN.sub("", _FILLER.sub(" ", words))
        self.writer.say(words)

    def open(self, tag: str, attributes: str) -> None:
        named = dict(_ATTRIBUTE.findall(attributes)) if attributes else {}
        if tag in _VOID:
            if not (self.look.is_hidden or (named and look_of(named, self.look, self.names).is_hidden)):
                self._open_void(tag, named)
            return
        self.looks.append((tag, self.look))
        if named:
            self.look = look_of(named, self.look, self.names)
        if self.look.is_hidden:
            return
        if self.look.is_preformatted and tag not in ("pre", "listing", "xmp"):
            self.writer.preformatted = max(self.writer.preformatted, 1)
        self.writer.open(tag, named)
        if tag == "a":
            self.link, self.link_from = html.unescape(named.get("href", "")), len(self.writer.said)

    def _open_void(self, tag: str, named: dict[str, str]) -> None:
        if tag != "img":
            self.writer.open(tag, named)
        elif (
            named.get("alt", "").strip()
            and named.get("width") not in ("0", "1")
            and named.get("height") not in ("0", "1")
        ):
            self.writer.say("[" + html.unescape(named["alt"]).strip()[:300] + "]")

    def close(self, tag: str) -> None:
        if tag in _VOID or not self.looks:
            return
        was_hidden, was_preformatted = self.look.is_hidden, self.look.is_preformatted
        _, self.look = self.looks.pop()
        if was_hidden:
            return
        if tag == "a" and self.link:
            self.writer.say_link(self.link, since=self.link_from)
            self.link = ""
        self.writer.close(tag)
        if was_preformatted and not self.look.is_preformatted and tag not in ("pre", "listing", "xmp"):
            self.writer.preformatted = 0


class _Writer:
    """Plain text while it is written: rows, the row begun, how deep in quotes and lists."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.row: list[str] = []
        self.depth = 0
        self.preformatted = 0
        self.lists: list[int] = []  # one number an open list: -1 without numbers, else the next number
        self.said: list[str] = []

    def say(self, words: str) -> None:
        self.said.append(words)
        if self.preformatted:
            first, *others = words.split("\n")
            self.row.append(first)
            for other in others:
                self.end_row(keep_empty=True)
                self.row.append(other)
            return
        words = _SPACES.sub(" ", words)
        if words[:1] == " " and (not self.row or self.row[-1].endswith(" ")):
            words = words[1:]
        if words:
            self.row.append(words)

    def say_link(self, target: str, *, since: int) -> None:
        """Write the address of a link behind its words, unless they are the address or there are none."""
        words = " ".join("".join(self.said[since:]).split())
        bare = target.strip().removeprefix("mailto:").removeprefix("tel:")
        if not words or not bare or len(bare) > LONGEST_LINK or not _WITH_SCHEME.match(target.strip()):
            return
        if _bare(bare) not in (_bare(words), _bare(words.strip("<>[]()"))) and _bare(bare) not in words.lower():
            self.say(f" <{bare}>")

    def open(self, tag: str, named: dict[str, str]) -> None:
        if tag == "br":
            self.end_row(keep_empty=True)
        elif tag in ("td", "th"):
            if self.row:
                self.say(" ")
        elif tag in _BLOCKS:
            self.end_row()
            if tag in _APART and not self.lists:
                self.leave_gap()
            self._open_block(tag, named)

    def _open_block(self, tag: str, named: dict[str, str]) -> None:
        if tag == "blockquote":
            self.depth = min(self.depth + 1, DEEPEST_QUOTE)
        elif tag in ("pre", "listing", "xmp"):
            self.preformatted += 1
        elif tag in ("ul", "ol"):
            start = named.get("start", "")
            self.lists.append(-1 if tag == "ul" else int(start) if start.isdecimal() and len(start) < 6 else 1)
        elif tag == "hr":
            self.row.append("---")
            self.end_row()
        elif tag == "li":
            number = self.lists[-1] if self.lists else -1
            indent = "  " * min(len(self.lists) - 1, 10) if self.lists else ""
            self.row.append(indent + ("- " if number < 0 else f"{number}. "))
            if number >= 0:
                self.lists[-1] += 1

    def close(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self.end_row()
        if tag == "blockquote":
            self._drop_gap()
            self.depth = max(0, self.depth - 1)
        elif tag in ("pre", "listing", "xmp"):
            self.preformatted = max(0, self.preformatted - 1)
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in _APART and not self.lists:
            self.leave_gap()

    def end_row(self, *, keep_empty: bool = False) -> None:
        row = "".join(self.row)
        self.row = []
        if not self.preformatted:
            row = row.replace("\xa0", " ")
            # The row above a signature keeps its space; without one, a person may have written it.
            row = row if row == "-- " else row.rstrip(" ")
        if row.strip() or keep_empty:
            self.rows.append(self._quoted(row if row.strip() else ""))

    def leave_gap(self) -> None:
        if self.rows and self.rows[-1].strip("> "):
            self.rows.append(self._quoted(""))

    def _drop_gap(self) -> None:
        while self.depth and self.rows and self.rows[-1] == ">" * self.depth:
            self.rows.pop()

    def _quoted(self, row: str) -> str:
        if not self.depth:
            return row
        return f"{'>' * self.depth} {row}" if row else ">" * self.depth

    def text(self) -> str:
        self.end_row()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.rows)).strip("\n")


def _bare(address: str) -> str:
    """An address without what people leave out when they write it."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip().lower()).rstrip("/")
