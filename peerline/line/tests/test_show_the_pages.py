"""The first public page."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.line import actions, wording
from peerline.line.models import Line
from peerline.line.tests.test_change_the_line import FILLED

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers or None)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_says_that_nobody_answers_while_closed(client: Client, lantern: Line) -> None:
    shown = page(client, "/")
    assert wording.text("home-closed", "en") in shown
    assert "mailto:" not in shown


def test_says_how_to_write_while_open(client: Client, lantern: Line) -> None:
    actions.change_policy(FILLED)
    actions.open_line()
    shown = page(client, "/")
    assert 'href="mailto:hello@lantern.example"' in shown
    assert "48 hours" in shown
    assert all(text in shown for text in ("We tell nobody.", "A court orders us.", "You may write.", "Lantern, Dublin"))
    assert shown.index("tel:911") < shown.index("mailto:")


def test_shows_no_text_with_a_blank(client: Client, lantern: Line) -> None:
    shown = page(client, "/")
    assert wording.BLANK not in shown
    assert "{" not in shown.partition("<main")[2]


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_speaks_every_shipped_language(client: Client, lantern: Line, language: str) -> None:
    shown = page(client, f"/?language={language}")
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in shown
    assert wording.text("now-title", language) in shown


def test_follows_the_language_of_the_browser(client: Client, lantern: Line) -> None:
    shown = page(client, "/", **{"accept-language": "pt-BR,pt;q=0.9"})
    assert wording.text("home-title", "pt") in shown
    assert "tel:192" in shown
    # The best of those that are written here, also one that members' pages do not have.
    assert wording.text("home-title", "ru") in page(client, "/", **{"accept-language": "tlh,ru;q=0.9,de;q=0.8"})


def test_survives_a_language_that_is_none(client: Client, lantern: Line) -> None:
    for language in ("", "xx", "-", "pt_BR", "'\"<b>", "e" * 300, "en-001"):
        assert client.get("/", {"language": language}).status_code == 200


def test_shows_nothing_under_a_name_that_is_not_ours(client: Client, lantern: Line, settings: Settings) -> None:
    assert "*" not in settings.ALLOWED_HOSTS
    refused = client.get("/", headers={"host": "mallory.example"})
    assert refused.status_code == 400
    assert b"Use the address of the line" in refused.content
    assert b"mallory" not in refused.content
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 200
