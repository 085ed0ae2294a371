"""What anybody suggests for the directory, until an editor has decided."""

from __future__ import annotations

import uuid

from django.db import models

from .rows import Text
from .services import Service


class Suggestion(models.Model):
    """A service that somebody names, or what has changed about one. Who it was is not asked, and the day is not kept.

    cells  the fields of `editing.FIELDS` that were filled in
    form   which form it was sent by: each form is good for one
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="suggestions")
    cells = models.JSONField(default=dict)
    note = Text()
    form = models.CharField(max_length=32, unique=True)
    number = models.PositiveIntegerField(default=0)  # in the order in which they came
