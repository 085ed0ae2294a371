"""What "somebody to reach, now" tells of this moment, in which order, by what it is narrowed, how it is left: it ..."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peerline.directory import actions, kept
from peerline.directory.models import Listing
from peerline.directory.tests.entries import TUESDAY_NOON, a_service
from peerline.directory.tests.test_find import add, hanging, show
from peerline.directory.tests.test_reach_somebody_now import page
from peerline.directory.vocabulary import AUDIENCE, named, term_id
from peerline.line import actions as line_actions
from peerline.line import wording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def lantern(db: None) -> None:
    """The line Lantern, closed."""
    line_actions.make_line(line_actions.NewLine("Lantern", "hello@lantern.example", sender_name="Jo"))


HALF = {"freq": "WEEKLY", "byday": "TU", "opens_at": "09:00", "closes_at": "12:30", "zone": "UTC"}


@pytest.mark.usefixtures("words")
def test_calls_nobody_open_who_closes_while_the_page_is_kept(client: Client) -> None:
    add("Lantern Call", hanging("Lantern Call", "schedule", **HALF))
    shown = page(client, "/now/?country=DE")
    assert "Tue 09:00–12:30" in shown
    assert not [word for word in ("· open now", "<b>closed now</b>") if word in shown]
    with time_machine.travel(datetime(2026, 11, 3, 11, 5, tzinfo=UTC), tick=False):
        assert "> · open now</span>" in page(client, "/now/?country=DE")


@pytest.mark.usefixtures("words")
def test_says_of_now_nothing_in_what_is_read_later(client: Client) -> None:
    add("Lantern Call", hanging("Lantern Call", "schedule", **{**HALF, "closes_at": "17:00"}))
    add("Lantern Law", hanging("Lantern Law", "schedule", **{**HALF, "opens_at": "15:00", "closes_at": "17:00"}))
    copy = page(client, "/now/copy/?country=DE&language=en")
    assert "Tue 15:00–17:00" in copy
    assert not [word for word in ("open now", "closed now") if word in copy]


@pytest.mark.usefixtures("words")
def test_puts_who_is_closed_at_the_end_and_says_the_order(client: Client) -> None:
    add("Lantern Shut", hanging("Lantern Shut", "schedule", **{**HALF, "byday": "MO"}))
    add("Lantern Open", hanging("Lantern Open", "schedule", **HALF))
    Listing.objects.filter(service=named("service", "Lantern Shut")).update(verified_on=date(2026, 11, 2))
    actions.renew_reach([named("service", "Lantern Shut")])
    shown = page(client, "/now/?country=DE")
    places = [wording.text("now-order", "en"), "Lantern Open", "Lantern Shut"]
    assert sorted(places, key=shown.index) == places


@pytest.mark.usefixtures("words")
def test_says_what_a_number_is_for_when_it_takes_no_calls(client: Client) -> None:
    rows = [one for one in a_service("Lantern Text") if one[0] != "phone"]
    actions.save_rows([*rows, hanging("Lantern Text", "phone", number="50808", type="sms")], by=None)
    show("Lantern Text")
    shown = page(client, "/now/?country=DE&language=en").partition('id="talk"')[2]
    assert '<bdi>50808</bdi></a><p class="meta">text message </p>' in shown


@pytest.mark.usefixtures("words")
def test_keeps_a_pair_together_when_half_of_it_answers_from_elsewhere(client: Client) -> None:
    add("Lantern Here")
    add("Lantern Everywhere", country="INT")
    both = [named("service", one) for one in ("Lantern Here", "Lantern Everywhere")]
    Listing.objects.filter(service__in=both).update(pair=named("pair"))
    actions.renew_reach(both)
    shown = page(client, "/now/?country=DE")
    (place,) = (one for one in shown.partition("<main")[2].split("<li>") if "Lantern Here" in one)
    assert "Lantern Everywhere" in place
    assert "These answer from elsewhere:" not in shown


@pytest.mark.usefixtures("words")
def test_says_closed_also_beside_what_needs_no_voice(client: Client) -> None:
    chat = hanging("Lantern Chat", "url", label="chat", url="https://chat.lantern.example/room")
    add("Lantern Chat", chat, hanging("Lantern Chat", "schedule", **{**HALF, "byday": "MO"}))
    quiet = page(client, "/now/?country=DE").partition('id="quiet"')[2].partition("</section>")[0]
    assert "<b>closed now</b>" in quiet


@pytest.mark.usefixtures("words")
def test_tells_who_answers_from_elsewhere_apart(client: Client) -> None:
    add("Lantern Call")
    add("Lantern Everywhere", country="INT")
    shown = page(client, "/now/?country=DE")
    places = ["Lantern Call", "These answer from elsewhere:", "Lantern Everywhere"]
    assert sorted(places, key=shown.index) == places


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("words=lantern+cal", True),
        ("words=lantren", True),
        ("words=harbour", False),
        ("how=call", True),
        ("how=chat", False),
        ("whom=adults", True),
        ("whom=women", False),
        ("free=1", True),
        ("open=1", True),
        ("how=pigeon&whom=nobody", True),
    ],
)
def test_finds_by_what_is_chosen_more_closely(client: Client, asked: str, *, is_found: bool) -> None:
    adults = {"link_id": str(named("service", "Lantern Call")), "link_entity": "service"}
    add(
        "Lantern Call",
        hanging("Lantern Call", "schedule", **HALF),
        hanging("Lantern Call", "cost_option", amount="0", option="free"),
        ("attribute", {"id": str(named("a")), "taxonomy_term_id": str(term_id(AUDIENCE, "adults")), **adults}),
    )
    shown = page(client, f"/now/?country=DE&{asked}")
    assert ("tel:0301234567" in shown) is is_found
    assert ("Lantern House" in page(client, f"/now/copy/?country=DE&{asked}")) is is_found
    assert ("We looked for: lantern." in shown) is (asked == "words=lantren")
    assert ('<details class="more" open>' in shown) is ("pigeon" not in asked)


@pytest.fixture
def four(words: None) -> None:
    """One for Bavaria and Hesse, one for Saxony in English, one for all of Germany, one that answers everywhere."""
    for name, country, regions, languages in (
        ("Lantern South", "DE", ("Bavaria", "Hesse"), ("de",)),
        ("Lantern East", "DE", ("Saxony",), ("en-GB", "uk")),
        ("Lantern All", "DE", ("Deutschland",), ()),
        ("Lantern World", "INT", (), ("en",)),
    ):
        rows = [one for one in a_service(name, country=country) if one[0] != "service_area" or not regions]
        spoken = [hanging(name, "language", code=one) for one in languages]
        areas = [hanging(name, "service_area", extent=f"{country}-{one}") for one in regions]
        for (_table, area), region in zip(areas, regions, strict=True):
            area |= {"extent": country, "name": region}
        actions.save_rows([*rows, *spoken, *areas], by=None)
    show("Lantern South", "Lantern East", "Lantern All", "Lantern World")


def _names(shown: str) -> list[str]:
    """The services of a page of `four`, in its order."""
    talk = shown.partition('id="talk"')[2] or shown.partition("<ul")[2]
    return re.findall(r"Lantern (South|East|All|World)", talk)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["East", "All", "South", "World"]),
        ("speaks=de", ["South"]),
        ("speaks=en", ["East", "World"]),
        ("speaks=uk-UA", ["East"]),
        ("speaks=ja", []),
        ("region=Hesse", ["South", "All", "World"]),
        ("region=Saxony", ["East", "All", "World"]),
        ("region=Hesse&speaks=en", ["World"]),
        ("region=Hesse&need=legal", []),
        ("region=Nowhere&speaks=klingonese", ["East", "All", "South", "World"]),
        ("region=%00&speaks=zh_Hans", ["East", "All", "South", "World"]),
    ],
)
def test_finds_by_language_and_region(client: Client, asked: str, found: list[str]) -> None:
    shown = page(client, f"/now/?country=DE&language=en&{asked}")
    assert _names(shown) == found
    assert _names(page(client, f"/now/copy/?country=DE&language=en&{asked}")) == found
    data = json.loads(page(client, f"/now/list.json?country=DE&language=en&{asked}"))
    assert [one["about"].split()[1].rstrip(".") for one in data["services"]] == found
    is_known = "klingon" not in asked and "zh" not in asked
    assert (wording.text("now-speaks-known", "en") in shown) is ("speaks=" in asked and is_known)
    assert (wording.text("now-region-first", "en") in shown) is ("region=" in asked and is_known and found != [])


@pytest.mark.usefixtures("four")
def test_offers_the_languages_and_regions_that_there_are(client: Client) -> None:
    shown = page(client, "/now/?country=DE&language=en&need=legal&speaks=ja&region=Hesse")
    languages = shown.partition('name="speaks"')[2].partition("</select>")[0]
    assert re.findall(r'value="(\w*)"[^>]*>([^<]+)', languages) == [
        ("", "any language"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("uk", "українська"),
        ("ja", "日本語"),
    ]
    assert 'lang="ja" selected' in languages
    regions = shown.partition('name="region"')[2].partition("</select>")[0]
    assert re.findall(r"<option[^>]*>([^<]+)", regions) == ["–", "Bavaria", "Hesse", "Saxony"]
    assert "<option selected>Hesse" in regions
    assert "&amp;speaks=ja&amp;region=Hesse" in shown
    assert 'name="region"' not in page(client, "/now/?country=FR&language=en")


@pytest.mark.usefixtures("four")
def test_keeps_no_region_that_there_is_not(client: Client) -> None:
    page(client, "/now/?country=DE&region=Wren's+village&speaks=wren")
    assert not [one for one in kept._pages if "wren" in str(one).casefold()]


@pytest.mark.usefixtures("four")
def test_looks_over_the_country_once_for_all_its_pages(client: Client) -> None:
    def scans(asked: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(client, f"/now/?country=DE&language=en{asked}")
        return sum("ORDER BY" in one["sql"] and "directory_reach" in one["sql"] for one in seen)

    assert [scans(asked) for asked in ("", "&region=Hesse", "&speaks=de", "&region=Hesse")] == [2, 2, 2, 0]


@pytest.mark.usefixtures("lantern", "four")
def test_gives_a_page_that_is_kept_while_the_database_is_away(client: Client) -> None:
    """For the hour that it is kept; who was not kept has to wait."""

    def away(*_asked: object) -> None:
        raise OperationalError

    known = page(client, "/now/?country=DE&language=en&region=Hesse")
    with time_machine.travel(TUESDAY_NOON, tick=False) as clock, connection.execute_wrapper(away):
        assert kept._asked
        assert wording._own
        kept._asked = (kept._asked[0] - 60, *kept._asked[1:])
        wording._own = replace(wording._own, read_at=wording._own.read_at - 60)
        assert page(client, "/now/?country=DE&language=en&region=Hesse") == known
        client.raise_request_exception = False
        assert client.get("/now/?country=FR&language=en").status_code == 503
        clock.shift(3600)
        assert client.get("/now/?country=DE&language=en&region=Hesse").status_code == 503


@pytest.mark.usefixtures("words")
def test_keeps_no_page_with_what_somebody_typed(client: Client) -> None:
    add("Lantern Call")
    page(client, "/now/?country=DE&words=lantern")
    assert not [one for one in kept._pages if "lantern" in str(one)]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("zone", "country", "said"),
    [
        ("Europe/Berlin", "DE", "Tue 09:00–12:30"),
        ("Europe/Berlin", "INT", "Tue 09:00–12:30 (Central European Time)"),
        ("America/Sao_Paulo", "BR", "Tue 09:00–12:30 (Brasilia Time)"),
        ("Nowhere/Else", "INT", "Tue 09:00–12:30 (Nowhere/Else)"),
    ],
)
def test_names_the_time_zone_where_clocks_may_differ(client: Client, *, zone: str, country: str, said: str) -> None:
    add("Lantern Call", hanging("Lantern Call", "schedule", **{**HALF, "zone": zone}), country=country)
    chosen = "DE" if country == "INT" else country
    assert f"<bdi>{said}</bdi>" in page(client, f"/now/?country={chosen}&language=en")


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize(
    "address",
    ["/", "/now/", "/cards/", "/cards/suicide/", "/suggest/", "/comment/?about=now", "/now/?language=ar"],
)
def test_can_be_left_quickly_and_shows_no_page_that_was_read(client: Client, address: str) -> None:
    shown = page(client, address)
    first = shown.partition("</a>")[2]  # behind "Skip to content"
    assert first.index('href="/leave/"') < first.index("<a", first.index("/leave/"))
    assert 'rel="nofollow noreferrer"' in first
    assert "peerline/leave.js" in shown


@pytest.mark.usefixtures("lantern")
def test_keeps_the_country_from_page_to_page(client: Client) -> None:
    assert "/cards/suicide/?language=en&amp;country=JP" in page(client, "/now/?country=JP&language=en")
    card = page(client, "/cards/suicide/?country=JP&language=en")
    assert 'href="tel:119"' in card
    assert "/now/?language=en&amp;country=JP" in card
    assert "<title>Right after something happened</title>" in card
