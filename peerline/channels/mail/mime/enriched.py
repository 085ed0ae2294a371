"""What does text/enriched or text/richtext say without its marks? (RFC 1896, RFC 1341 section 7.1.3)"""

from __future__ import annotations

import re

_COMMAND = re.compile(r"<(/?)([A-Za-z0-9-]{1,60})>|<<")
_ROW_ENDS = re.compile(r"\n+")
_DROPPED = ("param", "comment")


def plain_of_enriched(text: str, *, is_rich: bool) -> str:
    """Take the commands out; join rows as the format says.

    is_rich  text/richtext, where "<lt>" is a bracket, "<nl>" a row end and every row end a space
    """
    if is_rich:
        text = text.replace("\n", " ").replace("<lt>", "<<").replace("<nl>", "\n")
    else:
        # One row end is a space, of several one is dropped.
        text = _ROW_ENDS.sub(lambda found: " " if len(found[0]) == 1 else found[0][1:], text)
    out: list[str] = []
    position, skipping = 0, ""
    for found in _COMMAND.finditer(text):
        if not skipping:
            out.append(text[position : found.start()])
        position = found.end()
        name = (found[2] or "").lower()
        if found[0] == "<<":
            out.append("" if skipping else "<")
        elif name in _DROPPED:
            skipping = "" if found[1] else name
        elif is_rich and name in ("paragraph", "np"):
            out.append("\n")
    if not skipping:
        out.append(text[position:])
    return "".join(out)
