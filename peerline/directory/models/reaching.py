"""How a service is reached, when, and in which language."""

from __future__ import annotations

from django.db import models

from .places import Location, ServiceAtLocation
from .rows import Row, Text
from .services import Organization, Service


class Contact(Row):
    """A person or desk to ask for."""

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    name = Text()
    title = Text()
    department = Text()
    email = Text()


class Phone(Row):
    """A number to call or to write to."""

    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE, related_name="phones")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="phones")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="phones")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    number = Text()
    extension = models.IntegerField(null=True, blank=True)
    type = Text()  # voice, sms, whatsapp, fax, text telephone
    description = Text()


class Schedule(Row):
    """When it is open, after RFC 5545. `zone` (IANA) is ours: an offset alone is wrong for half of the year."""

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="schedules")
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE, related_name="schedules")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="schedules"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    timezone = models.FloatField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    count = models.IntegerField(null=True, blank=True)
    wkst = models.CharField(max_length=2, blank=True, default="")
    freq = models.CharField(max_length=10, blank=True, default="")
    interval = models.IntegerField(null=True, blank=True)
    byday = Text()
    byweekno = Text()
    bymonthday = Text()
    byyearday = Text()
    description = Text()
    opens_at = models.CharField(max_length=20, blank=True, default="")
    closes_at = models.CharField(max_length=20, blank=True, default="")
    schedule_link = Text()
    attending_type = Text()
    notes = Text()
    zone = models.CharField(max_length=64, blank=True, default="")


class Language(Row):
    """A language in which somebody answers; `code` is a BCP 47 tag."""

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="languages")
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE, related_name="languages")
    phone = models.ForeignKey(Phone, null=True, blank=True, on_delete=models.CASCADE, related_name="languages")
    name = Text()
    code = models.CharField(max_length=35, blank=True, default="")
    note = Text()
