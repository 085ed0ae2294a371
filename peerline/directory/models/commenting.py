"""What anybody says about a public page of the directory, until an editor has decided, and afterwards."""

from __future__ import annotations

import uuid

from django.db import models

from .rows import Text


class Comment(models.Model):
    """Words about a page, or "we support this" about a need. Who it was is not asked, and the day is not kept.

    about   a page, such as "now", "card:posted" or "network:" and its identifier
    text    what is said; of a support, who supports it, if that was said
    answer  of an editor, shown below it
    state   waits; is shown; is kept as a note to the editors
    on      the day on which an editor decided
    form    which form it was sent by, with what was said: the same is kept once
    """

    COMMENT, SUPPORT = "comment", "support"
    WAITING, SHOWN, NOTED = "waiting", "shown", "noted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=8)
    text = Text()
    answer = Text()
    state = models.CharField(max_length=8, default=WAITING, db_index=True)
    on = models.DateField(null=True, blank=True)
    form = models.CharField(max_length=32, unique=True)
    number = models.PositiveIntegerField(default=0)  # in the order in which they came
