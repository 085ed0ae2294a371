"""Would a picture of this HTML have told its sender that the mail was read?

A remote picture that nobody can see (a side of two points at most, hidden, without any height), or one whose address
has a word that programs give to counting who reads. Nothing is fetched, here or anywhere: this is only for saying it.
"""

from __future__ import annotations

import html
import re

MOST_PICTURES = 500

_PICTURE = re.compile(r"<img\b([^<>]{0,5000})>", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?:https?:)?//[^/?#]*", re.IGNORECASE)
_TINY = re.compile(r"\b(?:width|height)\s*[=:]\s*[\"']?\s*[0-2](?:\.0+)?(?:px)?\s*(?=[\s\"';>/]|$)", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|max-(?:height|width)\s*:\s*0|\bhidden(?=[\s/]|$)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"[/._?=&-](?:open|opens|opened|pixel|pixels|beacon|track|tracker|tracking|trk|readreceipt|read-receipt|wf/open)"
    r"(?=[/._?=&-]|$)",
    re.IGNORECASE,
)


def tells_when_read(source: str) -> bool:
    """Whether one of the first 500 pictures is of such a kind."""
    if "<img" not in source and "<IMG" not in source and "<Img" not in source:
        return False
    for place, found in enumerate(_PICTURE.finditer(source)):
        if place >= MOST_PICTURES:
            break
        attributes = found[1]
        given = _SOURCE.search(attributes)
        address = html.unescape(next(filter(None, given.groups()), "")) if given else ""
        remote = _REMOTE.match(address)
        if not remote:
            continue
        around = attributes.replace(given[0], " ") if given else attributes
        if _TINY.search(around) or _UNSEEN.search(around) or _COUNTS.search(address[remote.end() :]):
            return True
    return False
