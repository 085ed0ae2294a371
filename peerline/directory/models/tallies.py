"""How often, and nothing else: no day, no member, no conversation."""

from __future__ import annotations

from django.db import models

from .services import Service


class Tally(models.Model):
    """How often something was said of a service. Without a day: two copies of the table must not tell when.

    what  one of WHAT
    by    helpers, or anybody who uses the public page: what anybody can send counts apart
    """

    GIVEN, REACHED, REFUSED, COSTLY, SILENT = "given", "reached", "refused", "costly", "silent"
    OUTCOMES = (REACHED, REFUSED, COSTLY, SILENT)
    WHAT = (GIVEN, *OUTCOMES)
    HELPERS, ANYBODY = "helpers", "anybody"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="tallies")
    what = models.CharField(max_length=8)
    by = models.CharField(max_length=8)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "what", "by"], name="a_tally_once")]
