"""MediaWiki's table: how the lists of the movement stand on a wiki page, both ways.

https://www.mediawiki.org/wiki/Help:Tables. Written, a cell is plain text in which nothing is markup, the page of a
network a link to it. Read, a cell is what a reader of the page would see (`wiki_cells`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import mwparserfromhell
from django.utils.translation import gettext as _

from peerline.directory.access.sheets import rows_of_sheet
from peerline.directory.actions.sheets import SheetRow
from peerline.directory.checking import Fault
from peerline.directory.formats.held import Source
from peerline.directory.formats.sheet_tsv import checked_fields, fields_of
from peerline.directory.formats.tsv import NotATable
from peerline.directory.formats.wiki_cells import Cell, Unreadable, rows_of, said_in
from peerline.directory.sheets import Sheet

MOST_BYTES = 10_000_000
# So many marks of a kind can stand open at once; what the parser takes grows with the square of them, and more.
MOST_OPEN = 12
_OPENING = re.compile(
    r"(?P<brace>\{\{)|(?P<link>\[\[)|(?P<table>\{\|)|(?P<site>\[)|(?P<comment><!--)"
    r"|(?P<tag><(?!(?:br|hr|wbr|li|dt|dd|td|th|tr|caption)\b)[a-z])"
    r"|(?P<end>\}\}|\]\]|\|\}|\]|-->|</|/>)",
    re.IGNORECASE,
)
_ENDS = {"}}": "brace", "]]": "link", "|}": "table", "]": "site", "-->": "comment", "</": "tag", "/>": "tag"}
_MARKUP = re.compile(r"[&<>\[\]{}|'~!]|__|(?<=-)-|^[-+#*:;=]")
# Of translations and inclusions: they stand around words, cells or rows, and no reader sees them.
_MARKS = re.compile(r"</?(?:translate|tvar|noinclude|onlyinclude)\b[^<>]*>|<!--T:\d+-->|</>", re.IGNORECASE)
# A table that is moved to the right.
_INDENTED = re.compile(r"^:+[ \t]*(?=\{\|)", re.MULTILINE)
_TITLE = re.compile(r"[^#<>\[\]{}|\x00-\x1f:/&'_~]+(?::[^#<>\[\]{}|\x00-\x1f:&'_~]+)?")


def write(path: Path, sheet: Sheet) -> int:
    """Write the list as one table; says how many rows."""
    rows = rows_of_sheet(sheet)
    heads = " !! ".join(column.heads[0] for column in sheet.on_wiki)
    names = [column.field for column in sheet.on_wiki]
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(f'{{| class="wikitable sortable"\n! {heads}\n')
        for row in rows:
            cells = "\n".join(f"| {_written(name, row[name])}" for name in names)
            file.write(f"|-\n{cells}\n")
        file.write("|}\n")
    return len(rows)


def read(path: Path, sheet: Sheet, *, mapping: Mapping[str, str] | None = None) -> Iterator[SheetRow]:
    """The rows of the one table whose heads are ours. `mapping`: their head -> ours. Raises NotATable, and OSError."""
    found = [(heads, rows) for heads, rows in tables(path) if "name" in fields_of(heads, sheet, mapping or {})]
    if not found:
        raise NotATable(_("There is no table on this page whose heads are those of this list."))
    if len(found) > 1:
        raise NotATable(_("There are several tables of this list on this page: make one of them."))
    ((heads, rows),) = found
    fields = checked_fields(heads, sheet, mapping or {})
    for number, cells in enumerate(rows, start=1):
        said, faults = words_of(cells, fields, at=_("row %d") % number)
        # Long tables repeat their heads on the way.
        if (any(said.values()) or faults) and [_head(one) for one in cells] != heads:
            yield SheetRow(_("row %d") % number, said, faults)


def tables(path: Source) -> Iterator[tuple[list[str], list[list[Cell]]]]:
    """Of each table on a page its heads, as words, and its other rows. Raises NotATable, and OSError."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotATable(_("This is too long."))
    try:
        text = _INDENTED.sub("", _MARKS.sub("", data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise NotATable(_("This file is not a table in UTF-8.")) from None
    if _opens_without_end(text):
        raise NotATable(_("Too many marks on this page, such as {{ or [, begin and do not end."))
    page = mwparserfromhell.parse(text)
    for table in page.ifilter_tags(matches=lambda tag: str(tag.tag).lower() == "table"):
        rows = rows_of(table)
        # A first row of one wide cell is a title.
        while rows and rows[0][0].is_wide and len({id(cell) for cell in rows[0]}) == 1:
            del rows[0]
        if rows:
            yield [_head(cell) for cell in rows[0]], rows[1:]
    if any("{|" in text.value for text in page.ifilter_text(recursive=False)):
        raise NotATable(_("A table on this page has no end: there is no row with |} for it."))


def _opens_without_end(text: str) -> bool:
    """Whether more marks of a kind stand open somewhere than on any page that people write."""
    opened = Counter[str]()
    for mark in _OPENING.finditer(text):
        kind, said = mark.lastgroup or "", mark[0]
        if kind != "end":
            opened[kind] += 1
            if opened[kind] > MOST_OPEN:
                return True
        elif opened[_ENDS[said]]:
            opened[_ENDS[said]] -= 1
    return False


def _head(cell: Cell) -> str:
    try:
        return said_in(cell, "")
    except Unreadable:
        return str(cell.code).strip()  # which is the head of none of ours, and is named so


def words_of(cells: list[Cell], fields: list[str], *, at: str) -> tuple[dict[str, str], list[Fault]]:
    """What a row says by field, and what of it cannot be read. A cell that is missing at its end is empty."""
    if len(cells) > len(fields):
        return {}, [Fault("", at, "", _("This row has more cells than there are columns."))]
    said, faults = dict.fromkeys(filter(None, fields), ""), []
    for name, cell, before in zip(fields, cells, [None, *cells], strict=False):
        if cell is before:
            continue  # the same wide one
        try:
            said |= {name: said_in(cell, name)} if name else {}
        except Unreadable as error:
            faults.append(Fault("", at, name, str(error)))
    return said, faults


def _written(name: str, text: str) -> str:
    if name == "page" and _TITLE.fullmatch(text) and text == text.strip():
        return f"[[{text}]]"
    return plain(text)


def plain(text: str) -> str:
    """A text in which nothing is markup."""
    return _MARKUP.sub(lambda mark: "".join(f"&#{ord(one)};" for one in mark[0]), text)
