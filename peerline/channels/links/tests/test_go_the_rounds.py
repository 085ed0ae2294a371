"""The worker's rounds over the links of the directory: they ..."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from peerline.channels.links.looking import Limits
from peerline.channels.links.rounds import look_at_links, look_at_next
from peerline.channels.links.tests.test_look import LOOPBACK, Reply, Serve, Site, serve
from peerline.directory import access, actions
from peerline.directory.models import Listing, WatchedLink
from peerline.directory.tests.entries import LANTERN_CALL, a_service, vocabulary
from peerline.kit.clock import now
from peerline.people import actions as people
from peerline.people.practice import PracticeMember

__all__ = ["serve"]
pytestmark = pytest.mark.django_db
PAGE: Reply = (200, {}, b"hello")


def listed(site: Site) -> None:
    """The service, shown, with a link to the site."""
    actions.save_rows([*vocabulary(), *a_service(url=site.link())], by=None)
    facts = {LANTERN_CALL: actions.Facts(confidence=Listing.HIGH, source_date=date(2026, 8, 8))}
    actions.list_services(facts, wanted=[LANTERN_CALL], today=now().date())


def go(site: Site) -> bool:
    """One round."""
    limits = Limits(allowed=frozenset({(LOOPBACK, site.port)}))
    return bool(async_to_sync(look_at_next)(limits))


def again() -> None:
    """It is due once more."""
    WatchedLink.objects.update(due_at=now() - timedelta(seconds=1))


def test_ask_nobody_without_a_yes(serve: Serve, ada: PracticeMember) -> None:
    site = serve({"/": PAGE})
    listed(site)
    assert go(site) is False
    assert site.asked == []
    actions.watch_links(LANTERN_CALL, by=ada.member)
    assert go(site) is True
    (link,) = access.watched_links(LANTERN_CALL)
    assert (link.found, link.host) == ("fine", "")
    assert go(site) is False
    actions.watch_no_links(LANTERN_CALL)
    assert access.watched_links(LANTERN_CALL) == []


def test_want_another_yes_for_another_address(serve: Serve, ada: PracticeMember) -> None:
    site, other = serve({"/": PAGE}), serve({"/": PAGE})
    listed(site)
    actions.watch_links(LANTERN_CALL, by=ada.member)
    actions.save_rows(a_service(url=other.link()), by=ada.member)
    assert go(other) is False
    assert site.asked == other.asked == []


def test_have_the_service_asked_when_it_is_bad_twice(serve: Serve, ada: PracticeMember) -> None:
    site = serve({})
    listed(site)
    Listing.objects.update(due_on=date(2030, 1, 1))
    actions.watch_links(LANTERN_CALL, by=ada.member)
    go(site)
    assert Listing.objects.get().due_on == date(2030, 1, 1)
    again()
    go(site)
    row = Listing.objects.get()
    assert (row.due_on, row.state, row.doubts) == (now().date() + timedelta(days=7), Listing.SHOWN, 0)


def test_tell_what_is_blocked(ada: PracticeMember, serve: Serve) -> None:
    listed(serve({"/": PAGE}))
    actions.watch_links(LANTERN_CALL, by=ada.member)
    claimed = actions.claim_link(at=now())
    assert claimed is not None
    assert actions.claim_link(at=now()) is None
    actions.note_link(claimed, "elsewhere", "www.transfuzja.pl", at=now())
    assert access.watched_links(LANTERN_CALL)[0].found == "blocked"


def test_are_seen_by_the_editor(ada: PracticeMember, lantern: Any, serve: Serve) -> None:
    site = serve({"/": PAGE})
    listed(site)
    people.set_duties(ada.member, ["counselor", "editor"], reviewed=False)
    client = Client()
    client.force_login(ada.member)
    entry = f"/directory/{LANTERN_CALL}/"
    assert "nobody has looked yet" not in client.get(entry).content.decode()
    client.post(f"{entry}act/", {"act": "watch"})
    assert "nobody has looked yet" in client.get(entry).content.decode()
    go(site)
    assert "leads there" in client.get(entry).content.decode()
    client.post("/directory/chosen/", {"act": "watch", "service": [str(LANTERN_CALL)]})
    assert go(site) is True
    client.post(f"{entry}act/", {"act": "watch-none"})
    assert go(site) is False


def test_end_when_the_worker_does(lantern: Any) -> None:
    async def stopped() -> None:
        stop = asyncio.Event()
        stop.set()
        await look_at_links(stop, Limits())

    asyncio.run(stopped())
