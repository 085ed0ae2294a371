"""Putting something into the post, taking it back, and what delivery reports."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Length

from peerline.kit import traces
from peerline.kit.clock import now
from peerline.kit.errors import Conflict
from peerline.post.models import Outgoing

# Seconds until the next try after the first, second, … failure: five days in all.
GAPS_SECONDS = (60, 300, 900, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 16 * 3600, 24 * 3600, 24 * 3600, 40 * 3600)
LEASE = timedelta(minutes=10)


def put(ref: str, kind: str, *, sealed: bytes, day: str, due_at: datetime) -> Outgoing:
    """Let something wait to leave at `due_at`; `day` names the delivery key it is sealed to. Raises Conflict."""
    if Outgoing.objects.filter(ref=ref).exists():
        raise Conflict
    return Outgoing.objects.create(
        ref=ref, kind=kind, sealed=sealed, delivery_key=day, due_at=due_at, made_at=now(), state=Outgoing.WAITING
    )


def take_back(ref: str, *, even_tried: bool = False) -> bool:
    """Take it back while it still waits, and erase the copy. False when it has left or is leaving.

    even_tried  also when a try failed: the other side may have it all the same, but gets it no second time
    """
    rows = Outgoing.objects.filter(ref=ref, state=Outgoing.WAITING)
    changed = (rows if even_tried else rows.filter(tries=0)).update(
        state=Outgoing.TAKEN_BACK, sealed=b"", done_at=now()
    )
    traces.left()
    return changed == 1


def claim_due(limit: int, *, room_bytes: int | None = None) -> list[Outgoing]:
    """Take up to `limit` due rows for sending; no other process gets them while the lease of ten minutes runs.

    A row whose sender died is due again when its lease ends. Who is slower than that has lost the row: what it then
    reports changes nothing, but that the thing has left.

    room_bytes  of copies that may be taken at most; a larger one waits until it would be the only one (None)
    Returns     rows whose copy is not read yet, with `size_bytes` of it
    """
    at, room = now(), room_bytes
    due = Outgoing.objects.filter(state__in=[Outgoing.WAITING, Outgoing.SENDING], due_at__lte=at)
    taken: list[Outgoing] = []
    for row in due.defer("sealed").annotate(copy_bytes=Length("sealed")).order_by("due_at", "id")[:limit]:
        if room is not None and row.copy_bytes > room:
            break
        changed = Outgoing.objects.filter(pk=row.pk, state=row.state, due_at=row.due_at).update(
            state=Outgoing.SENDING, due_at=at + LEASE, tries=F("tries") + 1
        )
        if changed == 1:
            room = None if room is None else room - row.copy_bytes
            row.state, row.due_at, row.tries = Outgoing.SENDING, at + LEASE, row.tries + 1
            row.size_bytes = row.copy_bytes
            taken.append(row)
    return taken


def put_back(row: Outgoing, wait: timedelta) -> None:
    """Let a claimed row wait again; it was not tried, so it can still be taken back if it never was."""
    _claimed(row).update(state=Outgoing.WAITING, due_at=now() + wait, tries=F("tries") - 1)


def sent(row: Outgoing, *, bounce_hash: bytes | None) -> None:
    """It has left: the copy is erased; the row stays for its bounce."""
    Outgoing.objects.filter(pk=row.pk).update(
        state=Outgoing.SENT, sealed=b"", done_at=now(), status="", bounce_hash=bounce_hash
    )
    traces.left()


def failed_for_now(row: Outgoing, status: str) -> None:
    """Try again after a gap that grows; after the last gap give up."""
    if row.tries > len(GAPS_SECONDS):
        failed_for_good(row, status)
        return
    _claimed(row).update(
        state=Outgoing.WAITING, due_at=now() + timedelta(seconds=GAPS_SECONDS[row.tries - 1]), status=status
    )


def failed_for_good(row: Outgoing, status: str) -> None:
    """Given up: the copy is erased, the desk shows why."""
    _claimed(row).update(state=Outgoing.FAILED, sealed=b"", done_at=now(), status=status)
    traces.left()


def bounced(bounce_hash: bytes, status: str, *, permanent: bool) -> bool:
    """Note a bounce of something sent in the last 14 days. It marks and shows; it stops nothing. True if known."""
    recent = Outgoing.objects.filter(bounce_hash=bounce_hash, state__in=[Outgoing.SENT, Outgoing.FAILED])
    if permanent:
        return recent.update(state=Outgoing.FAILED, status=status) == 1
    return recent.update(status=status) == 1


def _claimed(row: Outgoing) -> QuerySet[Outgoing]:
    """The row while the lease is the one it was claimed with."""
    return Outgoing.objects.filter(pk=row.pk, state=Outgoing.SENDING, due_at=row.due_at)


def forget_old(days: int) -> int:
    """Remove the rows of receipts, notices and passed-on letters, and bounce tags, so many days after they left."""
    old = Outgoing.objects.filter(done_at__lt=now() - timedelta(days=days))
    old.exclude(bounce_hash=None).update(bounce_hash=None)
    return old.filter(kind__in=["receipt", "question", "notice", "relay"]).delete()[0]
