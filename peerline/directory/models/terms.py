"""Vocabularies, and the attributes that tag any row with a term of one."""

from __future__ import annotations

from django.db import models

from .rows import Row, Text


class Taxonomy(Row):
    """A vocabulary, such as the needs or the audiences of this directory."""

    name = Text()
    description = Text()
    uri = Text()
    version = Text()


class TaxonomyTerm(Row):
    """One word of a vocabulary; `code` is what filters and index rows use."""

    code = models.CharField(max_length=60, blank=True, default="", db_index=True)
    name = Text()
    description = Text()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    taxonomy_name = Text()
    language = Text()
    taxonomy = models.ForeignKey(Taxonomy, null=True, blank=True, on_delete=models.CASCADE, related_name="terms")
    term_uri = Text()


class Attribute(Row):
    """A term said of a row of any table: `link_entity` names the table, `link_id` the row."""

    link_id = models.UUIDField()
    taxonomy_term = models.ForeignKey(TaxonomyTerm, on_delete=models.CASCADE, related_name="attributes")
    link_type = Text()
    link_entity = models.CharField(max_length=40)
    value = Text()
    label = Text()

    class Meta:
        indexes = [models.Index(fields=["link_id", "link_entity"], name="attribute_of_a_row")]
