"""The page of who can be reached now: it ..."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Event

import pytest
import time_machine
from django.test import Client

from peerline.directory import access, actions, kept
from peerline.directory.facts import Facts
from peerline.directory.models import Listing
from peerline.directory.tests.entries import TUESDAY_NOON, a_service
from peerline.directory.tests.test_find import add, hanging
from peerline.directory.vocabulary import AUDIENCE, named, term_id
from peerline.line import actions as line_actions
from peerline.line import emergency, wording
from peerline.line.models import Line
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def lantern(db: None) -> Line:
    """The line Lantern, closed."""
    return line_actions.make_line(line_actions.NewLine("Lantern", "hello@lantern.example", sender_name="Jo"))


def page(client: Client, address: str, **headers: str) -> str:
    """A page without a cookie, without the spaces of its making."""
    response = client.get(address, headers=headers or None)
    assert response.status_code == 200
    assert not response.cookies
    return " ".join(response.content.decode().split())


def test_shows_the_numbers_of_the_chosen_country(client: Client, lantern: Line) -> None:
    shown = page(client, "/now/?country=jp")
    assert 'href="tel:119"' in shown
    assert '<option value="JP" selected>Japan' in shown
    assert "phonenumbers 9" in shown
    assert "<script" not in shown.partition("<main")[2]


@pytest.mark.parametrize("country", ["ZZ", "<b>", "x" * 5000, "\x00"])
def test_has_a_sentence_for_a_country_it_does_not_know(client: Client, lantern: Line, country: str) -> None:
    response = client.get("/now/", {"country": country})
    assert wording.text("now-none", "en").split(".")[0] in response.content.decode()
    assert b"<b>" not in response.content


def test_begins_with_the_country_guessed_from_the_language(client: Client, lantern: Line) -> None:
    assert '<option value="BR" selected>Brasil' in page(client, "/now/?language=pt")


def test_says_that_a_country_was_guessed(client: Client, lantern: Line) -> None:
    for country, is_said in (("", True), ("XX", True), ("IE", False)):
        shown = page(client, f"/now/?country={country}", **{"accept-language": "en"})
        assert (wording.text("now-guessed", "en") in shown) == is_said


def test_shows_numbers_before_there_is_a_line(client: Client) -> None:
    assert "tel:112" in page(client, "/now/?country=DE")


def test_says_its_day_on_paper(client: Client, lantern: Line) -> None:
    with time_machine.travel(datetime(2026, 11, 3, 13, 0, tzinfo=UTC), tick=False):
        said = page(client, "/now/?country=DE&language=en")
    assert '<p class="printed">Copy of November 3, 2026.' in said


def test_only_shows(client: Client, lantern: Line) -> None:
    assert client.post("/now/").status_code == 405


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_speaks_every_shipped_language(client: Client, lantern: Line, language: str) -> None:
    shown = page(client, f"/now/?language={language}&country=BR")
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in shown
    assert f'lang="{language}" dir="{direction}"' in shown.partition("<main")[2]
    assert wording.text("now-title", language) in shown


@pytest.mark.usefixtures("words")
def test_tells_what_a_referral_has_to_tell(client: Client) -> None:
    hours = {"freq": "WEEKLY", "byday": "MO,TU,WE", "opens_at": "09:00", "closes_at": "10:00", "zone": "Europe/Berlin"}
    adults = {"link_id": str(named("service", "Lantern Call")), "link_entity": "service"}
    add(
        "Lantern Call",
        hanging("Lantern Call", "schedule", **hours),
        hanging("Lantern Call", "language", code="de"),
        hanging("Lantern Call", "cost_option", amount="0", option="free"),
        ("attribute", {"id": str(named("a")), "taxonomy_term_id": str(term_id(AUDIENCE, "adults")), **adults}),
        description="They listen.",
    )
    shown = page(client, "/now/?country=DE")
    assert shown.index("tel:112") < shown.index("tel:0301234567")
    assert "<bdi>Lantern House</bdi>" in shown
    assert "Lantern Call. They listen." in shown
    for said in ("free", "Mon–Wed 09:00–10:00", "German", "for: adults"):
        assert f"<bdi>{said}</bdi>" in shown
    assert "<b>closed now</b>" in shown
    assert "We have not checked this. From a list of August 2026." in shown
    assert "<script" not in shown.partition("<main")[2]


@pytest.mark.usefixtures("words")
def test_has_nobody_call_a_fax(client: Client) -> None:
    add("Lantern Call", hanging("Lantern Call", "phone", number="030 999", type="fax"))
    shown = page(client, "/now/?country=DE")
    assert "tel:0301234567" in shown
    assert "030 999" not in shown


@pytest.mark.usefixtures("words")
def test_says_what_is_not_known(client: Client) -> None:
    add("Lantern Call")
    assert "not known: cost, hours, and language" in page(client, "/now/?country=DE")


@pytest.mark.usefixtures("words")
def test_publishes_how_much_is_overdue(client: Client) -> None:
    add("Lantern Call")
    Listing.objects.update(due_on=date(2026, 11, 2))
    assert "Entries that we show: 1. Overdue for checking: 1." in page(client, "/now/?country=DE")


@pytest.mark.usefixtures("words")
def test_says_when_somebody_checked(client: Client, cast: Cast) -> None:
    add("Lantern Call")
    page(client, "/now/?country=DE")
    asked = actions.Asked(on=date(2026, 11, 2), method="call", confirmed_by="shift lead", outcome="reached")
    actions.verify(named("service", "Lantern Call"), asked, by=cast.sol.member, second=cast.noor.member)
    shown = page(client, "/now/?country=DE")
    assert "Checked by us on November 2, 2026." in shown
    assert "We have not checked this." not in shown


@pytest.mark.usefixtures("words")
def test_shows_what_needs_no_voice_before_the_rest(client: Client) -> None:
    add(
        "Lantern Chat",
        hanging("Lantern Chat", "url", label="chat", url="https://chat.lantern.example/room"),
        hanging("Lantern Chat", "phone", number="50808", type="sms"),
    )
    shown = page(client, "/now/?country=DE")
    quiet = shown.partition(wording.text("now-quiet", "en"))[2]
    assert quiet.index('href="https://chat.lantern.example/room"') < quiet.index(wording.text("now-talk", "en"))
    assert quiet.index('href="sms:50808"') < quiet.index(wording.text("now-talk", "en"))


@pytest.mark.usefixtures("words")
def test_narrows_by_need_and_says_who_answers_from_elsewhere(client: Client) -> None:
    add("Lantern Call")
    add("Lantern Everywhere", country="INT", need="legal")
    shown = page(client, "/now/?country=DE&need=legal")
    assert "We know nobody for this in Germany.</p>" in shown
    assert shown.index("These answer from elsewhere:") < shown.index("Lantern Everywhere")
    assert "Lantern Everywhere" in shown
    assert "Lantern Call" not in shown
    assert '<option value="legal" selected>' in shown
    assert "We know nobody for this in Germany.</p>" in page(client, "/now/?country=DE&need=men")


@pytest.mark.usefixtures("words")
def test_shows_both_of_a_pair_or_neither(client: Client) -> None:
    add("Lantern Adults")
    add("Lantern Youth", need="youth")
    both = [named("service", one) for one in ("Lantern Adults", "Lantern Youth")]
    Listing.objects.filter(service__in=both).update(pair=named("pair"))
    actions.renew_reach(both)
    shown = page(client, "/now/?country=DE&need=youth")
    assert "Lantern Youth" in shown
    assert "Lantern Adults" in shown
    actions.quarantine(both[0], reason="answered by somebody else")
    assert "Lantern Youth" not in page(client, "/now/?country=DE&need=youth")


@pytest.mark.usefixtures("words")
def test_never_shows_what_was_taken_out(client: Client) -> None:
    add("Lantern Call")
    assert "Lantern Call" in page(client, "/now/?country=DE")
    actions.quarantine(named("service", "Lantern Call"), reason="answered by somebody else")
    assert "Lantern Call" not in page(client, "/now/?country=DE")
    assert "Lantern Call" not in page(client, "/now/copy/?country=DE")


@pytest.mark.usefixtures("words")
def test_makes_a_page_once_an_hour(
    client: Client, django_assert_max_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "ASKED_SECONDS", 3600.0)  # however slow this machine is
    add("Lantern Call")
    page(client, "/now/?country=DE&language=en")
    with django_assert_max_num_queries(0):  # type: ignore[operator]
        page(client, "/now/?country=DE&language=en")


@pytest.mark.usefixtures("words")
def test_says_closed_in_the_next_hour(client: Client) -> None:
    hours = {"freq": "WEEKLY", "byday": "TU", "opens_at": "09:00", "closes_at": "13:00", "zone": "UTC"}
    add("Lantern Call", hanging("Lantern Call", "schedule", **hours))
    assert "open now" in page(client, "/now/?country=DE")
    with time_machine.travel(datetime(2026, 11, 3, 13, 0, tzinfo=UTC), tick=False):
        assert "closed now" in page(client, "/now/?country=DE")


@pytest.mark.usefixtures("words")
def test_links_to_nothing_but_the_web_and_numbers(client: Client) -> None:
    actions.save_rows(
        [
            *a_service("Lantern Call", url="javascript:alert(1)"),
            hanging("Lantern Call", "phone", number="ask at the desk", type="voice"),
        ],
        by=None,
    )
    add("Lantern Call", url="javascript:alert(1)")
    assert 'href="javascript' not in page(client, "/now/?country=DE")
    assert "<bdi>ask at the desk</bdi>" in page(client, "/now/?country=DE")


@pytest.mark.usefixtures("words")
def test_gives_a_copy_that_needs_nothing_else(client: Client) -> None:
    add("Lantern Call")
    response = client.get("/now/copy/?country=DE&language=en")
    assert response["Content-Disposition"] == 'attachment; filename="numbers-de.html"'
    shown = response.content.decode()
    assert "Copy of November 3, 2026." in shown
    assert "tel:0301234567" in shown
    assert not any(sign in shown for sign in ("<link", "<script", "<img", "src=", "<form"))


@pytest.mark.usefixtures("words")
def test_only_raises_the_check_when_a_number_did_not_work(cast: Cast) -> None:
    add("Lantern Call")
    client, service = Client(enforce_csrf_checks=True), named("service", "Lantern Call")
    listing = Listing.objects.filter(service=service)
    listing.update(due_on=date(2027, 6, 1))
    for _ in range(3):
        said = client.post("/now/doubt/?country=DE&language=en", {"service": str(service)})
        assert wording.text("now-doubted", "en") in said.content.decode()
        assert not said.cookies
    assert "Lantern Call" in page(client, "/now/?country=DE")
    assert listing.values_list("doubts", "due_on", "state").get() == (3, date(2026, 11, 10), Listing.SHOWN)


@pytest.mark.usefixtures("words")
def test_answers_a_doubt_of_what_is_not_shown_the_same_way(client: Client) -> None:
    add("Lantern Call")
    service = named("service", "Lantern Call")
    actions.quarantine(service, reason="answered by somebody else")
    asked = [str(service), str(named("nothing"))]
    # The answer says again what was asked, and nothing else.
    answers = {client.post("/now/doubt/", {"service": one}).content.replace(one.encode(), b"") for one in asked}
    assert len(answers) == 1
    assert Listing.objects.get(service=service).doubts == 0
    assert client.post("/now/doubt/", {"service": "x"}).status_code == 404
    foreign = client.post("/now/doubt/", {"service": str(service)}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 400


@pytest.mark.usefixtures("words")
def test_rises_in_edition_with_every_change_that_is_shown() -> None:
    before = access.edition()
    add("Lantern Call")
    assert access.edition() > before


@pytest.mark.usefixtures("lantern", "words")
def test_can_be_framed_as_a_list_and_as_nothing_else(client: Client) -> None:
    framed, whole = client.get("/now/list/?country=DE&language=de"), client.get("/now/?country=DE")
    rules = framed["Content-Security-Policy"]
    assert "frame-ancestors *" in rules
    assert all(f"{one} 'none'" in rules for one in ("default-src", "script-src", "form-action", "connect-src"))
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    shown = framed.content.decode()
    assert "<script" not in shown
    assert "<form" not in shown
    assert not framed.cookies
    assert 'href="tel:112"' in shown


@pytest.mark.usefixtures("lantern", "words")
def test_opens_pages_beside_the_frame_and_numbers_in_it(client: Client) -> None:
    add("Lantern Call", url="https://lantern.example/help")
    shown = page(client, "/now/list/?country=DE&need=suicide_crisis&language=de")
    assert '<a href="https://lantern.example/help" target="_blank">' in shown
    assert '<a href="tel:0301234567"><bdi>' in shown
    assert 'href="/now/?language=de&amp;country=DE&amp;need=suicide_crisis" target="_blank"' in shown
    assert 'target="_blank"' not in page(client, "/now/?country=DE")


@pytest.mark.usefixtures("lantern", "words")
def test_is_there_as_data_for_any_site(client: Client) -> None:
    add("Lantern Call")
    answer = client.get("/now/list.json?country=DE&language=en", headers={"accept-encoding": "gzip"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    said = json.loads(gzip.decompress(answer.content))
    assert said == client.get("/now/list.json?country=DE&language=en").json()
    (one,) = said["services"]
    assert one["name"] == "Lantern House"
    assert one["ways"][0] == {"kind": "call", "text": "030 1234567", "address": "tel:0301234567", "note": ""}
    assert "We have not checked this." in one["checked"]
    assert said["emergency"][0] == {"number": "112", "service": "ambulance, police, fire"}
    assert said["all"].endswith("/now/?language=en&country=DE")
    assert client.post("/now/list.json").status_code == 405


def test_parts_no_pair_where_a_list_ends() -> None:
    def hit(pair: str) -> access.Hit:
        return access.Hit(uuid.uuid4(), 0, Facts(pair=pair), ())

    alone, women, men, last = (hit(pair) for pair in ("", "one", "one", "two"))
    assert access.first([alone, women, men, last], 2) == [alone]
    assert access.first([alone, women, men, last], 3) == [alone, women, men]
    assert access.first([alone, women, men], 3) == [alone, women, men]
    assert access.first([women, men], 1) == []


@pytest.mark.usefixtures("lantern")
def test_keeps_no_more_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 50)
    made = []

    def make(name: str) -> Callable[[Line | None], bytes]:
        def one(_line: Line | None) -> bytes:
            made.append(name)
            return name.encode()

        return one

    for name in ("a", "b", "c", "d", "d", "a"):
        kept.kept(name, make(name), at=TUESDAY_NOON)
    assert made == ["a", "b", "c", "d", "a"]


@pytest.mark.usefixtures("lantern")
def test_keeps_what_is_asked_for_often_while_somebody_asks_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PAGES", 4)
    made = []

    def ask(name: str) -> None:
        def make(_line: Line | None) -> bytes:
            made.append(name)
            return name.encode()

        kept.kept(name, make, at=TUESDAY_NOON)

    for number in range(10):
        ask("now")
        ask(str(number))
    assert made.count("now") == 1


@pytest.mark.usefixtures("lantern")
def test_makes_a_page_once_for_all_who_wait_for_it() -> None:
    kept.kept("before", lambda _line: b"", at=TUESDAY_NOON)  # so that no thread has to ask the database
    made, begun, may_end = [], Event(), Event()

    def make(_line: Line | None) -> bytes:
        made.append("now")
        begun.set()
        assert may_end.wait(30)
        return b"now"

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(kept.kept, "now", make, at=TUESDAY_NOON)
        assert begun.wait(30)
        others = [pool.submit(kept.kept, "now", make, at=TUESDAY_NOON) for _ in range(3)]
        may_end.set()
        assert {gzip.decompress(one.result()) for one in (first, *others)} == {b"now"}
    assert made == ["now"]


def test_remembers_no_end_of_languages() -> None:
    for memory in (wording.chain, emergency.countries_of_language):
        assert memory.cache_info().maxsize is not None
