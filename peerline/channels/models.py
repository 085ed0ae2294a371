"""What is remembered of a mailbox at a provider, and which writers are paused or blocked.

Nothing of a mail is here: of a mailbox only the numbers by which the provider knows its mails, of a writer only a hash.
"""

from __future__ import annotations

from django.db import models

from peerline.conversations.models import Conversation
from peerline.kit.fields import HashField, RefField
from peerline.people.models import Member


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


class AskedAddress(models.Model):
    """That an address was asked whether a notice may go there: one question in 30 days, whoever wants it.

    The hash is keyed by a secret that lies in the secrets folder. The row leads to no conversation.
    """

    address_hash = HashField(unique=True)
    on = models.DateField(db_index=True)


class Bar(models.Model):
    """A writer whose mail goes to the spam box until a day: paused by one helper, or blocked by two.

    The hash is keyed by a secret that lies in the secrets folder: who has the database alone cannot try addresses.
    """

    PAUSE, BLOCK = "pause", "block"

    ref = RefField()
    kind = models.CharField(max_length=8)
    writer_hash = HashField()
    # Where the one who confirms can read why; who has the secrets folder too can try an address against it.
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # of a block
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["writer_hash", "kind"], name="one_bar_of_a_kind")]

    @property
    def is_asked(self) -> bool:
        """A block that a second person has not confirmed: it holds nobody up."""
        return self.kind == self.BLOCK and self.confirmed_by_id is None
