"""What a service does, in other languages: HSDS has one language, who looks for help has another."""

from __future__ import annotations

from django.db import models

from peerline.people.models import Member

from .rows import Text
from .services import Service


class Translation(models.Model):
    """The description of a service in a language of the line's texts.

    of  fingerprint of the description it was made from: when that has changed, this is told to nobody
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=35)
    description = Text()
    of = models.CharField(max_length=32)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "language"], name="a_translation_once")]
