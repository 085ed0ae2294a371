"""What stands to be read before writing: it says what holds, in every language, and names nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from peerline.conversations import figures
from peerline.conversations.models import Conversation, Message
from peerline.door import unscripted
from peerline.kit import clock
from peerline.kit.tokens import new_ref
from peerline.line import actions, policy, wording
from peerline.line.models import Line
from peerline.line.tests.test_change_the_line import FILLED
from peerline.people import actions as people
from peerline.people.models import Member
from peerline.people.practice import PracticeMember

NOT_THERE = 404
PAGES = ("/promises/", "/who/", "/before/")


def page(address: str, **headers: str) -> str:
    """What a visitor reads, who leaves no trace."""
    response = Client().get(address, headers=headers or None)
    assert response.status_code == 200
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    return response.content.decode()


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_speaks_every_shipped_language(lantern: Line, language: str) -> None:
    for address in PAGES:
        shown = page(f"{address}?language={language}")
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in shown
        assert wording.BLANK not in shown
        assert "{" not in shown.partition("<main")[2]


def test_shows_all_of_the_policy(lantern: Line) -> None:
    actions.change_policy(FILLED)
    shown = page("/promises/")
    assert all(text in shown for name in policy.TEXTS for text in getattr(FILLED, name).values())
    assert "Lantern, Dublin" in shown
    assert "We never say whether somebody has written to us." in shown
    assert "in: 90 days." in shown
    assert "at most: 30 days." in shown


def test_says_what_is_not_written_yet(lantern: Line) -> None:
    missing = wording.text("pack-missing", "en")
    assert page("/promises/").count(missing) == 6
    actions.change_policy(replace(FILLED, breach={"en": "Within {…}."}))
    assert page("/promises/").count(missing) == 1


def test_keeps_what_held_before(lantern: Line) -> None:
    actions.change_policy(FILLED)
    actions.change_policy(replace(FILLED, exceptions={"en": "None at all."}, retention_days=30))
    assert 'href="/promises/2/?language=en"' in page("/promises/")
    before = page("/promises/2/")
    assert "A court orders us." in before
    assert "None at all." not in before
    assert "in: 90 days." in before
    assert "in: 30 days." in page("/promises/")
    assert Client().get("/promises/4/").status_code == NOT_THERE


def test_counts_the_roles_and_names_nobody(ada: PracticeMember, sol: PracticeMember, kim: PracticeMember) -> None:
    shown = page("/who/")
    assert re.search(r"Leads: <bdi>1–3</bdi>", shown)
    assert re.search(r"Coordinators: <bdi>1–3</bdi>", shown)
    assert wording.text("who-coordinator-closed", "en") in shown
    assert not {"Ada", "Sol", "Kim"} & set(re.findall(r"\w+", shown))


def test_says_when_a_coordinator_can_open_messages(ada: PracticeMember, kim: PracticeMember) -> None:
    assert wording.text("who-few", "en") not in page("/who/")
    people.set_duties(kim.member, ["coordinator", "lead"], reviewed=False)
    shown = page("/who/")
    assert wording.text("who-coordinator-open", "en") in shown
    assert wording.text("who-few", "en") in shown


def test_says_that_a_provider_has_the_mail(lantern: Line, settings: Settings) -> None:
    told = wording.text("who-provider", "en")
    assert told not in page("/who/")
    settings.PEERLINE_IMAP = "imaps://lantern@mail.example"
    assert told in page("/who/")


@pytest.mark.parametrize(
    ("count", "told"), [(0, ""), (1, "1–3"), (3, "1–3"), (4, "4–9"), (10, "10–29"), (29, "10–29"), (30, "30+")]
)
def test_counts_in_bands(count: int, told: str) -> None:
    assert figures.band(count) == told


def test_shows_the_numbers_of_the_chosen_country(lantern: Line) -> None:
    assert "tel:112" in page("/write/?country=DE&language=en")
    assert "tel:190" in page("/who/?country=br")
    assert "tel:112" in page("/who/?country=XX", **{"accept-language": "de"})


def test_says_how_long_it_took_lately_from_twenty_answers_on(ada: PracticeMember, sol: PracticeMember) -> None:
    for _ in range(2):
        unscripted.begin("Hello.", {}, language="en", urgent=False)
    first, second = Conversation.objects.order_by("id")

    def answer(found: Conversation, hours: float) -> None:
        key, at = found.keys.get(), clock.now()
        asked_at = at - timedelta(hours=hours)
        facts = {"key": key, "kind": Message.OUT, "way": "web", "size_class": 512, "sealed": b"", "at": at}
        Message.objects.create(ref=new_ref(), conversation=found, stopped_asked_at=asked_at, **facts)

    for _ in range(figures.FEWEST_ANSWERS):
        answer(first, 1)
    assert figures.usual_wait() is None
    for hours in (3, 5, 20):
        made = Conversation.objects.get(pk=second.pk)
        for _ in range(7):
            made.pk, made.ref, made.tag_hash = None, new_ref(), None
            made.save()
            key = second.keys.get()
            key.pk, key.conversation = None, made
            key.save()
            answer(made, hours)
    assert figures.usual_wait() == 6
    assert "Lately, half of the answers came within: 6 hours." in page("/write/?language=en")


def test_says_that_nobody_is_here_and_that_writing_is_possible(lantern: Line, ada: PracticeMember) -> None:
    told = "Nobody of us is here right now."
    assert told not in page("/write/?language=en")
    Member.objects.update(here=False)
    shown = page("/write/?language=en")
    assert told in shown
    assert "peer-write" in shown


@pytest.mark.parametrize("step", ["", "&back", "&link"])
def test_warns_of_nothing_on_a_page_without_script_that_was_just_opened(lantern: Line, step: str) -> None:
    shown = page(f"/write/?language=en&plain{step}")
    assert re.findall(r'role="alert"[^>]*>\s*(?:<p>)?([^<]+)', shown) == []
    assert "{'" not in shown


@pytest.mark.usefixtures("lantern", "ada")
@pytest.mark.parametrize("address", ["/write/?language=en", "/write/?language=en&plain"])
def test_says_what_nobody_may_miss_before_the_field_and_folds_the_rest(address: str) -> None:
    before = page(address).partition("<main")[2].partition("<textarea")[0]
    open_, _, folded = before.partition("<details")
    assert "So we cannot send an ambulance." in open_
    assert "An answer takes at most" in open_
    assert "They are not therapists" in folded
    assert "We do not tell anyone what you write" in folded


def test_names_a_language_that_nobody_here_answers_in(lantern: Line, ada: PracticeMember) -> None:
    assert "Nobody here answers in this language yet" not in page("/write/?language=en")
    shown = page("/write/?language=pl")
    assert "Nikt tu jeszcze nie odpowiada w tym języku: polski." in shown


def test_shows_the_numbers_of_another_country_by_themselves(lantern: Line) -> None:
    answer = Client().get("/api/door/numbers?country=br&language=pt")
    assert {"number": "190", "service": wording.text("service-police", "pt")} in answer.json()["numbers"]
    assert not answer.cookies
    assert Client().get("/api/door/numbers?country=XX").status_code == NOT_THERE


def test_names_the_onion_service_where_there_is_one(lantern: Line, settings: Settings) -> None:
    assert "Onion-Location" not in Client().get("/before/").headers
    settings.PEERLINE_ONION = "http://lantern.onion"
    settings.ALLOWED_HOSTS = ["testserver", "lantern.onion"]
    there = Client().get("/before/?language=de")
    assert there["Onion-Location"] == "http://lantern.onion/before/?language=de"
    assert "http://lantern.onion" in there.content.decode()
    assert "Onion-Location" not in Client().get("/before/", headers={"host": "lantern.onion"}).headers
    assert "Onion-Location" not in Client().get("/api/door/numbers?country=DE").headers
