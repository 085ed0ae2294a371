"""Where does a row of format=flowed end? (RFC 3676)"""

from __future__ import annotations


def unflow(text: str, *, deletes_space: bool) -> str:
    """Join the soft-broken rows of a flowed text; quote marks stay in front.

    deletes_space  the DelSp parameter was "yes": the space before a soft break goes too
    """
    pieces: list[str] = []
    open_depth = -1  # quote depth of the paragraph that goes on, -1 when none does
    for row in text.split("\n"):
        content = row.lstrip(">")
        depth = len(row) - len(content)
        content = content.removeprefix(" ")
        is_mark = content == "-- "
        # An empty row is one in every program, also where the row before it has a space too many.
        if open_depth != depth or is_mark or not content:
            pieces.append("\n" + ">" * depth + (" " if depth and content else ""))
        is_soft = content.endswith(" ") and not is_mark
        pieces.append(content[:-1] if is_soft and deletes_space else content)
        open_depth = depth if is_soft else -1
    return "".join(pieces)[1:]
