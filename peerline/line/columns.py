"""Plain text broken into rows for mail: 60 columns, also in scripts without spaces."""

from __future__ import annotations

import re
import unicodedata

COLUMNS = 60
# Japanese rows never begin with these.
NEVER_FIRST = "、。，．」』）！？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
PIECE = re.compile(
    r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]|[^ \t\n\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+|[ \t\n]+"
)


def width(text: str) -> int:
    """How many columns a text takes: wide characters two, marks that combine none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def wrap(text: str, columns: int = COLUMNS) -> str:
    """Break each paragraph (between empty rows) into rows; a single row that is longer stays whole."""
    return "\n\n".join(_wrap_paragraph(paragraph, columns) for paragraph in re.split(r"\n\s*\n", text.strip()))


def hang(text: str, columns: int = COLUMNS) -> str:
    """One entry of a list: two columns in, what goes on four columns in."""
    return "  " + _wrap_paragraph(text, columns - 4).replace("\n", "\n    ")


def _wrap_paragraph(paragraph: str, columns: int) -> str:
    # A no-break space is no place to break, so it is part of a piece.
    rows, row = [], ""
    for piece in PIECE.findall(paragraph):
        if piece[0] in " \t\n":
            row += " " if row else ""
        elif row.strip() and width(row + piece) > columns and piece not in NEVER_FIRST:
            rows.append(row.rstrip())
            row = piece
        else:
            row += piece
    return "\n".join([*rows, row.rstrip()])
