"""Where we are in a folder at the provider, kept in the database so that it outlives any crash.

A mail that is tried alone is counted before it is tried: one that brings the process down is counted too. The count
itself needs the database, so nothing is counted against a mail while the database is away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from peerline.channels.mail.provider.connection import Selected
from peerline.channels.models import LeftMail, ProviderFolder
from peerline.kit.clock import now

MOST_TRIES = 3
GAPS = (timedelta(minutes=1), timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class Left:
    """Which mails are not tried in company: `due` are tried alone now, `waiting` later, `aside` not at all."""

    due: frozenset[int]
    waiting: frozenset[int]
    aside: frozenset[int]


class Book:
    """Of one folder."""

    def __init__(self, folder: str, gaps: tuple[timedelta, ...] = GAPS) -> None:
        self._folder, _ = ProviderFolder.objects.get_or_create(name=folder)
        self._gaps = gaps

    @property
    def taken_to(self) -> int:
        """Up to this number only unread mails are looked at."""
        return self._folder.taken_to

    def open(self, selected: Selected) -> None:
        """Begin; when the provider has numbered its mails anew, what was known by number is forgotten."""
        folder = self._folder
        if folder.uidvalidity == selected.uidvalidity:
            return
        folder.left.all().delete()
        folder.uidvalidity, folder.under_way = selected.uidvalidity, ""
        folder.taken_to = max(0, selected.next_uid - 1)
        folder.save()

    def died_with(self) -> frozenset[int]:
        """What was under way when the process or the connection died."""
        return frozenset(map(int, self._folder.under_way.split()))

    def begin(self, uids: Sequence[int]) -> None:
        """Note what is under way; nothing of it when the list is empty."""
        said = " ".join(map(str, uids))
        if said != self._folder.under_way:
            self._folder.under_way = said
            self._folder.save(update_fields=["under_way"])

    def reach(self, uid: int) -> None:
        """All up to this number is taken, or noted as left."""
        if uid > self._folder.taken_to:
            self._folder.taken_to = uid
            self._folder.save(update_fields=["taken_to"])

    def left(self) -> Left:
        """The mails that are not to be tried in company."""
        at = now()
        due, waiting, aside = (set[int]() for _ in range(3))
        for uid, next_at, set_aside_at in self._folder.left.values_list("uid", "next_at", "set_aside_at"):
            (aside if set_aside_at else waiting if next_at and next_at > at else due).add(uid)
        return Left(frozenset(due), frozenset(waiting), frozenset(aside))

    def count(self, uid: int) -> int:
        """Count a try that is about to be made; the last one sets the mail aside. Returns how many there were."""
        row, _ = LeftMail.objects.get_or_create(folder=self._folder, uid=uid)
        row.tries += 1
        if row.tries >= MOST_TRIES:
            row.set_aside_at = now()
        else:
            row.next_at = now() + self._gaps[min(row.tries, len(self._gaps)) - 1]
        row.save()
        return row.tries

    def uncount(self, uid: int) -> None:
        """The try failed for a reason that is not the mail's: it does not count."""
        rows = LeftMail.objects.filter(folder=self._folder, uid=uid)
        rows.update(tries=F("tries") - 1, next_at=None, set_aside_at=None)
        rows.filter(tries=0).delete()

    def set_aside(self, uid: int) -> None:
        """This mail will never be taken in."""
        known = {"tries": MOST_TRIES, "set_aside_at": now()}
        LeftMail.objects.update_or_create(folder=self._folder, uid=uid, defaults=known)

    def forget(self, uids: Sequence[int]) -> None:
        """These are taken in, or gone from the provider."""
        if uids:
            LeftMail.objects.filter(folder=self._folder, uid__in=list(uids)).delete()
