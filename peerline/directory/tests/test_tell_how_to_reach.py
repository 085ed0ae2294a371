"""The ways to reach a service, as a page tells them: it ..."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from peerline.directory import actions
from peerline.directory.tests.test_find import add, hanging
from peerline.directory.tests.test_reach_somebody_now import page
from peerline.directory.vocabulary import named
from peerline.line import wording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon", "words")]


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ({"type": "whatsapp", "number": "+65 9151 1767"}, 'WhatsApp <a href="https://wa.me/6591511767">'),
        ({"type": "whatsapp", "number": "9151 1767"}, "WhatsApp <bdi>9151 1767</bdi>"),
        ({"type": "textphone", "number": "030 999"}, 'text telephone <a href="tel:030999">'),
        ({"type": "text", "number": "50808", "description": "the word HELLO"}, "</a> (<bdi>the word HELLO</bdi>)"),
    ],
)
def test_has_nobody_call_or_text_what_takes_something_else(client: Client, phone: dict[str, str], said: str) -> None:
    add("Lantern Call", hanging("Lantern Call", "phone", **phone))
    shown = page(client, "/now/?country=DE")
    quiet, _, talk = shown.partition(wording.text("now-quiet", "en"))[2].partition(wording.text("now-talk", "en"))
    assert said in quiet
    assert said in talk
    numbers = json.loads(page(client, "/now/list.json?country=DE"))["services"][0]["ways"]
    assert [one["kind"] for one in numbers] == ["call", "sms" if phone["type"] == "text" else phone["type"]]
    assert numbers[1]["note"] == phone.get("description", "")


def test_has_somebody_call_a_mobile_phone_and_says_what_to_press(client: Client) -> None:
    add("Lantern Call")
    number = {"id": str(named("phone", "Lantern Call")), "service_id": str(named("service", "Lantern Call"))}
    mobile = {"number": "0160 1234567", "type": "cell", "extension": "12"}
    actions.save_rows([("phone", number | mobile)], by=None)
    actions.renew_reach([named("service", "Lantern Call")])
    shown = page(client, "/now/?country=DE&how=call")
    assert 'href="tel:01601234567"' in shown
    assert "<bdi>extension 12</bdi>" in shown


def test_leads_on_where_nobody_is_known(client: Client) -> None:
    add("Lantern Call")
    shown = page(client, "/now/?country=DE&need=men&words=xyz")
    assert 'href="/now/?language=en&amp;country=DE">Show all that we know for Germany' in shown
    for address in ("/now/?country=TV", "/now/copy/?country=TV"):
        shown = page(client, address)
        assert "Show all that we know" not in shown
        assert 'href="https://findahelpline.com/"' in shown
        assert "<bdi>lila.help</bdi></a> (Women)" in shown


def test_puts_no_website_on_paper_beside_a_number(client: Client) -> None:
    add("Lantern Call", url="https://lantern.example/", email="talk@lantern.example")
    shown = page(client, "/now/?country=DE")
    assert '<span class="noprint"> · website <a href="https://lantern.example/">' in shown
    assert '<span>e-mail <a href="mailto:talk@lantern.example">' in shown
