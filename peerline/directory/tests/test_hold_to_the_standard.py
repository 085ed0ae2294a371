"""Our tables are those of HSDS 3.1: every name, type, format, list of values, what must be there, what stands inside.

The facts below were read in the files of the specification itself (github.com/openreferral/specification, `schema/`, of
3.1.3 and of the branch of 3.2, which have the same fields), and are written down from there, not from `hsds.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from peerline.directory.formats.package import Resource, descriptor
from peerline.directory.formats.schemas import definitions
from peerline.directory.hsds import METADATA, TABLES

# table file, then fields: a text, or name:type; `!` must be there, `+` must be there in a table; `a=b|c` the values;
# `[]` a list of objects, `{}` one object. `~` is a space.
PUBLISHED = """
organization organizations.csv id:uuid! name! alternate_name description! email:email website:uri tax_status tax_id
    year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid additional_websites[]url
    funding[]funding contacts[]contact phones[]phone locations[]location programs[]program
    organization_identifiers[]organization_identifier attributes[]attribute
program programs.csv id:uuid! organization_id:uuid+ name! alternate_name description! attributes[]attribute
service services.csv id:uuid! organization_id:uuid+ program_id:uuid name! alternate_name description url:uri email:email
    status=active|inactive|defunct|temporarily~closed! interpretation_services application_process fees_description
    wait_time fees accreditations eligibility_description minimum_age:number maximum_age:number assured_date:date
    assurer_email:email licenses alert last_modified:datetime additional_urls[]url phones[]phone schedules[]schedule
    service_areas[]service_area service_at_locations[]service_at_location languages[]language
    organization{}organization funding[]funding cost_options[]cost_option program{}program
    required_documents[]required_document contacts[]contact capacities[]service_capacity attributes[]attribute
attribute attributes.csv id:uuid! link_id:uuid+ taxonomy_term_id:uuid+ link_type link_entity+ value label
    taxonomy_term{}taxonomy_term
service_at_location service_at_location.csv id:uuid! service_id:uuid+ location_id:uuid+ description
    service_areas[]service_area contacts[]contact phones[]phone schedules[]schedule location{}location service{}service
    attributes[]attribute
location locations.csv id:uuid! location_type=physical|postal|virtual! url:uri organization_id:uuid name alternate_name
    description transportation latitude:number longitude:number external_identifier external_identifier_type
    languages[]language addresses[]address contacts[]contact accessibility[]accessibility phones[]phone
    schedules[]schedule attributes[]attribute
phone phones.csv id:uuid! location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid
    service_at_location_id:uuid number! extension:number type description languages[]language attributes[]attribute
contact contacts.csv id:uuid! organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name
    title department email:email phones[]phone attributes[]attribute
address addresses.csv id:uuid! location_id:uuid attention address_1! address_2 city! region state_province! postal_code!
    country! address_type=physical|postal|virtual! attributes[]attribute
schedule schedules.csv id:uuid! service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date
    valid_to:date dtstart:date timezone:number until:date count:number wkst=MO|TU|WE|TH|FR|SA|SU freq=WEEKLY|MONTHLY
    interval:number byday byweekno bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri
    attending_type notes attributes[]attribute
funding funding.csv id:uuid! organization_id:uuid service_id:uuid source attributes[]attribute
service_area service_areas.csv id:uuid! service_id:uuid service_at_location_id:uuid name description extent extent_type
    uri attributes[]attribute
required_document required_documents.csv id:uuid! service_id:uuid document uri:uri attributes[]attribute
language languages.csv id:uuid! service_id:uuid location_id:uuid phone_id:uuid name code note attributes[]attribute
accessibility accessibility.csv id:uuid! location_id:uuid description details url:uri attributes[]attribute
taxonomy_term taxonomy_terms.csv id:uuid! code name! description! parent_id:uuid taxonomy language taxonomy_id:uuid
    term_uri:uri taxonomy_detail{}taxonomy
metadata metadata.csv id:uuid! resource_id:uuid+ resource_type+ last_action_date:date! last_action_type! field_name!
    previous_value! replacement_value! updated_by!
cost_option cost_options.csv id:uuid! service_id:uuid+ valid_from:date valid_to:date option currency amount:number
    amount_description attributes[]attribute
organization_identifier organization_identifiers.csv id:uuid! organization_id:uuid+ identifier_scheme identifier_type!
    identifier! attributes[]attribute
taxonomy taxonomies.csv id:uuid! name! description! uri:uri version
service_capacity service_capacity.csv id:uuid! service_id:uuid+ unit{}unit! unit_id:uuid+ available:number!
    maximum:number description updated:datetime! attributes[]attribute
unit units.csv id:uuid! name! scheme identifier uri:uri attributes[]attribute
url url.csv id:uuid! label url:uri! organization_id:uuid service_id:uuid attributes[]attribute
"""
# What we tell besides, under names that HSDS does not have there.
OURS = {
    "organization": {"parent_organization", "services"},  # `services` is in the API's words for one organization
    "service": {"peerline"},
    "schedule": {"zone"},
    "taxonomy": {"attributes"},
    "taxonomy_term": {"parent", "attributes"},
    "attribute": {"attributes"},
}
# What we ask besides: an address of no place would be nobody's.
STRICTER = {"address": {"location_id"}}
_TYPES: dict[str, dict[str, Any]] = {
    "": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "string"},
    "time": {"type": "string"},
    "datetime": {"type": "string", "format": "date-time"},
}
# What we say more narrowly: every such value is one of theirs too.
_NARROWER = ({"type": "integer"}, {"type": "string", "format": "date"})


def published() -> dict[str, tuple[str, list[str]]]:
    """Table -> its file and its fields."""
    rows = PUBLISHED.replace("\n    ", " ").strip().splitlines()
    return {name: (file, fields) for name, file, *fields in map(str.split, rows)}


def bare(said: str) -> str:
    """The name of a field."""
    for mark in "!+:=[{":
        said = said.partition(mark)[0]
    return said


def value(said: str) -> dict[str, Any]:
    """The schema of a field."""
    said = said.rstrip("!+")
    name = bare(said)
    rest = said.removeprefix(name)
    if rest.startswith("[]"):
        return {"type": "array", "items": {"$ref": f"#/$defs/{rest[2:]}"}}
    if rest.startswith("{}"):
        return {"$ref": f"#/$defs/{rest[2:]}"}
    if rest.startswith("="):
        return {"type": "string", "enum": [one.replace("~", " ") for one in rest[1:].split("|")]}
    return _TYPES[rest[1:]]


TOLD = sorted(published().keys() - {"metadata"})


def test_knows_every_table() -> None:
    assert published().keys() == {*TABLES, "metadata"}
    assert {name: file for name, (file, _fields) in published().items()} == {
        one.name: one.file for one in (*TABLES.values(), METADATA)
    }


@pytest.mark.parametrize("table", TOLD)
def test_says_of_every_field_what_the_standard_says(table: str) -> None:
    schema, fields = definitions()[table], published()[table][1]
    ours, theirs = schema["properties"], {bare(one): value(one) for one in fields}
    assert ours.keys() - theirs.keys() == OURS.get(table, set())
    assert theirs.keys() <= ours.keys()
    other = {name: ours[name] for name, said in theirs.items() if ours[name] != said and ours[name] not in _NARROWER}
    assert other == {}
    assert set(schema["required"]) == {bare(one) for one in fields if one.endswith("!")}


@pytest.mark.parametrize("table", [*TOLD, "metadata"])
def test_asks_of_every_table_what_the_standard_asks(table: str) -> None:
    described = {**TABLES, "metadata": METADATA}[table]
    columns = [one.name for one in described.fields]
    (resource,) = descriptor([Resource(described, columns, 0)])["resources"]
    cells = [one for one in published()[table][1] if not {"[", "{"} & set(one)]
    assert (resource["name"], resource["path"]) == (table, published()[table][0])
    assert set(columns) - OURS.get(table, set()) == {bare(one) for one in cells}
    needed = {one["name"] for one in resource["schema"]["fields"] if one.get("constraints", {}).get("required")}
    assert needed - STRICTER.get(table, set()) == {bare(one) for one in cells if one.endswith(("!", "+"))}
