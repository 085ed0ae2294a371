from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from peerline.conversations import access
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive, cargo, encoded, message_by, new_key
from peerline.people.practice import PracticeMember
from peerline.seal import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(tess: PracticeMember, sol: PracticeMember) -> Given:
    return arrive(tess, sol)


@pytest.fixture
def draft(given: Given, tess: PracticeMember, noor: PracticeMember, *, seat: Seat) -> str:
    """A draft of Tess, that Noor was let in for."""
    asked = {
        "message": message_by(given, tess, "draft"),
        "grants": {noor.key.ref: encoded(grant(given.identity, noor.key.recipient))},
    }
    assert post(seat(tess), f"/api/conversations/{given.ref}/draft", asked).status_code == 200
    return str(asked["message"]["ref"])


def post(client: Client, path: str, data: dict[str, Any]) -> Any:
    return client.post(path, data, content_type="application/json")


def release(client: Client, given: Given, by: PracticeMember, *, draft: str) -> Any:
    asked = {"message": message_by(given, by, "out"), "cargo": cargo()}
    return post(client, f"/api/drafts/{draft}/release", asked)


def test_a_reviewed_member_cannot_send(given: Given, tess: PracticeMember, *, sol: PracticeMember, seat: Seat) -> None:
    client = seat(tess)
    asked = {"message": message_by(given, tess, "out"), "cargo": cargo(), "version": given.row().version}
    answer = post(client, f"/api/conversations/{given.ref}/reply", asked)
    assert (answer.status_code, answer.json()["error"]) == (400, "needs-review")
    assert "peer-compose" not in client.get(f"/desk/c/{given.ref}/").content.decode()
    claimed = {"new_key": new_key(given, tess, sol)}
    assert post(client, f"/api/conversations/{given.ref}/claim", claimed).status_code == 200
    page = client.get(f"/desk/c/{given.ref}/").content.decode()
    assert "Ask for review" in page
    assert '<peer-compose act="draft">' in page


def test_every_lead_who_can_open_it_sees_it_waiting(draft: str, noor: PracticeMember, *, seat: Seat) -> None:
    page = seat(noor).get("/desk/review/").content.decode()
    # Noor reads Arabic.
    assert "مسودة واحدة تنتظر شخصًا ثانيًا" in page
    assert f"/desk/review/{draft}/" in page


def test_only_the_release_makes_the_copy(
    given: Given, draft: str, *, tess: PracticeMember, noor: PracticeMember, seat: Seat
) -> None:
    assert [row.outgoing for row in access.letters(given.row())] == [None, None]
    assert release(seat(tess), given, tess, draft=draft).status_code == 404
    assert release(seat(noor), given, noor, draft=draft).status_code == 200
    rows = access.letters(given.row())
    assert [row.kind for row in rows] == ["in", "draft", "out"]
    assert rows[2].outgoing is not None
    assert release(seat(noor), given, noor, draft=draft).status_code == 409
    page = seat(noor).get(f"/desk/review/{draft}/").content.decode()
    assert "هذه المسودة لم تعد تنتظر." in page
    assert '<html lang="ar" dir="rtl">' in page


def test_gives_it_back_with_a_word(
    given: Given, draft: str, *, tess: PracticeMember, noor: PracticeMember, seat: Seat
) -> None:
    answer = post(seat(noor), f"/api/drafts/{draft}/return", {"note": message_by(given, noor, "note")})
    assert answer.status_code == 200
    assert "Write on with it" in seat(tess).get(f"/desk/c/{given.ref}/").content.decode()


def test_its_writer_takes_it_away(draft: str, tess: PracticeMember, *, seat: Seat) -> None:
    assert post(seat(tess), f"/api/drafts/{draft}/drop", {}).status_code == 200
    assert "No draft waits." not in seat(tess).get("/desk/").content.decode()


def test_is_there_for_leads_only(draft: str, tess: PracticeMember, *, ada: PracticeMember, seat: Seat) -> None:
    for one in (tess, ada):
        assert seat(one).get(f"/desk/review/{draft}/").status_code == 404
        assert seat(one).get("/desk/review/").headers["Location"] == "/desk/"
