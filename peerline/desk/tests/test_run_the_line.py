"""The coordinator's pages for the line: changed without a shell, never over somebody else's change."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from peerline.desk import wording_names
from peerline.desk.tests.conftest import Seat
from peerline.kit.secret_files import SecretsFolder
from peerline.line import access, actions, policy, wording
from peerline.line.models import Line
from peerline.people.practice import PracticeMember

pytestmark = pytest.mark.django_db

PAGES = ("", "names/", "promise/", "joining/", "retention/", "policy/en/", "wording/en/", "wording/en/subject/")


@pytest.fixture
def desk(kim: PracticeMember, secrets: SecretsFolder, *, seat: Seat) -> Client:
    for name in ("address.age", "django.key", "mac.key"):
        secrets.write(name, b"secret")
    wording.forget()
    return seat(kim)


def sent(client: Client, path: str, **changes: Any) -> Any:
    """The form of a page, as it came, with these changes."""
    form = client.get(f"/desk/line/{path}").context["form"]
    said = {name: form[name].value() for name in form.fields}
    return client.post(f"/desk/line/{path}", {**said, **changes})


@pytest.mark.parametrize("path", PAGES)
def test_is_not_there_for_who_does_not_coordinate(
    seat: Seat, *, ada: PracticeMember, sol: PracticeMember, kim: PracticeMember, path: str
) -> None:
    for one in (ada, sol):
        client = seat(one)
        assert client.get(f"/desk/line/{path}").status_code == 404
        assert client.post(f"/desk/line/{path}").status_code in {404, 405}
    assert Client().get(f"/desk/line/{path}").status_code == 302
    assert seat(kim).get(f"/desk/line/{path}").status_code == 200


def test_has_no_page_for_a_language_that_is_not_answered(desk: Client) -> None:
    for path in ("policy/xx/", "wording/xx/", "wording/xx/subject/", "wording/en/no-such-text/"):
        assert desk.get(f"/desk/line/{path}").status_code == 404


def test_changes_names_and_reach(desk: Client) -> None:
    answer = sent(desk, "names/", sender_name="Robin", languages="en, pl", countries="ie pl", time_zone="Europe/Warsaw")
    assert answer.status_code == 302
    line = access.the_line()
    assert (line.sender_name, line.languages, line.countries) == ("Robin", "en pl", "IE PL")
    assert line.time_zone == "Europe/Warsaw"


@pytest.mark.parametrize(
    "wrong", [{"sender_name": "Crisis help"}, {"languages": "english"}, {"countries": "XX"}, {"time_zone": "Mars"}]
)
def test_says_what_is_wrong_and_keeps_what_was_typed(desk: Client, wrong: dict[str, str]) -> None:
    before = access.line_seen(access.the_line())
    answer = sent(desk, "names/", **wrong)
    assert answer.status_code == 400
    assert next(iter(wrong.values())) in answer.content.decode()
    assert access.line_seen(access.the_line()) == before


def test_makes_a_new_version_of_the_promise(desk: Client) -> None:
    assert sent(desk, "promise/", promise_hours=36, urgent_promise_hours=6, receipt="short").status_code == 302
    data = policy.now()
    assert (policy.version(), data.promise_hours, data.urgent_promise_hours, data.receipt) == (2, 36, 6, "short")
    assert access.the_line().receipt == "short"
    assert sent(desk, "promise/", urgent_promise_hours=40).status_code == 400
    assert policy.version() == 2


def test_fills_in_the_texts_of_the_policy_language_by_language(desk: Client) -> None:
    assert sent(desk, "policy/en/", exceptions="A court orders us.", privacy_body="Lantern, Dublin").status_code == 302
    assert sent(desk, "policy/de/", exceptions="Ein Gericht verlangt es.").status_code == 302
    data = policy.now()
    assert data.exceptions == {"en": "A court orders us.", "de": "Ein Gericht verlangt es."}
    assert data.privacy_body == "Lantern, Dublin"


def test_calls_each_text_by_where_it_is_read(lantern: Line) -> None:
    for key in wording.every_key():
        if not key.startswith("policy-"):
            assert str(wording_names.where(key))
            assert wording_names.first_words(key)


def test_shows_no_name_of_the_program_for_a_text(desk: Client) -> None:
    shown = desk.get("/desk/line/wording/de/").content.decode()
    assert "Page to write and to read the answer" in shown
    assert ">door-send<" not in shown
    assert "“Send”" in desk.get("/desk/line/wording/de/door-send/").content.decode()


def test_words_a_text_and_goes_back(desk: Client) -> None:
    path = "wording/de/subject/"
    assert sent(desk, path, text="Deine Frage").status_code == 302
    assert wording.text("subject", "de") == "Deine Frage"
    assert sent(desk, path, text="Hilfe in der Krise").status_code == 400
    assert sent(desk, path, text="").status_code == 302
    assert wording.as_worded("subject", "de")[1] is False


def test_shows_a_letter_at_a_glance_before_it_is_kept(desk: Client) -> None:
    answer = sent(desk, "wording/en/receipt-arrived/", text="It is here. By {due}.", look="yes")
    glance = answer.context["glance"]
    assert (glance.sender, glance.subject) == ("Lantern", "Your message")
    assert glance.first.startswith("It is here. By ")
    assert len(glance.first) == 140
    assert "It is here." not in wording.text("receipt-arrived", "en")
    assert desk.get("/desk/line/wording/en/home-title/").context["glance"] is None


def test_tells_of_a_change_meanwhile_and_overwrites_nothing(desk: Client) -> None:
    pages: dict[str, tuple[dict[str, Any], Any]] = {
        "names/": ({"name": "Mine"}, lambda: actions.set_names(actions.Names("Theirs", "Lantern"))),
        "promise/": ({"promise_hours": 30}, lambda: actions.change_policy(policy.now())),
        "wording/en/home-title/": ({"text": "Mine"}, lambda: actions.set_wording("home-title", "en", "Theirs")),
    }
    for path, (mine, theirs) in pages.items():
        form = desk.get(f"/desk/line/{path}").context["form"]
        said = {name: form[name].value() for name in form.fields} | mine
        theirs()
        answer = desk.post(f"/desk/line/{path}", said)
        assert answer.status_code == 409, path
        assert str(next(iter(mine.values()))) in answer.content.decode()
        again = answer.context["form"]
        kept = {name: again[name].value() for name in again.fields}
        assert desk.post(f"/desk/line/{path}", kept).status_code == 302, path
    assert access.the_line().name == "Mine"
    assert policy.now().promise_hours == 30
    assert wording.text("home-title", "en") == "Mine"


def test_closes_and_opens(desk: Client) -> None:
    assert desk.post("/desk/line/", {"act": "close"}).status_code == 302
    assert not access.the_line().is_open
    page = desk.post("/desk/line/", {"act": "open"})
    assert "Too few leads" in page.content.decode()
    assert not access.the_line().is_open


def test_opens_when_nothing_keeps_it_closed(desk: Client, *, sol: PracticeMember, noor: PracticeMember) -> None:
    actions.close_line()
    assert desk.post("/desk/line/", {"act": "open"}).status_code == 302
    assert access.the_line().is_open


def test_does_not_open_with_blanks(desk: Client, *, sol: PracticeMember, noor: PracticeMember) -> None:
    Line.objects.update(is_practice=False, opened_at=None)
    page = desk.get("/desk/line/").content.decode()
    assert "complaints_contact" in page
    assert "No test letter was answered yet." in page


def test_lets_mail_join_by_address_only_when_it_is_ticked(desk: Client) -> None:
    assert policy.now().joins_by_address is False
    assert "joins_by_address" in sent(desk, "joining/", joins_by_address="on").wsgi_request.POST
    assert policy.now().joins_by_address is True
    sent(desk, "joining/", joins_by_address="")
    assert policy.now().joins_by_address is False


def test_changes_when_things_go_by_themselves(desk: Client) -> None:
    answer = sent(desk, "retention/", retention_days=30, draft_days=7)
    assert answer.status_code == 302
    assert (policy.now().retention_days, policy.now().draft_days, policy.now().post_days) == (30, 7, 14)
    assert sent(desk, "retention/", arrival_days=1).context["form"].errors.keys() == {"arrival_days"}
    assert "30" in desk.get("/desk/line/").content.decode()
