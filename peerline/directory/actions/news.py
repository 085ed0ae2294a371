"""What a network has to tell: an editor writes it with its day, takes it down, and puts it up again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from peerline.directory.checking import clean
from peerline.directory.models import Network, News
from peerline.kit.errors import NotThere
from peerline.people.models import Member


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of news: its day, its title in one row, its text."""

    on: date
    title: str
    text: str


def tell_news(network: Network, told: Told, *, by: Member) -> News:
    """Put it on the network's page and into its feed."""
    return News.objects.create(
        network=network, on=told.on, title=" ".join(clean(told.title).split()), text=clean(told.text), by=by
    )


def withdraw_news(network: uuid.UUID, ref: uuid.UUID, *, is_withdrawn: bool = True) -> None:
    """Take it down, or put it up again. Raises NotThere."""
    if not News.objects.filter(network=network, pk=ref).update(is_withdrawn=is_withdrawn):
        raise NotThere
