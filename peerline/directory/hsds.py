"""The tables and fields of HSDS 3 as this directory holds them: the one list that models, formats and checks share.

Facts of the specification (Open Referral, Human Services Data Specification 3.1, the files of `schema/` in
github.com/openreferral/specification): names, types, which fields must be there, which values a field may have, what
points where. `tests/test_hold_to_the_standard.py` has them once more, as they were read there. The order of `TABLES` is
the order in which rows can be stored: what a row points to is there before it, and the areas of a service before its
numbers, which mean nothing without a country.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

VERSION = "3.1"
# Where the profile of this data set is described; the API names it.
PROFILE = "https://docs.openreferral.org/en/v3.1/"

NOT_SAID = "-"  # where HSDS asks for a text that nobody knows, or that must stay secret
# Of a contact, ours beside HSDS: there when editors alone read it. No page, feed or export has such a row.
FOR_EDITORS = "for_editors"

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
LOCATION_TYPES = ("physical", "postal", "virtual")
ADDRESS_TYPES = ("physical", "postal", "virtual")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("WEEKLY", "MONTHLY")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a table.

    kind       text, uri and email (as written), uuid, date (YYYY-MM-DD), time (as written), integer, number, stamp
               (ISO 8601)
    required   the JSON form must have it, of a link what it points to
    must_link  the CSV form must have it as well: the row hangs on it
    values     what it may be; empty for anything
    table      for a uuid, the table it points to; "" for the row's own id and for links to any table
    """

    name: str
    kind: str = "text"
    required: bool = False
    must_link: bool = False
    values: tuple[str, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its file in a data package, its fields, and under which name a parent holds its rows."""

    name: str
    file: str
    fields: tuple[Field, ...]
    plural: str
    by_name: dict[str, Field] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self.by_name.update({one.name: one for one in self.fields})


def _text(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names)


def _uri(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "uri") for name in names)


def _email(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "email") for name in names)


def _needed(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, required=True) for name in names)


def _link(table: str, *, name: str = "", must: bool = False) -> Field:
    return Field(name or f"{table}_id", "uuid", table=table, must_link=must)


_ID = Field("id", "uuid", required=True)


def _table(name: str, file: str, *fields: Field, plural: str = "") -> Table:
    return Table(name, f"{file}.csv", (_ID, *fields), plural or file)


_ALL = (
    _table(
        "taxonomy",
        "taxonomies",
        *_needed("name", "description"),
        *_uri("uri"),
        *_text("version"),
    ),
    _table(
        "taxonomy_term",
        "taxonomy_terms",
        *_text("code"),
        *_needed("name", "description"),
        _link("taxonomy_term", name="parent_id"),
        *_text("taxonomy", "language"),
        _link("taxonomy"),
        *_uri("term_uri"),
    ),
    _table("unit", "units", *_needed("name"), *_text("scheme", "identifier"), *_uri("uri")),
    _table(
        "organization",
        "organizations",
        *_needed("name"),
        *_text("alternate_name"),
        *_needed("description"),
        *_email("email"),
        *_uri("website"),
        *_text("tax_status", "tax_id"),
        Field("year_incorporated", "integer"),
        *_text("legal_status", "logo"),
        *_uri("uri"),
        _link("organization", name="parent_organization_id"),
    ),
    _table(
        "organization_identifier",
        "organization_identifiers",
        _link("organization", must=True),
        *_text("identifier_scheme"),
        *_needed("identifier_type", "identifier"),
    ),
    _table(
        "program",
        "programs",
        _link("organization", must=True),
        *_needed("name"),
        *_text("alternate_name"),
        *_needed("description"),
    ),
    _table(
        "service",
        "services",
        _link("organization", must=True),
        _link("program"),
        *_needed("name"),
        *_text("alternate_name", "description"),
        *_uri("url"),
        *_email("email"),
        Field("status", required=True, values=STATUSES),
        *_text("interpretation_services", "application_process", "fees_description", "wait_time", "fees"),
        *_text("accreditations", "eligibility_description"),
        Field("minimum_age", "number"),
        Field("maximum_age", "number"),
        Field("assured_date", "date"),
        *_email("assurer_email"),
        *_text("licenses", "alert"),
        Field("last_modified", "stamp"),
    ),
    _table(
        "url",
        "url",
        *_text("label"),
        Field("url", "uri", required=True),
        _link("organization"),
        _link("service"),
        plural="urls",
    ),
    _table(
        "location",
        "locations",
        Field("location_type", required=True, values=LOCATION_TYPES),
        *_uri("url"),
        _link("organization"),
        *_text("name", "alternate_name", "description", "transportation"),
        Field("latitude", "number"),
        Field("longitude", "number"),
        *_text("external_identifier", "external_identifier_type"),
    ),
    _table(
        "service_at_location",
        "service_at_location",
        _link("service", must=True),
        _link("location", must=True),
        *_text("description"),
        plural="service_at_locations",
    ),
    _table(
        "address",
        "addresses",
        _link("location", must=True),
        *_text("attention"),
        *_needed("address_1"),
        *_text("address_2"),
        *_needed("city"),
        *_text("region"),
        *_needed("state_province", "postal_code", "country"),
        Field("address_type", required=True, values=ADDRESS_TYPES),
    ),
    _table(
        "service_area",
        "service_areas",
        _link("service"),
        _link("service_at_location"),
        *_text("name", "description", "extent", "extent_type", "uri"),
    ),
    _table(
        "contact",
        "contacts",
        _link("organization"),
        _link("service"),
        _link("service_at_location"),
        _link("location"),
        *_text("name", "title", "department"),
        *_email("email"),
    ),
    _table(
        "phone",
        "phones",
        _link("location"),
        _link("service"),
        _link("organization"),
        _link("contact"),
        _link("service_at_location"),
        *_needed("number"),
        Field("extension", "integer"),
        *_text("type", "description"),
    ),
    _table(
        "schedule",
        "schedules",
        _link("service"),
        _link("location"),
        _link("service_at_location"),
        Field("valid_from", "date"),
        Field("valid_to", "date"),
        Field("dtstart", "date"),
        Field("timezone", "number"),
        Field("until", "date"),
        Field("count", "integer"),
        Field("wkst", values=WEEKDAYS),
        Field("freq", values=FREQUENCIES),
        Field("interval", "integer"),
        *_text("byday", "byweekno", "bymonthday", "byyearday", "description"),
        Field("opens_at", "time"),
        Field("closes_at", "time"),
        *_uri("schedule_link"),
        *_text("attending_type", "notes"),
        Field("zone"),  # ours beside HSDS (IANA name): an offset alone is wrong for half of the year
    ),
    _table(
        "language",
        "languages",
        _link("service"),
        _link("location"),
        _link("phone"),
        *_text("name", "code", "note"),
    ),
    _table("funding", "funding", _link("organization"), _link("service"), *_text("source")),
    _table("accessibility", "accessibility", _link("location"), *_text("description", "details"), *_uri("url")),
    _table(
        "cost_option",
        "cost_options",
        _link("service", must=True),
        Field("valid_from", "date"),
        Field("valid_to", "date"),
        *_text("option", "currency"),
        Field("amount", "number"),
        *_text("amount_description"),
    ),
    _table("required_document", "required_documents", _link("service"), *_text("document"), *_uri("uri")),
    _table(
        "service_capacity",
        "service_capacity",
        _link("service", must=True),
        Field("unit_id", "uuid", required=True, must_link=True, table="unit"),
        Field("available", "number", required=True),
        Field("maximum", "number"),
        *_text("description"),
        Field("updated", "stamp", required=True),
        plural="service_capacities",
    ),
    _table(
        "attribute",
        "attributes",
        Field("link_id", "uuid", must_link=True),
        _link("taxonomy_term", must=True),
        *_text("link_type"),
        Field("link_entity", must_link=True),
        *_text("value", "label"),
    ),
)

TABLES: dict[str, Table] = {one.name: one for one in _ALL}

# The log of changes and the description of tables are written by this directory itself, so they are export only.
METADATA = _table(
    "metadata",
    "metadata",
    Field("resource_id", "uuid", must_link=True),
    Field("resource_type", must_link=True),
    Field("last_action_date", "date", required=True),
    *_needed("last_action_type", "field_name", "previous_value", "replacement_value", "updated_by"),
)


# How the JSON form nests the tables. What a row points to and what stands inside it: link -> (key, table).
BESIDE: dict[str, dict[str, tuple[str, str]]] = {
    "service": {"organization_id": ("organization", "organization"), "program_id": ("program", "program")},
    "organization": {"parent_organization_id": ("parent_organization", "organization")},  # the key is ours
    "service_at_location": {"location_id": ("location", "location")},
    "service_capacity": {"unit_id": ("unit", "unit")},
    "attribute": {"taxonomy_term_id": ("taxonomy_term", "taxonomy_term")},
    "taxonomy_term": {
        "taxonomy_id": ("taxonomy_detail", "taxonomy"),
        "parent_id": ("parent", "taxonomy_term"),  # the key is ours
    },
}
_KEYS = {
    ("organization", "url"): "additional_websites",
    ("service", "url"): "additional_urls",
    ("service", "service_capacity"): "capacities",
}


def _below(parent: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (_KEYS.get((parent, child.name), child.plural), child.name, link.name)
        for child in _ALL
        for link in child.fields
        if link.table == parent and link.name not in BESIDE.get(child.name, {})
    )


# The rows that stand in a list inside a row: table -> (key, table of these rows, their link to it). Attributes, which
# may be said of any row, are not named here.
BELOW: dict[str, tuple[tuple[str, str, str], ...]] = {name: _below(name) for name in TABLES}
# What says how a service is reached, when, where and for whom: key of its list -> table. Such a list, or such a file,
# is the whole of it: what it has no more goes. A contact and a place hold rows of their own, also a person's, and stay.
PARTS: dict[str, str] = {
    **{key: child for key, child, _link_to in BELOW["service"] if child not in ("contact", "service_at_location")},
    "attributes": "attribute",
}
Said = dict[str, Any]
