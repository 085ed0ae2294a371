"""An editor says yes to looking at links; the worker takes one after the other and writes down what it found."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db.models import Q

from peerline.directory import blocking
from peerline.directory.access.links import links_of
from peerline.directory.actions.doubt import ask_soon
from peerline.directory.models import WatchedLink
from peerline.kit.clock import now
from peerline.people.models import Member

EVERY = timedelta(days=7)
LEASE = timedelta(hours=1)
# What an editor has to look at with their own eyes. "blocked": it ends where the block list forbids.
BLOCKED = "blocked"
BAD = frozenset({"gone", "parked", "elsewhere", "no-name", "not-public", BLOCKED})


def watch_links(service: uuid.UUID, *, by: Member) -> None:
    """The worker may look at the links that the entry has now, at once and then every week."""
    WatchedLink.objects.filter(service=service).update(due_at=now())
    rows = [WatchedLink(service_id=service, address=one, allowed_by=by, due_at=now()) for one in links_of(service)]
    WatchedLink.objects.bulk_create(rows, ignore_conflicts=True)


def watch_no_links(service: uuid.UUID) -> None:
    """The worker looks at none of them any more; what it found is forgotten."""
    WatchedLink.objects.filter(service=service).delete()


def claim_link(*, at: datetime) -> WatchedLink | None:
    """The next link that is due, for this worker alone; None when there is none."""
    for one in WatchedLink.objects.filter(due_at__lte=at).order_by("due_at")[:20]:
        if one.address not in links_of(one.service_id):
            one.delete()
        elif WatchedLink.objects.filter(pk=one.pk, due_at=one.due_at).update(due_at=at + LEASE):
            return one
    return None


def note_link(link: WatchedLink, found: str, host: str, *, at: datetime) -> None:
    """Write down what was found. What is bad twice has the service asked within a week; it stays shown."""
    if host and blocking.why_address(host):
        found = BLOCKED
    rows = WatchedLink.objects.filter(pk=link.pk)
    is_again = rows.filter(Q(found__in=BAD)).exists()
    rows.update(
        found=found, host=host, looked_at=at, due_at=at + (EVERY if found not in BAD or is_again else EVERY / 7)
    )
    if found in BAD and is_again:
        ask_soon(link.service_id, today=at.date())
