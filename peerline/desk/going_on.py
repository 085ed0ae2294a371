"""From mail to the door at the desk: what an answer may offer, and two linked conversations on one page.

They stay two, with keys, holders and ends of their own (docs/decisions/0024). Who holds both reads them in one stream.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from django.conf import settings
from django.utils.translation import get_language

from peerline.conversations import access
from peerline.desk import shown
from peerline.line import access as line_access
from peerline.line import wording

Row: TypeAlias = Any
ASKED = "/asked/"
# Stands in an answer until it leaves; then the browser that lets it leave puts the token of a link behind it.
PLACE = "#go"


def offers(found: Row) -> dict[str, Any] | None:
    """What may be put into an answer by mail, in every language; None where nothing may.

    The page behind a link is in the language of the sentence before it, whatever the reader's browser asks for.
    """
    page = shown.page_of(found)
    if not page:
        return None
    asked = f"{settings.PEERLINE_URL}{ASKED}"
    links = {"door": (page, PLACE), "asked": (asked, "")}
    tags = dict.fromkeys([*wording.SHIPPED, *line_access.languages_of(line_access.the_line())])
    texts = {
        tag: {
            name: wording.text(f"offer-{name}", tag, link=f"{address}?language={tag}{behind}")
            for name, (address, behind) in links.items()
        }
        for tag in tags
    }
    return {"otherwise": get_language() or wording.LAST, "texts": texts}


def letters(older: Row, reader: Row) -> list[shown.Letter]:
    """The newest of what was said by mail before, without drafts: those belong to the page of the older one."""
    rows = [row for row in access.letters(older) if row.kind != "draft"]
    return shown.letters(rows, reader, found=older, is_before=True)
