"""The cards of the first hour: it ..."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from peerline.directory import cards
from peerline.line import wording

pytestmark = pytest.mark.django_db
MOST_SIGNS = 300  # where words are not divided by spaces


@pytest.mark.parametrize("language", wording.SHIPPED)
@pytest.mark.parametrize("name", cards.CARDS)
def test_says_at_most_120_words(name: str, language: str) -> None:
    card = cards.card(name, language)
    said = " ".join((card.title, *card.steps))
    assert len(said.split()) <= cards.MOST_WORDS
    assert language != "ja" or len(said) <= MOST_SIGNS + len(card.title)
    assert len(card.steps) == 6


@pytest.mark.parametrize("name", cards.CARDS)
def test_shows_each_card_with_its_sources(client: Client, name: str) -> None:
    response = client.get(f"/cards/{name}/?language=ar")
    shown = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert '<html lang="ar" dir="rtl">' in shown
    assert wording.text(f"card-{name}-title", "ar") in shown
    assert all(f'href="{address}"' in shown for _, address in cards.CARDS[name])
    assert "<script" not in shown.partition("<main")[2]


def test_names_all_cards_on_one_page_and_beside_the_numbers(client: Client) -> None:
    for address in ("/cards/?language=de", "/now/?language=de"):
        shown = client.get(address).content.decode()
        assert all(f"/cards/{name}/?language=de" in shown for name in cards.CARDS)


def test_has_no_other_card(client: Client) -> None:
    assert client.get("/cards/nothing/").status_code == 404
    assert client.post("/cards/posted/").status_code == 405


@pytest.mark.parametrize(
    ("page", "way", "back"),
    [
        ("/now/", "/suggest/", ""),
        ("/now/", "/comment/", "/now/"),
        ("/cards/", "/comment/", "/cards/"),
        ("/cards/posted/", "/comment/", "/cards/posted/"),
    ],
)
def test_keeps_the_country_on_the_way_to_a_form_and_back(client: Client, *, page: str, way: str, back: str) -> None:
    """The numbers of another country would be the wrong ones."""
    shown = client.get(f"{page}?language=en&country=BR").content.decode()
    found = re.search(rf'href="({way}[^"]+)"', shown)
    assert found
    form = client.get(html.unescape(found[1])).content.decode()
    assert 'href="tel:190"' in form
    assert f'href="{back}?language=en&amp;country=BR"' in form if back else "country=BR" in form
