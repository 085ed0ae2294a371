"""MediaWiki's table: how the lists of the movement stand on a wiki page, both ways.

https://www.mediawiki.org/wiki/Help:Tables. Written, a cell is plain text in which nothing is markup, the page of a
network a link to it. Read, a cell is what a reader of the page would see; a template says nothing that we could know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import mwparserfromhell
from django.utils.translation import gettext as _
from mwparserfromhell.nodes import ExternalLink, HTMLEntity, Tag, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from peerline.directory.access.sheets import rows_of_sheet
from peerline.directory.actions.sheets import SheetRow
from peerline.directory.formats.held import Source
from peerline.directory.formats.tsv import NotATable
from peerline.directory.sheets import Sheet

MOST_BYTES = 10_000_000
CELLS = ("td", "th")
# Whose target counts, not its words.
ADDRESSES = ("page", "homepage", "chat_url")
_MARKUP = re.compile(r"[&<>\[\]{}|'~!]|__|(?<=-)-|^[-+#*:;=]")
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


def read(path: Path, sheet: Sheet) -> Iterator[SheetRow]:
    """The rows of the first table whose heads are ours. Raises NotATable when there is none, and OSError."""
    for heads, rows in tables(path):
        fields = [sheet.field_of(seen(cell, "")) for cell in heads]
        if "name" in fields:
            yield from _given(fields, rows)
            return
    raise NotATable(_("There is no table on this page whose heads are those of this list."))


def tables(path: Source) -> Iterator[tuple[list[Wikicode], list[list[Wikicode]]]]:
    """Of each table on a page its heads and its other rows, cell by cell. Raises NotATable, and OSError."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotATable(_("This is too long."))
    try:
        page = mwparserfromhell.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotATable(_("This file is not a table in UTF-8.")) from None
    for table in page.ifilter_tags(matches=lambda tag: tag.tag == "table"):
        rows = list(_rows(table.contents))
        if rows:
            yield rows[0], rows[1:]


def _given(fields: list[str], rows: list[list[Wikicode]]) -> Iterator[SheetRow]:
    for number, cells in enumerate(rows, start=1):
        said = {name: seen(cell, name) for name, cell in zip(fields, cells, strict=False) if name}
        if any(said.values()):
            yield SheetRow(_("row %d") % number, said)


def _rows(contents: Wikicode) -> Iterator[list[Wikicode]]:
    """The cells of each row; those before the first mark of a row are a row too."""
    first = _cells(contents)
    if first:
        yield first
    for row in contents.ifilter_tags(recursive=False, matches=lambda tag: tag.tag == "tr"):
        if cells := _cells(row.contents):
            yield cells


def _cells(contents: Wikicode) -> list[Wikicode]:
    tags = contents.ifilter_tags(recursive=False, matches=lambda tag: str(tag.tag) in CELLS)
    # The parser takes the caption of a table for a cell.
    return [tag.contents for tag in tags if not str(tag).startswith("|+")]


def seen(code: Wikicode, field: str) -> str:
    """What a reader sees of a cell; of a link in an address column, where it leads."""
    return " ".join("".join(_seen(node, field) for node in code.nodes).split())


def _seen(node: object, field: str) -> str:
    match node:
        case Text():
            text = str(node.value)
        case HTMLEntity():
            text = str(node.normalize())
        case Wikilink():
            text = str(node.title) if field in ADDRESSES or node.text is None else seen(node.text, field)
        case ExternalLink():
            text = _seen_link(node, field)
        case Tag() if node.tag == "br":
            text = " "
        case Tag() if node.tag != "ref" and node.contents is not None:
            text = seen(node.contents, field)
        case _:
            text = ""
    return text


def _seen_link(node: ExternalLink, field: str) -> str:
    words = "" if field in ADDRESSES or node.title is None else seen(node.title, field)
    address = "".join(_seen(one, "") for one in node.url.nodes)
    return f"{words} {address}".strip()


def _written(name: str, text: str) -> str:
    if name == "page" and _TITLE.fullmatch(text) and text == text.strip():
        return f"[[{text}]]"
    return plain(text)


def plain(text: str) -> str:
    """A text in which nothing is markup."""
    return _MARKUP.sub(lambda mark: "".join(f"&#{ord(one)};" for one in mark[0]), text)
