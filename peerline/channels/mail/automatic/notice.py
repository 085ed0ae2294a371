"""Where does the notice of a mail that came back end, and where does the returned copy begin?

What the copy says was said by us or by a seeker: neither status nor address is taken from it while the notice has any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words.dialects import COPY_BEGINS

LOOKED_AT = 20_000
MOST_ROWS = 800
HEADERS_OF_A_COPY = 3

_HEADER = re.compile(
    r"(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|"
    r"x-mailer|dkim-signature|reply-to|x-priority|user-agent|importance|delivered-to|x-original-to|in-reply-to|"
    r"references|sender|thread-topic|thread-index|x-[a-z0-9-]{1,40}|authentication-results|arc-seal)\s{0,3}:"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Notice:
    """The words of the server, the same in small letters with single spaces, and the copy below them."""

    text: str
    small: str
    copy: str


def read_notice(text: str) -> Notice:
    """Cut the text of a mail that came back into notice and copy; at most LOOKED_AT characters of it."""
    text = text[:LOOKED_AT]
    place = _copy_begins(text)
    notice = text[:place] if text[:place].strip() else text
    return Notice(notice, _SPACES.sub(" ", notice.lower().replace("\u2019", "'")), text[place:])


def _copy_begins(text: str) -> int:
    place, run, run_began = 0, 0, 0
    for row in text.split("\n", MOST_ROWS)[:MOST_ROWS]:
        small = row.strip("> \t|*").lower()
        if place and small.startswith(COPY_BEGINS):
            return place
        if row[:1] not in (" ", "\t") and _HEADER.match(small):
            run_began = run_began if run else place
            run += 1
            if run == HEADERS_OF_A_COPY and run_began:
                return run_began
        elif not (run and row[:1] in " \t" and small):
            run = 0
        place += len(row) + 1
    return len(text)
