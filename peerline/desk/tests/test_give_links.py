"""Links for other pages: in each language, to the door, with nothing that runs or tells."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.desk.tests.conftest import Seat
from peerline.desk.views import links
from peerline.line import wording
from peerline.line.actions import set_wording
from peerline.line.models import Line
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db


def test_lead_to_the_door_in_every_shipped_language(kim: PracticeMember, seat: Seat) -> None:
    page = seat(kim).get("/desk/line/links/")
    assert [tag for tag, _ in page.context["buttons"]] == list(wording.SHIPPED)
    for tag, html in page.context["buttons"]:
        there = re.search(r'href="http://[^/]+(/write/[^"]*)"', html)
        assert there is not None
        assert f'lang="{tag}"' in Client().get(there[1]).content.decode()


def test_run_nothing_and_tell_nothing(lantern: Line) -> None:
    for tag in wording.SHIPPED:
        assert "script" not in links.button(tag)
        assert 'rel="noreferrer' in links.button(tag)


def test_give_a_wiki_one_row_a_language_and_english_for_the_rest(lantern: Line, settings: Settings) -> None:
    settings.PEERLINE_URL = "https://lantern.example"
    rows = links.template().splitlines()
    assert rows[0] == "<includeonly>{{#switch:{{int:lang}}"
    assert "|pt=[https://lantern.example/write/?language=pt " in links.template()
    assert rows[-2].startswith("|#default=[https://lantern.example/write/?language=en ")
    assert len(rows) == len(wording.SHIPPED) + 2


def test_keep_what_the_line_worded_from_becoming_code(lantern: Line) -> None:
    set_wording("home-title", "en", "Write]]|<b>now</b> to us")
    assert "Write&#93;&#93;&#124;&#60;b&#62;now" in links.template()
    assert "<b>" not in links.button("en")


def test_are_for_coordinators(ada: PracticeMember, seat: Seat) -> None:
    assert seat(ada).get("/desk/line/links/").status_code == 404
