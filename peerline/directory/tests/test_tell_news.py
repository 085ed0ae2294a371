"""What a network tells: it is corrected and taken down with a history, and its feeds ..."""

from __future__ import annotations

import uuid
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client

from peerline.directory.access import sheets as access
from peerline.directory.access.tables import changes
from peerline.directory.models import News
from peerline.directory.tests.test_keep_the_lists import NOON, PROFILE, add, page
from peerline.directory.tests.test_keep_the_queue import editor
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SAID = {"on": "2026-10-01", "title": "We meet agan", "text": "In two rooms.\r\n\r\nCome."}


@pytest.fixture
def ada(cast: Cast) -> Client:
    return editor(cast)


@pytest.fixture
def own(ada: Client) -> str:
    """The page of a network in which something is told."""
    ref = add(ada, "networks", PROFILE)
    assert ada.post(f"/directory/lists/networks/{ref}/news/", SAID).status_code == 302
    return f"/directory/lists/networks/{ref}/news/{News.objects.get().pk}/"


def public(own: str) -> str:
    return f"/networks/{own.split('/')[4]}/"


def entry_of(client: Client, own: str) -> dict[str, str]:
    """The one entry of the feed."""
    (entry,) = ET.fromstring(client.get(f"{public(own)}news.atom").content).findall("{*}entry")
    return {name: entry.findtext(f"{{*}}{name}") or "" for name in ("id", "title", "published", "updated")}


def correct(ada: Client, own: str, **said: str) -> Any:
    row = News.objects.get()
    return ada.post(own, {**access.cells_of_news(row), "seen": access.seen_news(row), **said})


def test_have_what_every_feed_has(client: Client, own: str) -> None:
    for address in ("/networks/", public(own), "/networks/news.atom", f"{public(own)}news.atom"):
        assert "We meet agan" in page(client, address)
    feed = ET.fromstring(client.get(f"{public(own)}news.atom").content)
    told = "2026-10-01T12:00:00+00:00"
    entry = {"id": News.objects.get().pk.urn, "title": "We meet agan", "published": told, "updated": told}
    assert entry_of(client, own) == entry
    # What every Atom feed has to have (RFC 4287, 4.1.1), and where it is itself.
    for name in ("id", "title", "updated", "author/{*}name"):
        assert feed.findtext(f"{{*}}{name}")
    assert [one.get("rel") for one in feed.findall("{*}link")] == ["alternate", "self"]


def test_keep_the_entry_that_is_corrected_and_say_when(client: Client, ada: Client, own: str) -> None:
    before = entry_of(client, own)
    with time_machine.travel(NOON, tick=False):
        assert correct(ada, own, title="We meet again", why="a typo").status_code == 302
    assert entry_of(client, own) == {**before, "title": "We meet again", "updated": NOON.isoformat()}
    feed = ET.fromstring(client.get("/networks/news.atom").content)
    assert feed.findtext("{*}updated") == NOON.isoformat()
    assert News.objects.get().text == "In two rooms.\n\nCome."
    said = page(ada, own)
    assert "<del><bdi>We meet agan</bdi></del> <ins><bdi>We meet again</bdi></ins>" in said
    assert "a typo" in said
    assert [one.by for one in access.changes_of_row(access.NEWS, News.objects.get().pk)] == ["Ada", "Ada"]


def test_take_a_correction_back_and_at_last_the_news(client: Client, ada: Client, own: str) -> None:
    correct(ada, own, on="2026-10-08", text="In one room.")
    (last, made) = access.changes_of_row(access.NEWS, News.objects.get().pk)
    assert ada.post(f"{own}act/", {"change_set": str(last.ref)}).status_code == 302
    assert access.cells_of_news(News.objects.get()) == {**SAID, "text": "In two rooms.\n\nCome."}
    ada.post(f"{own}act/", {"change_set": str(made.ref)})
    assert "We meet" not in page(client, public(own))
    ada.post(f"{own}act/", {"act": "show"})
    assert "We meet" in page(client, public(own))


def test_take_it_down_and_put_it_up_again(client: Client, ada: Client, own: str) -> None:
    updated = entry_of(client, own)
    ada.post(f"{own}act/", {"act": "withdraw", "why": "they asked"})
    assert "We meet" not in page(client, public(own))
    assert "We meet" not in page(client, "/networks/news.atom")
    assert "they asked" in page(ada, own)
    ada.post(f"{own}act/", {"act": "show"})
    assert entry_of(client, own) == updated


def test_lose_nothing_when_two_correct_it(ada: Client, own: str) -> None:
    seen = access.seen_news(News.objects.get())
    correct(ada, own, title="We meet again")
    shown = correct(ada, own, title="We meet on Monday", seen=seen)
    assert 'value="We meet on Monday"' in shown.content.decode()
    assert '<span class="soft">Now:</span> <bdi>We meet again</bdi>' in shown.content.decode()
    assert shown.content.decode().count("Now:") == 1
    assert News.objects.get().title == "We meet again"
    assert correct(ada, own, title="We meet on Monday").status_code == 302


@pytest.mark.parametrize(
    "said",
    [
        {"title": " "},
        {"title": "\x07"},
        {"text": "\x07"},
        {"on": "2026-13-01"},
        {"text": "Call us at 0300 or 08457 90 90 90"},
    ],
)
def test_refuse_what_is_empty_or_blocked_at_its_field(ada: Client, own: str, said: dict[str, str]) -> None:
    shown = correct(ada, own, **said)
    assert shown.status_code == 200
    assert list(shown.context["form"].errors) == list(said)
    told = ada.post(f"{own.rpartition('/news/')[0]}/news/", {**SAID, **said})
    assert list(told.context["news_form"].errors) == list(said)
    assert News.objects.get().title == "We meet agan"


def test_do_not_find_what_another_network_told(ada: Client, own: str) -> None:
    other = add(ada, "networks", {"name": "Library group"})
    here = own.replace(own.split("/")[4], str(other))
    assert ada.get(here).status_code == 404
    assert ada.post(here, {**SAID, "seen": ""}).status_code == 404
    for said in ({"act": "withdraw"}, {"change_set": str(uuid.uuid4())}):
        assert ada.post(f"{here}act/", said).status_code == 404
    assert ada.post(f"{own}act/", {"change_set": "x"}).status_code == 404
    assert not News.objects.get().is_withdrawn


def test_stay_out_of_the_log_that_goes_to_other_programs(ada: Client, own: str) -> None:
    correct(ada, own, title="We meet again")
    assert list(changes()) == []
