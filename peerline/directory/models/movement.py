"""The movement's own list: networks of peers, organizations that help them, and what is still missing.

The columns are those of the page "Peer Support Networks within the Wikimedia Movement" on Meta, so that the page can be
made from these tables and its edits taken in.
"""

from __future__ import annotations

import uuid

from django.db import models

from .rows import Text


class Network(models.Model):
    """A group of volunteers who support each other. All is text, as the people of the network say it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200, unique=True)
    affiliate = Text()
    channels = Text()
    languages = Text()
    focus = Text()
    page = Text()
    contact = Text()


class Partner(models.Model):
    """An organization outside the movement that helps networks, or that they send people to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    focus = Text()
    homepage = Text()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "place"], name="a_partner_once")]


class Need(models.Model):
    """Something that networks have said they miss, who else supports it, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200, unique=True)
    source = Text()
    support = Text()
    became = Text()
