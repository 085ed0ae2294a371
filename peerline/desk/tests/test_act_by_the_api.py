from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from peerline.conversations import access, actions
from peerline.desk.tests.conftest import Seat
from peerline.desk.tests.given import Given, arrive, cargo, encoded, message_by, new_key
from peerline.line import actions as line
from peerline.line import policy
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from peerline.seal import grant

pytestmark = pytest.mark.django_db


def post(client: Client, path: str, data: dict[str, Any] | None = None) -> Any:
    return client.post(path, data or {}, content_type="application/json")


def act(client: Client, given: Given, verb: str, **data: Any) -> Any:
    return post(client, f"/api/conversations/{given.ref}/{verb}", data)


def test_claims(ada: PracticeMember, sol: PracticeMember, tess: PracticeMember, *, seat: Seat) -> None:
    given = arrive(ada, sol, tess)
    assert act(seat(ada), given, "claim", new_key=new_key(given, ada, sol)).status_code == 200
    assert given.row().state == "held"
    assert act(seat(tess), given, "claim", new_key=new_key(given, tess, sol)).status_code == 404
    answer = act(seat(sol), given, "claim", new_key=new_key(given, sol))
    assert (answer.status_code, answer.json()["error"]) == (409, "conflict")


def test_answers_and_takes_back(ada: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada), seat(ada)
    message = message_by(given, ada, "out")
    answer = act(client, given, "reply", message=message, cargo=cargo(), version=given.row().version)
    assert answer.json() == {"message": message["ref"]}
    assert given.row().due_at is None
    page = client.get(f"/desk/c/{given.ref}/?done=sent").content.decode()
    assert "Take it back" in page
    assert "It leaves in 30 seconds." in page
    assert post(client, f"/api/messages/{message['ref']}/take-back").status_code == 200
    assert given.row().due_at is not None
    assert "Taken back. It did not leave." in client.get(f"/desk/c/{given.ref}/").content.decode()


def test_an_answer_to_what_has_changed_is_a_conflict(ada: PracticeMember, seat: Seat) -> None:
    given = arrive(ada)
    message = message_by(given, ada, "out")
    answer = act(seat(ada), given, "reply", message=message, cargo=cargo(), version=given.row().version + 1)
    assert (answer.status_code, answer.json()["error"]) == (409, "changed")


def test_keeps_a_note(ada: PracticeMember, seat: Seat) -> None:
    given = arrive(ada)
    assert act(seat(ada), given, "note", message=message_by(given, ada, "note")).status_code == 200
    assert [row.kind for row in access.letters(given.row())] == ["in", "note"]


def test_lets_in_hands_over_and_steps_back(
    ada: PracticeMember, bo: PracticeMember, sol: PracticeMember, *, seat: Seat
) -> None:
    given, client = arrive(ada), seat(ada)
    sealed = encoded(grant(given.identity, bo.key.recipient))
    assert act(client, given, "holders", key_ref=bo.key.ref, sealed=sealed).status_code == 200
    assert act(client, given, "hand-over", member=bo.member.ref, new_key=None, grants={}).status_code == 200
    assert given.row().responsible == bo.member
    assert act(seat(bo), given, "step-back", new_key=new_key(given, ada)).status_code == 200
    assert given.row().responsible == ada.member
    assert seat(bo).get(f"/desk/c/{given.ref}/").status_code == 404


def test_closes_and_opens_again(ada: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada), seat(ada)
    assert act(client, given, "close", why="helped", said=None).status_code == 200
    assert "Open it again" in client.get(f"/desk/c/{given.ref}/").content.decode()
    assert act(client, given, "reopen").status_code == 200


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"message": None}, "field-message"),
        ({"message": {"ref": 1}}, "field-ref"),
        ({"message": {"ref": "a" * 26, "epoch": 1, "sealed": "%%", "size_class": 1}}, "field-sealed"),
        ({"message": {"ref": "a" * 26, "epoch": -1, "sealed": "AAAA", "size_class": 1}}, "field-epoch"),
        ({"message": {"ref": "a" * 26, "epoch": True, "sealed": "AAAA", "size_class": 1}}, "field-epoch"),
        ({"version": "1"}, "field-version"),
        ({"cargo": "all"}, "field-cargo"),
    ],
)
def test_refuses_by_the_name_of_the_field(
    ada: PracticeMember, seat: Seat, *, change: dict[str, Any], code: str
) -> None:
    given = arrive(ada)
    asked = {"message": message_by(given, ada, "out"), "cargo": cargo(), "version": 1, **change}
    answer = act(seat(ada), given, "reply", **asked)
    assert (answer.status_code, answer.json()["error"]) == (400, code)


def test_refuses_what_is_no_json(ada: PracticeMember, seat: Seat) -> None:
    given = arrive(ada)
    path = f"/api/conversations/{given.ref}/note"
    for body in (b"{", b"[]", b"\xff"):
        assert seat(ada).post(path, body, content_type="application/json").status_code == 400


def test_needs_the_token_of_the_page(ada: PracticeMember, lantern: object) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada.member)
    assert act(client, arrive(ada), "close").status_code == 403


def test_describes_every_verb_to_everybody(lantern: Line) -> None:
    found = Client().get("/api/openapi.json").json()
    assert found["openapi"] == "3.1.0"
    reply = found["paths"]["/api/conversations/{ref}/reply"]["post"]
    assert reply["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Replying"}
    replying = found["components"]["schemas"]["Replying"]
    assert replying["properties"]["cargo"]["anyOf"][1] == {"type": "null"}
    sealed = found["components"]["schemas"]["SealedMessage"]["properties"]
    assert sealed["sealed"] == {"type": "string", "contentEncoding": "base64"}
    assert sealed["attachments"]["items"] == {"$ref": "#/components/schemas/SealedAttachment"}


def test_retires_the_reply_address_and_keeps_why(ada: PracticeMember, sol: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada, sol), seat(ada)
    before = given.row().tag_hash
    assert act(client, given, "retire-tag", message=message_by(given, ada, "note")).status_code == 200
    assert given.row().tag_number == 1
    assert given.row().tag_hash != before
    assert "Ada\u2069 retired the reply address" in client.get(f"/desk/c/{given.ref}/").content.decode()
    assert act(client, given, "retire-tag").status_code == 400


def test_confirms_which_key_is_the_writers(ada: PracticeMember, sol: PracticeMember, *, seat: Seat) -> None:
    given, client = arrive(ada, sol), seat(ada)
    message = message_by(given, ada, "event")
    assert act(client, given, "writers-key", message=message).json() == {"message": message["ref"]}
    page = client.get(f"/desk/c/{given.ref}/?done=key-confirmed").content.decode()
    assert "confirmed which key is the writer’s" in page
    word = seat(sol).get(f"/api/conversations/{given.ref}").json()["writers_keys"][0]
    assert (word["ref"], word["author"], len(word["verify"])) == (message["ref"], ada.member.ref, 1)
    assert seat(sol).get(word["src"]).status_code == 200


def test_nobody_else_confirms_a_key(ada: PracticeMember, tess: PracticeMember, *, seat: Seat) -> None:
    given = arrive(ada)
    assert act(seat(tess), given, "writers-key", message=message_by(given, tess, "event")).status_code == 404
    assert act(seat(ada), given, "writers-key").status_code == 400


def test_leaves_the_key_to_a_lead_where_answers_are_reviewed(ada: PracticeMember, *, seat: Seat) -> None:
    given, client = arrive(ada), seat(ada)
    act(client, given, "claim", new_key=new_key(given, ada))
    path = f"/desk/c/{given.ref}/"
    assert '<peer-writers-key class="noprint" hidden may>' in client.get(path).content.decode()
    ada.member.reviewed = True
    ada.member.save()
    found = client.get(path).content.decode()
    assert '<peer-writers-key class="noprint" hidden>' in found
    assert "A lead has to confirm it first." in found
    answer = act(client, given, "writers-key", message=message_by(given, ada, "event", epoch=2))
    assert (answer.status_code, answer.json()["error"]) == (400, "needs-review")


def test_notes_who_looks_at_a_hidden_name(
    ada: PracticeMember, sol: PracticeMember, tess: PracticeMember, *, seat: Seat
) -> None:
    given = arrive(ada, sol)
    message = given.message
    assert post(seat(tess), f"/api/messages/{message}/unmask").status_code == 404
    assert post(seat(ada), f"/api/messages/{message}/unmask").status_code == 200
    assert [(one.name, one.by) for one in access.events(given.row())] == [("unmasked", ada.member)]
    assert "looked at a hidden name or address." in seat(sol).get(f"/desk/c/{given.ref}/").content.decode()


def test_marks_what_is_urgent_and_what_is_not(ada: PracticeMember, sol: PracticeMember, seat: Seat) -> None:
    given, client = arrive(ada, sol), seat(ada)
    assert act(client, given, "urgent").status_code == 200
    assert ">urgent</b>" in client.get("/desk/").content.decode()
    page = client.get(f"/desk/c/{given.ref}/?done=urgent").content.decode()
    assert "the shorter promise holds." in page
    assert 'data-act="calm"' in page
    assert act(client, given, "calm").status_code == 200
    assert 'data-act="urgent"' in client.get(f"/desk/c/{given.ref}/").content.decode()


def test_takes_over_what_is_shared(ada: PracticeMember, sol: PracticeMember, seat: Seat) -> None:
    line.change_policy(replace(policy.now(), who_answers_next="pair"))
    given = arrive(ada, sol, waited=timedelta(hours=30))
    act(seat(ada), given, "claim", new_key=new_key(given, ada, sol))
    lead = seat(sol)
    assert 'data-act="claim"' not in lead.get(f"/desk/c/{given.ref}/").content.decode()
    actions.tell_clocks()
    assert "you may take it over" in lead.get("/desk/").content.decode()
    assert "Take it over" in lead.get(f"/desk/c/{given.ref}/").content.decode()
    assert "Take it over" not in seat(ada).get(f"/desk/c/{given.ref}/").content.decode()
