"""Answers that are the same for everybody, made once and kept in memory, packed, until something may be another.

Nothing in them is secret, and nothing of who asks stands in them: so their packed length gives nothing away. An answer
is kept under everything that it is made of: what was chosen, the hour, the edition of the directory and of the
texts, and the row of the line. Edition and line are asked for once a second; what this process changes counts at once.
While the database does not answer, what is kept is given until the hour ends.
"""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from peerline.directory import access
from peerline.line import wording
from peerline.line.access import line_or_none
from peerline.line.models import Line

MOST_PAGES, MOST_BYTES = 400, 32 * 1024 * 1024
ASKED_SECONDS = 1.0
QUARTER = 15  # minutes: for what tells who is open now
_pages: OrderedDict[Hashable, bytes] = OrderedDict()
_asked: tuple[float, int, Line | None] | None = None
_lock = Lock()
_making = [Lock() for _ in range(16)]  # so that a long list in the making holds up few other pages
_making_parts = [Lock() for _ in range(4)]  # apart: a page in the making waits for a part, and nothing else does


def kept(what: Hashable, make: Callable[[Line | None], bytes], *, at: datetime, is_part: bool = False) -> bytes:
    """The answer `what` of this hour, packed by gzip; made by `make` unless it is there.

    is_part  other answers are made of it: their `make` may ask for it, and its own asks for nothing that is kept
    """
    edition, line = _ask()
    of_line = (line.name, line.is_practice) if line else None
    key = (what, at.replace(minute=0, second=0, microsecond=0), edition, wording.edition(), of_line)
    with _lock:
        page = _pages.get(key)
        if page is not None:
            _pages.move_to_end(key)  # who asks for everything once pushes out nothing that others ask for
    return page if page is not None else _made_once(key, lambda: make(line), _making_parts if is_part else _making)


def _made_once(key: Hashable, make: Callable[[], bytes], making: list[Lock]) -> bytes:
    """Make it once for all who wait for it, as many do when an hour begins."""
    with making[hash(key) % len(making)]:
        with _lock:
            page = _pages.get(key)
        if page is None:
            page = gzip.compress(make(), 6, mtime=0)
            with _lock:
                _pages[key] = page
                while len(_pages) > MOST_PAGES or (len(_pages) > 1 and sum(map(len, _pages.values())) > MOST_BYTES):
                    _pages.popitem(last=False)
    return page


def packed(make: Callable[[Line | None], bytes]) -> bytes:
    """An answer that is made for one reader alone, packed by gzip, and not kept."""
    return gzip.compress(make(line_known()), 6, mtime=0)


def line_known() -> Line | None:
    """The line as it was a second ago at the latest, or when the database last answered."""
    try:
        return _ask()[1]
    except (DatabaseError, InterfaceError):
        return None


def answered(request: HttpRequest, packed: bytes, *, content_type: str = "text/html; charset=utf-8") -> HttpResponse:
    """What was kept as an answer, unpacked for who does not take it packed."""
    takes_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if takes_packed else gzip.decompress(packed), content_type=content_type)
    if takes_packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def ask_anew() -> None:
    """Something that is found has changed here: the next page is not made of what was known before."""
    global _asked  # noqa: PLW0603 - the one memory of this module
    _asked = None


def forget() -> None:
    """Make every page anew."""
    ask_anew()
    with _lock:
        _pages.clear()


def _ask() -> tuple[int, Line | None]:
    global _asked  # noqa: PLW0603 - the one memory of this module
    known = _asked
    if known is None or time.monotonic() - known[0] > ASKED_SECONDS:
        try:
            known = (time.monotonic(), access.edition(), line_or_none())
        except (DatabaseError, InterfaceError):
            if known is None:
                raise
            # Who needs help now gets what is in memory. Asked again in a second, so that not everybody waits for it.
            known = (time.monotonic(), *known[1:])
        _asked = known
    return known[1], known[2]
