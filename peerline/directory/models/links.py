"""Which links the worker may look at, and what it found."""

from __future__ import annotations

from django.db import models

from peerline.people.models import Member

from .rows import Text
from .services import Service


class WatchedLink(models.Model):
    """A link of a service that an editor said yes to. Another address of the same service needs another yes.

    found  "" as long as nobody has looked; else a word of `channels.links`
    host   where it ended, when that is another organization's
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="watched_links")
    address = Text()
    allowed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(db_index=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    found = models.CharField(max_length=12, blank=True, default="")
    host = Text()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "address"], name="a_link_watched_once")]
