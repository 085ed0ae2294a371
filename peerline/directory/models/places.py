"""Where a service is, and for which area."""

from __future__ import annotations

from django.db import models

from .rows import Row, Text
from .services import Organization, Service


class Location(Row):
    """A place of an organization; a line that is only called or written to is at a virtual one, or at none."""

    location_type = models.CharField(max_length=10, default="virtual")
    url = Text()
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="locations"
    )
    name = Text()
    alternate_name = Text()
    description = Text()
    transportation = Text()
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    external_identifier = Text()
    external_identifier_type = Text()


class ServiceAtLocation(Row):
    """A service at one of its places."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="service_at_locations")
    description = Text()


class Address(Row):
    """The address of a place. A place that must stay secret has none."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="addresses")
    attention = Text()
    address_1 = Text()
    address_2 = Text()
    city = Text()
    region = Text()
    state_province = Text()
    postal_code = Text()
    country = Text()
    address_type = models.CharField(max_length=10, default="physical")


class Accessibility(Row):
    """How somebody gets into a place."""

    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="accessibility"
    )
    description = Text()
    details = Text()
    url = Text()


class ServiceArea(Row):
    """For whom by place: `extent` is an ISO 3166 code (DE, CA-QC) or INT, and `extent_type` says so."""

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="service_areas")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="service_areas"
    )
    name = Text()
    description = Text()
    extent = Text()
    extent_type = Text()
    uri = Text()
