"""What searching reads: made anew from the other tables whenever they change, never edited."""

from __future__ import annotations

from django.db import models

from .services import Service


class Reach(models.Model):
    """Where a service is found: one row for each country and need, in the order of freshness, with what ranking asks.

    country    ISO 3166, INT for everywhere
    need       a code of the vocabulary of needs, "" for any
    freshness  days since 1970 of the last verification; of the source, less ten years, as long as there is none
    facts      `finding.Facts` in one text, so that narrowing needs this table alone
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="reaches")
    country = models.CharField(max_length=3)
    need = models.CharField(max_length=40)
    freshness = models.IntegerField()
    facts = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "country", "need"], name="a_reach_once_a_service"),
        ]
        indexes = [models.Index(fields=["country", "need", "-freshness", "service"], name="reach_narrowed")]


class Words(models.Model):
    """The tokens of a service that is shown. The index over them is made by the migration: FTS5, or GIN.

    number     how the index knows the service; rising with freshness, so that the freshest come first without sorting
    """

    number = models.BigAutoField(primary_key=True)
    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="words")
    tokens = models.TextField()  # with spaces between them


class Vocabulary(models.Model):
    """Every token there is, for asking back after a slip."""

    token = models.CharField(max_length=40, primary_key=True)
    first = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["first", "length"], name="vocabulary_near")]


class Edition(models.Model):
    """A number that rises whenever what is found may be another: for who keeps what was made of it. One row."""

    number = models.BigIntegerField(default=0)
