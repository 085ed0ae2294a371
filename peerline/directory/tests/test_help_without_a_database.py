"""While the database does not answer, whoever opens a page of the line is ..."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import OperationalError, connection
from django.test import Client

from peerline.directory import cards, kept
from peerline.line import wording
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def reader(cast: Cast, client: Client) -> Iterator[Client]:
    """Who reads when the line has run for a while, and its database has just gone away."""

    def away(*_asked: object) -> None:
        raise OperationalError

    assert client.get("/cards/").status_code == 200
    assert wording._own
    kept.ask_anew()
    wording._own = replace(wording._own, read_at=wording._own.read_at - 60)
    client.raise_request_exception = False
    with connection.execute_wrapper(away):
        yield client


@pytest.mark.parametrize(
    "path",
    ["", "now/", "now/copy/", "now/list/", "networks/", "before/", "write/", "suggest/", "sign-in/"],
)
def test_given_the_emergency_numbers(reader: Client, path: str) -> None:
    shown = reader.get(f"/{path}?country=JP", headers={"Accept-Language": "ja-JP"})
    said = shown.content.decode()
    assert shown.status_code == 503
    assert shown["Retry-After"] == "60"
    assert 'href="tel:119"' in said
    assert wording.text("now-away", "ja") in said
    assert not shown.cookies


@pytest.mark.parametrize("name", cards.CARDS)
def test_shown_every_card(reader: Client, name: str) -> None:
    shown = reader.get(f"/cards/{name}/?language=de&country=DE")
    assert shown.status_code == 200
    assert wording.text(f"card-{name}-title", "de") in shown.content.decode()


def test_told_in_their_language_and_country_without_having_chosen(reader: Client) -> None:
    shown = reader.get("/", headers={"Accept-Language": "uk"}).content.decode()
    assert '<html lang="uk"' in shown
    assert 'href="tel:103"' in shown


def test_given_no_list_by_the_interface_but_an_error(reader: Client) -> None:
    shown = reader.get("/hsds/services")
    assert (shown.status_code, shown.json()["error"]) == (503, "unavailable")


@pytest.mark.parametrize("path", ["/desk/", "/directory/", "/me/"])
def test_shown_no_numbers_at_work(reader: Client, cast: Cast, path: str) -> None:
    reader.cookies["sessionid"] = "x" * 32
    shown = reader.get(path)
    assert shown.status_code == 503
    assert b"tel:" not in shown.content


def test_led_away_by_leaving(reader: Client) -> None:
    """Also with a session, which cannot be looked up."""
    assert reader.get("/leave/").status_code == 302
    reader.cookies["sessionid"] = "x" * 32
    assert b"tel:" not in reader.get("/leave/").content


def test_told_nothing_of_the_sort_when_a_page_is_not_there(client: Client) -> None:
    shown = client.get("/nothing/")
    assert shown.status_code == 404
    assert wording.text("now-away", "en") not in shown.content.decode()
