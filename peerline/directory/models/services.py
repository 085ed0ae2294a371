"""Who helps, and with what."""

from __future__ import annotations

from django.db import models

from .rows import Row, Text


class Organization(Row):
    """Who offers services."""

    name = Text()
    alternate_name = Text()
    description = Text()
    email = Text()
    website = Text()
    tax_status = Text()
    tax_id = Text()
    year_incorporated = models.IntegerField(null=True, blank=True)
    legal_status = Text()
    logo = Text()
    uri = Text()
    parent_organization = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )


class OrganizationIdentifier(Row):
    """A number under which a register knows an organization."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="organization_identifiers")
    identifier_scheme = Text()
    identifier_type = Text()
    identifier = Text()


class Program(Row):
    """Services of an organization that belong together."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="programs")
    name = Text()
    alternate_name = Text()
    description = Text()


class Service(Row):
    """Something that helps: a line to call, a chat, legal advice. What a referral refers to."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="services")
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.SET_NULL, related_name="services")
    name = Text()
    alternate_name = Text()
    description = Text()
    url = Text()
    email = Text()
    status = models.CharField(max_length=20, default="active")
    interpretation_services = Text()
    application_process = Text()
    fees_description = Text()
    wait_time = Text()
    fees = Text()
    accreditations = Text()
    eligibility_description = Text()
    minimum_age = models.FloatField(null=True, blank=True)
    maximum_age = models.FloatField(null=True, blank=True)
    assured_date = models.DateField(null=True, blank=True)
    assurer_email = Text()
    licenses = Text()
    alert = Text()
    last_modified = models.DateTimeField(null=True, blank=True, db_index=True)


class Url(Row):
    """A further address on the web."""

    label = Text()
    url = Text()
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="additional_websites"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="additional_urls"
    )


class Funding(Row):
    """Who pays for an organization or a service."""

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="funding"
    )
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="funding")
    source = Text()


class CostOption(Row):
    """What a service costs for somebody."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="cost_options")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option = Text()
    currency = Text()
    amount = models.FloatField(null=True, blank=True)
    amount_description = Text()


class RequiredDocument(Row):
    """A paper that somebody needs to bring."""

    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="required_documents"
    )
    document = Text()
    uri = Text()


class Unit(Row):
    """What a capacity is counted in."""

    name = Text()
    scheme = Text()
    identifier = Text()
    uri = Text()


class ServiceCapacity(Row):
    """Whether a service takes new people now."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="capacities")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="capacities")
    available = models.FloatField()
    maximum = models.FloatField(null=True, blank=True)
    description = Text()
    updated = models.DateTimeField()
