from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.test import Client

from peerline.line.models import Line
from peerline.people import access, actions
from peerline.people.cargo import Self
from peerline.people.practice import PracticeMember
from peerline.people.sealed_person import sealed_for

MEMBERS = "/people/"
PAGES = ["/me/", "/me/code/", "/me/sheet/", "/me/lost/", "/unlock/"]
FOR_COORDINATORS = ["/people/", "/people/invite/", "/people/{kim}/"]


def post_json(client: Client, path: str, data: object) -> int:
    return client.post(path, data, content_type="application/json").status_code


@pytest.mark.parametrize("path", [*PAGES, "/people/", "/people/invite/"])
def test_sends_outsiders_to_sign_in(lantern: Line, client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={path}")


@pytest.mark.parametrize("path", PAGES)
def test_shows_members_their_own_pages(ada: PracticeMember, client: Client, path: str) -> None:
    client.force_login(ada.member)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/sign-in/", "/join/"])
def test_shows_everybody_the_ways_in_and_out(lantern: Line, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert b"<peer-leave>" in answer.content
    assert b"peerline/leave.js" in answer.content


def test_the_field_of_the_words_has_no_name(ada: PracticeMember, client: Client) -> None:
    for path in ("/sign-in/", "/join/"):
        assert b'name="' not in client.get(path).content.replace(b'name="csrfmiddlewaretoken"', b"").replace(
            b'<meta name="', b""
        )


def test_the_coordinators_pages_are_not_there_for_others(
    client: Client, *, ada: PracticeMember, sol: PracticeMember, kim: PracticeMember
) -> None:
    paths = [path.format(kim=kim.member.ref) for path in FOR_COORDINATORS]
    for member, status in ((ada, 404), (sol, 404), (kim, 200)):
        client.force_login(member.member)
        assert {client.get(path).status_code for path in paths} == {status}
    client.force_login(ada.member)
    assert client.get("/people/nobody/").content == client.get(f"/people/{kim.member.ref}/").content


def test_inviting_shows_the_link_once(kim: PracticeMember, client: Client) -> None:
    client.force_login(kim.member)
    wish = {"alias": "Bo", "roles": ["counselor"], "languages": ["en"], "more_languages": "pt-br", "reviewed": "on"}
    shown = client.post("/people/invite/", wish).content.decode()
    token = shown.partition("/join/#")[2][:26]
    found = access.invitation(token)
    assert (found.alias, found.languages, found.reviewed) == ("Bo", "en pt-BR", True)
    assert token not in client.get(MEMBERS).content.decode()
    client.post("/people/withdraw/", {"invitation": found.name})
    assert access.open_invitations() == []


def test_an_invitation_can_be_looked_at_and_then_used(kim: PracticeMember, client: Client) -> None:
    cache.clear()
    client.force_login(kim.member)
    shown = client.post("/people/invite/", {"roles": ["lead"], "languages": ["en"]}).content.decode()
    token = shown.partition("/join/#")[2][:26]
    other = Client()
    assert post_json(other, "/api/invitation", {"token": token, "alias": "Sol"}) == 200
    assert post_json(other, "/api/invitation", {"token": token, "alias": "kim"}) == 409
    assert post_json(other, "/api/invitation", {"token": "a" * 26}) == 404
    wraps = [
        {"kind": kind, "look_up": at * 64, "sign_in": at * 64, "sealed": "AAAA"}
        for kind, at in (("code", "1"), ("sheet", "2"))
    ]
    joining: dict[str, object] = {
        "token": token,
        "alias": "Sol",
        "languages": ["en"],
        "time_zone": "UTC",
        "recipient": kim.key.recipient,
    }
    joining |= {"verify_key": "A" * 43 + "=", "wraps": wraps}
    answer = other.post("/api/join", joining, content_type="application/json")
    assert answer.json()["next"] == "/desk/"
    assert answer.json()["me"]["keys"][0]["epoch"] == 1
    assert other.get("/me/").status_code == 200
    assert post_json(Client(), "/api/join", joining) == 404


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b'{"token": 1}', b'{"token": "' + b"a" * 5000 + b'"}'])
def test_rubbish_is_refused(lantern: Line, client: Client, broken: bytes) -> None:
    cache.clear()
    for path in ("/api/join", "/api/invitation"):
        answer = client.post(path, broken, content_type="application/json")
        assert answer.status_code in {400, 404}
        assert set(answer.json()) == {"error", "sentence"}


def test_here_and_away(ada: PracticeMember, client: Client) -> None:
    client.force_login(ada.member)
    client.post("/me/here/", {"here": "no"})
    assert not access.member_by_ref(ada.member.ref).here


def test_changes_what_a_member_says_of_themselves(ada: PracticeMember, bo: PracticeMember, client: Client) -> None:
    client.force_login(ada.member)
    said = {"alias": "Ada L", "languages": ["de"], "more_languages": "fr", "time_zone": "Asia/Tokyo"}
    assert client.post("/me/", said).status_code == 302
    found = access.member_by_ref(ada.member.ref)
    assert (found.alias, found.languages, found.time_zone) == ("Ada L", "de fr", "Asia/Tokyo")
    assert client.post("/me/", {**said, "alias": "bo"}).status_code == 200
    assert access.member_by_ref(ada.member.ref).alias == "Ada L"


def test_the_members_order_of_languages_stays(noor: PracticeMember, client: Client) -> None:
    client.force_login(noor.member)
    form = client.get("/me/").context["form"]
    said = {"alias": "Noor", "languages": form["languages"].value(), "time_zone": "UTC"}
    assert client.post("/me/", {**said, "languages": ["ar", "en"], "more_languages": "fr"}).status_code == 302
    assert said["languages"] == ["ar", "en"]
    assert access.member_by_ref(noor.member.ref).languages == "ar en fr"


def test_changes_duties(kim: PracticeMember, ada: PracticeMember, client: Client) -> None:
    client.force_login(kim.member)
    client.post(f"/people/{ada.member.ref}/", {"roles": ["counselor", "lead"], "reviewed": "on"})
    found = access.member_by_ref(ada.member.ref)
    assert found.has_role("lead")
    assert found.reviewed


def test_a_real_name_is_sealed_to_coordinators_and_oneself_only(
    client: Client, *, ada: PracticeMember, bo: PracticeMember, kim: PracticeMember
) -> None:
    client.force_login(ada.member)
    good = {"sealed": {kim.key.ref: "AAAA", ada.key.ref: "BBBB"}}
    assert post_json(client, "/api/me/person", good) == 200
    assert post_json(client, "/api/me/person", {"sealed": {bo.key.ref: "AAAA"}}) == 400
    kept = access.member_by_ref(ada.member.ref).sealed_person
    assert sealed_for(kept, [kim.key.ref]) == "AAAA"
    assert sealed_for(kept, [bo.key.ref]) == ""


def test_speaks_the_members_language_and_hours(ada: PracticeMember, client: Client) -> None:
    actions.change_self(ada.member, Self("Ada", ("yue", "es-MX", "en"), "Asia/Tokyo"))
    client.force_login(ada.member)
    answer = client.get("/me/", headers={"Accept-Language": "de"})
    assert answer["Content-Language"] == "es"
    assert "Cómo te localiza la coordinación general" in answer.content.decode()


def test_the_page_of_a_member_says_what_its_scripts_need(ada: PracticeMember, client: Client) -> None:
    client.force_login(ada.member)
    page = client.get("/me/").content.decode()
    said = json.loads(page.partition('id="me" type="application/json">')[2].partition("</script>")[0])
    assert {"line", "member", "alias", "keys", "unlock", "csrf"} <= set(said)
    assert client.get("/sign-in/").status_code == 302
