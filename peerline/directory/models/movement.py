"""The movement's own list: networks of peers, organizations that help them, what else helps, and what is missing.

The columns are those of the page "Peer Support Networks within the Wikimedia Movement" on Meta, so that the page can be
made from these tables and its edits taken in; what a network tells beyond them stands on its profile page.
"""

from __future__ import annotations

import uuid

from django.db import models

from peerline.people.models import Member

from .rows import Text


class Listed(models.Model):
    """What every row of these lists has. What is withdrawn is shown to nobody and stays for the way back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Network(Listed):
    """A group of volunteers who support each other. All is text, as the people of the network say it."""

    name = models.CharField(max_length=200, unique=True)
    affiliate = Text()
    channels = Text()
    languages = Text()
    focus = Text()
    page = Text()
    contact = Text()
    offer = Text()
    audience = Text()
    hours = Text()
    behind = Text()  # who stands behind it, beside the affiliate
    since = Text()
    training = Text()  # how its peers are trained
    privacy = Text()


class Partner(Listed):
    """An organization outside the movement that helps networks, or that they send people to."""

    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    focus = Text()
    homepage = Text()
    offer = Text()
    audience = Text()
    languages = Text()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "place"], name="a_partner_once")]


class Resource(Listed):
    """Something outside the movement that helps people who support others: a guide, a course, a directory."""

    name = models.CharField(max_length=200, unique=True)
    about = Text()
    languages = Text()
    homepage = Text()


class Need(Listed):
    """Something that networks have said they miss, who else supports it, and what became of it, when."""

    OPEN, BEGUN, MET, DROPPED = "", "begun", "met", "dropped"

    name = models.CharField(max_length=200, unique=True)
    source = Text()
    support = Text()
    state = models.CharField(max_length=10, blank=True, default="")
    became = Text()
    became_on = models.CharField(max_length=10, blank=True, default="")  # 2026-11-29, "" when it is not known


class News(models.Model):
    """Something that a network has to tell, with its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="news")
    on = models.DateField()
    title = models.CharField(max_length=200)
    text = Text()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["network", "on"], name="news_of_a_network")]
