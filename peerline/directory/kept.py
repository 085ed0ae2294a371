"""Public pages that are the same for everybody, made once and kept in memory until something in them may be another.

A page is kept under everything that it is made of: what was chosen, the hour, the edition of the directory and of the
texts, and the row of the line. So nothing has to be told when something changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock

from peerline.directory import access
from peerline.line import wording
from peerline.line.models import Line

MOST_PAGES = 400
_pages: OrderedDict[Hashable, bytes] = OrderedDict()
_lock = Lock()


def kept(what: Hashable, make: Callable[[], bytes], *, line: Line | None, at: datetime) -> bytes:
    """The page `what` of this hour, made by `make` unless it is there."""
    of_line = (line.name, line.is_practice) if line else None
    key = (what, at.replace(minute=0, second=0, microsecond=0), access.edition(), wording.edition(), of_line)
    with _lock:
        page = _pages.get(key)
    if page is None:
        page = make()
        with _lock:
            _pages[key] = page
            while len(_pages) > MOST_PAGES:
                _pages.popitem(last=False)
    return page


def forget() -> None:
    """Make every page anew."""
    with _lock:
        _pages.clear()
