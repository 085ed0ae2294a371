"""What is remembered of a mailbox at a provider: where we are in it, and which of its mails could not be taken in.

Nothing of a mail is here, only the numbers by which the provider knows it.
"""

from __future__ import annotations

from django.db import models


class ProviderFolder(models.Model):
    """One folder at the provider."""

    name = models.CharField(max_length=255, unique=True)
    # The numbers of its mails mean something only together with this (RFC 3501, 2.3.1.1).
    uidvalidity = models.BigIntegerField(default=0)
    # Where taken mails stay there: up to this number, only unread ones are looked at.
    taken_to = models.BigIntegerField(default=0)
    # Numbers, parted by spaces. Found at a start, they say that the process died while these were being taken in.
    under_way = models.TextField(blank=True, default="")


class LeftMail(models.Model):
    """A mail that was tried and could not be taken in; it lies at the provider still."""

    folder = models.ForeignKey(ProviderFolder, on_delete=models.CASCADE, related_name="left")
    uid = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["folder", "uid"], name="left_mail_once")]
