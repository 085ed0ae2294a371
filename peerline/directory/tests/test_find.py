"""Finding: it ..."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline.directory import access, actions
from peerline.directory.access import Asked, finding
from peerline.directory.models import Listing, Service, Words
from peerline.directory.tests.entries import TUESDAY_NOON, a_service
from peerline.directory.tokens import is_near, tokens
from peerline.directory.vocabulary import named

NAMES = {
    "zurich": "Suicide prevention hotline in Zürich",
    "beijing": "自杀预防热线在北京提供帮助",
    "bangkok": "สายด่วนสุขภาพจิต กรุงเทพ",
    "cairo": "خَطّ المساعدة للوقاية من الانتحار",
    "moscow": "Телефон доверия для подростков",
    "tokyo": "いのちの電話 東京",
    "seoul": "자살예방 상담전화 서울",
    "delhi": "आत्महत्या रोकथाम हेल्पलाइन",
    "vienna": "Lebensmüde? Krisendienst Wien",
}


def show(*services: str) -> None:
    """These services are shown; the later in the list, the fresher."""
    facts = {
        named("service", name): actions.Facts(
            confidence=Listing.HIGH, source_date=date(2026, 8, 8) - timedelta(days=age)
        )
        for age, name in enumerate(reversed(services))
    }
    actions.list_services(facts, wanted=list(facts), today=date(2026, 11, 3))


def add(name: str, *more: tuple[str, dict[str, Any]], **said: Any) -> None:
    """One service, shown."""
    actions.save_rows([*a_service(name, **said), *more], by=None)
    show(name)


def hanging(name: str, table: str, **said: Any) -> tuple[str, dict[str, Any]]:
    """A row that hangs on a service."""
    service = named("service", name)
    return table, {"id": str(named(name, table, str(said))), "service_id": str(service), **said}


def names(asked: Asked) -> list[str]:
    """What is found, by name."""
    found = [one.service for one in access.find(asked).hits]
    known = Service.objects.in_bulk(found)
    return [known[one].name for one in found]


@pytest.fixture
def many_scripts(words: None) -> None:
    """Nine services in nine scripts, saved and shown at once."""
    rows = {row["id"]: (table, row) for name in NAMES.values() for table, row in a_service(name)}
    actions.save_rows(rows.values(), by=None)
    show(*NAMES.values())


@pytest.mark.usefixtures("many_scripts")
@pytest.mark.parametrize("is_wide", [False, True])
@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("zurich", "zurich"),
        ("ZÜRICH", "zurich"),
        ("热线", "beijing"),
        ("สุขภาพจิต", "bangkok"),
        ("الانتحار", "cairo"),
        ("خط", "cairo"),
        ("подростков", "moscow"),
        ("電話", "tokyo"),
        ("상담전화", "seoul"),
        ("हेल्पलाइन", "delhi"),
        ("lebensmude krisen", "vienna"),
        ("prevent", "zurich"),
        ("hotlin zurihc", "zurich"),
        ("krizendienst", "vienna"),
        ("подрастков", "moscow"),
        ("مساعده", "cairo"),
        ("المساعدة", "cairo"),
        ("انتحار", "cairo"),
        ("الانتخار", "cairo"),
        ("สุขภาภจิต", "bangkok"),
        ("いのぢの電話", "tokyo"),
        ("自杀预妨热线", "beijing"),
        ("상담전하", "seoul"),
    ],
)
def test_finds_words_in_any_script(monkeypatch: pytest.MonkeyPatch, asked: str, name: str, *, is_wide: bool) -> None:
    if is_wide:  # few services, but more than may be looked at one by one: the index of words has to answer
        monkeypatch.setattr(finding, "MOST", 2)
    assert names(Asked(words=asked)) == [NAMES[name]]


@pytest.mark.usefixtures("many_scripts")
@pytest.mark.parametrize("most", [0, 1, 2])
def test_finds_every_word_that_begins_so_however_many_there_are(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding, "MOST_FORMS", most)
    assert names(Asked(words="krisen")) == [NAMES["vienna"]]
    assert names(Asked(words="suic prev")) == [NAMES["zurich"]]


@pytest.mark.usefixtures("many_scripts")
@pytest.mark.parametrize("asked", ["moon", "zurich wien", "xx", "月亮", "قمر", "พระจันทร์"])
def test_finds_nothing_where_nothing_is(asked: str) -> None:
    assert names(Asked(words=asked)) == []


@pytest.mark.usefixtures("many_scripts")
@pytest.mark.parametrize("asked", ["", " ", "!?", "\ue000", '"'])
def test_takes_no_words_for_no_wish(asked: str) -> None:
    assert len(names(Asked(words=asked))) == len(NAMES)


@pytest.mark.usefixtures("many_scripts")
def test_says_what_a_slip_was_taken_for() -> None:
    assert access.find(Asked(words="zurihc")).taken_as == {"zurihc": ("zurich",)}


@pytest.mark.usefixtures("words")
def test_narrows_by_country_and_need_and_puts_the_country_before_everywhere() -> None:
    add("Lantern Everywhere", country="INT")
    add("Lantern Berlin", country="DE")
    add("Lantern Rio", country="BR")
    add("Lantern Law", country="DE", need="legal")
    assert names(Asked(country="DE", need="suicide_crisis")) == ["Lantern Berlin", "Lantern Everywhere"]
    assert names(Asked(country="FR")) == ["Lantern Everywhere"]
    assert set(names(Asked(need="legal"))) == {"Lantern Law"}
    assert len(names(Asked())) == 4


@pytest.mark.usefixtures("words")
def test_puts_who_speaks_the_language_first_and_leaves_nobody_out() -> None:
    add("Lantern Silent")
    add("Lantern Polish", hanging("Lantern Polish", "language", code="pl"))
    show("Lantern Polish", "Lantern Silent")
    assert names(Asked(country="DE")) == ["Lantern Silent", "Lantern Polish"]
    assert names(Asked(country="DE", languages=("pl-PL",))) == ["Lantern Polish", "Lantern Silent"]
    assert access.find(Asked(country="DE", languages=("pl",))).hits[0].reasons == ("language", "country")


@pytest.mark.usefixtures("words")
def test_finds_only_what_is_known_to_be_open() -> None:
    hours = {"freq": "WEEKLY", "byday": "TU", "opens_at": "09:00", "closes_at": "17:00", "zone": "Europe/Berlin"}
    add("Lantern Open", hanging("Lantern Open", "schedule", **hours))
    add("Lantern Closed", hanging("Lantern Closed", "schedule", **{**hours, "byday": "WE"}))
    add("Lantern Unknown", hanging("Lantern Unknown", "schedule", description="by appointment"))
    assert names(Asked(country="DE", is_open=True, at=TUESDAY_NOON)) == ["Lantern Open"]
    assert len(names(Asked(country="DE", at=TUESDAY_NOON))) == 3


@pytest.mark.usefixtures("words")
def test_finds_by_channel_and_cost() -> None:
    add("Lantern Chat", hanging("Lantern Chat", "url", label="chat", url="https://chat.lantern.example/"))
    add("Lantern Free", hanging("Lantern Free", "cost_option", amount="0", option="free"))
    assert names(Asked(channels=("chat",))) == ["Lantern Chat"]
    assert names(Asked(is_free=True)) == ["Lantern Free"]
    assert len(names(Asked(channels=("call", "chat")))) == 2


@pytest.mark.usefixtures("words")
def test_puts_paired_services_together() -> None:
    for name in ("Lantern Youth", "Lantern Other", "Lantern Adults"):
        add(name)
    show("Lantern Youth", "Lantern Other", "Lantern Adults")
    pair = named("pair", "Lantern")
    ids = [named("service", one) for one in ("Lantern Youth", "Lantern Adults")]
    Listing.objects.filter(service__in=ids).update(pair=pair)
    actions.renew_reach(ids)
    assert names(Asked(country="DE")) == ["Lantern Adults", "Lantern Youth", "Lantern Other"]


@pytest.mark.usefixtures("words")
def test_looks_at_the_freshest_when_there_are_too_many_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [f"Lantern {one}" for one in ("Old", "Older", "New")]
    for name in shown:
        add(name)
    show("Lantern Older", "Lantern Old", "Lantern New")
    monkeypatch.setattr(finding, "MOST", 2)
    found = access.find(Asked(country="DE"))
    assert found.only_freshest
    assert names(Asked(country="DE")) == ["Lantern New", "Lantern Old"]
    assert names(Asked(country="DE", words="lantern")) == ["Lantern New", "Lantern Old"]
    assert names(Asked(country="DE", words="older")) == ["Lantern Older"]
    assert names(Asked(country="FR", words="older")) == []


@pytest.mark.usefixtures("words")
def test_forgets_what_is_deleted_or_hidden() -> None:
    add("Lantern Call")
    actions.quarantine(named("service", "Lantern Call"), reason="answered by somebody else")
    assert names(Asked(words="lantern")) == []
    show("Lantern Call")
    add("Lantern Chat")
    actions.delete_rows([("service", named("service", "Lantern Chat"))], by=None)
    assert not Words.objects.exists()


@given(st.text(max_size=60))
def test_makes_tokens_that_no_query_can_break(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not set(token) & set("\"'\\:&|!()*<> \ue000\ue001")
        assert tokens(token) == [token]


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [("zurich", "zurihc", True), ("zurich", "zrich", True), ("wien", "wein", True), ("wien", "bonn", False)],
)
def test_forgives_one_slip(one: str, other: str, *, is_so: bool) -> None:
    assert is_near(one, other) is is_so


@pytest.mark.usefixtures("words")
def test_hides_what_becomes_risky_to_list() -> None:
    add("Lantern Call", country="UG")
    assert names(Asked(country="UG")) == ["Lantern Call"]
    actions.save_rows(a_service("Lantern Call", country="UG", need="lgbt"), by=None)
    assert names(Asked(country="UG")) == []
    listing = Listing.objects.get()
    assert (listing.state, listing.safe_to_list) == (Listing.HIDDEN, "needed")
