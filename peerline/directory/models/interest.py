"""Who offers help: sealed to the leads of the line, and how far it has come."""

from __future__ import annotations

import uuid

from django.db import models

from peerline.kit.fields import SealedField
from peerline.people.models import Member


class Interest(models.Model):
    """Somebody offers help. As what, their name, how to reach them and what they say are sealed; the server reads none.

    sealed      one age file for each lead, by the ref of the key, as `people.sealed_person` packs it
    on          the day on which it came
    decided_on  when it was said to be joined or declined: a while later it is deleted
    form        which form it was sent by, with what was said: the same is kept once
    """

    NEW, SPOKEN, JOINED, DECLINED = "new", "spoken", "joined", "declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = SealedField()
    state = models.CharField(max_length=10, default=NEW)
    on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    form = models.CharField(max_length=32, unique=True)
