"""What does the HTML of a mail say as plain text?

Made from sanitised HTML, which is well formed, so a simple walk is enough. Of HTML that a browser's rules would blow up
to many times its size only the words are taken.
"""

from __future__ import annotations

import html
import re

LONGEST = 1_000_000

_TOKEN = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|([^<]+)")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset(
    "address blockquote center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"
    " table tr ul caption".split()
)
_APART = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul".split())


def text_of(clean: str) -> str:
    """Write sanitised HTML as plain text: paragraphs apart, lists with marks, quotes with ">"."""
    writer = _Writer()
    for token in _TOKEN.finditer(clean):
        closing, tag, words = token.groups()
        if words is not None:
            writer.say(html.unescape(words) if "&" in words else words)
        elif closing:
            writer.close(tag)
        else:
            writer.open(tag)
    return writer.text()


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


class _Writer:
    """Plain text while it is written: rows, the row begun, how deep in quotes and lists."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.row: list[str] = []
        self.depth = 0
        self.preformatted = 0
        self.lists: list[int] = []  # one number an open list: -1 without numbers, else the next number

    def say(self, words: str) -> None:
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

    def open(self, tag: str) -> None:
        if tag == "br":
            self.end_row(keep_empty=True)
        elif tag in ("td", "th"):
            if self.row:
                self.say(" ")
        elif tag in _BLOCKS:
            self.end_row()
            if tag in _APART and not self.lists:
                self.leave_gap()
            self._open_block(tag)

    def _open_block(self, tag: str) -> None:
        if tag == "blockquote":
            self.depth = min(self.depth + 1, 20)
        elif tag == "pre":
            self.preformatted += 1
        elif tag in ("ul", "ol"):
            self.lists.append(-1 if tag == "ul" else 1)
        elif tag == "hr":
            self.row.append("---")
            self.end_row()
        elif tag == "li":
            number = self.lists[-1] if self.lists else -1
            self.row.append("- " if number < 0 else f"{number}. ")
            if number >= 0:
                self.lists[-1] += 1

    def close(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self.end_row()
        if tag == "blockquote":
            self._drop_gap()
            self.depth = max(0, self.depth - 1)
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in _APART and not self.lists:
            self.leave_gap()

    def end_row(self, *, keep_empty: bool = False) -> None:
        row = "".join(self.row)
        self.row = []
        row = row if self.preformatted else row.replace("\xa0", " ").rstrip(" ") + ("" if row.strip() != "--" else " ")
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
