"""Leave stands on every page that is read without being a member: a watched person reads them all."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from peerline.directory import cards
from peerline.directory.models import Network, Partner, RelayContact
from peerline.kit.clock import now
from peerline.line import policy
from peerline.line.models import Line

pytestmark = pytest.mark.django_db
# What is read without being a member, and needs no Leave: a file to keep, a list within a page of somebody else, and a
# part that the script of a page fetches.
WITHOUT = {"now/copy/", "now/list/", "write/key/"}
# What is not there for a stranger, or not before it was made; who says what came of it gets the page of a doubt.
NOT_THERE = ("now/came/", "api/", "desk/", "directory/", "hsds/", ".well-known/", "key/public.asc")
ABOUT = {"comment/": "?about=now"}
SENT = {"now/doubt/"}
# It waits neither for the page nor for another script.
SCRIPT = re.compile(r'<script async src="/static/peerline/leave\.js"></script>')


@pytest.fixture
def named(lantern: Line) -> dict[str, object]:
    """One of each thing that an address of visitors names."""
    ref = uuid.uuid4()
    network, partner = Network.objects.create(pk=ref), Partner.objects.create(pk=ref)
    kept = {"state": RelayContact.ON, "on": now(), "sealed": b"x", "address_hash": b"x" * 32}
    RelayContact.objects.create(network=network, **kept)
    RelayContact.objects.create(partner=partner, **kept)
    return {"ref": ref, "name": next(iter(cards.CARDS)), "version": policy.version()}


def routes(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address of the program, with the names of what it is about in brackets."""
    for one in found:
        here = before + str(one.pattern)
        yield from routes(one.url_patterns, here) if isinstance(one, URLResolver) else [here]


def ask(route: str, named: dict[str, object]) -> Any:
    """What a stranger gets there."""
    path = re.sub(r"<(\w+):(\w+)>", lambda found: str(named.get(found[2], uuid.UUID(int=0))), route)
    if route in SENT:
        return Client().post(f"/{path}", {"service": uuid.UUID(int=0)})
    return Client().get(f"/{path}{ABOUT.get(route, '')}")


def test_stands_once_on_every_page_with_its_script(named: dict[str, object]) -> None:
    with_leave: set[str] = set()
    without: set[str] = set()
    for route in routes(get_resolver().url_patterns):
        got = ask(route, named)
        assert got.status_code != HTTPStatus.NOT_FOUND or route.startswith(NOT_THERE), route
        if got.status_code != HTTPStatus.OK or not got["Content-Type"].startswith("text/html"):
            continue
        said = got.content.decode()
        # In front of all that the page waits for.
        has_script = SCRIPT.search(said.partition("<link")[0])
        (with_leave if said.count("<peer-leave>") == 1 and has_script else without).add(route)
    assert without == WITHOUT
    assert {"", "now/", "networks/", "networks/<uuid:ref>/write/", "key/", "now/doubt/"} <= with_leave
