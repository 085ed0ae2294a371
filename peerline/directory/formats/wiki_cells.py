"""What a reader of a wiki page sees in a table: its rows with all their cells, and the words of each.

What spans several rows stands in each of them. What cannot be known from the page alone is never guessed: a template,
a table within a cell, a cell over several columns is said to be unreadable, so that it is named and nothing gets lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from mwparserfromhell.nodes import Argument, ExternalLink, Heading, HTMLEntity, Node, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

CELLS = ("td", "th")
# Whose target counts, not its words.
ADDRESSES = ("page", "homepage", "chat_url")
# What a reader does not see, or sees as taken away; and where a new point of a list begins.
UNSEEN = ("ref", "references", "s", "del", "strike", "templatestyles", "languages", "includeonly")
POINTS = ("li", "dd", "dt")
POINT = "\0"
# Templates that only stand for a sign.
SIGNS = {"!": "|", "=": "=", "pipe": "|"}
# Of wikis in the languages of our texts; on Meta they are English.
PICTURES = (
    "file", "image", "datei", "bild", "fichier", "archivo", "plik", "ficheiro", "ファイル", "файл", "ملف",
    "category", "kategorie", "catégorie", "categoría", "kategoria", "categoria", "カテゴリ", "категория", "категорія",
    "تصنيف",
)  # fmt: skip
# What the parser leaves in a text when something has no end: what follows may stand in the wrong cell.
_UNENDED = re.compile(r"\[\[|\]\]|\{\{|\}\}|''|\|\||\{\||\|\}|<[a-z/!]|-\{", re.IGNORECASE)
LITERAL = ("nowiki", "pre")
UNKNOWN = ("gallery", "imagemap", "graph", "timeline", "score")
MOST_COLUMNS = 100
LONGEST_SHOWN = 60


class Unreadable(Exception):
    """What stands in a cell cannot be known; the argument is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one row. `is_wide`: it covers more columns than this one."""

    code: Wikicode
    is_wide: bool = False


def rows_of(table: Tag) -> list[list[Cell]]:
    """The rows of a table, those before the first mark of a row too; what spans rows stands in each."""
    spanning: dict[int, tuple[int, Cell]] = {}
    groups = [table.contents, *(group.contents for group in _tags(table.contents, "thead", "tbody", "tfoot"))]
    rows = [one for group in groups for one in (group, *(row.contents for row in _tags(group, "tr")))]
    return [row for row in (_laid_out(contents, spanning) for contents in rows if _is_row(contents)) if row]


def said_in(cell: Cell, field: str) -> str:
    """What a reader sees of a cell; of a link in an address column, where it leads. Raises Unreadable."""
    if cell.is_wide:
        raise Unreadable(_("This cell covers several columns."))
    points = [" ".join(one.split()) for one in seen(cell.code, field).split(POINT)]
    return ", ".join(filter(None, points))


def seen(code: Wikicode, field: str) -> str:
    """The words of a piece of a page. Raises Unreadable."""
    return "".join(_seen(node, field) for node in code.nodes)


def _tags(contents: Wikicode, *names: str) -> list[Tag]:
    found: list[Tag] = contents.filter_tags(recursive=False, matches=lambda tag: str(tag.tag).lower() in names)
    return found


def _own(contents: Wikicode) -> list[Tag]:
    """The cells of a row. The parser takes the caption of a table for one."""
    return [tag for tag in _tags(contents, *CELLS) if not str(tag).startswith("|+")]


def _is_row(contents: Wikicode) -> bool:
    return bool(_own(contents) or _loose(contents))


def _loose(contents: Wikicode) -> list[Node]:
    """Templates that stand between cells, and make cells or whole rows that we do not see."""
    return [node for node in contents.nodes if isinstance(node, Template | Argument)]


def _laid_out(contents: Wikicode, spanning: dict[int, tuple[int, Cell]]) -> list[Cell]:
    """One row by its columns. `spanning`: by column, for how many rows more a cell from above stands there."""
    row = [Cell(Wikicode([node])) for node in _loose(contents)[:1]]
    _from_above(row, spanning)
    for tag in _own(contents):
        wide, high = _span(tag, "colspan"), _span(tag, "rowspan")
        cell = Cell(tag.contents, is_wide=wide > 1)
        for _column in range(min(wide, MOST_COLUMNS - len(row))):
            if high > 1:
                spanning[len(row)] = (high - 1, cell)
            row.append(cell)
        _from_above(row, spanning)
    return row


def _from_above(row: list[Cell], spanning: dict[int, tuple[int, Cell]]) -> None:
    while len(row) in spanning:
        left, cell = spanning.pop(len(row))
        if left > 1:
            spanning[len(row)] = (left - 1, cell)
        row.append(cell)


def _span(tag: Tag, name: str) -> int:
    said = str(tag.get(name).value).strip() if tag.has(name) else ""
    # Zero is "to the end", as browsers have it.
    return (int(said) or 10_000) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _seen(node: object, field: str) -> str:
    match node:
        case Text():
            text = _seen_text(str(node.value))
        case HTMLEntity():
            text = str(node.normalize())
        case Wikilink():
            text = _seen_wikilink(node, field)
        case ExternalLink():
            text = _seen_link(node, field)
        case Heading():
            text = seen(node.title, field)
        case Tag():
            text = _seen_tag(node, field)
        case Template() | Argument():
            text = _seen_template(node)
        case _:
            text = ""
    return text


def _seen_text(text: str) -> str:
    if found := _UNENDED.search(text):
        raise Unreadable(_("Something begins or ends here that has no other end: %s") % found[0])
    return text


def _seen_template(node: Template | Argument) -> str:
    """The sign that it stands for. Raises Unreadable for all others."""
    sign = SIGNS.get(str(node.name).strip(), "") if isinstance(node, Template) and not node.params else ""
    if not sign:
        shown = " ".join(str(node).split())[:LONGEST_SHOWN]
        raise Unreadable(_("The words of this template are not known here: write them out. %s") % shown)
    return sign


def _seen_tag(tag: Tag, field: str) -> str:
    name = str(tag.tag).lower()
    if name == "table":
        raise Unreadable(_("There is a table in this cell."))
    if name in UNKNOWN:
        raise Unreadable(_("The words of this template are not known here: write them out. %s") % f"<{name}>")
    if name in UNSEEN:
        return ""
    if name in LITERAL:
        return "" if tag.contents is None else str(tag.contents)
    inside = seen(tag.contents, field) if tag.contents is not None else ""
    return {"br": " ", **dict.fromkeys(POINTS, POINT)}.get(name, "") + inside


def _seen_wikilink(link: Wikilink, field: str) -> str:
    title = str(link.title).strip()
    if title.partition(":")[0].strip().lower() in PICTURES:
        return ""
    if field in ADDRESSES or link.text is None:
        return title.removeprefix(":")
    return seen(link.text, field)


def _seen_link(node: ExternalLink, field: str) -> str:
    words = "" if field in ADDRESSES or node.title is None else seen(node.title, field).strip()
    address = "".join(_seen(one, "") for one in node.url.nodes).removeprefix("mailto:")
    return address if words == address else f"{words} {address}".strip()
