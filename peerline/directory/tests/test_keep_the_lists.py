"""The editors' pages of the movement's lists, and the profile of a network: they ..."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from peerline.directory.access import sheets as access
from peerline.directory.actions import SheetRow, take_in
from peerline.directory.models import Need, Network, News, Partner
from peerline.directory.sheets import SHEETS
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.line import wording
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NETWORKS, NEEDS = SHEETS["networks"], SHEETS["needs"]
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
PROFILE = {
    "name": "Harbour group",
    "offer": "An hour a week with somebody who listens",
    "audience": "everybody who edits",
    "languages": "English, Deutsch",
    "hours": "Sundays 18:00 UTC",
    "behind": "five volunteers",
    "since": "2025",
    "training": "two days with a counselor",
    "privacy": "Nothing is written down",
}


def add(client: Client, name: str, said: dict[str, str]) -> uuid.UUID:
    """Add a row by the form; its identifier."""
    made = client.post(f"/directory/lists/{name}/new/", said)
    assert made.status_code == 302, made.content.decode()
    return uuid.UUID(made["Location"].rstrip("/").rpartition("/")[2])


def change(client: Client, name: str, ref: uuid.UUID, **said: str) -> Any:
    """Change a row as it stands now."""
    row = access.row_of_sheet(SHEETS[name], ref)
    seen = {"seen": access.seen_row(SHEETS[name], row)}
    return client.post(f"/directory/lists/{name}/{ref}/", {**access.cells_of_row(SHEETS[name], row), **seen, **said})


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_add_a_row_and_show_its_profile(client: Client, cast: Cast) -> None:
    ref = add(editor(cast), "networks", PROFILE)
    for language in ("en", "ar", "de"):
        said = page(client, f"/networks/{ref}/?language={language}")
        assert all(text in said for text in PROFILE.values())
        assert wording.text("net-training", language) in said
    assert f"/networks/{ref}/" in page(client, "/networks/")
    shown = client.get(f"/networks/{ref}/")
    assert not shown.cookies
    assert b"<script" not in shown.content.partition(b"<main")[2]


def test_show_a_partner_and_what_helps_outside(client: Client, cast: Cast) -> None:
    ada = editor(cast)
    partner = add(ada, "partners", {"name": "Open Door", "place": "Ireland", "homepage": "https://open.example/"})
    add(ada, "resources", {"name": "How to listen", "about": "a course", "homepage": "https://course.example/"})
    assert "https://open.example/" in page(client, f"/partners/{partner}/")
    assert page(client, "/networks/").partition("<main")[2].count("Ireland") == 1
    assert "<li>:</li>" not in page(client, "/networks/")
    assert "https://course.example/" in page(client, "/networks/")


def test_change_a_row_and_take_it_back(cast: Cast) -> None:
    ada = editor(cast)
    ref = add(ada, "networks", PROFILE)
    change(ada, "networks", ref, hours="Mondays", why="they wrote")
    said = page(ada, f"/directory/lists/networks/{ref}/")
    assert "<del><bdi>Sundays 18:00 UTC</bdi></del> <ins><bdi>Mondays</bdi></ins>" in said
    assert "they wrote" in said
    (last, made) = access.changes_of_row(NETWORKS.name, ref)
    assert last.by == "Ada"
    ada.post(f"/directory/lists/networks/{ref}/act/", {"change_set": str(last.ref)})
    assert Network.objects.get().hours == "Sundays 18:00 UTC"
    ada.post(f"/directory/lists/networks/{ref}/act/", {"change_set": str(made.ref)})
    assert Network.objects.get().is_withdrawn


def test_lose_nothing_when_two_change_it(cast: Cast) -> None:
    ada = editor(cast)
    ref = add(ada, "networks", PROFILE)
    seen = access.seen_row(NETWORKS, Network.objects.get())
    change(ada, "networks", ref, hours="Mondays")
    shown = ada.post(f"/directory/lists/networks/{ref}/", {**PROFILE, "hours": "Fridays", "seen": seen})
    assert "Fridays" in shown.content.decode()
    assert '<span class="soft">Now:</span> <bdi>Mondays</bdi>' in shown.content.decode()
    assert shown.content.decode().count("Now:") == 1
    assert Network.objects.get().hours == "Mondays"
    now_seen = access.seen_row(NETWORKS, Network.objects.get())
    assert f'value="{now_seen}"' in shown.content.decode()


def test_say_in_words_what_another_editor_chose(cast: Cast) -> None:
    ada = editor(cast)
    ref = add(ada, "needs", {"name": "Training", "source": "Wikimania"})
    seen = access.seen_row(NEEDS, Need.objects.get())
    change(ada, "needs", ref, state="begun", source="")
    said = {"name": "Training", "source": "Wikimania", "state": "met", "seen": seen}
    shown = ada.post(f"/directory/lists/needs/{ref}/", said).content.decode()
    assert '<span class="soft">Now:</span> <bdi>somebody works on it</bdi>' in shown
    assert '<span class="soft">Now:</span> <bdi>–</bdi>' in shown
    assert shown.count("Now:") == 2


@pytest.mark.parametrize(
    ("name", "said", "field"),
    [
        ("networks", {"name": ""}, "name"),
        ("networks", {"name": "Harbour group"}, "name"),
        ("partners", {"name": "Door", "homepage": "javascript:alert(1)"}, "homepage"),
        ("needs", {"name": "Rest", "became_on": "2026-13-01"}, "became_on"),
        ("needs", {"name": "Rest", "state": "perhaps"}, "state"),
    ],
)
def test_refuse_what_is_wrong_at_its_field(cast: Cast, *, name: str, said: dict[str, str], field: str) -> None:
    ada = editor(cast)
    add(ada, "networks", PROFILE)
    shown = ada.post(f"/directory/lists/{name}/new/", said)
    assert shown.status_code == 200
    assert list(shown.context["form"].errors) == [field]
    assert (Network.objects.count(), Partner.objects.count(), Need.objects.count()) == (1, 0, 0)


def test_withdraw_and_show_again_and_stay_so_through_an_import(client: Client, cast: Cast) -> None:
    ada = editor(cast)
    ref = add(ada, "networks", PROFILE)
    act = f"/directory/lists/networks/{ref}/act/"
    ada.post(act, {"act": "withdraw", "why": "they asked"})
    take_in(NETWORKS, [SheetRow("row 1", {"name": "Harbour group", "hours": "never"})])
    assert "Harbour" not in page(client, "/networks/")
    for address in (f"/networks/{ref}/", f"/networks/{ref}/news.atom", f"/comment/?about=network:{ref}"):
        assert client.get(address).status_code == 404
    assert access.rows_of_sheet(NETWORKS) == []
    assert "they asked" in page(ada, f"/directory/lists/networks/{ref}/")
    ada.post(act, {"act": "show"})
    assert "Harbour" in page(client, "/networks/")


def test_say_what_became_of_a_need(client: Client, cast: Cast) -> None:
    ada = editor(cast)
    ref = add(ada, "needs", {"name": "Training", "source": "Wikimania"})
    add(ada, "needs", {"name": "A quiet room"})
    add(ada, "needs", {"name": "Wiki advice"})
    change(ada, "needs", ref, state="met", became="Twelve people were trained.", became_on="2026-10-01")
    assert "<ins><bdi>it is there now</bdi></ins>" in page(ada, f"/directory/lists/needs/{ref}/")
    said = page(client, "/networks/?language=de")
    assert said.index("A quiet room") < said.index("Wiki advice") < said.index("Training")
    assert said.count(wording.text("net-support-this", "de")) == 2
    assert wording.text("net-state-met", "de") in said
    assert '<time datetime="2026-10-01">2026-10-01</time>' in said
    assert "Twelve people were trained." in said


def test_are_there_for_editors_only(cast: Cast) -> None:
    ref = add(editor(cast), "networks", PROFILE)
    own = f"/directory/lists/networks/{ref}/"
    for name in ("bo", "kim", "sol"):
        reader = Client()
        reader.force_login(getattr(cast, name).member)
        for address in ("/directory/lists/", "/directory/lists/networks/new/", own, "/directory/comments/"):
            assert reader.get(address).status_code == 404
            assert reader.post(address, PROFILE).status_code in (404, 405)
        said = {"act": "withdraw", "on": "2026-10-01", "title": "x", "text": "x"}
        for address in (f"{own}act/", f"{own}news/"):
            assert reader.post(address, said).status_code == 404
    assert not Network.objects.get().is_withdrawn


def test_news_are_corrected_and_taken_down_by_editors_only(cast: Cast) -> None:
    ada = editor(cast)
    told = f"/directory/lists/networks/{add(ada, 'networks', PROFILE)}/news/"
    said = {"on": "2026-10-01", "title": "We meet again", "text": "In two rooms."}
    assert ada.post(told, said).status_code == 302
    own = f"{told}{News.objects.get().pk}/"
    said |= {"title": "Nobody meets", "seen": access.seen_news(News.objects.get())}
    for one in (cast.bo, cast.tess, cast.kim, cast.sol, None):
        reader = Client()
        if one:
            reader.force_login(one.member)
        answers = [reader.get(own), reader.post(own, said), reader.post(f"{own}act/", {"act": "withdraw"})]
        # Who is nobody here is led to signing in.
        assert {(got.status_code, got.headers.get("Location", "")[:9]) for got in answers} == {
            (404, "") if one else (302, "/sign-in/")
        }
    assert (News.objects.get().title, News.objects.get().is_withdrawn) == ("We meet again", False)
    # The same words of an editor are taken: it is not they that were refused.
    assert ada.post(own, said).status_code == 302
    assert News.objects.get().title == "Nobody meets"


def test_do_not_find_what_is_not_there(cast: Cast) -> None:
    ada, nobody = editor(cast), uuid.uuid4()
    ref = add(ada, "networks", PROFILE)
    for address in ("/directory/lists/nothing/new/", f"/directory/lists/networks/{nobody}/", f"/networks/{nobody}/"):
        assert ada.get(address).status_code == 404
    for said in ({"change_set": "x"}, {"change_set": str(nobody)}):
        assert ada.post(f"/directory/lists/networks/{ref}/act/", said).status_code == 404
    with time_machine.travel(NOON, tick=False):
        assert 'value="2026-11-03"' in page(ada, f"/directory/lists/networks/{ref}/")
