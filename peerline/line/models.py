"""The tables of the line."""

from __future__ import annotations

from django.db import models

from peerline.kit.fields import RefField, SealedField


class Line(models.Model):
    """The one line of this installation."""

    ref = RefField()
    name = models.CharField(max_length=80)
    address = models.EmailField()
    language = models.CharField(max_length=35)
    languages = models.CharField(max_length=400)  # BCP 47 tags, by spaces: what is answered
    countries = models.CharField(max_length=400, blank=True)  # ISO 3166 codes, by spaces
    time_zone = models.CharField(max_length=64, default="UTC")
    sender_name = models.CharField(max_length=60)
    receipt = models.CharField(max_length=10, default="full")  # full, short, none
    is_practice = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    @property
    def is_open(self) -> bool:
        """Whether the line takes messages of seekers."""
        return self.opened_at is not None

    @property
    def domain(self) -> str:
        """What stands behind the @ of the line's address."""
        return self.address.rpartition("@")[2]

    @property
    def mailbox(self) -> str:
        """What stands before the @ of the line's address."""
        return self.address.rpartition("@")[0]


class Wording(models.Model):
    """One text of the line in one language; what the line has not worded falls back to the shipped text."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=35)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_text_a_key_and_language")]


class Policy(models.Model):
    """What the line promises, as it stood from a moment on. Never edited: a change is a new version."""

    version = models.PositiveIntegerField(unique=True)
    from_when = models.DateTimeField()
    data = models.JSONField()  # see line/policy.py for the fields

    class Meta:
        ordering = ["-version"]


class MailKey(models.Model):
    """The public half of the line's OpenPGP key, as it is published. Its secret is sealed to members, see `people`."""

    fingerprint = models.CharField(max_length=40, unique=True)  # upper-case hex
    version = models.PositiveIntegerField(default=1)  # counts the sets of subkeys
    certificate = SealedField()  # binary, RFC 4880
    made_at = models.DateTimeField()
    renewed_at = models.DateTimeField()
    expires_at = models.DateTimeField()  # of the newest subkeys
    revoked_at = models.DateTimeField(null=True, blank=True)

    @property
    def spelled(self) -> str:
        """The fingerprint as people compare it, in groups of four."""
        return " ".join(self.fingerprint[at : at + 4] for at in range(0, 40, 4))
