"""The links of an entry: which there are, which an editor lets the worker look at, what was found."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from peerline.directory.access.entries import entry
from peerline.directory.models import WatchedLink

_SCHEMES = ("https://", "http://")


def links_of(service: uuid.UUID) -> list[str]:
    """The addresses on the web of a service, of its chat, and of its organization."""
    found = entry(service)
    if found is None:
        return []
    return list(dict.fromkeys(one for one in _addresses(found.rows) if one.lower().startswith(_SCHEMES)))


def watched_links(service: uuid.UUID) -> list[WatchedLink]:
    """Those that an editor said yes to and that still stand in the entry."""
    there = set(links_of(service))
    rows = WatchedLink.objects.filter(service=service).select_related("allowed_by").order_by("pk")
    return [one for one in rows if one.address in there]


def _addresses(rows: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for table, name in (("service", "url"), ("url", "url"), ("organization", "website")):
        yield from (row[name] for row in rows.get(table, []) if row.get(name))
