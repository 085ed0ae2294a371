"""The tables of the members, their keys and their invitations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from peerline.kit.fields import HashField, RefField, SealedField
from peerline.line.models import MailKey


class Members(BaseUserManager["Member"]):
    """How Django's sign-in finds a member."""


class Member(AbstractBaseUser):
    """A person with an account. Known to the line by an alias; everything else about the person is sealed or absent."""

    ref = RefField()
    # Folded (NFKC, casefold) by actions, so that both databases agree on what is the same.
    username = models.CharField(max_length=60, unique=True)
    alias = models.CharField(max_length=60)
    languages = models.CharField(max_length=200, default="en")  # BCP 47 tags, by spaces, best first
    time_zone = models.CharField(max_length=64, default="UTC")
    here = models.BooleanField(default=False)
    reviewed = models.BooleanField(default=True)
    sealed_person = SealedField(blank=True)  # real name and contact, sealed to the coordinators
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    sheet_confirmed_at = models.DateTimeField(null=True, blank=True)

    # When somebody signs in is nobody's business: Django's column is left out.
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Members] = Members()

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django keeps a column; here leaving is a moment
        """Whether the member may sign in."""
        return self.left_at is None

    def renew_stamp(self) -> None:
        """End every session of this member. Does not save.

        Django binds a session to the column `password`; nobody here has one, so it holds a random stamp.
        """
        self.set_unusable_password()

    def has_role(self, *names: str) -> bool:
        """Whether the member has one of the roles."""
        return any(role.name in names for role in self.roles.all())

    def __str__(self) -> str:
        return self.alias


class Role(models.Model):
    """One role of one member. The names are checked in people/roles.py, not by the database."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="a_role_once_a_member")]


class Key(models.Model):
    """The public half of a member's key of one epoch. A newer epoch's row keeps the older secret as a back link."""

    ref = RefField()
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="keys")
    epoch = models.PositiveIntegerField()
    recipient = models.TextField()
    verify_key = HashField()
    back_link = SealedField(blank=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "epoch"], name="one_key_an_epoch")]


class Wrap(models.Model):
    """The secret half of a key, sealed by something the member keeps. Revoking is deleting the row."""

    CODE, SHEET = "code", "sheet"

    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="wraps")
    kind = models.CharField(max_length=10)
    look_up_hash = HashField(unique=True)
    sign_in_hash = HashField()
    kdf = models.CharField(max_length=60)  # pbkdf2-sha256/600000
    sealed = SealedField()
    made_at = models.DateTimeField()


class Invitation(models.Model):
    """A link shown once. What stands in it is random; only its hash is here."""

    token_hash = HashField(unique=True)
    alias = models.CharField(max_length=60, blank=True)
    roles = models.CharField(max_length=120)
    languages = models.CharField(max_length=200, default="en")
    reviewed = models.BooleanField(default=True)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    @property
    def name(self) -> str:
        """How the coordinator's page names it: the hash of the token, from which nobody gets the token."""
        return self.token_hash.hex()


class MailKeyPart(models.Model):
    """The secret of the line's OpenPGP key, sealed to one member: to a lead whole, to others without the primary key.

    A row of an older version stays until there is a newer one for the same member: it opens the older mail.
    """

    mail_key = models.ForeignKey(MailKey, on_delete=models.CASCADE, related_name="parts")
    version = models.PositiveIntegerField()
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mail_key_parts")
    holder_key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="mail_key_parts")
    has_primary = models.BooleanField(default=False)
    sealed = SealedField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail_key", "member"], name="one_part_a_member_and_mail_key")]
