"""Making, changing, opening and closing the line, and what the doctor says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peerline.kit.errors import Conflict, Refused, Unavailable
from peerline.kit.findings import Finding, Level, is_good
from peerline.line import access, actions, check, policy, wording
from peerline.line.actions import Names, NewLine, Reach
from peerline.line.models import Line, Policy
from peerline.line.policy import PolicyData

FILLED = PolicyData(
    confidentiality={"en": "We tell nobody."},
    exceptions={"en": "A court orders us."},
    minors={"en": "You may write."},
    complaints={"en": "Somebody else reads it."},
    privacy={"en": "We keep it sealed."},
    courts={"en": "We have it looked at."},
    breach={"en": "We say so here."},
    complaints_contact="kim@lantern.example",
    privacy_body="Lantern, Dublin",
)


def found(findings: list[Finding]) -> dict[str, Level]:
    return {finding.name: finding.level for finding in findings}


def test_begins_closed_with_a_policy_full_of_blanks(lantern: Line) -> None:
    assert not lantern.is_open
    assert policy.blanks(policy.now()) == [
        *("complaints_contact", "privacy_body"),
        *(f"{name} (en)" for name in ("exceptions", "minors", "complaints", "privacy", "courts", "breach")),
    ]
    assert policy.now().promise_hours == 48


def test_opens_at_once_for_practice(db: None) -> None:
    assert actions.make_line(NewLine("Lantern", "hello@lantern.example", is_practice=True)).is_open


def test_makes_no_second_line(lantern: Line) -> None:
    with pytest.raises(Conflict):
        actions.make_line(NewLine("Beacon", "hello@beacon.example"))


@pytest.mark.parametrize(
    "new",
    [
        NewLine("Lantern", "hello"),
        NewLine("Lantern", "hello@lantern.example", language="English"),
        NewLine("Lantern", "hello@lantern.example", time_zone="Mars/Base"),
    ],
)
def test_refuses_a_line_that_cannot_be(db: None, new: NewLine) -> None:
    with pytest.raises(Refused):
        actions.make_line(new)
    assert not Line.objects.exists()


def test_stays_closed_while_a_blank_is_left(lantern: Line) -> None:
    with pytest.raises(Refused, match="blanks-left"):
        actions.open_line()
    assert not access.the_line().is_open


def test_opens_and_closes(lantern: Line) -> None:
    actions.change_policy(FILLED)
    opened_at = actions.open_line().opened_at
    assert actions.open_line().opened_at == opened_at
    assert not actions.close_line().is_open


def test_stays_closed_while_a_text_has_a_blank(lantern: Line) -> None:
    actions.change_policy(FILLED)
    actions.set_wording("home-what", "en", "We are {…}.")
    with pytest.raises(Refused, match="blanks-left"):
        actions.open_line()


def test_keeps_every_version_of_the_policy(lantern: Line) -> None:
    first = access.policy_now()
    second = actions.change_policy(replace(FILLED, promise_hours=24, receipt="short"))
    assert (first.version, second.version) == (1, 2)
    assert policy.read(first).promise_hours == 48
    assert policy.now() == replace(FILLED, promise_hours=24, receipt="short")
    assert access.the_line().receipt == "short"
    assert Policy.objects.count() == 2


def test_reads_a_policy_of_an_older_and_a_newer_program(lantern: Line) -> None:
    row = Policy(version=9, from_when=lantern.made_at, data={"promise_hours": 12, "unheard_of": 1})
    assert policy.read(row) == PolicyData(promise_hours=12)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FILLED, promise_hours=0),
        replace(FILLED, urgent_promise_hours=72),
        replace(FILLED, retention_days=10_000),
        replace(FILLED, receipt="long"),
        replace(FILLED, who_answers_next="nobody"),
    ],
)
def test_refuses_a_policy_that_cannot_be_meant(lantern: Line, wrong: PolicyData) -> None:
    with pytest.raises(Refused):
        actions.change_policy(wrong)


def test_says_a_policy_in_the_nearest_language() -> None:
    texts = {"pt": "Não.", "en": "No."}
    assert policy.text_of("minors", texts, "pt-BR") == ("Não.", "pt")
    assert policy.text_of("minors", {"pl": "Nie."}, "de") == ("Nie.", "pl")
    assert policy.text_of("minors", {}, "de") == ("", "")


@pytest.mark.usefixtures("lantern")
def test_says_a_policy_in_every_language_while_its_words_are_the_shipped_ones() -> None:
    as_shipped = policy.default("en").confidentiality
    german, language = policy.text_of("confidentiality", as_shipped, "de-AT")
    assert (german, language) == (policy.default("de").confidentiality["de"], "de")
    assert policy.text_of("confidentiality", as_shipped | {"de": "Nein."}, "de") == ("Nein.", "de")
    assert policy.text_of("confidentiality", {"en": "We tell nobody."}, "de") == ("We tell nobody.", "en")


def test_changes_names_and_reach(lantern: Line) -> None:
    actions.set_names(Names("Lighthouse", "Sam"))
    actions.set_reach(Reach(("pl", "en"), ("PL", "IE"), "Europe/Warsaw"))
    line = access.the_line()
    assert (line.name, line.sender_name, line.language, line.time_zone) == ("Lighthouse", "Sam", "pl", "Europe/Warsaw")
    assert access.languages_of(line) == ("pl", "en")
    assert access.countries_of(line) == ("PL", "IE")


@pytest.mark.parametrize("names", [Names("Lantern", "Crisis help"), Names("", "Jo"), Names("Lantern", " ")])
def test_refuses_names_that_tell_or_are_missing(lantern: Line, names: Names) -> None:
    with pytest.raises(Refused):
        actions.set_names(names)


@pytest.mark.parametrize("reach", [Reach((), (), "UTC"), Reach(("en",), ("ZZ",), "UTC"), Reach(("en",), (), "Nowhere")])
def test_refuses_a_reach_that_does_not_exist(lantern: Line, reach: Reach) -> None:
    with pytest.raises(Refused):
        actions.set_reach(reach)


def test_is_our_fault_when_there_is_no_line_yet(db: None) -> None:
    with pytest.raises(Unavailable):
        actions.close_line()
    assert found(check.findings(0)) == {"line": Level.ERROR}


def test_finds_what_keeps_the_line_closed(lantern: Line) -> None:
    findings = check.findings(1)
    assert found(findings) == {
        "leads": Level.ERROR,
        "policy": Level.ERROR,
        "wording": Level.OK,
        "texts-checked": Level.WARNING,
        "sender-name": Level.OK,
        "open": Level.OK,
    }
    assert not is_good(findings)
    assert all(finding.hint for finding in findings if finding.level is not Level.OK)


def test_finds_nothing_wrong_with_a_line_that_may_open(lantern: Line) -> None:
    actions.change_policy(FILLED)
    actions.open_line()
    assert is_good(check.findings(2))


def test_lets_a_practice_line_have_blanks(db: None) -> None:
    actions.make_line(NewLine("Crisis helpers", "hello@lantern.example", is_practice=True))
    actions.set_wording("home-what", "en", "We are {…}.")
    levels = found(check.findings(2))
    assert levels["policy"] == levels["wording"] == levels["sender-name"] == Level.WARNING
    assert wording.blanks(("en",)) == ["home-what (en)"]
