"""What anybody suggests for the directory, until an editor has decided."""

from __future__ import annotations

import uuid

from django.db import models

from peerline.kit.fields import SealedField

from .rows import Text
from .services import Service


class Suggestion(models.Model):
    """A service that somebody names, or what has changed about one. Who it was is not asked, and the day is not kept.

    cells     the fields of `editing.FIELDS` that were filled in
    form      which form it was sent by, with what was said: the same is kept once
    back      the mail address of who wants to be told what becomes of it, sealed to the address key; empty for nobody
    language  in which they are told; known only with an address
    until     the first of a month, on which the address is erased; so the day on which it came stands nowhere
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="suggestions")
    cells = models.JSONField(default=dict)
    note = Text()
    form = models.CharField(max_length=32, unique=True)
    number = models.PositiveIntegerField(default=0)  # in the order in which they came
    back = SealedField()
    language = models.CharField(max_length=35, blank=True)
    until = models.DateField(null=True, blank=True)
