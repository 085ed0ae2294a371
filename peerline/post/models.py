"""The table that is the queue."""

from __future__ import annotations

from django.db import models

from peerline.kit.fields import OptionalHashField, RefField, SealedField


class Outgoing(models.Model):
    """One thing that waits to leave, or what became of it. The cargo is erased when it has left or was given up."""

    WAITING, SENDING, SENT, FAILED, TAKEN_BACK = "waiting", "sending", "sent", "failed", "taken-back"

    ref = RefField()
    kind = models.CharField(max_length=12)  # reply, encrypted (a reply), receipt, question, notice, relay
    sealed = SealedField()
    delivery_key = models.CharField(max_length=10, blank=True)  # the day whose key opens the cargo, 2026-11-25
    state = models.CharField(max_length=12, default=WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    # Why it failed, as an SMTP enhanced status (RFC 3463) such as 5.1.1; never an answer's text.
    status = models.CharField(max_length=12, blank=True)
    # How a bounce of it is recognized: a keyed hash of the tag in its envelope sender.
    bounce_hash = OptionalHashField(unique=True)

    # Of the copy, in bytes; known of claimed rows only, which come without the copy.
    size_bytes: int = 0

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="outgoing_due")]
