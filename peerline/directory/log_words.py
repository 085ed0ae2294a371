"""The log of an entry in words: how editors know a field, and what stood in it before and after."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from peerline.directory import access
from peerline.directory.formats.editing import field_of
from peerline.directory.formats.parts import CELLS, CONTACT, NUMBER, PLACE, TIMES, cells_said
from peerline.directory.forms import STATES, EntryForm
from peerline.directory.hours import is_usual
from peerline.directory.models import Change
from peerline.directory.part_forms import FORMS, HEADS, in_a_row
from peerline.directory.vocabulary import ANONYMITY, ANONYMITY_TERMS, AUDIENCE, AUDIENCES, NEED, NEEDS, term_id

_STANDING = {"state": _("State"), "safe_to_list": _("Safe to list")}
_WORDS = {**STATES, "needed": _("not looked at yet"), "safe": _("looked at: it is")}
# What is a part of an entry, and what tells most of any other row.
_PARTS = {
    "location": PLACE,
    "address": PLACE,
    "accessibility": PLACE,
    "service_at_location": PLACE,
    "contact": CONTACT,
    "schedule": TIMES,
}
_MOST = {
    "phone": "number",
    "language": "code",
    "service_area": "extent",
    "url": "url",
    "cost_option": "option",
    "service": "name",
    "organization": "name",
}
# Our terms by their identifiers: the field of the form, and the words.
_TERMS = {
    str(term_id(vocabulary, code)): (name, said)
    for name, vocabulary, words in (
        ("field", NEED, NEEDS),
        ("audience", AUDIENCE, AUDIENCES),
        ("anonymity", ANONYMITY, ANONYMITY_TERMS),
    )
    for code, said in words.items()
}


def told(fields: list[access.Field]) -> list[tuple[str, access.Field]]:
    """What was changed in one go, each with its label; a row that says nothing by itself only where it is all."""
    said = [(label_of(one), in_words(one)) for one in fields]
    return [(label, one) for label, one in said if one.field_name or one.before or one.after] or said


def in_words(field: access.Field) -> access.Field:
    """A field of the log with words in the place of codes and rows."""
    return dataclasses.replace(field, before=_words(field, field.before), after=_words(field, field.after))


def label_of(field: access.Field) -> str:
    """How editors know a field of the log, "" when no form has it."""
    if field.table == Change.STANDING:
        return str(_STANDING.get(field.field_name, ""))
    row = _row(field.before) or _row(field.after)
    part = NUMBER if field.table == "phone" and field.field_name else _PARTS.get(field.table, "")
    if part and not field.field_name and not (part == TIMES and is_usual(row)):
        return str(HEADS[part])
    cell = _cell(part, field)
    if cell and (field.table, field.field_name) != ("schedule", "description"):
        return str(FORMS[part].base_fields[cell].label)
    said = _term(field.before + field.after)[0] if field.table == "attribute" else ""
    name = said or field_of(field.table, field.field_name)
    return str(EntryForm.base_fields[name].label) if name else ""


def _words(field: access.Field, text: str) -> str:
    if field.table == "attribute":
        return _term(text)[1] or text
    if field.table == Change.STANDING:
        return str(_WORDS.get(text, text))
    row = _row(text) if not field.field_name else {}
    if row and field.table in _PARTS:
        part = _PARTS[field.table]
        return in_a_row(FORMS[part](), cells_said(part, field.table, row))
    if row:
        return str(row.get(_MOST.get(field.table, ""), "") or text)
    part = NUMBER if field.table == "phone" else _PARTS.get(field.table, "")
    cell = _cell(part, field)
    return FORMS[part]().in_words(cell, text) if cell else text


def _cell(part: str, field: access.Field) -> str:
    places = CELLS.get(part, {})
    return next((cell for cell, place in places.items() if place == (field.table, field.field_name)), "")


def _row(text: str) -> dict[str, Any]:
    """The row that the log has as a text; none for the text of a field."""
    try:
        said = json.loads(text) if text.startswith("{") else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _term(row: str) -> tuple[str, str]:
    """The field and the words of the term that a row of the log names, empty when it is none of ours."""
    name, said = next((one for ref, one in _TERMS.items() if ref in row), ("", ""))
    return name, str(said)
