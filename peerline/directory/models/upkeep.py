"""What keeps the directory true: whether an entry is shown and why, who asked the service, every change."""

from __future__ import annotations

from django.db import models

from peerline.people.models import Member

from .rows import Text
from .services import Service


class Listing(models.Model):
    """Whether and how a service is shown by this line. One row a service."""

    # Waits for somebody to look; shown; shown to nobody for a reason; never to be shown.
    HIDDEN, SHOWN, QUARANTINED, REFUSED = "hidden", "shown", "quarantined", "refused"
    HIGH, MEDIUM, LOW = "high", "medium", "low"

    service = models.OneToOneField(Service, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    state = models.CharField(max_length=12, default=HIDDEN)
    reason = Text()
    is_crisis = models.BooleanField(default=False)
    confidence = models.CharField(max_length=6, default=LOW)  # of the source, as long as nobody here has verified
    source = Text()
    source_date = models.DateField(null=True, blank=True)
    note = Text()  # what the source says of its own facts; for editors
    # "" not asked, "needed", "safe": whether a listing could endanger those who answer or those who call.
    safe_to_list = models.CharField(max_length=8, blank=True, default="")
    verified_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # when it must be verified again; null: not in the queue
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    pair = models.UUIDField(null=True, blank=True)  # services shown together or not at all
    doubts = models.PositiveIntegerField(default=0)  # "this number did not work", since the last verification
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="listing_due"),
            models.Index(fields=["pair"], name="listing_pair"),
        ]


class Verification(models.Model):
    """Somebody asked the service itself."""

    REACHED, CHANGED, UNREACHABLE, CLOSED = "reached", "changed", "unreachable", "closed"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="verifications")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    second = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    method = models.CharField(max_length=12)  # call, mail, chat, visit, website, line
    confirmed_by = Text()  # name or title of who confirmed it
    outcome = models.CharField(max_length=12)
    note = Text()
    is_outdated = models.BooleanField(default=False)  # a number or an address was changed since


class Change(models.Model):
    """One field of one row was changed: what HSDS calls metadata. The log of the directory, and the way back."""

    # `resource_type` of what a person decided about a listing: told to editors alone, and not taken back from the log.
    STANDING = "listing"

    id = models.UUIDField(primary_key=True)
    change_set = models.UUIDField(db_index=True)  # what was changed in one go
    service = models.UUIDField(null=True, db_index=True)  # no link: the log stays when the service is deleted
    resource_id = models.UUIDField(db_index=True)
    resource_type = models.CharField(max_length=40)
    action = models.CharField(max_length=10)  # create, update, delete
    field_name = models.CharField(max_length=60, blank=True)
    previous_value = Text()
    replacement_value = Text()
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")  # null: an import
    why = Text()
