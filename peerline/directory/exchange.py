"""Rows of the database as rows of HSDS, and back. The only place that knows both names of a field."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import SET_NULL, ForeignKey, Manager, QuerySet, TextField
from django.db.models.functions import Cast

from peerline.directory import models
from peerline.directory.hsds import TABLES, Table
from peerline.directory.models.rows import Row

CHUNK = 500
MODELS: dict[str, type[Row]] = {
    "taxonomy": models.Taxonomy,
    "taxonomy_term": models.TaxonomyTerm,
    "unit": models.Unit,
    "organization": models.Organization,
    "organization_identifier": models.OrganizationIdentifier,
    "url": models.Url,
    "program": models.Program,
    "service": models.Service,
    "location": models.Location,
    "service_at_location": models.ServiceAtLocation,
    "address": models.Address,
    "contact": models.Contact,
    "phone": models.Phone,
    "schedule": models.Schedule,
    "service_area": models.ServiceArea,
    "language": models.Language,
    "funding": models.Funding,
    "accessibility": models.Accessibility,
    "cost_option": models.CostOption,
    "required_document": models.RequiredDocument,
    "service_capacity": models.ServiceCapacity,
    "attribute": models.Attribute,
}
_TABLES: dict[type[Row], Table] = {model: TABLES[name] for name, model in MODELS.items()}

# A text field cannot have the name that the database gives the link beside it.
_COLUMNS = {("taxonomy_term", "taxonomy"): "taxonomy_name"}


def column(table: str, field: str) -> str:
    """The attribute of the model that holds a field."""
    return _COLUMNS.get((table, field), field)


def stored(table: str) -> Manager[Any]:
    """The rows of a table that are stored."""
    return MODELS[table]._default_manager


def table_of(instance: Row) -> Table:
    """The table a row belongs to."""
    return _TABLES[type(instance)]


def hanging_on(instance: Row) -> Iterator[Row]:
    """The rows that cannot be without this one: those that point to it, and the attributes said of it."""
    for model in MODELS.values():
        for link in model._meta.get_fields():
            if isinstance(link, ForeignKey) and link.related_model is type(instance) and not _may_be_loose(link):
                yield from model._default_manager.filter(**{link.name: instance})
    said = {"link_id": instance.pk, "link_entity": table_of(instance).name}
    yield from stored("attribute").filter(**said)


def _may_be_loose(link: ForeignKey[Any, Any]) -> bool:
    return link.remote_field.on_delete is SET_NULL


def chunks(items: list[Any]) -> Iterator[list[Any]]:
    """A list in pieces that a database takes as parameters of one statement."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def row_of(instance: Row) -> dict[str, Any]:
    """One row as HSDS has it: texts, numbers and null-free; fields we do not know as they came."""
    table = table_of(instance)
    said = {field.name: _said(getattr(instance, column(table.name, field.name))) for field in table.fields}
    known: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    return {**known, **instance.extra}


def rows_with(query: QuerySet[Any], table: str, other: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Rows of a query as `row_of` gives them, each behind another column of it: without instances, which cost most."""
    names = [field.name for field in TABLES[table].fields]
    columns = [column(table, name) for name in names]
    for first, extra, *values in query.values_list(other, Cast("extra", TextField()), *columns):
        known = {
            name: value if isinstance(value, str) else _said(value)
            for name, value in zip(names, values, strict=True)
            if value is not None and value != ""
        }
        yield first, {**known, **json.loads(extra)} if extra != "{}" else known


def instance_of(table: Table, checked: dict[str, Any]) -> Row:
    """A row that is not stored yet, out of what `checking.check_row` gave."""
    values = {column(table.name, name): value for name, value in checked.items()}
    return MODELS[table.name](**values)


def _said(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, (uuid.UUID, date)):
        return str(value)
    return value
